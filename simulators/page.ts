export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A plain Chinese page that cannot be mistaken for the real party. `content` is HTML, already escaped. */
export function page(title: string, content: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><link rel="icon" href="data:,"><style>
body{margin:0;background:#f4f6f9;color:#1d2733;font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif}
.mark{background:#8a4b00;color:#fff;text-align:center;padding:.4rem 1rem;font-size:.9rem}
main{max-width:34rem;margin:2rem auto;background:#fff;border:1px solid #d8dee8;border-radius:10px;padding:1.5rem 2rem}
h1{font-size:1.3rem;margin:0 0 1rem}dl{display:grid;grid-template-columns:6rem 1fr;gap:.4rem 1rem;margin:0 0 1.5rem}dt{color:#5b6878}dd{margin:0;word-break:break-all}
.amount{font-size:2rem;font-weight:600}form{display:flex;gap:1rem;flex-wrap:wrap}
button{font:inherit;padding:.6rem 1.6rem;border-radius:6px;border:1px solid #b6c0cf;background:#fff;cursor:pointer}
button.main{background:#1257b8;border-color:#1257b8;color:#fff}button:focus-visible{outline:3px solid #f0a020;outline-offset:2px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #e3e8ef;vertical-align:top}
</style></head><body><div class="mark" role="note">模拟环境：此页由测试模拟器提供，不涉及真实资金与真实身份</div><main>${content}</main></body></html>`;
}
