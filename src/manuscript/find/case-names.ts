import type { CaseAnswer, CaseCitation, CaseVerdict } from '../../model/case.js';
import { isSmall, plainName } from '../../passage/text/names.js';
import { countriesIn } from '../grammar/line.js';
import { grammarWords as words } from '../grammar/words.js';

/** Whether a case exists as it is cited, by what its register has; one that is cited without a name by its number alone. */
export function verdictOn({ name }: CaseCitation, answer: CaseAnswer): CaseVerdict {
  if (answer.kind === 'absent') return { kind: 'not-found', register: answer.register };
  if (answer.kind === 'not-asked') return answer;
  const { register, names, url } = answer;
  const same = names.find((registered) => name === null || isSameCaseName(name, registered));
  return {
    kind: same === undefined ? 'other-name' : 'exists',
    register,
    found: same ?? names[0] ?? '',
    url,
  };
}

const VERSUS = /\s+(?:[vV][sS]?\.?|c\.?|contre|gegen)\s+|(?<=\p{L}{2})\/(?=\p{Lu})/u;
const KINDS = new Set(words.partyKinds);
const OTHERS = /(?<!\p{L})(?:others?|another|ors|anor|autres?|al)(?!\p{L})/iu;

/**
 * True for two names of one case: each party that the citation names has its initials, its surname and its country in the register's
 * name. What a case is about, and what is said of the parties, may differ.
 */
export function isSameCaseName(cited: string, registered: string): boolean {
  const found = new Registered(spelt(registered));
  const sides = spelt(cited).split(VERSUS);
  return sides.every((side, i) => {
    if (i > 0 && !found.tells(side)) return true;
    const parties = partiesOf(side);
    const named = parties.filter(
      ({ initials, surname }) => initials.length > 0 || surname !== null,
    );
    const areNamed =
      found.hasOthers && named.length > 1
        ? named.some((one) => found.has(one))
        : named.every((one) => found.has(one));
    return (
      areNamed &&
      parties.every(({ countries }) => countries.every((country) => found.hasCountry(country)))
    );
  });
}

/** Initials without their full stops, and the respondent of nearly all cases of asylum in full. */
const spelt = (name: string): string =>
  name
    .replace(/(?<!\p{L})(?:\p{L}\.){2,}/gu, (dotted) => dotted.replaceAll('.', ''))
    .replace(/(?<!\p{L})SSHD(?!\p{L})/gu, 'Secretary of State for the Home Department');

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
  const isNamed = wordsIn(outside).some(
    (word) => word !== '' && !KINDS.has(word) && !isSmall(word),
  );
  // `R (Ayinde)`, `R (on the application of Ayinde)`
  const inside = isNamed ? [] : groups.map((group) => group.replace(/^.*\bapplication of\b/iu, ''));
  const countries = groups.flatMap((group) => countriesIn(group.split(/ [–-] /u)[0] as string));
  const parties = [isNamed ? outside : '', ...inside].flatMap((text) =>
    text.split(/,|;|&|\s(?:and|et|und|en|y)\s/iu),
  );
  return [...parties.map(partyOf), { initials: [], countries, surname: null }];
}

function partyOf(text: string): Party {
  const printed = text.trim().split(/\s+/u);
  const initials = printed.filter(
    (word) => /^\p{Lu}{1,4}$/u.test(word) && !KINDS.has(word.toLowerCase()),
  );
  const countries = countriesIn(text);
  const told = wordsIn(printed.filter((word) => !initials.includes(word)).join(' '));
  const own = told.filter(
    (word) => word.length > 1 && !KINDS.has(word) && !isSmall(word) && !OTHERS.test(word),
  );
  const surname = initials.length > 0 || countries.length > 0 ? null : (own.at(-1) ?? null);
  return { initials: initials.map((word) => word.toLowerCase()), countries, surname };
}

/** The initials of a body's name; of what is initials there, all letters: `Commissioners for HM Revenue and Customs` is `chmrc`. */
const acronymOf = (text: string): string =>
  text
    .split(/[^\p{L}\p{M}’']+/u)
    .map((word) => (isSmall(word) ? '' : /^\p{Lu}{2,3}$/u.test(word) ? word : word.slice(0, 1)))
    .join('')
    .toLowerCase();

/** What a register calls a case. */
class Registered {
  readonly #words: readonly string[];
  readonly #countries: readonly string[];

  constructor(private readonly text: string) {
    this.#words = wordsIn(text);
    this.#countries = countriesIn(text);
  }

  /** True where it leaves parties out: `A and Others`. */
  get hasOthers(): boolean {
    return OTHERS.test(this.text);
  }

  /** True where it has a respondent, and does not shorten this one to the initials of its name. */
  tells(respondent: string): boolean {
    const acronym = acronymOf(respondent);
    const isShort = this.#words.some(
      (word) => word.length > 2 && !KINDS.has(word) && acronym.includes(word),
    );
    return VERSUS.test(this.text) && !isShort;
  }

  /** Names are parted in other places, or with other marks (`Al-Haroun`, `Al Haroun`), and bodies have initials. */
  has({ initials, surname }: Party): boolean {
    const isNamed = (word: string): boolean =>
      this.#words.includes(word) || (word.length > 4 && this.#words.join('').includes(word));
    const isInitialled = (one: string): boolean =>
      this.#words.includes(one) || (one.length > 2 && acronymOf(this.text).includes(one));
    return (surname === null || isNamed(surname)) && initials.every(isInitialled);
  }

  /** A register need not say which; a country that is named without its code may be the same by another name. */
  hasCountry(country: string): boolean {
    const isKnown =
      this.#countries.length > 0 &&
      [country, ...this.#countries].every((one) => /^[A-Z]{2}$/u.test(one));
    return !isKnown || this.#countries.includes(country);
  }
}
