import type { Document } from '../../model/document.js';
import type { Said } from '../../model/link.js';
import { foldedText } from '../../passage/text/fold.js';
import { simplify } from '../../passage/text/scripts.js';
import { SENTENCE_SIGN, UNSPACED_SIGN, withoutQuotations } from '../../passage/text/sentences.js';
import { ownLines, type PageFeatures, weightOfSize } from '../page-similarity.js';
import { said } from './error-page.js';
import list from './notice-words.json' with { type: 'json' };

/** What a page says of itself in place of a document, language by language. A notice is known by several concepts that meet in one sentence (notice.ts), so that wordings are met that nobody has listed. */
interface NoticeWords {
  /** How prices are written, in any language. */
  readonly prices: readonly string[];
  /** One entry a language. */
  readonly languages: readonly {
    /** ISO 639-1. */
    readonly lang: string;
    /** A sentence must have a letter of one of these to be of this language. */
    readonly scripts: readonly string[];
    /** True where a stem may stand inside a word: no spaces between words, or articles and prepositions written together with them. Also for scripts beyond Latin, Greek, Cyrillic, Hebrew and Arabic, whose word boundaries are not known. */
    readonly joined: boolean;
    /** Alternatives of a regular expression without open quantifiers, in lower case, Chinese in simplified characters; · is the end of a word. */
    readonly stems: {
      /** The reader is addressed: you, your, please. */
      readonly you: string;
      /** The site speaks: we, our. */
      readonly we: string;
      /** The page points at itself: this, here, requested. */
      readonly this: string;
      /** What was asked for: page, article, document, video. */
      readonly piece: string;
      /** The site or its machines: website, service, server, newspaper. */
      readonly site: string;
      /** Address, link, URL. */
      readonly address: string;
      /** The page is not there: not found, deleted, moved, expired. */
      readonly absent: string;
      /** A search without results. */
      readonly fruitless: string;
      /** A mistake in an address: mistyped, outdated, broken. */
      readonly mistake: string;
      /** Where to go on: home page, search, back. */
      readonly wayOut: string;
      /** Not available, not allowed, restricted, closed. */
      readonly barred: string;
      /** Back soon, try again, until tomorrow; regrets. */
      readonly later: string;
      /** A publication has ended: last issue, goodbye, merged. */
      readonly ended: string;
      /** It is going to end, where `ended` has no stem for that: will cease to publish, shuts down on. Absent where it has. */
      readonly ending?: string;
      /** What remains of it: archive, new site, thanks. */
      readonly kept: string;
      /** Cookies, partners, personal data, devices. */
      readonly tracking: string;
      /** Accept, refuse, settings. */
      readonly agree: string;
      /** Country, region, location. */
      readonly place: string;
      /** Rights, licence, law. */
      readonly rights: string;
      /** By order of a court or an authority. */
      readonly ordered: string;
      /** Age, adults, date of birth. */
      readonly age: string;
      /** Subscribe, member, premium, trial. */
      readonly offer: string;
      /** Month, week, cancel at any time. */
      readonly period: string;
      /** The rest of the text: continue reading, in full. */
      readonly rest: string;
      /** Only for, exclusive, reserved. */
      readonly only: string;
      /** Account, password, log in, register. */
      readonly account: string;
      /** Robot, human, captcha, unusual traffic. */
      readonly robot: string;
      /** Verify, confirm, security check, type the letters. */
      readonly verify: string;
      /** Too many requests, waiting room, your turn. */
      readonly tooMuch: string;
      /** What is asked beside many a fine page (newsletter, comments): a sentence with it says nothing. */
      readonly beside: string;
    };
  }[];
}

const noticeWords: NoticeWords = list;

const words = noticeWords;

/** What a page says of itself in place of a document (notice, interstitial), with its weight as in page-words.ts. */
interface PageNotice {
  readonly topic: Topic;
  readonly weight: number;
  readonly said: Said;
}

const WEIGHTS = {
  /** A sentence, or two that follow one another. */
  sentence: 2,
  /** Another one, or a title or heading on the same matter. */
  again: 1,
  head: 1,
  /** A day of publication, which a notice seldom gives itself. */
  dated: -2,
} as const;

/** Characters of a line that may be a button. */
const LABEL = 40;
/** Labels that are read. */
const MOST_LABELS = 20;

