/** Objects and lists within each other; what is watched needs seven. */
export const DEEPEST = 100;

/** Control characters but for tab and line ends, and halves of characters that are written in two (lone surrogates). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]/u;

/** As what JSON may write an unprintable character: in most texts there is none to be looked for. */
const SUSPECT = /\\[bfu]|\u007f/;

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
  const isClean = text.isWellFormed() && !SUSPECT.test(text) ? null : isPrintable;
  // Of keys that stand twice the parser keeps one.
  return cleanKeys(value, DEEPEST, isClean) === keysWritten(text) ? value : undefined;
}

const isPrintable = (text: string): boolean => !UNPRINTABLE.test(text);

/** How many keys a value has in all; not a number when something in it has to be complained of. */
function cleanKeys(value: unknown, deepest: number, isClean: ((text: string) => boolean) | null): number {
  if (typeof value === 'string') return isClean === null || isClean(value) ? 0 : Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (deepest === 0) return Number.NaN;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const one of value) keys += cleanKeys(one, deepest - 1, isClean);
    return keys;
  }
  // A list of the keys, or of the values, takes four times as long.
  for (const name in value) {
    if (name === '__proto__' || isClean?.(name) === false) return Number.NaN;
    keys += 1 + cleanKeys(value[name as keyof typeof value], deepest - 1, isClean);
  }
  return keys;
}

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
