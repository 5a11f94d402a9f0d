import { hostOf } from '../../model/address.js';
import type { Unasked } from '../../model/link-reason.js';
import type { SourceMemory } from '../../model/memory.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { OutcomeFacts } from '../../model/visit.js';
import { isOnePage } from '../stranger.js';

/** A visit as far as it may be a refusal. */
export interface SeenRefusal {
  readonly outcome: OutcomeFacts | null;
  readonly verdict: SourceVerdict | null;
  readonly memory: SourceMemory | null;
}

/** Hosts that must have refused: two may have one provider. */
const ENOUGH = 3;

/**
 * Why nothing can be said of the sources, or null: every host that was asked refused, with one status and one text. Hosts do
 * not share a text; a filter between us and them puts its own in the place of theirs, with the address that was asked for and
 * a number. A guard that many sites hire is told as what it is.
 */
export function oneRefusal(seen: readonly SeenRefusal[]): Unasked | null {
  const answers = seen.flatMap(({ outcome }) => outcome ?? []);
  const [first] = answers;
  if (first?.kind !== 'answered' || first.http < 400) return null;
  const { http } = first;
  if (!answers.every((one) => one.kind === 'answered' && one.http === http)) return null;
  const judged = seen.filter(({ outcome, verdict }) => outcome !== null && verdict !== null);
  if (new Set(judged.map(({ verdict }) => hostOf(verdict?.url ?? ''))).size < ENOUGH) return null;
  if (judged.some(({ verdict }) => isGuarded(verdict))) return null;
  const shown = judged.map(({ memory }) => memory?.shown ?? null);
  const [face] = shown;
  return face != null && shown.every((one) => one !== null && isOnePage(face, one))
    ? { kind: 'same-refusal', http }
    : null;
}

/** True when the refusal names a service that stands before many sites. */
const isGuarded = (verdict: SourceVerdict | null): boolean => {
  const why = verdict?.link.why;
  return why?.kind === 'blocked' && (why.why.kind === 'challenge' || why.why.kind === 'guard');
};
