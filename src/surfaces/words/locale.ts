import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGE } from '../../model/languages.js';
import type { PartialDate } from '../../model/watchlist.js';
import { longDate } from '../../passage/text/dates.js';
import { type Html, html } from '../escape.js';
import { type Catalogue, type CatalogueLanguage, catalogueIn, markSentence } from './catalogues.js';

/** What a renderer is handed first: the sentences of the language that it writes, and how that language fills and writes them. */
export interface Locale extends Catalogue {
  /** As a document names it (BCP 47). */
  readonly language: CatalogueLanguage;
  readonly direction: 'ltr' | 'rtl';
  /** The attributes of a document's root: its language, and its direction where that is not the usual one. */
  readonly rootAttributes: Html;
  /** False for whoever has a button in the place of commands; the blank `no_command` of a message is then true. */
  readonly namesCommands: boolean;
  /** An ICU message with its blanks filled; of a blank `x`, `has_x` asks whether it is given, `day_x` and `on_x` print it as a date; a list is told as one. */
  readonly fill: (message: string, values: object) => string;
  /** The same in HTML, with names and numbers set apart, so that their direction turns nothing beside them. */
  readonly fillHtml: (message: string, values: object) => Html;
  /** The same in parts: the text around blanks that are filled with what is no text, and what they are filled with. */
  readonly fillParts: <Part extends object>(
    message: string,
    values: object,
  ) => readonly (string | Part)[];
  /** A date, or the day of an instant, as precise as it is given. */
  readonly day: (date: PartialDate) => string;
  /** `3, 4 and 7b`. */
  readonly andList: (names: readonly string[]) => string;
  /** Texts with commas or semicolons in between. */
  readonly sideBySide: (texts: readonly string[], sign?: 'comma' | 'semicolon') => string;
}

/** How a locale fills one blank of a message. */
type FillBlank = (values: object, name: string) => unknown;

type MessageNode = ReturnType<IntlMessageFormat['getAst']>[number];

/** The blanks that a message names, within its choices too; the text around them and a plural's `#` name none. */
function blanksOf(nodes: readonly MessageNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    const inner =
      'options' in node ? Object.values(node.options).flatMap(({ value }) => blanksOf(value)) : [];
    return 'value' in node && node.type !== LITERAL ? [node.value, ...inner] : inner;
  });
}

/** `TYPE.literal` of @formatjs/icu-messageformat-parser, a const enum. */
const LITERAL = 0;

const bdi = (text: string | number): Html => html`<bdi>${text}</bdi>`;

const isGiven = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

/** Messages of one language, each parsed once. */
function createFormatter(format: string) {
  const parsed = new Map<
    string,
    { readonly icu: IntlMessageFormat; readonly blanks: ReadonlySet<string> }
  >();
  const parse = (message: string) => {
    const icu = new IntlMessageFormat(message, format, undefined, { ignoreTag: true });
    const entry = { icu, blanks: new Set(blanksOf(icu.getAst())) };
    parsed.set(message, entry);
    return entry;
  };
  return (message: string, values: object, fillBlank: FillBlank) => {
    const { icu, blanks } = parsed.get(message) ?? parse(message);
    const filled = [...blanks].map((name) => [name, fillBlank(values, name)] as const);
    return icu.formatToParts(Object.fromEntries(filled) as Record<string, string>);
  };
}

/** What writes the dates and lists of a language. */
function createWriter(language: CatalogueLanguage) {
  const { format, direction } = LANGUAGE[language === 'qps' ? 'en' : language];
  const show = language === 'qps' ? markSentence : (words: string): string => words;
  const list = new Intl.ListFormat(format, { type: 'conjunction' });
  return {
    format,
    direction,
    day(date: PartialDate): string {
      const english = longDate(date);
      if (english === date || format.startsWith('en')) return show(english);
      const [, month, dayOfMonth] = /^\d{4}(?:-(\d\d))?(?:-(\d\d))?/u.exec(date) ?? [];
      const written = new Date(date.slice(0, 'yyyy-mm-dd'.length)).toLocaleDateString(format, {
        year: 'numeric',
        month: month === undefined ? undefined : 'long',
        day: dayOfMonth === undefined ? undefined : 'numeric',
        timeZone: 'UTC',
      });
      // CLDR has no word for the first of a month.
      return language === 'fr' ? written.replace(/^1 /u, '1er ') : written;
    },
    andList: (names: readonly string[]): string =>
      list
        .formatToParts(names)
        .map(({ type, value }) => (type === 'literal' ? show(value) : value))
        .join(''),
    htmlList: (names: readonly string[]): Html =>
      html`${list.formatToParts(names).map(({ type, value }) => (type === 'element' ? bdi(value) : value))}`,
  };
}

