import type { VolatilePlaces } from '../../model/memory.js';
import { wordsOf } from '../../text/tokens.js';

/** Nights that are remembered. */
const NIGHTS = 7;
/** Changed nights among the latest from which on a place is volatile by nature: on most nights. */
const MOST = 3;
/** Nights that are the latest, out of those that are remembered: a working week. */
const LATEST = 5;
/** Places that are remembered: a page with more is volatile all over, and its edits are told. */
const PLACES = 40;
/** Words in a row that a quotation and a paragraph share when the one touches the other. */
const TOUCH = 4;
/** Characters of a paragraph that name it. */
const NAME = 80;

/** A paragraph as content is compared: its words' keys, joined. */
export type Key = string;

/**
 * Names the place of each paragraph that is not in both readings: by the nearest paragraphs on either side that are. An
 * edit next to a volatile place makes it another place, so that it is told.
 */
export function changedPlaces(
  paragraphs: readonly Key[],
  shared: ReadonlySet<Key>,
): ReadonlyMap<number, string> {
  const stable = paragraphs.map((key) => (shared.has(key) ? key.slice(0, NAME) : null));
  const nearest = (keys: readonly (string | null)[]): readonly string[] => {
    let last = '';
    return keys.map((key) => (last = key ?? last));
  };
  const before = nearest(stable);
  const after = nearest(stable.toReversed()).toReversed();
  return new Map(
    stable.flatMap((key, i) => (key === null ? [[i, `${before[i]} … ${after[i]}`] as const] : [])),
  );
}

/** Adds a night: the places that changed, and by their silence all others that are remembered. */
export function recordChanges(volatile: VolatilePlaces, changed: ReadonlySet<string>): VolatilePlaces {
  const places = new Set([...Object.keys(volatile), ...changed]);
  const marks = [...places].map((place) => {
    const nights = ((volatile[place] ?? '') + (changed.has(place) ? '+' : '-')).slice(-NIGHTS);
    return [place, nights] as const;
  });
  return Object.fromEntries(marks.filter(([, nights]) => nights.includes('+')).slice(-PLACES));
}

/** True for a place that changed on most of the latest nights. */
export const isVolatile = (volatile: VolatilePlaces, place: string): boolean =>
  (volatile[place] ?? '').slice(-LATEST).replaceAll('-', '').length >= MOST;

/** Tells whether a paragraph carries words of a quotation: then every change in it counts. */
export function touchedBy(quotations: readonly string[]): (paragraph: Key) => boolean {
  const runs = new Set(quotations.flatMap((text) => runsOf(wordsOf(text).map((word) => word.key))));
  return (paragraph) => runsOf(paragraph.split(' ')).some((run) => runs.has(run));
}

/** Characters in a row that a quotation and a paragraph share, in scripts without spaces: fewer are a turn of phrase. */
const TOUCH_UNSPACED = 12;

/** Runs of words; of a text whose words are mostly single characters, longer ones. */
function runsOf(keys: readonly string[]): readonly string[] {
  const single = keys.filter((key) => [...key].length === 1).length;
  const touch = single > keys.length / 2 ? TOUCH_UNSPACED : TOUCH;
  return keys.slice(touch - 1).map((_, i) => keys.slice(i, i + touch).join(' '));
}
