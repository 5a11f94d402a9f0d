import { verdictOn } from '../manuscript/find/case-names.js';
import { nextStep, type RegisterReply, registerOf } from '../manuscript/find/case-registers.js';
import type { CaseAnswer, CaseCitation, CaseRegister, JudgedCase } from '../model/case.js';
import type { Fetch, Outcome } from '../model/outcome.js';
import { hasBody } from './outcome.js';

/** Answers in a row that are none, after which a register is left alone: it is down, or does not want to be asked. */
const MOST_REFUSALS = 2;

/** Asks the registers of the courts for each case, one request at a time, and each case once; `fetch` null asks nobody. */
export async function judgeCases(fetch: Fetch | null, cited: readonly CaseCitation[]): Promise<readonly JudgedCase[]> {
  const known = new Map<string, CaseAnswer>();
  const replies = new Map<string, RegisterReply>();
  const refusals = new Map<CaseRegister | null, readonly CaseAnswer[]>();
  const judged: JudgedCase[] = [];
  for (const citation of cited) {
    const register = registerOf(citation);
    const before = refusals.get(register) ?? [];
    const seen = known.get(citation.key);
    const answer = seen ?? before[MOST_REFUSALS - 1] ?? (await lookUp(fetch, citation, replies));
    const isRefusal = answer.kind === 'not-asked' && answer.why.kind === 'unanswered';
    if (seen === undefined) refusals.set(register, isRefusal ? [...before, answer] : []);
    known.set(citation.key, answer);
    judged.push({ citation, verdict: verdictOn(citation, answer) });
  }
  return judged;
}

/** `replies`: what was asked already, by address. */
async function lookUp(
  fetch: Fetch | null,
  citation: CaseCitation,
  replies: Map<string, RegisterReply>,
): Promise<CaseAnswer> {
  const sent: RegisterReply[] = [];
  for (;;) {
    const step = nextStep(citation, sent);
    if ('known' in step) return step.known;
    if (fetch === null) return { kind: 'not-asked', why: { kind: 'offline' } };
    const reply = replies.get(step.ask) ?? replyOf(await fetch({ url: step.ask, validators: null }));
    replies.set(step.ask, reply);
    sent.push(reply);
  }
}

const replyOf = (outcome: Outcome): RegisterReply => ({
  http: outcome.kind === 'failed' ? null : outcome.http,
  text:
    outcome.kind === 'failed' ? outcome.message : hasBody(outcome) ? new TextDecoder().decode(outcome.body.bytes) : '',
});
