import { leadingLanguage } from '../../text/language.js';
import { simplify } from '../../text/scripts.js';

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/[پچژگ]/u, 'fa'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/[їєґі]/iu, 'uk'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Greek}/u, 'el'],
];
const HAN = /\p{Script=Han}/u;

/** The language of a passage or a title, as far as its letters and commonest words tell it: BCP 47, `und` when they do not. */
export function languageOf(text: string): string {
  for (const [letters, lang] of SCRIPTS.slice(0, 2)) if (letters.test(text)) return lang;
  if (HAN.test(text)) return simplify(text) === text ? 'zh-Hans' : 'zh-Hant';
  return SCRIPTS.find(([letters]) => letters.test(text))?.[1] ?? leadingLanguage(text) ?? 'und';
}