/** What a page asks by buttons, whose words are a part of the question. */
const ASKED: ReadonlySet<Topic> = new Set(['consent', 'age', 'robot']);

/** The plainest notice on a page; null where it says nothing of itself, or goes on for longer than notices do. */
export function detectNotice(document: Document | null, face: PageFeatures): PageNotice | null {
  if (document === null || (document.type !== 'html' && document.type !== 'text')) return null;
  if (weightOfSize(face) < 0) return null;
  const sentences = sentencesOf(ownLines(document));
  const heads = sentencesOf([face.title, face.heading]);
  const labels = sentencesOf(labelsOf(document));
  const ofPlace = saysOf('region', sentences);
  const dated = document.dates.published === null ? 0 : WEIGHTS.dated;
  let best: PageNotice | null = null;
  for (const topic of TOPICS) {
    // "Not available", and then where, is one notice, and the narrower one.
    const heardOf =
      topic === 'not-here' ? sentences.filter(({ text }) => !ofPlace.includes(text)) : sentences;
    const [first, second] = saysOf(topic, heardOf, ASKED.has(topic) ? labels : []);
    if (first === undefined) continue;
    const weight =
      WEIGHTS.sentence +
      (second === undefined ? 0 : WEIGHTS.again) +
      (touches(topic, heads) ? WEIGHTS.head : 0) +
      weightOfSize(face) +
      dated;
    if (best === null || weight > best.weight)
      best = { topic, weight, said: said(first.trim(), face) };
  }
  return best;
}

const labelsOf = ({ blocks }: Document): readonly string[] =>
  blocks
    .filter(({ role, text }) => role === 'furniture' && text.length <= LABEL)
    .slice(0, MOST_LABELS)
    .map(({ text }) => text);

/** What a page has to say in place of a document. */
export type Topic =
  | 'not-here'
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

/** What must meet in one sentence, or those after it, one way a line. Nearly each has a part that addresses the reader or points at the page itself, as an article on the matter does not. */
// biome-ignore format: a table
const FORMULAS: Readonly<Record<Topic, readonly (readonly Part[])[]>> = {
  age: [['age', 'you'], ['age', 'barred', 'this'], ['age', 'piece', 'this'], ['age', 'barred', 'piece']],
  consent: [['tracking', 'agree', 'you'], ['tracking', 'agree', 'we'], ['tracking', 'offer', 'price', 'you']],
  ordered: [['ordered', 'barred', 'site'], ['ordered', 'barred', 'this'], ['ordered', 'barred', 'piece', 'you']],
  region: [
    ['place', 'barred', 'you'], ['place', 'barred', 'this', 'piece'], ['place', 'barred', 'this', 'site'],
    ['place', 'barred', 'we', 'piece'], ['place', 'barred', 'we', 'rights'], ['place', 'rights', 'piece', 'you'],
    ['place', 'rights', 'piece', 'we'], ['place', 'absent', 'piece', 'you'], ['place', 'only', 'site', 'you'], ['place', 'only', 'piece', 'you'],
  ],
  rate: [['tooMuch', 'you'], ['tooMuch', 'later']],
  robot: [['robot', 'verify', 'you'], ['robot', 'verify', 'we'], ['robot', 'verify', 'this'], ['robot', 'barred', 'you']],
  locked: [
    ['offer', 'rest', 'price'], ['offer', 'rest', 'you'], ['offer', 'rest', 'piece'], ['offer', 'rest', 'we'],
    ['rest', 'price', 'offer'], ['offer', 'piece', 'this'], ['offer', 'only', 'piece'], ['offer', 'only', 'rest'],
  ],
  login: [['account', 'you', 'piece'], ['account', 'barred', 'piece'], ['account', 'rest', 'you'], ['account', 'piece', 'offer']],
  offer: [['price', 'period', 'offer'], ['price', 'period', 'rest'], ['price', 'period', 'you'], ['price', 'offer', 'you']],
  // A goodbye may speak of the publisher by his name. So does news, which is known by its title, its date or its passage.
  ended: [['ended', 'kept'], ['ended', 'we', 'site'], ['ended', 'site', 'this']],
  'not-here': [
    ['absent', 'piece', 'you'], ['absent', 'piece', 'we'], ['absent', 'piece', 'this'], ['absent', 'address', 'you'],
    ['absent', 'address', 'this'], ['absent', 'address', 'we'], ['absent', 'wayOut'], ['mistake', 'address', 'wayOut'],
    ['mistake', 'address', 'you'], ['absent', 'mistake', 'address'],
    ['fruitless', 'wayOut'], ['fruitless', 'you'], ['fruitless', 'we'],
  ],
  credentials: [['account', 'you'], ['account', 'we']],
  call: [['offer', 'rest']],
};

