/** Objects and lists within each other; what is watched needs seven. */
export const DEEPEST = 100;

/** Control characters but for tab and line ends, and halves of characters that are written in two (lone surrogates). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]/u;

/**
 * The value of a text of plain JSON of which there is nothing to say: without comments, keys that stand twice, unprintable
 * characters or endless nesting. Undefined for any other text, which then has to be read with all its places.
 */
export function plainJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const keys = cleanKeys(value, DEEPEST);
  // Of keys that stand twice the parser keeps one.
  return keys === keysWritten(text) ? value : undefined;
}

/** How many keys a value has in all; not a number when something in it has to be complained of. */
function cleanKeys(value: unknown, deepest: number): number {
  if (typeof value === 'string') return UNPRINTABLE.test(value) ? Number.NaN : 0;
  if (typeof value !== 'object' || value === null) return 0;
  if (deepest === 0) return Number.NaN;
  const inner = Array.isArray(value) ? value : Object.values(value);
  const own = Array.isArray(value) ? 0 : cleanNames(Object.keys(value));
  return inner.reduce<number>((sum, one) => sum + cleanKeys(one, deepest - 1), own);
}

const cleanNames = (names: readonly string[]): number =>
  names.some((name) => UNPRINTABLE.test(name) || name === '__proto__') ? Number.NaN : names.length;

const [QUOTE, BACKSLASH, COLON] = [34, 92, 58];

/** Colons outside of texts: one a key. */
function keysWritten(json: string): number {
  let keys = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === COLON) keys++;
    else if (code === QUOTE) i = endOfText(json, i);
  }
  return keys;
}

/** Where the quote stands that ends the text that begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let before = end - 1;
    while (json.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return json.length;
}
