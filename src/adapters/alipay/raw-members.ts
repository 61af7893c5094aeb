/**
 * The top-level members of a JSON object, each value as the exact text received, because Alipay signs that text (`\/` included).
 * Undefined when the text is not one JSON object or names a member twice: with two `…_response` members the one
 * verified and the one read could differ.
 */
export function rawMembers(text: string): ReadonlyMap<string, string> | undefined {
  if (!isJsonObject(text)) return undefined;
  const members = new Map<string, string>();
  // The syntax is known to be good, so commas, colons and ends are simply where the depth is one and no string is open.
  let depth = 0;
  let start = 0;
  let name: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') {
      depth++;
      if (depth === 1) start = at + 1;
    } else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0 && name !== undefined && !keep(members, name, text.slice(start, at))) return undefined;
    } else if (depth === 1 && character === ':') {
      name = textOf(text.slice(start, at));
      start = at + 1;
    } else if (depth === 1 && character === ',') {
      if (name === undefined || !keep(members, name, text.slice(start, at))) return undefined;
      start = at + 1;
    }
  }
  return members;
}

function isJsonObject(text: string): boolean {
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  return text.trimStart().startsWith('{');
}

function keep(members: Map<string, string>, name: string, raw: string): boolean {
  if (members.has(name)) return false;
  members.set(name, raw.trim());
  return true;
}

function endOfString(text: string, opening: number): number {
  let at = opening + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** The text a JSON string literal stands for, or undefined when it is another kind of value. */
export function textOf(literal: string | undefined): string | undefined {
  const value: unknown = literal === undefined ? undefined : JSON.parse(literal);
  return typeof value === 'string' ? value : undefined;
}