/** Topics of a notice by itself. In doubt between two the first is meant: it asks something of the reader, or is the narrower one. */
const TOPICS = (Object.keys(FORMULAS) as Topic[]).filter(
  (one) => one !== 'credentials' && one !== 'call',
);

const PRICE = new RegExp(words.prices.join('|'), 'u');

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
  const bare = stripped(text);
  const parts = conceptsIn(bare).map((concepts) => {
    const all = new Set<Part>(concepts.has('beside') ? [] : concepts);
    if (all.size > 0 && PRICE.test(bare)) all.add('price');
    if (all.size > 0 && PLUS.test(bare)) all.add('offer');
    return all;
  });
  return { text, parts };
}

/** Sentences after the first in which the rest may be said: a goodbye and a waiting room take their time. */
const GOES_ON: Partial<Readonly<Record<Topic, number>>> = { ended: 2, rate: 2 };

/** The sentences that speak of a topic, each alone or with those after it, or with the labels of buttons; in order. */
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

const meets = (topic: Topic, { parts }: Sentence, beside: readonly Sentence[]): boolean =>
  FORMULAS[topic].some((formula) => {
    // News on the price of newspapers says the first two parts apart; of what has no price all is said at once.
    const isOffer = topic === 'locked' || topic === 'call';
    const together = !isOffer ? 1 : formula.includes('price') ? 2 : formula.length;
    return parts.some(
      (said, language) =>
        formula.slice(0, together).every((part) => said.has(part)) &&
        formula.every(
          (part) => said.has(part) || beside.some((one) => one.parts[language]?.has(part)),
        ),
    );
  });

/** True when a line has the part by which a topic is known first: a title that says `Your privacy`. */
const touches = (topic: Topic, sentences: readonly Sentence[]): boolean =>
  sentences.some(({ parts }) =>
    parts.some((said) => FORMULAS[topic].some(([first]) => said.has(first as Part))),
  );

/** Short vowels and other marks that Arabic and Persian writers set or leave out. */
const OPTIONAL_MARKS = /[\u064b-\u065f\u0670\u0640]/gu;

/** A text as stems are looked for in it: folded, Chinese in one script, Arabic without its optional marks. */
const stripped = (text: string): string => simplify(foldedText(text)).replace(OPTIONAL_MARKS, '');

/** Digits and small letters of the alphabets below: as classes of Unicode they would take a third of a second to compile. */
const IN_WORDS = '0-9a-z\\u00df-\\u024f\\u0300-\\u06ff\\u1e00-\\u1eff';
const BEGINS = `(?<![${IN_WORDS}])`;
const ENDS = `(?![${IN_WORDS}])`;

type Language = (typeof words.languages)[number];
/** What a page says of itself, by the concepts above. */
type Concept = keyof Language['stems'];
type Expressions = readonly (readonly [Concept, RegExp])[];

/** The expressions of each language, made when a language is first met: most nights meet few. */
const EXPRESSIONS = new Map<Language, Expressions>();

function expressionsOf(language: Language): Expressions {
  const known = EXPRESSIONS.get(language);
  if (known !== undefined) return known;
  const made = Object.entries(language.stems).map(([concept, stems]) => {
    const source = stripped(stems).replaceAll('·', ENDS);
    return [
      concept as Concept,
      new RegExp(`${language.joined ? '' : BEGINS}(?:${source})`),
    ] as const;
  });
  EXPRESSIONS.set(language, made);
  return made;
}

const LETTERS = words.languages.map(
  ({ scripts }) =>
    new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u'),
);

/** For each language of whose letters a text has some, the concepts in it. The text is {@link stripped}. */
export const conceptsIn = (text: string): readonly ReadonlySet<Concept>[] =>
  words.languages.map((language, i) => {
    const isRead = LETTERS[i]?.test(text) === true;
    const found = isRead ? expressionsOf(language).filter(([, stems]) => stems.test(text)) : [];
    return new Set(found.map(([concept]) => concept));
  });
