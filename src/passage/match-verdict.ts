import type { Block } from '../model/document.js';
import type { LowPlace, PassageMark, QuoteVerdict, Tier } from '../model/quote.js';
import type { OmissionMemory } from '../model/visit.js';
import { findInOrder, mayStand, TIERS } from './find-passage.js';
import { governorsOf } from './governors.js';
import { Haystack, type Span } from './haystack.js';
import { omissionChange, omissionsOf } from './omissions.js';
import type { Part, PartPlace } from './part.js';
import { foldedText } from './text/fold.js';
import {
  callsFalse,
  classifyRetraction,
  isCalledFalse,
  isCorrectionLabel,
  leadsFalseList,
} from './text/retraction-phrases.js';
import { hasHan } from './text/scripts.js';
import { LINE_END } from './text/sentences.js';
import { linkToPassage } from './text-fragment.js';

/** What is said of a quotation before it is looked for. */
export type Base = Omit<QuoteVerdict, 'verdict' | 'why'>;

/** A page in which a passage is looked for. */
export interface Text {
  readonly kind: 'text';
  readonly url: string;
  readonly haystacks: readonly Haystack[];
  /** Where the passage stood, what it left out and stood under: of several places that one speaks where that is the same. */
  readonly known?: Pick<OmissionMemory, 'omitted' | 'where' | 'governors'> | undefined;
}

/** The passage as it stands, what was left out between its parts marked. */
export function located(
  haystack: Haystack,
  spans: readonly Span[],
  url: string,
): Pick<QuoteVerdict, 'found' | 'page' | 'sheet' | 'row' | 'paragraph' | 'link'> {
  const first = spans[0];
  if (first === undefined) return { found: null, page: null, link: null };
  const pieces = spans.map((s) => haystack.text.slice(s.start, s.end));
  const paragraph = paragraphNumber(haystack, first.start);
  const { sheet, row } = haystack.blockOf(first.start) ?? {};
  return {
    found: pieces.join(' [...] ').replaceAll(LINE_END, ' '),
    page: haystack.pageAt(first.start),
    ...(sheet !== undefined && { sheet }),
    ...(row !== undefined && { row }),
    ...(paragraph !== null && { paragraph }),
    link: linkToPassage(url, haystack, spans),
  };
}

/** A passage that stands, with its place; its reason says so when that is not the document's own text. */
export function placed(
  verdict: QuoteVerdict,
  haystack: Haystack,
  spans: readonly Span[],
): QuoteVerdict & Pick<Required<QuoteVerdict>, 'where'> {
  const where = passagePlace(haystack, spans);
  if (where === 'main') return { ...verdict, where, governors: governorsOf(haystack, spans) };
  const why = { kind: 'placed', where, why: verdict.why } as const;
  return { ...verdict, where: where === 'retraction' ? 'correction' : where, why };
}

/** Places of a passage that are looked at for a better one than the first. */
const MOST_PLACES = 10;

function* placesOf(
  parts: readonly Part[],
  haystack: Haystack,
  tier: Tier,
): Generator<readonly PartPlace[]> {
  let spans = findInOrder(parts, haystack, tier);
  for (let tries = 0; spans !== null && tries < MOST_PLACES; tries++) {
    yield spans;
    spans = findInOrder(parts, haystack, tier, (spans[0] as Span).end);
  }
}

/** The passage where it stands word for word: first in the document's own text, of several places at the known one. Null where no tier finds it. */
export function standing(
  base: Base,
  parts: readonly Part[],
  evidence: Text,
  tiers: readonly Tier[] = TIERS,
): QuoteVerdict | null {
  const { haystacks, url, known } = evidence;
  let low: QuoteVerdict | null = null;
  for (const haystack of haystacks) {
    if (!mayStand(parts, haystack)) continue;
    for (const tier of tiers) {
      if (tier === 'script' && !hasHan(base.text)) continue;
      let first: QuoteVerdict | null = null;
      for (const spans of placesOf(parts, haystack, tier)) {
        const omitted = omissionsOf(haystack, spans, base.text);
        const stands = {
          ...base,
          ...located(haystack, spans, url),
          verdict: 'intact',
          tier,
          similarity: 1,
          why: {
            kind: 'stands',
            tier,
            ...(tier === 'letters' && differingMarks(parts, haystack, spans)),
          },
          omitted,
        } as const;
        const found = placed(stands, haystack, spans);
        if (found.where !== 'main') low ??= found;
        else if (known === undefined || isAsKnown(found, known)) return found;
        else first ??= found;
      }
      if (first !== null) return first;
    }
  }
  return low;
}

/** Marks of a folded text; between two letters a quotation mark is an apostrophe. */
const MARKS: readonly (readonly [PassageMark, RegExp])[] = [
  ['comma', /[,،、]/u],
  ['quotation-mark', /(?<!\p{L})"|"(?!\p{L})/u],
  ['hyphen', /-/u],
];

