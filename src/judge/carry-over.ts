import { type Document, NORMALISER } from '../model/document.js';
import type { Snapshot, Visit } from '../model/visit.js';
import { isWaited } from './content/turning-lines.js';
import { isAtRest } from './seen-before.js';
import { type JudgedSource, judgeSource } from './source.js';
import type { SourceCase } from './source-case.js';

/** In the place of a text that need not be looked at again. */
const AS_BEFORE: Document = {
  type: 'other',
  title: null,
  lang: null,
  blocks: [],
  links: [],
  refresh: null,
  passwordForm: false,
  dates: { published: null, modified: null },
  unread: null,
  normaliser: NORMALISER,
};

/** A source as it is known before anything of its text is unpacked. */
export type Unopened = Omit<SourceCase, 'snapshot' | 'history'>;

/** A verdict that was carried over, with the reading that it goes on resting on (its document left out). */
export interface CarriedOver extends JudgedSource {
  readonly snapshot: Snapshot;
}

/**
 * The verdict on a source whose bytes, rules and quotations are those of the last night, which found everything in its
 * place: what a fresh judgement would say (a test holds the two together), without the text. Null when there is more
 * to say than new dates. `last` is the latest earlier visit, which accepted its reading.
 */
export function carryOver(input: Unopened, last: Visit): CarriedOver | null {
  const { verdict, snapshot: sha256 } = last;
  const textSha256 = verdict?.content.textSha256 ?? null;
  if (verdict === null || sha256 === null || textSha256 === null) return null;
  if (
    isWaited(last.memory?.turning ?? []) ||
    !isAtRest(verdict) ||
    !isSameAnswer(input, verdict.finalUrl, sha256)
  )
    return null;
  const snapshot: Snapshot = { sha256, textSha256, document: AS_BEFORE };
  const history = { previous: last, baseline: { visit: last, snapshot } };
  return { snapshot, ...judgeSource({ ...input, snapshot, history, seen: verdict.citations }) };
}

/** The server says that nothing changed, or sent the same bytes from the same place. */
function isSameAnswer({ outcome }: Unopened, finalUrl: string | null, sha256: string): boolean {
  if (outcome?.kind !== 'answered' || outcome.finalUrl !== finalUrl) return false;
  const { http, body, hops } = outcome;
  return (
    http === 304 ||
    (http === 200 && body !== null && body.sha256 === sha256 && !body.truncated && hops.length === 0)
  );
}
