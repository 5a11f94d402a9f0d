import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import functionWords from '../../src/passage/text/function-words.json' with { type: 'json' };
import numerals from '../../src/passage/text/numerals.json' with { type: 'json' };
import { wordsOf } from '../../src/passage/text/tokens.js';

/** Writes `notation-names.json` from the Unicode CLDR, which Node has within it, and from n2words. `UPDATE=1` writes it anew. */
const FILE = join(import.meta.dirname, '../../src/passage/text/notation-names.json');
type Names = Readonly<Record<string, string>>;
interface File {
  readonly icu: string;
  readonly units: Names;
  readonly numbers: Names;
}

const keyOf = (name: string): string =>
  wordsOf(`${name} `)
    .map(({ key }) => key)
    .join(' ');

/** Names by what they name, as the judge compares words: each once, of the first thing that it names. */
function grouped(names: Iterable<readonly [name: string, thing: string]>): Names {
  const things = new Map<string, string>();
  for (const [name, thing] of names) {
    const key = keyOf(name);
    // `A$` is as well what a price is given to: `$20 a $121`.
    if (key !== '' && key !== 'a $' && !things.has(key)) things.set(key, thing);
  }
  const groups: Record<string, string> = {};
  for (const [key, thing] of things)
    groups[thing] = groups[thing] === undefined ? key : `${groups[thing]}|${key}`;
  return groups;
}

/** Numbers of which each takes another form of a noun in some language. */
const COUNTS = [1, 2, 5, 0.5];

/** What the CLDR writes beside a number for a unit or a currency. */
const namesIn = (locale: string, options: Intl.NumberFormatOptions): readonly string[] => {
  const format = new Intl.NumberFormat(locale, { ...options, minimumFractionDigits: 0 });
  const parts = COUNTS.map((n) =>
    format.formatToParts(n).filter(({ type }) => type === 'unit' || type === 'currency'),
  );
  return parts.map((names) => names.map(({ value }) => value).join(' '));
};

const CURRENCIES = Intl.supportedValuesOf('currency');
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

const POWERS = Array.from({ length: 11 }, (_, i) => 3 + i);

/** What a language calls a thousand, a million, a lakh, by the power of ten, beside one, two and five of it. */
const powersIn = (locale: string): readonly (readonly [name: string, power: string])[] =>
  (['short', 'long'] as const).flatMap((compactDisplay) => {
    const format = new Intl.NumberFormat(locale, {
      notation: 'compact',
      compactDisplay,
      numberingSystem: 'latn',
    });
    return POWERS.flatMap((power) =>
      [1, 2, 5].flatMap((n) => {
        const parts = format.formatToParts(n * 10 ** power);
        const name = parts.filter(({ type }) => type === 'compact').map(({ value }) => value);
        const isOne =
          name.length === 1 &&
          parts.some(({ type, value }) => type === 'integer' && Number(value) === n);
        return isOne ? [[name[0] as string, `e${power}`] as const] : [];
      }),
    );
  });

/** The months in every language, by themselves and beside a day. */
const monthsIn = (locale: string): readonly (readonly [name: string, month: string])[] =>
  ([{ month: 'long' }, { month: 'long', day: 'numeric' }] as const).flatMap((form) => {
    const format = new Intl.DateTimeFormat(locale, {
      ...form,
      calendar: 'gregory',
      timeZone: 'UTC',
    });
    return Array.from({ length: 12 }, (_, i) =>
      format
        .formatToParts(Date.UTC(2024, i, 15))
        .flatMap(({ type, value }) =>
          type === 'month' && /^(?!.*[\p{N}\p{Script=Han}]).*\p{L}{2}/u.test(value)
            ? [[value, `@${i + 1}`] as const]
            : [],
        ),
    ).flat();
  });

/** No function word of any language, no form of a number, nor one or two letters, but for the signs of Korean. */
const isTelling = (key: string): boolean =>
  !COMMON.has(key) &&
  !/^(?:\p{Script=Latin}{1,2}|[^\p{Script=Latin}\p{Script=Hangul}])$/u.test(key);
const COMMON = new Set(
  [...Object.values(functionWords.languages), ...Object.values(numerals.forms)].flatMap((all) =>
    all.split(' '),
  ),
);

/** Names that are one thing's in all languages. */
function sure(
  names: readonly (readonly [name: string, thing: string])[],
): readonly (readonly [string, string])[] {
  const things = new Map<string, Set<string>>();
  for (const [name, thing] of names)
    things.set(keyOf(name), (things.get(keyOf(name)) ?? new Set()).add(thing));
  return names.filter(([name]) => things.get(keyOf(name))?.size === 1 && isTelling(keyOf(name)));
}

