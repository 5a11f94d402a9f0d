import { verdictOn } from '../manuscript/find/case-names.js';
import {
  laterGuidance,
  laterGuidanceSearch,
  nextStep,
  type RegisterReply,
  registerOf,
} from '../manuscript/find/case-registers.js';
import type {
  CaseAnswer,
  CaseCitation,
  CaseRegister,
  CaseVerdict,
  JudgedCase,
} from '../model/case.js';
import type { Fetch, Outcome } from '../model/outcome.js';
import { hasBody } from '../night/outcome.js';

/** Answers in a row that are none, after which a register is left alone: it is down, or does not want to be asked. */
const MOST_REFUSALS = 2;

/** Asks the registers of the courts for each case, one request at a time, and each case once; `fetch` null asks nobody. */
export async function judgeCases(
  fetch: Fetch | null,
  cited: readonly CaseCitation[],
): Promise<readonly JudgedCase[]> {
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
    judged.push({
      citation,
      verdict: await withLater(fetch, citation, verdictOn(citation, answer), replies),
    });
  }
  return judged;
}

/** `replies`: what was asked already, by address. */
async function askOnce(
  fetch: Fetch,
  url: string,
  replies: Map<string, RegisterReply>,
): Promise<RegisterReply> {
  const reply = replies.get(url) ?? replyOf(await fetch({ url, validators: null }));
  replies.set(url, reply);
  return reply;
}

/** With the latest country guidance that names a case of it. */
async function withLater(
  fetch: Fetch | null,
  citation: CaseCitation,
  verdict: CaseVerdict,
  replies: Map<string, RegisterReply>,
): Promise<CaseVerdict> {
  if (fetch === null || verdict.kind !== 'exists' || verdict.register !== 'find-case-law')
    return verdict;
  const search = laterGuidanceSearch(citation, verdict.found);
  const later =
    search === null ? null : laterGuidance(citation, await askOnce(fetch, search, replies));
  return later === null ? verdict : { ...verdict, later };
}

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
    sent.push(await askOnce(fetch, step.ask, replies));
  }
}

function replyOf(outcome: Outcome): RegisterReply {
  if (outcome.kind === 'failed') return { http: null, text: outcome.message };
  const text = hasBody(outcome) ? new TextDecoder().decode(outcome.body.bytes) : '';
  return { http: outcome.http, text };
}
