import { isHere } from '../judge/here.js';
import type { History, Snapshot } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import type { Lately, Store } from '../record/store.js';

type Addressed = Pick<Source, 'url'>;

/** The latest visits to the address that a source has now. */
export const latelyHere = (source: Addressed, { previous, accepted }: Lately): Lately => ({
  previous: previous !== null && isHere(source, previous) ? previous : null,
  accepted: accepted !== null && isHere(source, accepted) ? accepted : null,
});

/** What is known of a source's address, where `read` was read there tonight. Texts are compared only where it is another than it was. */
export async function knownHere(
  source: Addressed,
  history: History,
  read: Snapshot | null,
): Promise<History> {
  if (isAllHere(source, history)) return history;
  const { historyHere } = await import('../judge/history-here.js');
  return historyHere(source, history, read);
}

/** What the runs before `run` know of a subject's address, where `tonight` is the SHA-256 of what was read there. */
export async function historyOf(
  store: Pick<Store, 'history' | 'snapshot'>,
  { subject, url }: Addressed & { readonly subject: string },
  run: number,
  tonight: string | null = null,
): Promise<History> {
  const history = await store.history(subject, run);
  if (tonight === null || isAllHere({ url }, history)) return knownHere({ url }, history, null);
  return knownHere({ url }, history, await store.snapshot(subject, tonight));
}

const isAllHere = (source: Addressed, { previous, baseline }: History): boolean =>
  [previous, baseline?.visit ?? null].every((visit) => visit === null || isHere(source, visit));
