import { withoutQuotations } from '../../text/quotations.js';
import { SENTENCE_SIGN, UNSPACED_SIGN } from '../../text/sentence-ends.js';
import type { Concept } from './words/concepts.js';
import { conceptsIn, stripped } from './words/vocabularies.js';

/** What a page has to say in place of a document. */
export type Topic =
  | 'not-here'
  | 'no-site'
  | 'ended'
  | 'consent'
  | 'region'
  /** Withheld by a court or an authority. */
  | 'ordered'
  | 'age'
  | 'robot'
  | 'rate'
  | 'login'
  /** Talk of a name and a password, which beside a form for them is enough. */
  | 'credentials'
  /** The rest of the text is for those who pay. */
  | 'locked'
  /** `Subscribe to continue reading`, which a footer may say as well. */
  | 'call'
  /** A price for a month, a pass: by itself it may be an advertisement. */
  | 'offer';

/** A concept, or what is known in every language: a price. */
type Part = Concept | 'price';

/**
 * What must meet in a sentence, or in those that follow one another, for the page to speak of itself: each line is one
 * way to say it. Nearly every line has a part by which the page addresses its reader, or points at itself, since that
 * is what an article on the same matter does not do.
 */
// biome-ignore format: a table
const FORMULAS: Readonly<Record<Topic, readonly (readonly Part[])[]>> = {
  'not-here': [
    ['absent', 'piece', 'you'], ['absent', 'piece', 'we'], ['absent', 'piece', 'this'], ['absent', 'address', 'you'],
    ['absent', 'address', 'this'], ['absent', 'address', 'we'], ['absent', 'wayOut'], ['mistake', 'address', 'wayOut'],
    ['mistake', 'address', 'you'], ['absent', 'mistake', 'address'],
    ['fruitless', 'wayOut'], ['fruitless', 'you'], ['fruitless', 'we'],
  ],
  'no-site': [
    ['works', 'later', 'site'], ['works', 'later', 'we'], ['works', 'later', 'piece', 'barred'], ['works', 'barred', 'site', 'we'],
    ['works', 'barred', 'site', 'you'], ['works', 'barred', 'site', 'this'],
    ['site', 'barred', 'later', 'you'], ['site', 'barred', 'later', 'we'], ['site', 'barred', 'later', 'this'],
  ],
  // A goodbye may speak of the publisher by his name. So does news, which is known by its title, its date or its passage.
  ended: [['ended', 'kept'], ['ended', 'we', 'site'], ['ended', 'site', 'this']],
  consent: [['tracking', 'agree', 'you'], ['tracking', 'agree', 'we'], ['tracking', 'offer', 'price', 'you']],
  region: [
    ['place', 'barred', 'you'], ['place', 'barred', 'this', 'piece'], ['place', 'barred', 'this', 'site'],
    ['place', 'barred', 'we', 'piece'], ['place', 'barred', 'we', 'rights'], ['place', 'rights', 'piece', 'you'],
    ['place', 'rights', 'piece', 'we'], ['place', 'absent', 'piece', 'you'], ['place', 'only', 'site', 'you'], ['place', 'only', 'piece', 'you'],
  ],
  ordered: [['ordered', 'barred', 'site'], ['ordered', 'barred', 'this'], ['ordered', 'barred', 'piece', 'you']],
  age: [['age', 'you'], ['age', 'barred', 'this'], ['age', 'piece', 'this'], ['age', 'barred', 'piece']],
  robot: [['robot', 'verify', 'you'], ['robot', 'verify', 'we'], ['robot', 'verify', 'this'], ['robot', 'barred', 'you']],
  rate: [['tooMuch', 'you'], ['tooMuch', 'later']],
  login: [['account', 'you', 'piece'], ['account', 'barred', 'piece'], ['account', 'rest', 'you'], ['account', 'piece', 'offer']],
  credentials: [['account', 'you'], ['account', 'we']],
  locked: [
    ['offer', 'rest', 'price'], ['offer', 'rest', 'you'], ['offer', 'rest', 'piece'], ['offer', 'rest', 'we'],
    ['rest', 'price', 'offer'], ['offer', 'piece', 'this'], ['offer', 'only', 'piece'], ['offer', 'only', 'rest'],
  ],
  call: [['offer', 'rest']],
  offer: [['price', 'period', 'offer'], ['price', 'period', 'rest'], ['price', 'period', 'you'], ['price', 'offer', 'you']],
};

