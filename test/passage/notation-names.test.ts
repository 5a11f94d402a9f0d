import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
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
    if (key !== '' && !things.has(key)) things.set(key, thing);
  }
  const groups: Record<string, string> = {};
  for (const [key, thing] of things) groups[thing] = groups[thing] === undefined ? key : `${groups[thing]}|${key}`;
  return groups;
}

/** Numbers of which each takes another form of a noun in some language. */
const COUNTS = [1, 2, 5, 0.5];

/** What the CLDR writes beside a number for a unit or a currency. */
const namesIn = (locale: string, options: Intl.NumberFormatOptions): readonly string[] => {
  const format = new Intl.NumberFormat(locale, options);
  const parts = COUNTS.map((n) => format.formatToParts(n).filter(({ type }) => type === 'unit' || type === 'currency'));
  return parts.map((names) => names.map(({ value }) => value).join(' '));
};

const CURRENCIES = Intl.supportedValuesOf('currency');
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Names of per cent, of the euro and the dollar in every language, and signs and English names of all currencies: `$`, `US$`, `US dollars`, and `dollars` of that whose sign `$` is. */
function unitNames(): readonly (readonly [name: string, unit: string])[] {
  const codes = LETTERS.flatMap((one) => LETTERS.map((two) => one + two));
  const locales = [...Intl.NumberFormat.supportedLocalesOf(codes), 'en-GB'];
  const percent = { style: 'unit', unit: 'percent', unitDisplay: 'long' } as const;
  const of = (currency: string, locale: string, currencyDisplay: 'symbol' | 'narrowSymbol' | 'name') =>
    namesIn(locale, { style: 'currency', currency, currencyDisplay });
  const namesOf = (currency: string): readonly string[] => {
    const names = of(currency, 'en', 'name');
    const isFirst = /^\p{Sc}$/u.test(of(currency, 'en', 'symbol')[0] as string);
    const abroad = of(currency, 'en-CA', 'symbol').filter(({ length }) => length > 1);
    const signs = of(currency, 'en', 'narrowSymbol').filter((sign) => /^\p{Sc}$/u.test(sign));
    return [...names, ...abroad, ...signs, ...(isFirst ? names.map((name) => name.replace(/^.* /u, '')) : [])];
  };
  const withUnit = (names: readonly string[], unit: string) => names.map((name) => [name, unit] as const);
  // What a language calls dollars of two countries by is its word for a dollar.
  const dollarsIn = (locale: string): readonly string[] => {
    const [american = [], canadian = []] = ['USD', 'CAD'].map((one) =>
      of(one, locale, 'name').map((n) => n.split(/\s+/u)),
    );
    return american.flatMap((words, i) => words.filter((word) => word.length > 3 && canadian[i]?.includes(word)));
  };
  return [
    ...locales.flatMap((locale) => withUnit(namesIn(locale, percent), '%')),
    ...locales.flatMap((locale) => withUnit(of('EUR', locale, 'name'), '¤EUR')),
    ...CURRENCIES.flatMap((currency) => withUnit(of(currency, 'en', 'symbol'), `¤${currency}`)),
    ...CURRENCIES.flatMap((currency) => withUnit(namesOf(currency), `¤${currency}`)),
    ...locales.flatMap((locale) => withUnit(dollarsIn(locale), '¤USD')),
  ];
}

/** Zero to a hundred, and the hundreds. */
const NUMBERS = [...Array(101).keys(), ...Array.from({ length: 9 }, (_, i) => 200 + 100 * i)];
/** A short Latin word that names a number in one language is another word in the next (`on`, `sex`, `to`, `once`); Han numerals are reckoned. */
const SHORT = /^(?:\p{Script=Latin}{1,3}|once)$|\p{Script=Han}/u;

/** The names of numbers in every language that n2words has; none that has two values, and none of one, which may be an article. */
async function numberNames(): Promise<Names> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('n2words/package.json')), 'src');
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
  const known = [...values].filter(([key, all]) => all.size === 1 && !all.has(1) && !SHORT.test(key));
  return grouped(known.map(([key, [value]]) => [key, String(value)] as const));
}

test('names of units and numbers are those of the Unicode CLDR and of n2words', async () => {
  const made: File = { icu: process.versions.icu ?? '', units: grouped(unitNames()), numbers: await numberNames() };
  const before = JSON.parse(readFileSync(FILE, 'utf8')) as File;
  if (process.env.UPDATE === '1') writeFileSync(FILE, `${JSON.stringify({ ...before, ...made }, null, 2)}\n`);
  const written = JSON.parse(readFileSync(FILE, 'utf8')) as File;
  expect(written.numbers).toEqual(made.numbers);
  // Another release of the CLDR has other names.
  if (written.icu === made.icu) expect(written.units).toEqual(made.units);
  else expect(Object.keys(written.units).length).toBeGreaterThan(150);
});
