import type { CaseAnswer, CaseCitation, CaseVerdict } from '../../model/case.js';
import { isSmall, plainName } from '../../passage/text/names.js';
import { countryCode } from '../grammar/line.js';
import words from '../grammar/words.json' with { type: 'json' };

/** Whether a case exists as it is cited, by what its register has; one that is cited without a name by its number alone. */
export function verdictOn({ name }: CaseCitation, answer: CaseAnswer): CaseVerdict {
  if (answer.kind === 'absent') return { kind: 'not-found', register: answer.register };
  if (answer.kind === 'not-asked') return answer;
  const { register, names, url } = answer;
  const same = names.find((registered) => name === null || isSameCaseName(name, registered));
  return { kind: same === undefined ? 'other-name' : 'exists', register, found: same ?? names[0] ?? '', url };
}

const VERSUS = /\s+(?:[vV][sS]?\.?|c\.?|contre|gegen)\s+|(?<=\p{L}{2})\/(?=\p{Lu})/u;
const KINDS = new Set([
  ...words.partyKinds,
  'r',
  'regina',
  'rex',
  'king',
  'queen',
  're',
  'ex',
  'p',
  'parte',
  'v',
  'cg',
]);
const OTHERS = /(?<!\p{L})(?:others?|another|ors|anor|autres?|al)(?!\p{L})/iu;
/** The respondent of nearly all cases of asylum, in full: registers and authors shorten it. */
const HOME = 'Secretary of State for the Home Department';

/**
 * True for two names of one case: each party that the citation names has its initials, its surname and its country in the register's
 * name. What a case is about, and what is said of the parties, may differ.
 */
export function isSameCaseName(cited: string, registered: string): boolean {
  const found = new Registered(registered);
  const sides = spelt(cited).split(VERSUS);
  return sides.every((side, i) => {
    if (i > 0 && (!found.hasSides || found.shortens(side))) return true;
    const parties = partiesOf(side);
    const named = parties.filter(({ initials, surname }) => initials.length > 0 || surname !== null);
    const areNamed =
      found.hasOthers && named.length > 1 ? named.some((one) => found.has(one)) : named.every((one) => found.has(one));
    return areNamed && parties.every(({ countries }) => countries.every((country) => found.hasCountry(country)));
  });
}

const spelt = (name: string): string =>
  name
    .replace(/(?<!\p{L})(?:\p{L}\.){2,}/gu, (dotted) => dotted.replaceAll('.', ''))
    .replace(/(?<!\p{L})SSHD(?!\p{L})/gu, HOME);

const wordsIn = (text: string): readonly string[] =>
  plainName(text.normalize('NFD').replace(/\p{Mn}/gu, '')).split(' ');

interface Party {
  /** `MS`, `HMRC`: initials of somebody, or of a body. */
  readonly initials: readonly string[];
  readonly countries: readonly string[];
  /** The word by which it is known; null where initials or a country tell it. */
  readonly surname: string | null;
}

const BRACKETS = /\((?<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)/gu;

/** The parties on one side of a name, in which the subject of the case stands in brackets, and the country there or behind them. */
function partiesOf(side: string): readonly Party[] {
  const outside = side.replace(BRACKETS, ' , ');
  const groups = [...side.matchAll(BRACKETS)].map(({ groups }) => groups?.inside ?? '');
  const isNamed = wordsIn(outside).some((word) => word !== '' && !KINDS.has(word) && !isSmall(word));
  // `R (Ayinde)`, `R (on the application of Ayinde)`
  const inside = isNamed ? [] : groups.map((group) => group.replace(/^.*\bapplication of\b/iu, ''));
  const countries = groups.flatMap((group) => countriesIn(group.split(/ [–-] /u)[0] as string));
  const parties = [isNamed ? outside : '', ...inside].flatMap((text) => text.split(/,|;|&|\s(?:and|et|und|en|y)\s/iu));
  return [...parties.map(partyOf), { initials: [], countries, surname: null }];
}

function partyOf(text: string): Party {
  const printed = text.trim().split(/\s+/u);
  const initials = printed.filter((word) => /^\p{Lu}{1,4}$/u.test(word) && !KINDS.has(word.toLowerCase()));
  const countries = countriesIn(text);
  const told = wordsIn(printed.filter((word) => !initials.includes(word)).join(' '));
  const own = told.filter((word) => word.length > 1 && !KINDS.has(word) && !isSmall(word) && !OTHERS.test(word));
  const surname = initials.length > 0 || countries.length > 0 ? null : (own.at(-1) ?? null);
  return { initials: initials.map((word) => word.toLowerCase()), countries, surname };
}

/** Words of the longest name of a country: `Democratic Republic of the Congo` has five. */
const LONGEST_COUNTRY = 5;

/** The codes of the countries that a text names in any case of its letters; the name where it has no code. */
function countriesIn(text: string): readonly string[] {
  const all = text
    .replace(/[^\p{L}\s'’.-]/gu, ' ')
    .trim()
    .split(/\s+/u);
  const countries: string[] = [];
  for (let at = 0; at < all.length; at++)
    for (let length = Math.min(LONGEST_COUNTRY, all.length - at); length > 0; length--) {
      const name = all.slice(at, at + length).join(' ');
      const code = countryCode(name) ?? countryCode(titled(name));
      if (code === undefined) continue;
      countries.push(code ?? name.toLowerCase());
      at += length - 1;
      break;
    }
  return countries;
}

const titled = (name: string): string =>
  name.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());

const isCode = (country: string): boolean => /^[A-Z]{2}$/u.test(country);

/** The initials of a body's name; of what is initials there, all letters: `Commissioners for HM Revenue and Customs` is `chmrc`. */
const acronymOf = (text: string): string =>
  text
    .split(/[^\p{L}\p{M}’']+/u)
    .map((word) => (isSmall(word) ? '' : /^\p{Lu}{2,3}$/u.test(word) ? word : word.slice(0, 1)))
    .join('')
    .toLowerCase();

/** What a register calls a case. */
class Registered {
  readonly hasSides: boolean;
  readonly #words: ReadonlySet<string>;
  readonly #letters: string;
  readonly #acronyms: string;
  readonly #countries: readonly string[];
  /** True where it leaves parties out: `A and Others`. */
  readonly hasOthers: boolean;

  constructor(name: string) {
    const text = spelt(name);
    const all = wordsIn(text);
    this.hasSides = VERSUS.test(text);
    this.#words = new Set(all);
    this.#letters = all.join('');
    this.#acronyms = acronymOf(text);
    this.#countries = countriesIn(text);
    this.hasOthers = OTHERS.test(text);
  }

  has({ initials, surname }: Party): boolean {
    return (surname === null || this.#hasWord(surname)) && initials.every((one) => this.#hasInitials(one));
  }

  /** True where it has the initials of a body that is cited by its name. */
  shortens(side: string): boolean {
    const acronym = acronymOf(side);
    return [...this.#words].some((word) => word.length > 2 && acronym.includes(word));
  }

  /** Names are parted in other places, or with other marks: `Al-Haroun`, `Al Haroun`. */
  #hasWord(word: string): boolean {
    return this.#words.has(word) || (word.length > 4 && this.#letters.includes(word));
  }

  #hasInitials(initials: string): boolean {
    return this.#words.has(initials) || (initials.length > 2 && this.#acronyms.includes(initials));
  }

  /** A register need not say which; a country that is named without its code may be the same by another name. */
  hasCountry(country: string): boolean {
    const isKnown = this.#countries.length > 0 && [country, ...this.#countries].every(isCode);
    return !isKnown || this.#countries.includes(country);
  }
}
