import { type Tag, wordsIn, xmlTags } from '../read/tags.js';
import { escaped } from '../read/word-styles.js';

/** What is put into the text of a part, in the place of what stands there from `start` up to `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Puts them all in; what begins at one place in the order given. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const one of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(at, one.start), one.text);
    at = one.end;
  }
  return parts.join('') + text.slice(at);
}

export const startOf = ({ startIndex }: Pick<Tag, 'startIndex'>): number => startIndex ?? 0;
export const endOf = ({ endIndex }: Pick<Tag, 'endIndex'>): number => (endIndex ?? -1) + 1;

/** A tag's place taken by something else. */
export const spliceOf = (tag: Tag, text: string): Splice => ({
  start: startOf(tag),
  end: endOf(tag),
  text,
});

/** The start of what a tag contains, and its end; those of the tag where it contains nothing. */
export const innerStart = (tag: Tag): number => startOf(tag.children[0] ?? tag);
export const innerEnd = (tag: Tag): number => endOf(tag.children.at(-1) ?? tag);

/** Characters that XML 1.0 does not allow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is dropped
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
export const xmlText = (text: string): string =>
  escaped(text.toWellFormed().replace(UNPRINTABLE, ''));

/** The characters of a text as the reader reads them, each in its place. */
export const charactersIn = (
  xml: string,
  text: Pick<Tag, 'startIndex' | 'endIndex'>,
): readonly Splice[] =>
  [...xml.slice(startOf(text), endOf(text)).matchAll(/&#?\w{1,9};|./gsu)].map(
    ({ 0: raw, index }) => {
      const start = startOf(text) + index;
      return {
        start,
        end: start + raw.length,
        text: raw.length > 2 ? wordsIn(xmlTags(`<a>${raw}</a>`)) : raw,
      };
    },
  );
