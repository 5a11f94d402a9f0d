import { IntlMessageFormat } from 'intl-messageformat';
import { longDate } from '../../passage/text/dates.js';
import { type Html, html } from '../escape.js';
import kindsInEnglish from './finding-kinds.json' with { type: 'json' };
import inEnglish from './messages.json' with { type: 'json' };
import statusesInEnglish from './status-words.json' with { type: 'json' };

/** A language of what people read; `qps` marks every sentence of the catalogue, so that a test finds those that are not in it. */
export type Language = 'en' | 'qps';

let current: Language = 'en';

/** The language that is rendered in, as a document names it (BCP 47). */
export const language = (): Language => current;

/**
 * Renders in a language: whatever `render` says before it returns is in it.
 * @internal Tests mark the sentences of the catalogue with it; a report's language will come the same way.
 */
export function inLanguage<T>(language: Language, render: () => T): T {
  const before = current;
  current = language;
  try {
    return render();
  } finally {
    current = before;
  }
}

/** Words of the language that is rendered in, as they are shown. */
const shown = (words: string): string => (current === 'qps' ? `⟦${words}⟧` : words);

/** A catalogue that gives each sentence in the language that is rendered in. */
function translated<T extends object>(english: T): T {
  const inner = new Map<unknown, unknown>();
  return new Proxy(english, {
    get: (of, key) => {
      const value: unknown = Reflect.get(of, key);
      if (typeof value === 'string') return shown(value);
      if (typeof value !== 'object' || value === null) return value;
      // The same group is the same object, as it is in the catalogue.
      if (!inner.has(key)) inner.set(key, translated(value));
      return inner.get(key);
    },
  });
}

/** Every sentence for people, by its surface or the reason that it tells of. */
export const messages = translated(inEnglish);
/** What single states and fields are called. */
export const statuses = translated(statusesInEnglish);
/** What kinds of findings are called. */
export const { kinds, failing } = translated(kindsInEnglish);

interface Reason {
  readonly kind: string;
}

type OfKind<R extends Reason, K> = R extends Reason ? (K extends R['kind'] ? R : never) : never;

/** What fills blanks of a message that a reason itself does not: other reasons in words, dates, names. */
type Blanks<R extends Reason> = { readonly [K in R['kind']]?: (why: OfKind<R, K>) => object };

const FORMATS = new Map<string, IntlMessageFormat>();

type Fill = (values: object, name: string | symbol) => unknown;

function formatted(message: string, values: object, get: Fill) {
  const known = FORMATS.get(message);
  const format = known ?? new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
  if (known === undefined) FORMATS.set(message, format);
  return format.formatToParts(new Proxy(values, { has: () => true, get }) as Record<string, string>);
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
  const date = longDate(value);
  if (asks === 'day') return date;
  return fill(value.length < 'yyyy-mm-dd'.length ? messages.shared['in-month'] : messages.shared['on-day'], { date });
}

/** Names in a row; English without the comma before `and`, as the British write it. */
const LISTS: Readonly<Record<Language, string>> = { en: 'en-GB', qps: 'en-GB' };

const listFormat = () => new Intl.ListFormat(LISTS[current], { type: 'conjunction' });

/** `3, 4 and 7b`, as the language that is rendered in lists them. */
export const andList = (names: readonly string[]): string =>
  listFormat()
    .formatToParts(names)
    .map(({ type, value }) => (type === 'literal' ? shown(value) : value))
    .join('');

/** The function that puts a reason into the words of its kind. */
export const reasonWords =
  <R extends Reason>(messages: Readonly<Record<R['kind'], string>>, blanks: Blanks<R> = {}) =>
  (why: R): string => {
    const own = blanks[why.kind as R['kind']] as ((why: R) => object) | undefined;
    return fill(messages[why.kind as R['kind']], { ...why, ...own?.(why) });
  };

/** A message with its blanks filled, in parts: the text around blanks that are filled with what is no text, and what they are filled with. */
export const fillParts = <Part extends object>(message: string, values: object): readonly (string | Part)[] =>
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
