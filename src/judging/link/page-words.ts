import type { Said } from '../../model/link.js';
import { type PageFeatures, weightOfSize } from '../page-similarity.js';
import pageWords from './page-words.json' with { type: 'json' };

/** Words by which a kind of page is known: alternatives of a regular expression, bounded; `%name%` stands for one of the terms. */
interface KindWords {
  /** In titles and headings. */
  readonly heads: readonly string[];
  /** In sentences of the text. */
  readonly sentences: readonly string[];
}

/** Words by which pages of one kind are known, and headers of those who keep programs out. */
interface PageWords {
  /** Parts of the expressions below, by name. */
  readonly terms: Readonly<Record<string, string>>;
  readonly kinds: {
    /** There is no such page (soft 404). */
    readonly 'not-here': KindWords;
    /** An offer to sell the domain, or a note of the registrar. */
    readonly parked: KindWords;
    /** Pages that look at the browser, set a puzzle, or turn programs away. */
    readonly 'bot-wall': KindWords;
    /** Pages that ask for a name and a password. */
    readonly login: KindWords;
  };
  /** Headers of challenge pages, at whatever status code. */
  readonly challengeHeaders: readonly {
    /** Name of the header, in lower case. */
    readonly header: string;
    /** A regular expression for its value. */
    readonly value: string;
    /** Who sends it. */
    readonly by: string;
  }[];
  /** Headers of services that stand before a site and also let pages through: they count when there is next to no text. */
  readonly guardHeaders: readonly {
    /** Name of the header, in lower case. */
    readonly header: string;
    /** A regular expression for its value. */
    readonly value: string;
    /** Who sends it. */
    readonly by: string;
  }[];
}

const words: PageWords = pageWords;

/** A kind of page that is not the document: soft 404, parked domain, no site, bot wall (challenge page), login. */
export type PageKind = keyof PageWords['kinds'];

/** What a page says, and how much it weighs; {@link SIGN_THRESHOLD} or more together are believed. */
interface Saying {
  readonly weight: number;
  readonly said: Said;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Weight from which on signs are believed. */
export const SIGN_THRESHOLD = 4;

/** A head is loud if it says little else: “Page not found | The Observer”, not “Not found: the eleven villages of the northern plain”. */
const WEIGHTS = { loudHead: 3, quietHead: 1, sentence: 2 } as const;

/** Characters of a head that are shown. */
const SHOWN = 80;

/** Share of a head's letters that the words must take up to be all that it says. */
const LOUD = 0.5;

const terms: Readonly<Record<string, string>> = words.terms;
const anyOf = (alternatives: readonly string[]): RegExp =>
  new RegExp(
    alternatives.join('|').replaceAll(/%(\w+)%/g, (_, name) => terms[name] ?? ''),
    'giu',
  );

const EXPRESSIONS = Object.fromEntries(
  Object.entries(words.kinds).map(([kind, { heads, sentences }]) => [
    kind,
    { heads: anyOf(heads), sentences: anyOf(sentences) },
  ]),
) as Readonly<Record<PageKind, { readonly heads: RegExp; readonly sentences: RegExp }>>;

/** How plainly a page says that it is of a kind, its size weighed in; null when it does not say so. */
export function saying(face: PageFeatures, kind: PageKind): Saying | null {
  const { heads, sentences } = EXPRESSIONS[kind];
  const title = headWeight(face.title, heads);
  const heading = headWeight(face.heading, heads);
  const sentence = face.opening.match(sentences)?.[0];
  const loud = Math.max(title, heading) === WEIGHTS.loudHead;
  // Most titles repeat the heading: said twice in passing is still in passing.
  const total =
    (loud ? title + heading : Math.max(title, heading)) +
    (sentence === undefined ? 0 : WEIGHTS.sentence);
  if (total === 0) return null;
  const places = [
    ...(title > 0 ? (['title'] as const) : []),
    ...(heading > 0 ? (['heading'] as const) : []),
    ...(sentence === undefined ? [] : (['text'] as const)),
  ];
  const loudest =
    title > 0 && title >= heading ? face.title : heading > 0 ? face.heading : (sentence ?? '');
  return {
    weight: total + weightOfSize(face),
    said: { words: loudest.slice(0, SHOWN), places, size: face.size },
  };
}

/** True when a page says plainly enough to be believed that it is of a kind. */
export const isKind = (face: PageFeatures, kind: PageKind): boolean =>
  (saying(face, kind)?.weight ?? 0) >= SIGN_THRESHOLD;

const SEPARATORS = /\s[|–—·»-]+\s|[|｜\n]/u;
const lettersIn = (text: string): number => text.replace(/[^\p{L}\p{N}]+/gu, '').length;

function headWeight(head: string, expression: RegExp): number {
  const shares = head.split(SEPARATORS).map((part) => {
    const said = (part.match(expression) ?? []).reduce((sum, match) => sum + lettersIn(match), 0);
    return said / Math.max(1, lettersIn(part));
  });
  const share = Math.max(...shares);
  return share >= LOUD ? WEIGHTS.loudHead : share > 0 ? WEIGHTS.quietHead : 0;
}

/** A header that gives away who answers in the site's place. */
interface SignHeader {
  readonly header: string;
  readonly value: RegExp;
  readonly by: string;
}

const expressed = (headers: typeof words.guardHeaders): readonly SignHeader[] =>
  headers.map((one) => ({ ...one, value: new RegExp(one.value, 'iu') }));

/** Headers of challenge pages (Cloudflare, AWS WAF…), at whatever status code. */
export const CHALLENGE_HEADERS = expressed(words.challengeHeaders);

/** Headers of services that stand before a site and also let pages through: they count when there is next to no text. */
export const GUARD_HEADERS = expressed(words.guardHeaders);

/** The first of these signs that an answer has. */
export const headerIn = (
  headers: Readonly<Record<string, string>>,
  signs: readonly SignHeader[],
): SignHeader | undefined => signs.find(({ header, value }) => value.test(headers[header] ?? ''));
