import { TextDecoder } from 'node:util';

/** Charsets of older Chinese sites. */
export type Legacy = 'big5' | 'gb18030';

const TABLES = new Map<Legacy, ReadonlyMap<string, readonly [number, number]>>();

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** The two-byte characters of a charset, read off the platform's own decoder. */
function table(charset: Legacy): ReadonlyMap<string, readonly [number, number]> {
  const known = TABLES.get(charset);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(charset, { fatal: true });
  const made = new Map<string, readonly [number, number]>();
  // From 0xA1 first: in Big5 the lower rows hold second codes for characters that have one already.
  for (const lead of [...range(0xa1, 0xfe), ...range(0x81, 0xa0)]) {
    for (const trail of range(0x40, 0xfe)) {
      const character = decoded(decoder, lead, trail);
      if (character !== null && !made.has(character)) made.set(character, [lead, trail]);
    }
  }
  TABLES.set(charset, made);
  return made;
}

function decoded(decoder: TextDecoder, lead: number, trail: number): string | null {
  try {
    const text = decoder.decode(Uint8Array.of(lead, trail));
    return [...text].length === 1 ? text : null;
  } catch {
    return null;
  }
}

/** HTML in a legacy charset; characters that it lacks become numeric references. */
export function encode(html: string, charset: Legacy): Buffer {
  const codes = table(charset);
  const bytes: number[] = [];
  for (const character of html) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(codes.get(character) ?? Buffer.from(`&#${code};`)));
  }
  return Buffer.from(bytes);
}
