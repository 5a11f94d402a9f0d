import type { Block } from '../model/document.js';
import type { LowPlace } from '../model/quote-reason.js';
import { isCalledFalse, isCorrectionLabel, leadsFalseList, takenBackBy } from '../text/taken-back.js';
import { Haystack, type Span } from './haystack.js';

/** Paragraphs under a heading such as “Corrections” that belong to it. */
const MOST_UNDER_HEADING = 5;

type Place = 'main' | LowPlace;
/** Lowest first. */
const LOWEST: readonly Place[] = ['retraction', 'correction', 'comment', 'aside', 'main'];

/** Where a passage stands, by the lowest place of its parts. */
export function passagePlace(haystack: Haystack, spans: readonly Span[]): Place {
  const known = placesOf(haystack);
  // A span may reach over a box between two paragraphs: where it begins and ends is where it stands.
  const seen = spans.flatMap(({ start, end }) => [haystack.blockOf(start), haystack.blockOf(end - 1)]);
  const found = new Set(seen.map((block) => (block === undefined ? 'main' : (known.get(block) ?? 'main'))));
  return LOWEST.find((place) => found.has(place)) ?? 'main';
}

const OWN = new WeakMap<Haystack, Haystack | null>();

/** The document's own text, without what stands beside it, readers wrote or the publisher took back; null where nothing does. */
export function ownText(haystack: Haystack): Haystack | null {
  const known = OWN.get(haystack);
  if (known !== undefined) return known;
  const places = placesOf(haystack);
  const own = haystack.blocks.filter((block) => places.get(block) === 'main');
  const made =
    own.length === 0 || own.length === haystack.blocks.length ? null : new Haystack(own, haystack.layer);
  OWN.set(haystack, made);
  return made;
}

const PLACES = new WeakMap<Haystack, ReadonlyMap<Block, Place>>();

function placesOf(haystack: Haystack): ReadonlyMap<Block, Place> {
  const places = PLACES.get(haystack) ?? placesIn(haystack.blocks);
  PLACES.set(haystack, places);
  return places;
}

/** The place of each block of a text. */
function placesIn(blocks: readonly Block[]): ReadonlyMap<Block, Place> {
  const places = new Map<Block, Place>();
  const notes = blocks.map((block) =>
    isOfDocument(block) && block.quoted !== true ? takenBackBy(block.text) : null,
  );
  const isRetracted = notes.includes('retraction');
  const follow = new TakenBack();
  for (const [i, block] of blocks.entries()) {
    const own = block.place ?? (block.role === 'main' ? 'main' : 'aside');
    const takenBack = isOfDocument(block) && follow.next(block, notes[i] !== null);
    places.set(block, own !== 'main' ? own : isRetracted ? 'retraction' : takenBack ? 'correction' : 'main');
  }
  return places;
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
