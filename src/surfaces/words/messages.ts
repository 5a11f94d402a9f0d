import { IntlMessageFormat } from 'intl-messageformat';
import { longDate } from '../../passage/text/dates.js';

interface Reason {
  readonly kind: string;
}

type OfKind<R extends Reason, K> = R extends Reason ? (K extends R['kind'] ? R : never) : never;

/** What fills blanks of a message that a reason itself does not: other reasons in words, dates, names. */
type Blanks<R extends Reason> = { readonly [K in R['kind']]?: (why: OfKind<R, K>) => object };

const FORMATS = new Map<string, IntlMessageFormat>();

/** An ICU message with its blanks filled; of a blank `x`, `has_x` asks whether it is given, `day_x` and `on_x` print it as a date. */
export function fill(message: string, values: object): string {
  const known = FORMATS.get(message);
  const format = known ?? new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
  if (known === undefined) FORMATS.set(message, format);
  return String(format.format(new Proxy(values, { has: () => true, get: blank }) as Record<string, string>));
}

function blank(values: object, name: string | symbol): unknown {
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
