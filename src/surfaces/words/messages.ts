import { AsyncLocalStorage } from 'node:async_hooks';
import { IntlMessageFormat } from 'intl-messageformat';
import { textBeside } from '../../model/text-beside.js';
import type { Language, PartialDate } from '../../model/watchlist.js';
import { longDate } from '../../passage/text/dates.js';
import { type Html, html } from '../escape.js';
import commands from './commands.json' with { type: 'json' };
import kindsInEnglish from './finding-kinds.json' with { type: 'json' };
import messagesInEnglish from './messages.json' with { type: 'json' };
import statusesInEnglish from './status-words.json' with { type: 'json' };

const ENGLISH = {
  messages: messagesInEnglish,
  statuses: statusesInEnglish,
  kinds: kindsInEnglish.kinds,
  failing: kindsInEnglish.failing,
  unchecked: kindsInEnglish.unchecked,
};

type Catalogue = typeof ENGLISH;

const TRANSLATIONS = {
  fr: () => textBeside(new URL('./languages/fr.json', import.meta.url)),
  de: () => textBeside(new URL('./languages/de.json', import.meta.url)),
  ar: () => textBeside(new URL('./languages/ar.json', import.meta.url)),
};

/** A language of the catalogue; `qps` marks every sentence of it, so that a test finds those that are not in it. */
type Rendered = Language | 'qps';

const CATALOGUES: { [L in Rendered]?: Catalogue } = { en: ENGLISH, qps: ENGLISH };

const catalogueIn = (language: Rendered): Catalogue =>
  (CATALOGUES[language] ??= JSON.parse(
    TRANSLATIONS[language as keyof typeof TRANSLATIONS](),
  ) as Catalogue);

const chosen = new AsyncLocalStorage<Rendered>();

/** The language that is rendered in, as a document names it (BCP 47). */
export const language = (): Rendered => chosen.getStore() ?? 'en';

/** True for a language that is written from right to left. */
export const isMirrored = (): boolean => language() === 'ar';

/** The attributes of a document's root: its language, and its direction where that is not the usual one. */
export const rootAttributes = (): Html =>
  html` lang="${language()}"${isMirrored() && html` dir="rtl"`}`;

/** Renders in a language: all that `render` says is in it, also after it waited for something. Without one it stays what it is. */
export const inLanguage = <T>(to: Rendered | undefined, render: () => T): T =>
  chosen.run(to ?? language(), render);

/** Words of the language that is rendered in, as they are shown. */
const shown = (words: string): string => (language() === 'qps' ? `⟦${words}⟧` : words);

/** A part of the catalogue that gives each sentence in the language that is rendered in; `of` is that part in it. */
function translated<T extends object>(english: T, of: () => T): T {
  const inner = new Map<PropertyKey, object>();
  return new Proxy(english, {
    get: (_, key) => {
      const value: unknown = Reflect.get(of(), key);
      if (typeof value === 'string') return shown(value);
      if (typeof value !== 'object' || value === null) return value;
      // The same group is the same object, as it is in the catalogue.
      if (!inner.has(key))
        inner.set(
          key,
          translated(value, () => Reflect.get(of(), key) as object),
        );
      return inner.get(key);
    },
  });
}

/** Sentences for people by their surface, or the reason that they tell of; what states are called; what kinds of findings are called. */
export const { messages, statuses, kinds, failing, unchecked } = translated(ENGLISH, () =>
  catalogueIn(language()),
);

/** Sentences of commands, logs and pull requests, which are in English. */
export const commandMessages = commands;

interface Reason {
  readonly kind: string;
}

type OfKind<R extends Reason, K> = R extends Reason ? (K extends R['kind'] ? R : never) : never;

/** What fills blanks of a message that a reason itself does not: other reasons in words, dates, names. */
type Blanks<R extends Reason> = { readonly [K in R['kind']]?: (why: OfKind<R, K>) => object };

/** How each language writes dates, lists and plurals: English lists have no comma before `and`, and digits are those of what is cited. */
const LOCALES: Readonly<Record<Rendered, string>> = {
  en: 'en-GB',
  fr: 'fr',
  de: 'de',
  ar: 'ar-u-nu-latn',
  qps: 'en-GB',
};

const FORMATS = new Map<string, IntlMessageFormat>();

type Fill = (values: object, name: string | symbol) => unknown;

function formatted(message: string, values: object, get: Fill) {
  const key = `${language()} ${message}`;
  const format =
    FORMATS.get(key) ??
    new IntlMessageFormat(message, LOCALES[language()], undefined, { ignoreTag: true });
  FORMATS.set(key, format);
  return format.formatToParts(
    new Proxy(values, { has: () => true, get }) as Record<string, string>,
  );
}