/** Names of per cent, of the euro and the dollar in every language, and signs and English names of all currencies: `$`, `US$`, `US dollars`, and `dollars` of that whose sign `$` is. */
function unitNames(): readonly (readonly [name: string, unit: string])[] {
  const codes = LETTERS.flatMap((one) => LETTERS.map((two) => one + two));
  const locales = [...Intl.NumberFormat.supportedLocalesOf(codes), 'en-GB'];
  const percent = { style: 'unit', unit: 'percent', unitDisplay: 'long' } as const;
  const of = (
    currency: string,
    locale: string,
    currencyDisplay: 'symbol' | 'narrowSymbol' | 'name',
  ) => namesIn(locale, { style: 'currency', currency, currencyDisplay });
  const namesOf = (currency: string): readonly string[] => {
    const names = of(currency, 'en', 'name');
    const isFirst = /^\p{Sc}$/u.test(of(currency, 'en', 'symbol')[0] as string);
    const abroad = of(currency, 'en-CA', 'symbol').filter(({ length }) => length > 1);
    const signs = of(currency, 'en', 'narrowSymbol').filter((sign) => /^\p{Sc}$/u.test(sign));
    return [
      ...names,
      ...abroad,
      ...signs,
      ...(isFirst ? names.map((name) => name.replace(/^.* /u, '')) : []),
    ];
  };
  const withUnit = (names: readonly string[], unit: string) =>
    names.map((name) => [name, unit] as const);
  const LONG_UNITS = { kilometer: 'km', kilogram: 'kg', hectare: 'ha' } as const;
  const measures = (['long', 'short'] as const).flatMap((unitDisplay) =>
    locales.flatMap((locale) =>
      Object.entries(LONG_UNITS).flatMap(([unit, sign]) =>
        withUnit(namesIn(locale, { style: 'unit', unit, unitDisplay }), sign),
      ),
    ),
  );
  // What a language calls dollars of two countries by is its word for a dollar.
  const dollarsIn = (locale: string): readonly string[] => {
    const [american = [], canadian = []] = ['USD', 'CAD'].map((one) =>
      of(one, locale, 'name').map((n) => n.split(/\s+/u)),
    );
    return american.flatMap((words, i) =>
      words.filter((word) => word.length > 3 && canadian[i]?.includes(word)),
    );
  };
  // A currency for which a language has a sign of its own is called by its noun alone: the first or last word, that which another currency has as well.
  const nounsIn = (locale: string): readonly (readonly [name: string, unit: string])[] => {
    const called = new Intl.DisplayNames(locale, { type: 'currency' });
    const words = CURRENCIES.flatMap((one) => [...new Set(called.of(one)?.split(/\s+/u))]);
    const isShared = (word: string): boolean => words.indexOf(word) !== words.lastIndexOf(word);
    return CURRENCIES.filter((one) => of(one, locale, 'symbol')[0] !== one).flatMap((one) => {
      const ends = [/^\S*/u, /\S*$/u].map((end) =>
        of(one, locale, 'name').map((name) => end.exec(name)?.[0] ?? ''),
      );
      const shared = ends.filter((words) => words.some(isShared));
      return withUnit((shared.length > 0 ? shared : ends).flat(), `¤${one}`);
    });
  };
  return [
    ...locales.flatMap((locale) => withUnit(namesIn(locale, percent), '%')),
    ...locales.flatMap((locale) => withUnit(of('EUR', locale, 'name'), '¤EUR')),
    ...CURRENCIES.flatMap((currency) => withUnit(of(currency, 'en', 'symbol'), `¤${currency}`)),
    ...CURRENCIES.flatMap((currency) => withUnit(namesOf(currency), `¤${currency}`)),
    ...locales.flatMap((locale) => withUnit(dollarsIn(locale), '¤USD')),
    ...sure(locales.flatMap(powersIn)),
    ...sure(locales.flatMap(monthsIn)),
    ...sure(measures),
    ...locales.flatMap(nounsIn).filter(([name]) => isTelling(keyOf(name))),
  ];
}

/** Zero to a hundred, and the hundreds. */
const NUMBERS = [...Array(101).keys(), ...Array.from({ length: 9 }, (_, i) => 200 + 100 * i)];
/** A short Latin word that names a number in one language is another word in the next (`on`, `sex`, `to`, `once`); Han numerals are reckoned. */
const SHORT = /^(?:\p{Script=Latin}{1,3}|once)$|\p{Script=Han}/u;

/** The names of numbers in every language that n2words has; none that has two values, and none of one, which may be an article. */
async function numberNames(): Promise<Names> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('n2words/package.json')),
    'src',
  );
  const values = new Map<string, Set<number>>();
  for (const name of readdirSync(folder)
    .filter((file) => /^\w+(?:-\w+)+\.js$/u.test(file))
    .sort()) {
    const { toCardinal } = await import(join(folder, name));
    for (const n of NUMBERS) {
      const key = keyOf(toCardinal(n));
      values.set(key, (values.get(key) ?? new Set()).add(n));
    }
  }
  const known = [...values].filter(
    ([key, all]) => all.size === 1 && !all.has(1) && !SHORT.test(key),
  );
  return grouped(known.map(([key, [value]]) => [key, String(value)] as const));
}

test('names of units and numbers are those of the Unicode CLDR and of n2words', async () => {
  const made: File = {
    icu: process.versions.icu ?? '',
    units: grouped(unitNames()),
    numbers: await numberNames(),
  };
  const before = JSON.parse(readFileSync(FILE, 'utf8')) as File;
  if (process.env.UPDATE === '1')
    writeFileSync(FILE, `${JSON.stringify({ ...before, ...made }, null, 2)}\n`);
  const written = JSON.parse(readFileSync(FILE, 'utf8')) as File;
  expect(written.numbers).toEqual(made.numbers);
  // Another release of the CLDR has other names.
  if (written.icu === made.icu) expect(written.units).toEqual(made.units);
  else expect(Object.keys(written.units).length).toBeGreaterThan(150);
});