const CURRENCY =
  /[$€£¥₩₽₺₹₫]|(?<!\p{L})(?:euros?|dollars?|pounds?|pence|usd|eur|dólares|reais|lira|tl|руб[а-я]*|đồng|دولار|يورو|تومان|ريال)(?!\p{L})|دولار|\d ?[元円원块p](?!\p{L}\p{L}\p{L})/u;

/** The name that many papers give to what one pays for: `Magazine+`. */
const PLUS = /\p{L}\+(?![\p{L}\p{N}])/u;

const SENTENCE_ENDS = new RegExp(String.raw`(?<=${SENTENCE_SIGN}|…)\s+|(?<=${UNSPACED_SIGN})`, 'u');
/** Sentences that are heard: a page with nothing to show says so in a few. */
const MOST_SENTENCES = 40;
/** Characters of a sentence that are heard. */
const LONGEST = 400;

/** A sentence with what it speaks of, language by language. */
export interface Sentence {
  readonly text: string;
  readonly parts: readonly ReadonlySet<Part>[];
}

/** Sentences that a page says in its own voice, quotations left out. */
export function sentencesOf(lines: readonly string[]): readonly Sentence[] {
  return lines
    .flatMap((line) => withoutQuotations(line).split(SENTENCE_ENDS))
    .filter((text) => text.trim() !== '')
    .slice(0, MOST_SENTENCES)
    .map((text) => heard(text.slice(0, LONGEST)));
}

function heard(text: string): Sentence {
  const said = stripped(text);
  const everywhere: readonly Part[] = [
    ...(CURRENCY.test(said) ? (['price'] as const) : []),
    ...(PLUS.test(said) ? (['offer'] as const) : []),
  ];
  const parts = conceptsIn(said).map((concepts): ReadonlySet<Part> => {
    if (concepts.has('beside')) return new Set();
    return concepts.size === 0 || everywhere.length === 0
      ? concepts
      : new Set<Part>([...concepts, ...everywhere]);
  });
  return { text, parts };
}

/** Sentences after the first in which the rest may be said: a goodbye and a waiting room take their time. */
const GOES_ON: Partial<Readonly<Record<Topic, number>>> = { ended: 2, rate: 2 };

/**
 * The sentences at which a topic is spoken of, each alone or with those after it, or with the labels of buttons; in
 * order.
 */
export const saysOf = (
  topic: Topic,
  sentences: readonly Sentence[],
  labels: readonly Sentence[] = [],
): readonly string[] =>
  sentences
    .filter((sentence, i) =>
      meets(topic, sentence, [...sentences.slice(i + 1, i + 1 + (GOES_ON[topic] ?? 1)), ...labels]),
    )
    .map(({ text }) => text);

/** Parts of a formula that one sentence says: with a price, news on the price of newspapers says the others apart. */
const together = (topic: Topic, formula: readonly Part[]): number =>
  topic === 'locked' && formula.includes('price') ? 2 : 1;

const meets = (topic: Topic, { parts }: Sentence, beside: readonly Sentence[]): boolean =>
  FORMULAS[topic].some((formula) =>
    parts.some(
      (said, language) =>
        formula.slice(0, together(topic, formula)).every((part) => said.has(part)) &&
        formula.every((part) => said.has(part) || beside.some((one) => one.parts[language]?.has(part))),
    ),
  );

/** True when a line has the part by which a topic is known first: a title that says `Your privacy`. */
export const touches = (topic: Topic, sentences: readonly Sentence[]): boolean =>
  sentences.some(({ parts }) =>
    parts.some((said) => FORMULAS[topic].some(([first]) => said.has(first as Part))),
  );
