import { createRequire } from 'node:module';

const fontFile = () => createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');

/** A picture of an invented business licence, plainly marked as a specimen. PNG, 800 pixels wide. */
export async function specimenLicence(company: {
  readonly companyName: string;
  readonly uscc: string;
  readonly legalRepresentative: string;
}): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const lines = [`名称　${company.companyName}`, `统一社会信用代码　${company.uscc}`, `法定代表人　${company.legalRepresentative}`];
  const texts = lines.map((line, index) => `<text x="90" y="${260 + index * 60}" font-size="26">${line}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 560"><rect width="800" height="560" fill="#fdfaf3"/><rect x="24" y="24" width="752" height="512" fill="none" stroke="#b08d57" stroke-width="6"/><g font-family="Noto Serif SC" fill="#1d2129"><text x="400" y="140" font-size="52" text-anchor="middle">营业执照</text>${texts}<text x="400" y="490" font-size="22" fill="#ad352f" text-anchor="middle">样例，仅供演示</text></g></svg>`;
  const picture = new Resvg(svg, {
    font: { fontFiles: [fontFile()], loadSystemFonts: false, defaultFontFamily: 'Noto Serif SC' },
    fitTo: { mode: 'width', value: 800 },
  });
  return picture.render().asPng();
}
