interface Drawn {
  readonly title: string;
  readonly paper: string;
  readonly lines: readonly (readonly [label: string, value: string])[];
  readonly seal?: string;
}

/** The document as SVG: title, labelled lines, an optional round seal, and 测试样张 across it. */
export function drawnDocument(document: { kind: string; fields: Readonly<Record<string, unknown>> }): string {
  const text = (key: string) => String(document.fields[key] ?? '');
  const { title, paper, lines, seal } = drawn(document.kind, text);
  const height = 220 + lines.length * 64 + (seal === undefined ? 0 : 160);
  const rows = lines.map(([label, value], at) => row(label, value, 190 + at * 64)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="${height}" font-family="Noto Serif SC">
<rect width="960" height="${height}" fill="${paper}"/><rect x="16" y="16" width="928" height="${height - 32}" fill="none" stroke="#8a7a50" stroke-width="3"/>
<text x="480" y="100" font-size="46" text-anchor="middle" fill="#222">${safe(title)}</text>${rows}
${seal === undefined ? '' : roundSeal(seal, 760, height - 150)}
<text x="480" y="${height / 2 + 40}" font-size="92" text-anchor="middle" fill="#c0392b" fill-opacity="0.13" transform="rotate(-18 480 ${height / 2})">测试样张 无效</text></svg>`;
}

function drawn(kind: string, text: (key: string) => string): Drawn {
  switch (kind) {
    case 'licence':
      return {
        title: '营业执照',
        paper: '#fbf7ea',
        lines: [
          ['统一社会信用代码', text('uscc')],
          ['名称', text('name')],
          ['法定代表人', text('legalRepresentative')],
          ['住所', text('address') || '（略）'],
          ['营业期限至', text('validUntil') || '长期'],
        ],
        seal: '测试登记机关',
      };
    case 'id-card-portrait':
      return {
        title: '居民身份证（人像面）',
        paper: '#eef3f7',
        lines: [
          ['姓名', text('name')],
          ['住址', text('address') || '（略）'],
          ['公民身份号码', text('idNumber')],
        ],
      };
    case 'id-card-emblem':
      return {
        title: '居民身份证（国徽面）',
        paper: '#eef3f7',
        lines: [
          ['签发机关', text('issuer')],
          ['有效期限', `${text('validFrom')} 至 ${text('validUntil') || '长期'}`],
        ],
      };
    default:
      return {
        title: '法人授权委托书',
        paper: '#ffffff',
        lines: [
          ['单位名称', text('unitName')],
          ['统一社会信用代码', text('uscc')],
          ['法定代表人', text('legalRepresentative')],
          ['受托人', text('agentName')],
          ['受托人证件号码', text('agentIdNumber')],
        ],
        seal: text('unitName'),
      };
  }
}

function row(label: string, value: string, y: number): string {
  return `<text x="70" y="${y}" font-size="26" fill="#666">${safe(label)}</text><text x="320" y="${y}" font-size="30" fill="#111">${safe(value)}</text>`;
}

function roundSeal(text: string, x: number, y: number): string {
  const size = Math.max(9, Math.min(24, 190 / Math.max(text.length, 1)));
  return `<g fill="none" stroke="#d0271d" stroke-width="5"><circle cx="${x}" cy="${y}" r="110"/></g>
<text x="${x}" y="${y - 30}" font-size="${size}" text-anchor="middle" fill="#d0271d">${safe(text)}</text><text x="${x}" y="${y + 36}" font-size="50" text-anchor="middle" fill="#d0271d">★</text>`;
}

function safe(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
