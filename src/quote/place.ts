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
  const places = placesOf(haystack);
  // A span may reach over a box between two paragraphs: where it begins and ends is where it stands.
  const found = spans.flatMap(({ start, end }) => [
    places[haystack.blockAt(start)],
    places[haystack.blockAt(end - 1)],
  ]);
  return LOWEST.find((place) => found.includes(place)) ?? 'main';
}

const OWN = new WeakMap<Haystack, Haystack | null>();

/** The document's own text, without what stands beside it, readers wrote or the publisher took back; null where nothing does. */
export function ownText(haystack: Haystack): Haystack | null {
  const known = OWN.get(haystack);
  if (known !== undefined) return known;
  const places = placesOf(haystack);
  const own = haystack.blocks.filter((_, i) => places[i] === 'main');
  const made =
    own.length === 0 || own.length === haystack.blocks.length ? null : new Haystack(own, haystack.layer);
  OWN.set(haystack, made);
  return made;
}

const PLACES = new WeakMap<Haystack, readonly Place[]>();

function placesOf(haystack: Haystack): readonly Place[] {
  const places = PLACES.get(haystack) ?? placesIn(haystack.blocks);
  PLACES.set(haystack, places);
  return places;
}

/** The place of each block of a text. */
function placesIn(blocks: readonly Block[]): readonly Place[] {
  const notes = blocks.map((block) =>
    isOfDocument(block) && block.quoted !== true ? takenBackBy(block.text) : null,
  );
  const isRetracted = notes.includes('retraction');
  const follow = new TakenBack();
  return blocks.map((block, i) => {
    const own = block.place ?? (block.role === 'main' ? 'main' : 'aside');
    const takenBack = isOfDocument(block) && follow.next(block, notes[i] !== null);
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
