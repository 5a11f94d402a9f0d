import { type Taken, without } from './access-clause.js';

/** Languages of the sources of reports on countries of origin. */
const CODES =
  'am ar az be bg bn bs cs da de el en es et fa fi fr gu ha he hi hr hu hy id it ja ka kk km ko ku ky lo lt lv mk mn ms my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta tg th ti tk tr ug uk ur uz vi zh'.split(
    ' ',
  );
const ENGLISH = new Intl.DisplayNames(['en'], { type: 'language' });
const BY_NAME = new Map(CODES.map((code) => [ENGLISH.of(code) ?? code, code]));
const NOTE = /[([](?:(?:original )?(?:in|language:) )?(?<name>\p{Lu}\p{Ll}{2,14})(?: only)?[)\]]/gu;

/** Takes `[in Chinese]` or `(Russian)`, as a BCP 47 code. */
export function takeLanguage(tail: string): Taken<string> {
  for (const match of tail.matchAll(NOTE)) {
    const code = BY_NAME.get(match.groups?.name as string);
    if (code !== undefined)
      return { taken: code, rest: without(tail, match.index, match.index + match[0].length) };
  }
  return { taken: null, rest: tail };
}
