import { NOTHING_REMEMBERED } from '../model/memory.js';
import { type Outcome, saysUnchanged } from '../model/outcome.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Snapshot, Visit } from '../model/visit.js';
import { AS_BEFORE, type CarriedOver, type Unopened } from './at-rest.js';
import { judgeContent } from './content/judge-content.js';
import { isWaited } from './content/turning-lines.js';
import { lastStood } from './last-stood.js';
import { linkNow } from './link/judge-link.js';
import { withLife } from './link/link-life.js';
import { hasMoved } from './link/moved.js';
import { judgeOmissions } from './omissions.js';
import { isAtRest } from './seen-before.js';
import type { JudgedSource } from './source.js';
import { dated, omittedBefore } from './uses.js';

/**
 * The verdict on a source whose bytes, rules and quotations are those of the last night, which found everything in its
 * place: what a fresh judgement would say (a test holds the two together), without the text. Null when there is more
 * to say than new dates. `last` is the latest earlier visit, which accepted its reading.
 */
export function carryOver(input: Unopened, last: Visit): CarriedOver | null {
  const { outcome } = input;
  const { verdict, snapshot: sha256 } = last;
  const textSha256 = verdict?.content.textSha256 ?? null;
  if (outcome === null || verdict === null || sha256 === null || textSha256 === null) return null;
  if (
    isWaited(last.memory?.turning ?? []) ||
    !isAtRest(verdict) ||
    !isSameAnswer(outcome, verdict.finalUrl, sha256)
  )
    return null;
  const snapshot: Snapshot = { sha256, textSha256, document: AS_BEFORE };
  return { snapshot, ...judgeAgain({ ...input, outcome }, snapshot, last, verdict) };
}

/** The server says that nothing changed, or sent the same bytes from the same place. */
function isSameAnswer(outcome: Outcome, finalUrl: string | null, sha256: string): boolean {
  if (outcome.kind !== 'answered' || outcome.finalUrl !== finalUrl) return false;
  const { http, body, hops } = outcome;
  return (
    (saysUnchanged(outcome) && !hasMoved(outcome)) ||
    (http === 200 && body !== null && body.sha256 === sha256 && !body.truncated && hops.length === 0)
  );
}

/** What {@link judgeSource} comes to for a document that is known, and its own baseline. */
function judgeAgain(
  input: Unopened & { readonly outcome: Outcome },
  snapshot: Snapshot,
  last: Visit,
  before: SourceVerdict,
): JudgedSource {
  const { source, outcome, confirm } = input;
  const at = input.now.toISOString();
  const memory = last.memory ?? NOTHING_REMEMBERED;
  const known = { ...input, snapshot, history: { previous: last, baseline: { visit: last, snapshot } } };
  const { volatile, shrunken, returning, turning, edits } = memory;
  const link = withLife(linkNow(outcome, AS_BEFORE, true), memory, at, confirm);
  const content = judgeContent(snapshot, snapshot, { volatile, shrunken, returning, turning, edits });
  const { citations, omitted } = judgeOmissions(
    dated(known, before.citations),
    memory.omitted,
    at,
    omittedBefore(known),
  );
  const verdict: SourceVerdict = {
    id: source.id,
    title: source.title,
    publisher: source.publisher,
    url: source.url,
    finalUrl: outcome.finalUrl,
    at,
    witness: 'live',
    link: link.verdict,
    content: content.verdict,
    edition: before.edition,
    archive: null,
    citations,
  };
  const rest = { stranger: null, shown: null, stood: lastStood(verdict, memory), omitted };
  return { verdict, memory: { ...memory, ...link.memory, ...content.memory, ...rest } };
}
