import { describe, expect, it } from 'vitest';
import * as der from '../../../src/engines/der/der-writer.ts';
import type { CertificateTemplate } from '../../../src/engines/x509/build-certificate.ts';
import type { CustomExtension, ExtensionsToWrite } from '../../../src/engines/x509/encode-extensions.ts';
import { encodeGeneralName, type GeneralNameToWrite } from '../../../src/engines/x509/general-name.ts';
import type { KeyUsage } from '../../../src/engines/x509/key-usage.ts';
import { validatePath } from '../../../src/engines/x509/path/validate-path.ts';
import { derToPem } from '../../../src/engines/x509/pem.ts';
import { hasTool } from '../../support/tools.ts';
import { anAuthority, anIntermediate, openssl, subscriberExtensions, type TestAuthority } from './test-authority.ts';

const time = new Date('2027-01-01T00:00:00Z');

const runs = Number(process.env['YINXIN_PATH_RUNS'] ?? 150);

/** The same sequence on every run, so that a difference can be looked at again. */
function dice(seed: number): <T>(...faces: readonly [T, ...T[]]) => T {
  let state = seed * 2_654_435_761;
  return (...faces) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return faces[(state >>> 8) % faces.length] ?? faces[0];
  };
}

type Roll = ReturnType<typeof dice>;

const constraint = (list: 0 | 1, base: Buffer): CustomExtension => ({
  oid: '2.5.29.30',
  critical: true,
  value: { type: 'der', der: der.sequence(der.contextExplicit(list, der.sequence(base))) },
});
const dns = (value: string) => encodeGeneralName({ kind: 'dns', value });
const names = [dns('example.cn'), dns('a.example.cn'), encodeGeneralName({ kind: 'email', value: 'example.cn' })] as const;

/** Nine times of ten as it should be. */
const mostly = <T>(roll: Roll, usual: T, ...others: readonly [T, ...T[]]): T =>
  roll(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) < 10 ? usual : roll(...others);

function caExtensions(roll: Roll): ExtensionsToWrite {
  const keyUsage = mostly<readonly KeyUsage[]>(roll, ['keyCertSign', 'cRLSign'], ['keyCertSign'], ['cRLSign']);
  const pathLength = mostly<number | undefined>(roll, undefined, 0, 1, 2);
  const ca = mostly(roll, true, false);
  const purposes = mostly<string[] | undefined>(roll, undefined, ['1.3.6.1.5.5.7.3.4'], ['1.3.6.1.5.5.7.3.3']);
  const limit = roll<CustomExtension | undefined>(
    undefined,
    undefined,
    undefined,
    constraint(0, roll(...names)),
    constraint(1, roll(...names)),
  );
  const unknown = mostly<CustomExtension | undefined>(roll, undefined, {
    oid: '1.2.3.4',
    critical: true,
    value: { type: 'utf8', text: 'x' },
  });
  return {
    basicConstraints: { ca, ...(ca && pathLength !== undefined && { pathLength }) },
    keyUsage,
    ...(purposes && { extendedKeyUsage: { purposes } }),
    custom: [limit, unknown].filter((extension) => extension !== undefined),
  };
}

function caTemplate(roll: Roll): Partial<CertificateTemplate> {
  const notAfter = mostly(roll, new Date('2040-01-01'), new Date('2026-12-31'));
  return { extensions: caExtensions(roll), notAfter };
}

describe.skipIf(!hasTool('openssl'))('openssl verify and our validator', () => {
  it('agree on chains with every mixture of limits', async () => {
    const root = await anAuthority();
    const verdicts = { valid: 0, refused: 0 };
    for (let seed = 1; seed <= runs; seed++) {
      const roll = dice(seed);
      const chain: TestAuthority[] = [root];
      for (let depth = roll(1, 2, 3); depth > 0; depth--)
        chain.push(await anIntermediate(chain.at(-1) ?? root, `CA ${chain.length}`, caTemplate(roll)));
      const altName = roll<GeneralNameToWrite>(
        { kind: 'dns', value: 'www.example.cn' },
        { kind: 'dns', value: 'b.a.example.cn' },
        { kind: 'email', value: 'x@example.cn' },
      );
      const purposes = mostly(roll, ['1.3.6.1.5.5.7.3.4'], ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.2'], ['1.3.6.1.5.5.7.3.3']);
      const extensions = { ...subscriberExtensions, subjectAltName: [altName], extendedKeyUsage: { purposes } };
      const leaf = await (chain.at(-1) ?? root).issue({ extensions });
      const intermediates = chain.slice(1).map(({ certificate }) => certificate);
      const ours = validatePath({
        certificate: leaf,
        intermediates,
        anchors: [root.certificate],
        time,
        revocation: 'none',
        extendedKeyUsage: '1.3.6.1.5.5.7.3.4',
      });
      const files = {
        'root.pem': derToPem('CERTIFICATE', root.certificate.raw),
        'more.pem': intermediates.map(({ raw }) => derToPem('CERTIFICATE', raw)).join(''),
        'leaf.pem': derToPem('CERTIFICATE', leaf.raw),
      };
      const at = ['-attime', String(time.getTime() / 1000), '-purpose', 'smimesign'];
      const theirs = openssl(['verify', ...at, '-CAfile', 'root.pem', '-untrusted', 'more.pem', 'leaf.pem'], files);
      expect(ours.verdict === 'valid', `seed ${seed}: ${ours.reason} (${ours.message}) against ${theirs.said}`).toBe(theirs.ok);
      verdicts[theirs.ok ? 'valid' : 'refused']++;
    }
    expect(verdicts.valid).toBeGreaterThan(runs / 10);
    expect(verdicts.refused).toBeGreaterThan(runs / 10);
  }, 600_000);
});
