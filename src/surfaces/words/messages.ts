import { IntlMessageFormat } from 'intl-messageformat';
import { longDate } from '../../passage/text/dates.js';
import { type Html, html } from '../escape.js';
import kindsInEnglish from './finding-kinds.json' with { type: 'json' };
import inEnglish from './messages.json' with { type: 'json' };
import statusesInEnglish from './status-words.json' with { type: 'json' };

/** A language of what people read; `qps` marks every sentence of the catalogue, so that a test finds those that are not in it. */
export type Language = 'en' | 'qps';

let current: Language = 'en';

/** Renders in a language: whatever `render` says before it returns is in it. */
export function inLanguage<T>(language: Language, render: () => T): T {
  const before = current;
  current = language;
  try {
    return render();
  } finally {
    current = before;
  }
}

/** A catalogue that gives each sentence in the language that is rendered in. */
function translated<T extends object>(english: T): T {
  const inner = new Map<unknown, unknown>();
  return new Proxy(english, {
    get: (of, key) => {
      const value: unknown = Reflect.get(of, key);
      if (typeof value === 'string') return current === 'qps' ? `⟦${value}⟧` : value;
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
export const { kinds } = translated(kindsInEnglish);

interface Reason {
  readonly kind: string;
}

type OfKind<R extends Reason, K> = R extends Reason ? (K extends R['kind'] ? R : never) : never;

/** What fills blanks of a message that a reason itself does not: other reasons in words, dates, names. */
type Blanks<R extends Reason> = { readonly [K in R['kind']]?: (why: OfKind<R, K>) => object };

const FORMATS = new Map<string, IntlMessageFormat>();

/** An ICU message with its blanks filled; of a blank `x`, `has_x` asks whether it is given, `day_x` and `on_x` print it as a date. */
export const fill = (message: string, values: object): string => String(formatOf(message).format(blanksOf(values)));

/** The same as markup: what fills a blank is kept where it is Html, and all else is escaped. */
export const fillHtml = (message: string, values: { readonly [name: string]: unknown }): Html =>
  html`${formatOf(message)
    .formatToParts<Html>(blanksOf(values))
    .map(({ value }) => value)}`;

function formatOf(message: string): IntlMessageFormat {
  const known = FORMATS.get(message);
  const format = known ?? new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
  if (known === undefined) FORMATS.set(message, format);
  return format;
}

const blanksOf = (values: object) => new Proxy(values, { has: () => true, get: blank }) as Record<string, string>;

function blank(values: object, name: string | symbol): unknown {
  if (name === 'no_command') return String(isCommandless);
  const [, asks, of = name] = /^(has|day|on)_(.+)$/u.exec(String(name)) ?? [];
  const value = Reflect.get(values, of);
  if (asks === undefined) return value;
  if (asks === 'has') return value === null || value === undefined || value === '' ? 'no' : 'yes';
  return typeof value === 'string'
    ? `${asks === 'on' ? (value.length < 'yyyy-mm-dd'.length ? 'in ' : 'on ') : ''}${longDate(value)}`
    : '';
}

/** The function that puts a reason into the words of its kind. */
export const reasonWords =
  <R extends Reason>(messages: Readonly<Record<R['kind'], string>>, blanks: Blanks<R> = {}) =>
  (why: R): string => {
    const own = blanks[why.kind as R['kind']] as ((why: R) => object) | undefined;
    return fill(messages[why.kind as R['kind']], { ...why, ...own?.(why) });
  };

/** A message with its blanks filled, in parts: the text around blanks that are filled with what is no text, and what they are filled with. */
export const fillParts = <Part extends object>(message: string, values: object): readonly (string | Part)[] =>
  formatOf(message)
    .formatToParts(blanksOf(values))
    .map(({ value }) => value as string | Part);

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
