import type { Request, Response, Router } from 'express';
import { derToPem } from '../../../../engines/x509/pem.ts';
import { personOf } from '../../../../kernel/actor.ts';
import type { Clock } from '../../../../kernel/clock.ts';
import { Missing } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { MakeCertificate } from '../../application/make-certificate.ts';
import type { PinOfAccount } from '../../application/pin-of-account.ts';
import type { CertificateFile, SeeCertificates } from '../../application/see-certificates.ts';
import type { CertificateRow, EntitlementRow } from '../../ports/certificate-reading.ts';
import type { Units } from '../../ports/units.ts';
import { factsOf } from './certificate-facts.ts';
import { needsMaking } from './certificate-words.ts';
import { detailPage, listPage, makePage } from './holder-pages.ts';

/** 我的证书: what the person holds, 制证 and downloads. */
export class HolderRoutes {
  readonly #making = new RateLimit({ name: 'certificate-make', points: 20, seconds: 600 });

  constructor(
    private readonly pages: Pages,
    private readonly see: SeeCertificates,
    private readonly make: MakeCertificate,
    private readonly pins: PinOfAccount,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  mount(router: Router): void {
    router.get('/certificates', (req, res) => this.#list(req, res));
    router.get('/certificates/to-make', (req, res) => this.#toMake(req, res));
    router.get('/certificates/files/:serial/:file', (req, res) => this.#file(req, res));
    router.get('/certificates/:id', (req, res) => this.#detail(req, res));
    router.get('/certificates/:id/make', (req, res) => this.#makeForm(req, res));
    router.post('/certificates/:id/make', (req, res) => this.#makeNow(req, res));
  }

  async #list(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const mine = await this.see.mine(actor);
    const model = listPage(this.pages.t, mine, await this.pins.state(actor), this.clock.now());
    await this.pages.respond(req, res, 'certificate/list', model);
  }

  /** Where a payment leads: to the certificate that waits to be made. The paid order may take a moment to arrive. */
  async #toMake(req: Request, res: Response): Promise<void> {
    for (let looks = 0; looks < 10; looks++) {
      const { rows } = await this.see.mine(actorOf(req));
      const next = rows.find(needsMaking);
      if (next !== undefined) return res.redirect(303, `/certificates/${next.id}/make`);
      await new Promise((done) => setTimeout(done, 200));
    }
    res.redirect(303, '/certificates');
  }

  async #detail(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const found = await this.see.one(actor, paramOf(req, 'id'));
    const current = found.certificates.find((certificate) => certificate.serial === found.row.currentSerial);
    const facts = current?.der === undefined ? undefined : factsOf(await this.see.file(actor, current.serial));
    const holder = await this.#holderOf(req, found.row, current);
    const model = detailPage(this.pages.t, found, facts, holder, this.clock.now());
    await this.pages.respond(req, res, 'certificate/detail', model, {
      crumbs: [{ label: this.pages.t('certificate.nav.mine'), href: '/certificates' }, { label: holder }],
    });
  }

  async #makeForm(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const actor = actorOf(req);
    const { row } = await this.see.one(actor, paramOf(req, 'id'));
    if (!needsMaking(row)) return res.redirect(303, `/certificates/${row.id}`);
    const holder = await this.#holderOf(req, row, undefined);
    const model = makePage(this.pages.t, row, holder, await this.pins.state(actor), errors);
    await this.pages.respond(req, res, 'certificate/make', model, {
      status: errors.list.length === 0 ? 200 : 422,
      crumbs: [{ label: this.pages.t('certificate.nav.mine'), href: '/certificates' }, { label: this.pages.t('certificate.make.title') }],
    });
  }

  /** The first time the PIN is set here too, twice the same (CER-074). */
  async #makeNow(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    await this.#making.spend(personOf(actor).accountId);
    const pin = fieldOf(req, 'pin', 20);
    try {
      if ((await this.pins.state(actor)).state === 'unset')
        await this.pins.set(actor, { pin, pinRepeated: fieldOf(req, 'pinRepeated', 20) });
      await this.make.execute(actor, { entitlementId: paramOf(req, 'id'), pin });
    } catch (error) {
      return this.#makeForm(req, res, shownErrors(this.pages, error, 'pin'));
    }
    res.redirect(303, `/certificates/${encodeURIComponent(paramOf(req, 'id'))}`);
  }

  async #file(req: Request, res: Response): Promise<void> {
    const file = await this.see.file(actorOf(req), paramOf(req, 'serial'));
    sendFile(res, file, paramOf(req, 'file'));
  }

  async #holderOf(req: Request, row: EntitlementRow, current: CertificateRow | undefined): Promise<string> {
    if (current !== undefined) return current.holderName;
    return row.unitId === undefined ? personOf(actorOf(req)).name : (await this.units.unit(row.unitId)).name;
  }
}

function sendFile(res: Response, { certificate, der, chain }: CertificateFile, file: string): void {
  const name = `certificate-${certificate.serial.slice(0, 12)}`;
  const pem = (bytes: Uint8Array) => derToPem('CERTIFICATE', bytes);
  switch (file) {
    case 'certificate.pem':
      res.attachment(`${name}.pem`).type('application/x-pem-file').send(pem(der));
      return;
    case 'certificate.cer':
      res.attachment(`${name}.cer`).type('application/pkix-cert').send(Buffer.from(der));
      return;
    case 'chain.pem':
      res
        .attachment(`${name}-chain.pem`)
        .type('application/x-pem-file')
        .send([der, ...chain].map(pem).join(''));
      return;
    default:
      throw new Missing();
  }
}