/** The message that a date of a precision stands in, by the length of its ISO form. */
const PRECISION: Readonly<Record<number, 'in-year' | 'in-month'>> = { 4: 'in-year', 7: 'in-month' };

function buildLocale(language: CatalogueLanguage, namesCommands: boolean): Locale {
  const catalogue = catalogueIn(language);
  const { shared } = catalogue.messages;
  const { format, direction, day, andList, htmlList } = createWriter(language);
  const formatParts = createFormatter(format);

  const dateIn = (value: unknown, isBare: boolean): string => {
    if (typeof value !== 'string') return '';
    const date = day(value);
    return isBare ? date : fill(shared[PRECISION[value.length] ?? 'on-day'], { date });
  };
  const textBlank: FillBlank = (values, name) => {
    if (name === 'no_command') return String(!namesCommands);
    const [, asks, of = name] = /^(has|day|on)_(.+)$/u.exec(name) ?? [];
    const value: unknown = Reflect.get(values, of);
    if (asks === 'has') return isGiven(value) ? 'yes' : 'no';
    if (asks !== undefined) return dateIn(value, asks === 'day');
    return Array.isArray(value) ? andList(value) : value;
  };
  const htmlBlank: FillBlank = (values, name) => {
    const value: unknown = Reflect.get(values, name);
    if (Array.isArray(value)) return htmlList(value);
    if (typeof value !== 'number' && typeof value !== 'string') return textBlank(values, name);
    // A plural or a choice reads what it is, and not how it is shown.
    return Object.assign(bdi(value), { toString: () => `${value}`, valueOf: () => value });
  };
  const partBlank: FillBlank = (values, name) => {
    const value: unknown = Reflect.get(values, name);
    return typeof value === 'object' && value !== null ? value : textBlank(values, name);
  };

  const fill = (message: string, values: object): string =>
    formatParts(message, values, textBlank)
      .map(({ value }) => value)
      .join('');
  return {
    ...catalogue,
    language,
    direction,
    rootAttributes: html` lang="${language}"${direction === 'rtl' && html` dir="rtl"`}`,
    namesCommands,
    fill,
    fillHtml: (message, values) =>
      html`${formatParts(message, values, htmlBlank).map(({ value }) => value as string | Html)}`,
    fillParts: <Part extends object>(message: string, values: object) =>
      formatParts(message, values, partBlank).map(({ value }) => value as string | Part),
    day,
    andList,
    sideBySide: (texts, sign = 'comma') =>
      texts.length === 0 ? '' : texts.reduce((a, b) => fill(shared[sign], { a, b })),
  };
}

const BUILT = new Map<string, Locale>();

/** The locale of a language, made once; English where none is named. */
export function createLocale(
  language: CatalogueLanguage = 'en',
  { namesCommands = true }: { readonly namesCommands?: boolean | undefined } = {},
): Locale {
  const key = `${language} ${namesCommands}`;
  const locale = BUILT.get(key) ?? buildLocale(language, namesCommands);
  BUILT.set(key, locale);
  return locale;
}

/** The same without the commands that a message can do without, for whoever has a button in their place. */
export const withoutCommands = ({ language }: Locale): Locale =>
  createLocale(language, { namesCommands: false });

/** The locale of the terminal, of logs and of pull requests. */
export const ENGLISH = createLocale('en');

interface Reason {
  readonly kind: string;
}

type OfKind<R extends Reason, K> = R extends Reason ? (K extends R['kind'] ? R : never) : never;

/** What fills blanks of a message that a reason itself does not: other reasons in words, dates, names. */
type Blanks<R extends Reason> = { readonly [K in R['kind']]?: (why: OfKind<R, K>) => object };

/** The function that puts a reason into the words of its kind. */
export const reasonWords =
  <R extends Reason>(
    sentencesIn: (locale: Locale) => Readonly<Record<R['kind'], string>>,
    blanksIn: (locale: Locale) => Blanks<R> = () => ({}),
  ) =>
  (locale: Locale, why: R): string => {
    const kind = why.kind as R['kind'];
    const blanks = blanksIn(locale)[kind] as ((why: R) => object) | undefined;
    return locale.fill(sentencesIn(locale)[kind], { ...why, ...blanks?.(why) });
  };
