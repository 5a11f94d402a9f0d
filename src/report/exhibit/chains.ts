import type { NotedChainTip } from '../../model/noted-chain-tip.js';

/** Who says that a chain must have a line. */
export const storeWords = ({ run, at }: NotedChainTip): string =>
  `the store, which noted it at the end of run ${run} on ${at.slice(0, 10)},`;

/** Of a chain that is nowhere to be found from here. */
export function unreachedWords(tips: readonly NotedChainTip[]): string {
  const last = tips.at(-1);
  if (last === undefined) return 'A chain of evidence cannot be reached';
  const { n, sha256, run, at, machine, folder } = last;
  return `Not reached: the chain that ended at ${n}:${sha256} with run ${run} on ${at.slice(0, 10)}, in ${folder} of ${machine}`;
}
