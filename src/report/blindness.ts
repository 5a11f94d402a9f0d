import type { Run } from '../model/run.js';

/** Why a run could not look at any source: in a word, and as a sentence without its full stop. */
export const blindness = ({
  sources,
}: Pick<Run, 'sources'>): { readonly word: string; readonly words: string } =>
  sources.some(({ link: { why } }) => why.kind === 'unasked' && why.why.kind === 'same-refusal')
    ? {
        word: 'Filtered',
        words: 'Every host gave the same refusal (a filter stands between this machine and the web)',
      }
    : { word: 'Offline', words: 'This machine was offline' };
