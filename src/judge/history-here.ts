import type { SourceMemory } from '../model/memory.js';
import type { History, Snapshot, Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import { isHere } from './here.js';
import { isRecognised } from './stranger.js';

/**
 * What the nights before know of a source at the address that it has now. Another address is a first visit: neither failed what
 * is asked there before, nor stood a passage there. Where `read`, tonight's text, is the document that was read at the old address,
 * what is known of the document goes on to hold, and of the address nothing is known yet.
 */
export function historyHere(source: Pick<Source, 'url'>, history: History, read: Snapshot | null): History {
  const { previous, baseline, former = null } = history;
  const elsewhere = previous === null || isHere(source, previous) ? null : previous;
  const isReadHere = baseline === null || isHere(source, baseline.visit);
  if (elsewhere === null && isReadHere) return history;
  const isKnown = [baseline?.snapshot, former].some((before) => isText(before ?? null, read));
  if (isKnown) return elsewhere === null ? history : { ...history, previous: withoutAddress(elsewhere) };
  return {
    previous: elsewhere === null ? previous : null,
    baseline: isReadHere ? baseline : null,
    former: elsewhere === null ? former : null,
  };
}

/** True when two readings are of one document: each shows the text of the other. What merely quotes it is another one. */
function isText(before: Snapshot | null, read: Snapshot | null): boolean {
  if (before === null || read === null) return false;
  const [one, other] = [before.document, read.document];
  if (one.unread !== null || other.unread !== null) return false;
  return before.textSha256 === read.textSha256 || (isRecognised(one, other) && isRecognised(other, one));
}

const NO_ADDRESS = { link: null, nights: '' } satisfies Partial<SourceMemory>;

const withoutAddress = (visit: Visit): Visit => ({
  ...visit,
  memory: visit.memory && { ...visit.memory, ...NO_ADDRESS },
});
