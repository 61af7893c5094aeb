/** Keys and their texts in one language; `{name}` in a text stands for a parameter. */
export type Texts = Readonly<Record<string, string>>;

export type TextParameters = Readonly<Record<string, string | number>>;

/**
 * Gives the text of a key with its parameters put in. The answer is plain text: the template escapes it when printing.
 * @throws {TextError} for a key that no catalogue has, and for a parameter the text names and the caller left out
 */
export type Translate = (key: string, parameters?: TextParameters) => string;

/** A mistake in code or catalogue, never in what a person typed. */
export class TextError extends Error {
  override readonly name = 'TextError';
}

/**
 * Merges the catalogues of the shell and the modules into one translating function.
 * @throws {TextError} when two catalogues define the same key
 */
export function createTranslate(catalogues: readonly Texts[]): Translate {
  const texts = merge(catalogues);
  return (key, parameters = {}) => {
    const text = texts.get(key);
    if (text === undefined) throw new TextError(`no text for the key ${key}`);
    return text.includes('{') ? fill(key, text, parameters) : text;
  };
}

function merge(catalogues: readonly Texts[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const catalogue of catalogues) {
    for (const [key, text] of Object.entries(catalogue)) {
      if (texts.has(key)) throw new TextError(`two catalogues define the key ${key}`);
      texts.set(key, text);
    }
  }
  return texts;
}

function fill(key: string, text: string, parameters: TextParameters): string {
  return text.replaceAll(/\{([a-zA-Z][a-zA-Z0-9]*)\}/g, (_match, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) throw new TextError(`the text ${key} needs the parameter ${name}`);
    return String(value);
  });
}