/** An ICU message with its blanks filled; of a blank `x`, `has_x` asks whether it is given, `day_x` and `on_x` print it as a date; a list is told as one. */
export const fill = (message: string, values: object): string =>
  formatted(message, values, blank)
    .map(({ value }) => value)
    .join('');

/** The same in HTML, with names and numbers set apart, so that their direction turns nothing beside them. */
export const fillHtml = (message: string, values: object): Html =>
  html`${formatted(message, values, apart).map(({ value }) => value as string | Html)}`;

const bdi = (text: string | number): Html => html`<bdi>${text}</bdi>`;

function apart(values: object, name: string | symbol): unknown {
  const value = Reflect.get(values, name);
  if (Array.isArray(value))
    return html`${listFormat()
      .formatToParts(value)
      .map((part) => (part.type === 'element' ? bdi(part.value) : part.value))}`;
  if (typeof value !== 'number' && typeof value !== 'string') return blank(values, name);
  // A plural or a choice reads what it is, and not how it is shown.
  return Object.assign(bdi(value), { toString: () => `${value}`, valueOf: () => value });
}

function blank(values: object, name: string | symbol): unknown {
  if (name === 'no_command') return String(isCommandless);
  const [, asks, of = name] = /^(has|day|on)_(.+)$/u.exec(String(name)) ?? [];
  const value = Reflect.get(values, of);
  if (asks === undefined) return Array.isArray(value) ? andList(value) : value;
  if (asks === 'has') return value === null || value === undefined || value === '' ? 'no' : 'yes';
  if (typeof value !== 'string') return '';
  const date = day(value);
  if (asks === 'day') return date;
  const precision = { 4: 'in-year', 7: 'in-month' } as const;
  return fill(messages.shared[precision[value.length as keyof typeof precision] ?? 'on-day'], {
    date,
  });
}

/** A date, or the day of an instant, as the language that is rendered in writes it, and as precise as it is given. */
export function day(date: PartialDate): string {
  const english = longDate(date);
  const [, month, dayOfMonth] = /^\d{4}(?:-(\d\d))?(?:-(\d\d))?/u.exec(date) ?? [];
  const locale = LOCALES[language()];
  if (english === date || locale.startsWith('en')) return shown(english);
  const written = new Date(date.slice(0, 'yyyy-mm-dd'.length)).toLocaleDateString(locale, {
    year: 'numeric',
    month: month === undefined ? undefined : 'long',
    day: dayOfMonth === undefined ? undefined : 'numeric',
    timeZone: 'UTC',
  });
  // CLDR has no word for the first of a month.
  return language() === 'fr' ? written.replace(/^1 /u, '1er ') : written;
}

const listFormat = () => new Intl.ListFormat(LOCALES[language()], { type: 'conjunction' });

/** `3, 4 and 7b`, as the language that is rendered in lists them. */
export const andList = (names: readonly string[]): string =>
  listFormat()
    .formatToParts(names)
    .map(({ type, value }) => (type === 'literal' ? shown(value) : value))
    .join('');

/** Texts side by side, with the commas or semicolons of the language that is rendered in between them. */
export const sideBySide = (
  texts: readonly string[],
  sign: 'comma' | 'semicolon' = 'comma',
): string =>
  texts.length === 0 ? '' : texts.reduce((a, b) => fill(messages.shared[sign], { a, b }));

/** The function that puts a reason into the words of its kind. */
export const reasonWords =
  <R extends Reason>(messages: Readonly<Record<R['kind'], string>>, blanks: Blanks<R> = {}) =>
  (why: R): string => {
    const own = blanks[why.kind as R['kind']] as ((why: R) => object) | undefined;
    return fill(messages[why.kind as R['kind']], { ...why, ...own?.(why) });
  };

/** A message with its blanks filled, in parts: the text around blanks that are filled with what is no text, and what they are filled with. */
export const fillParts = <Part extends object>(
  message: string,
  values: object,
): readonly (string | Part)[] =>
  formatted(message, values, (of, name) => {
    const value: unknown = Reflect.get(of, name);
    return typeof value === 'object' && value !== null ? value : blank(of, name);
  }).map(({ value }) => value as string | Part);

let isCommandless = false;

/** Renders without the commands that a message can do without, for whoever has a button in their place: its blank `no_command` is true. */
export function withoutCommands<T>(render: () => T): T {
  const before = isCommandless;
  isCommandless = true;
  try {
    return render();
  } finally {
    isCommandless = before;
  }
}
export const hidesCommands = (): boolean => isCommandless;
