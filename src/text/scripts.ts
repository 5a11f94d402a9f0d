import { createRequire } from 'node:module';
import type { Folded } from './fold.js';

const HAN = /\p{Script=Han}/u;
type OpenCc = typeof import('opencc-js/t2cn');
/** Loaded and made when the first character asks: its tables take longer than a page to read, and most reports have no Chinese source. */
let converter: ReturnType<OpenCc['Converter']> | null = null;
function toSimplified(c: string): string {
  converter ??= (createRequire(import.meta.url)('opencc-js/t2cn') as OpenCc).Converter({
    from: 't',
    to: 'cn',
  });
  return converter(c);
}
/** Simplified forms, character by character: whole words would change lengths, and a passage is compared by characters. */
const CACHE = new Map<string, string>();

// OpenCC leaves 著 as it is, for it may mean "work"; as a particle, which is by far more common, it is 着.
function simplified(c: string): string {
  const known = CACHE.get(c);
  if (known !== undefined) return known;
  const converted = c === '著' ? '着' : (toSimplified(c) ?? c);
  const same = converted.length === c.length ? converted : c;
  CACHE.set(c, same);
  return same;
}

/** True when a text has characters that the two Chinese scripts may write differently. */
export const hasHan = (text: string): boolean => HAN.test(text);

/** Traditional characters as simplified ones, by the tables of OpenCC; offsets stay as they are. */
export const inOneScript = ({ text, at }: Folded): Folded => ({ text: simplify(text), at });

/** A text with its traditional characters as simplified ones, of the same length. */
export const simplify = (text: string): string =>
  HAN.test(text) ? Array.from(text, (c) => (HAN.test(c) ? simplified(c) : c)).join('') : text;
