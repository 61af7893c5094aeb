import type { Request } from 'express';
import { fieldOf, queryOf } from '../../../../web/forms.ts';
import type { UnitPurchaseChoice } from '../../domain/unit-purchase.ts';

type Reader = (name: string) => string;

/** The choice as a form or an address carries it; what is missing is refused later, with its field. */
function choiceFrom(read: Reader): UnitPurchaseChoice {
  const number = (name: string) => (/^\d{1,6}$/.test(read(name).trim()) ? Number(read(name)) : Number.NaN);
  return {
    unitId: read('unitId'),
    platformId: read('platformId'),
    kind: read('kind') === 'interconnect' ? 'interconnect' : 'platform',
    typeCode: read('typeCode'),
    years: number('years'),
    quantity: number('quantity'),
    localInstall: read('localInstall') !== '',
  };
}

export function postedChoice(req: Request): UnitPurchaseChoice {
  return choiceFrom((name) => fieldOf(req, name, 100));
}

export function addressedChoice(req: Request): UnitPurchaseChoice {
  return choiceFrom((name) => queryOf(req, name, 100));
}

/** The same choice as a query, for the next page and for the way back. */
export function choiceQuery(choice: UnitPurchaseChoice): string {
  const { unitId, platformId, kind, typeCode, years, quantity, localInstall } = choice;
  const query = new URLSearchParams({ unitId, platformId, kind, typeCode, years: String(years), quantity: String(quantity) });
  if (localInstall) query.set('localInstall', '1');
  return query.toString();
}
