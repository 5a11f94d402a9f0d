import type { OfflineSince, Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { day } from './dates.js';

/** Of such a night the same is said of every source that has an address. */
const isFiltered = (sources: Verdicts): boolean => {
  for (const {
    link: { why },
  } of sources)
    if (why.kind === 'unasked' && why.why.kind === 'same-refusal') return true;
  return false;
};

/** What happened on a night that saw nothing, as the end of a sentence. */
const unseen = (why: OfflineSince['why']): string =>
  why?.kind === 'same-refusal' ? 'a filter kept citewatch from the web' : 'citewatch could not reach the web';

/**
 * What is said above a run that is shown because later nights saw nothing of the web, in two sentences; null where none came since.
 */
export function offlineSinceWords({
  offlineSince: since,
  run,
}: Pick<Run<Verdicts>, 'run' | 'offlineSince'>): readonly [what: string, shown: string] | null {
  if (since === undefined) return null;
  const what = unseen(since.why);
  const last = day(since.lastStartedAt);
  return [
    since.nights === 1
      ? `Last night (${last}) ${what}.`
      : `For ${since.nights} nights, from ${day(since.startedAt)} to ${last}, ${what}.`,
    `What you see is of ${day(run.startedAt)}.`,
  ];
}

/** Why a run could not look at any source: in a word, and as a sentence without its full stop. */
export const blindness = ({
  sources,
}: Pick<Run<Verdicts>, 'sources'>): { readonly word: string; readonly words: string } =>
  isFiltered(sources)
    ? {
        word: 'Filtered',
        words: 'Every host gave the same refusal (a filter stands between this machine and the web)',
      }
    : { word: 'Offline', words: 'This machine was offline' };
