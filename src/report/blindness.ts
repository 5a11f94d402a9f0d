import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';

/** Of such a night the same is said of every source that has an address. */
const isFiltered = (sources: Verdicts): boolean => {
  for (const {
    link: { why },
  } of sources)
    if (why.kind === 'unasked' && why.why.kind === 'same-refusal') return true;
  return false;
};

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
