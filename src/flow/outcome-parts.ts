import type { Answered, Body, Outcome } from '../model/outcome.js';
import type { OutcomeFacts, Snapshot } from '../model/visit.js';
import { unreadOf } from '../pool/thought.js';
import type { Reading } from '../record/store.js';

/** True for an answer that came with a text of its own. */
export const hasBody = (outcome: Outcome): outcome is Answered & { readonly body: Body } =>
  outcome.kind === 'answered' && outcome.body !== null;

/** What is kept of an answer's bytes; null when none came, for they are kept already. */
export function readingOf(outcome: Outcome | null, snapshot: Snapshot): Reading | null {
  if (outcome === null || !hasBody(outcome)) return null;
  const { bytes, contentType, url } = unreadOf(outcome);
  return { snapshot, bytes, contentType, url };
}

/** Two outcomes as one: the page that led on is a hop. */
export const ledOn = (first: Outcome, second: Outcome): Outcome => ({
  ...(first.kind === 'answered' && second.kind === 'answered' ? askedOn(first, second) : second),
  url: first.url,
  hops: [
    ...first.hops,
    { url: first.finalUrl, http: first.kind === 'answered' ? first.http : 0 },
    ...second.hops,
  ],
  requests: first.requests + second.requests,
  received: first.received + second.received,
  at: first.at,
  elapsed: first.elapsed + second.elapsed,
});

const askedOn = ({ wire: before }: Answered, second: Answered): Answered =>
  second.wire === undefined || before === undefined
    ? second
    : { ...second, wire: { ...second.wire, asked: [...before.asked, ...second.wire.asked] } };

/** An outcome without its bytes, as a visit holds it. */
export function factsOf(outcome: Outcome): OutcomeFacts {
  if (outcome.kind === 'failed') return outcome;
  const { body, wire: _, ...facts } = outcome;
  return body === null ? facts : { ...facts, sha256: body.sha256 };
}
