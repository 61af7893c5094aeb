import type { CertificateKind } from '../domain/entitlement.ts';
import { productCodeOf } from '../domain/product-code.ts';
import type { CertificatePrice, Registry } from '../ports/registry.ts';

const types = [
  { code: 'yx-general', name: '印信通用证书', provider: '印信电子认证' },
  { code: 'yx-engineering', name: '印信工程建设证书', provider: '印信电子认证' },
].map((type) => ({ ...type, unitProfile: 'unit-signature', personProfile: 'person-signature' }));

const platforms = [
  {
    id: 'zhejiang-demo',
    name: '之江公共资源交易平台（演示）',
    region: '浙江省',
    supportsInterconnect: true,
    alliance: '长三角互认',
    recognitionConsent: true,
    typeCodes: ['yx-general', 'yx-engineering'],
    open: true,
  },
  {
    id: 'xinan-demo',
    name: '西南电子招标采购平台（演示）',
    region: '四川省',
    supportsInterconnect: false,
    recognitionConsent: false,
    typeCodes: ['yx-general'],
    open: true,
  },
] as const;

/** Fen for one, two and three years: several years are cheaper, interconnect certificates are cheaper still. */
const tariff: readonly (readonly [kind: CertificateKind, fen: readonly number[]])[] = [
  ['platform', [30_000, 56_000, 80_000]],
  ['interconnect', [12_000, 22_000, 31_000]],
];

/** Two trading platforms, two certificate types and their prices for the demonstration. Run again it changes nothing. */
export async function seedRegistry(registry: Registry): Promise<void> {
  await registry.put({ platforms, types, prices: types.flatMap((type) => pricesOf(type.code)) });
}

function pricesOf(typeCode: string): readonly CertificatePrice[] {
  return tariff.flatMap(([kind, amounts]) =>
    amounts.map((fen, index) => ({ productCode: productCodeOf(kind, typeCode, index + 1), kind, typeCode, years: index + 1, fen })),
  );
}
