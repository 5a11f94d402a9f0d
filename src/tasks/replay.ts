import { refuse } from '../model/problem.js';
import { digestOfJudging } from '../night/rules.js';
import { withThought } from '../pool/open-thought.js';
import type { Thought } from '../pool/thought.js';
import type { ReplayedArchive } from '../surfaces/exhibit/replay.js';
import { commandMessages } from '../surfaces/words/catalogues.js';
import type { Locale } from '../surfaces/words/locale.js';
import { shortfallReason } from '../surfaces/words/words.js';

/**
 * Judges the captures of an exported archive (WACZ) for the passages that it names, or for these. Rejects with a `UserError` where it is not
 * whole, was not written by citewatch, names no passages, or takes more than it may cost.
 */
export async function replayArchive(
  locale: Locale,
  { replayArchive: replay }: Pick<Thought, 'replayArchive'>,
  name: string,
  bytes: Uint8Array,
  passages: readonly string[],
): Promise<ReplayedArchive> {
  const answer = await replay({ bytes, passages, rules: digestOfJudging() });
  if (answer.kind === 'refused')
    refuse(name, locale.fill(commandMessages.replayRefused[answer.why.kind], answer.why));
  if (answer.kind === 'beyond-budget')
    refuse(
      name,
      locale.fill(commandMessages.replay['beyond-budget'], {
        reason: shortfallReason(locale, answer.why),
      }),
    );
  return answer;
}

/** The same with threads of its own. */
export const replayAlone = (
  locale: Locale,
  name: string,
  bytes: Uint8Array,
  passages: readonly string[],
): Promise<ReplayedArchive> =>
  withThought((thought) => replayArchive(locale, thought, name, bytes, passages));
