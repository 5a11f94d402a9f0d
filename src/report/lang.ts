import { hasHan, simplify } from '../text/scripts.js';
import { type Html, html } from './html.js';

/** Scripts that say by themselves which language's fonts and which direction a text needs; the first that a text has counts. */
const BY_SCRIPT: readonly (readonly [script: RegExp, lang: string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/[ٹڈڑےں]/u, 'ur'],
  [/[پچژگ]/u, 'fa'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Tibetan}/u, 'bo'],
];
const RTL: ReadonlySet<string> = new Set(['ur', 'fa', 'ar', 'he']);
/** Characters that are looked at, our choice: a sentence. */
const ENOUGH = 200;
/** Share of foreign letters up to which a quotation is still in English: it may hold a name. */
const NAMES = 0.3;
/** Letters that are no European ones. */
const FOREIGN = /(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])\p{L}/gu;

/** Letters, marks and spaces among which there is none of those: of most quotations all. */
const PLAIN = /^[ -~\s\u2000-\u206f]*$/;

/** What a page needs to know to set a quotation. */
export interface Setting {
  /** BCP 47; undefined where the letters do not tell. */
  readonly lang: string | undefined;
  readonly dir: 'ltr' | 'rtl';
}

/** The language and direction that the letters of a quotation show. */
export function settingOf(text: string): Setting {
  const start = text.slice(0, ENOUGH);
  const foreign = (PLAIN.test(start) ? null : start.match(FOREIGN)) ?? [];
  const isName = foreign.length === 0 || foreign.length <= (start.match(/\p{L}/gu) ?? []).length * NAMES;
  if (isName) return { lang: undefined, dir: 'ltr' };
  const lang = BY_SCRIPT.find(([script]) => foreign.some((letter) => script.test(letter)))?.[1];
  if (lang !== undefined) return { lang, dir: RTL.has(lang) ? 'rtl' : 'ltr' };
  const han = foreign.filter(hasHan).join('');
  if (han === '') return { lang: undefined, dir: 'ltr' };
  return { lang: simplify(han) === han ? 'zh-Hans' : 'zh-Hant', dir: 'ltr' };
}

/** Attributes that set a text in its own language and direction. */
export const setting = (text: string): Html => {
  const { lang, dir } = settingOf(text);
  return html`${lang !== undefined && html` lang="${lang}"`} dir="${dir}"`;
};