/** The marks that a passage which stands by its letters has and the page has not, or the other way round. */
function differingMarks(
  parts: readonly Part[],
  { text }: Haystack,
  places: readonly PartPlace[],
): { readonly marks?: readonly PassageMark[] } {
  const sides = [
    parts.map(({ segments }) => segments.join(' ')).join('\n'),
    places.map(({ start, end }) => text.slice(start, end)).join('\n'),
  ].map(foldedText);
  const placesOf = (side: string, mark: RegExp): string =>
    side
      .split(mark)
      .map((piece) => piece.replace(/[^\p{L}\p{N}]+/gu, '').length)
      .join();
  const marks = MARKS.flatMap(([kind, mark]) => {
    const [quoted, page] = sides.map((side) => placesOf(side, mark));
    return quoted === page ? [] : [kind];
  });
  return marks.length === 0 || parts.some(({ insertions }) => insertions.length > 0)
    ? {}
    : { marks };
}
/** True for a place where a passage leaves out the same as before, and stands under the same heading. */
const isAsKnown = (
  { omitted = [], governors = [] }: QuoteVerdict,
  known: NonNullable<Text['known']>,
): boolean =>
  omissionChange(known.omitted, omitted) === null &&
  (known.governors ?? []).every(
    ({ as, text }) => as !== 'heading' || governors.some((one) => one.text === text),
  );

/** The number of a paragraph: `3.198`, `12.`, `[12]`, `(12)`. Before a small letter it is none: “3.5 million people”, “12. march”. */
const NUMBERED =
  /^(?:(\d{1,3}(?:\.\d{1,3}){1,4})\.?|\[(\d{1,3})\]|\((\d{1,3})\)|¶\s?(\d{1,3})|(\d{1,3})\.)\s+(?=["“‘«([]?[\p{Lu}\p{Lo}])/u;

/** The number that the document gives to the paragraph in which `offset` is, as COI reports cite it (`3.198`); null where it has none. */
function paragraphNumber(haystack: Haystack, offset: number): string | null {
  const found = NUMBERED.exec(haystack.blockOf(offset)?.text ?? '');
  return found?.slice(1).find((number) => number !== undefined) ?? null;
}

/** Paragraphs under a heading such as “Corrections” that belong to it. */
const MOST_UNDER_HEADING = 5;

type Place = 'main' | LowPlace;
/** Lowest first. */
const LOWEST: readonly Place[] = ['retraction', 'correction', 'comment', 'aside', 'main'];

function passagePlace(haystack: Haystack, spans: readonly Span[]): Place {
  const places = blockPlaces(haystack);
  // A span may reach over a box between two paragraphs: where it begins and ends is where it stands.
  const found = spans.flatMap(({ start, end }) => [
    places[haystack.blockAt(start)],
    places[haystack.blockAt(end - 1)],
  ]);
  return LOWEST.find((place) => found.includes(place)) ?? 'main';
}

/** The document's own text, without what stands beside it, readers wrote or the publisher took back; null where nothing does. */
export function ownText(haystack: Haystack): Haystack | null {
  const places = blockPlaces(haystack);
  const own = haystack.blocks.filter((_, i) => places[i] === 'main');
  return own.length === 0 || own.length === haystack.blocks.length
    ? null
    : new Haystack(own, haystack.layer);
}

const PLACES = new WeakMap<Haystack, readonly Place[]>();

function blockPlaces(haystack: Haystack): readonly Place[] {
  const places = PLACES.get(haystack) ?? placesIn(haystack.blocks);
  PLACES.set(haystack, places);
  return places;
}

function placesIn(blocks: readonly Block[]): readonly Place[] {
  const notes = blocks.map((block) =>
    isOfDocument(block) && block.quoted !== true ? classifyRetraction(block.text) : null,
  );
  const isRetracted = notes.includes('retraction');
  const follow = new TakenBack();
  return blocks.map((block, i) => {
    const own = block.place ?? (block.role === 'main' ? 'main' : 'aside');
    const isCheckedBelow = block.heading === undefined && callsFalse(blocks[i + 1]?.text ?? '');
    const takenBack =
      isOfDocument(block) && (follow.next(block, notes[i] !== null) || isCheckedBelow);
    return own !== 'main' ? own : isRetracted ? 'retraction' : takenBack ? 'correction' : 'main';
  });
}

const isOfDocument = ({ role, place }: Block): boolean => role === 'main' && place === undefined;

/** Follows a text block by block, and tells what the publisher takes back or calls false. */
class TakenBack {
  /** Blocks ahead that belong to a heading or a label. */
  #left = 0;
  /** What the last block led to: items of a list of what is false, or the paragraph after a lead-in. */
  #list: 'no' | 'items' | 'next' = 'no';

  /** `isNote`: the publisher takes something back in this block. */
  next(block: Block, isNote: boolean): boolean {
    const { text, heading, item } = block;
    const list = this.#list;
    this.#list = leadsTo(block) ?? (list !== 'no' && item === true ? 'items' : 'no');
    if (heading !== undefined) {
      this.#left = isCorrectionLabel(text) ? MOST_UNDER_HEADING : 0;
      return false;
    }
    if (isNote) {
      this.#left = Math.max(this.#left, isCorrectionLabel(text) ? 1 : 0);
      return true;
    }
    if (isCalledFalse(text) || list === 'next' || (list === 'items' && item === true)) return true;
    return this.#left-- > 0;
  }
}

/** What a line that speaks of false claims leads to: a heading to a list, a lead-in to whatever follows it; null for other lines. An article about false claims has prose under its headings. */
function leadsTo({ text, heading }: Block): 'items' | 'next' | null {
  if (heading === 1 || !leadsFalseList(text)) return null;
  if (heading !== undefined) return 'items';
  return /[:：]\s*$/u.test(text) ? 'next' : null;
}
