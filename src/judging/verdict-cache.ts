import { type Document, NORMALISER } from '../model/document.js';
import { type Outcome, saysUnchanged } from '../model/outcome.js';
import type { SourceVerdict } from '../model/verdict.js';
import { EMPTY_MEMORY, type Snapshot, type Visit } from '../model/visit.js';
import { judgeContent } from './content/judge-content.js';
import { hasPendingLines } from './content/returning-text.js';
import { lastStood } from './history-for-url.js';
import { applyLinkHistory, classifyLink, hasMoved } from './link/judge-link.js';
import type { JudgedSource } from './source.js';
import { isAllIntact, type SourceCase } from './source-case.js';
import { dated, judgeOmissions } from './uses.js';

/** Stands for a text that need not be read again. */
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

/**
 * The verdict where bytes, rules and quotations are those of `last`, the latest visit, which accepted its reading: what
 * a new judgement would say (a test holds the two together), with that reading (its document left out). Null when more than dates is new.
 */
export function reuseVerdict(input: Unopened, last: Visit): (JudgedSource & { readonly snapshot: Snapshot }) | null {
  const { source, outcome, confirm } = input;
  const { verdict: before, snapshot: sha256, memory: remembered } = last;
  const textSha256 = before?.content.textSha256 ?? null;
  if (outcome === null || before === null || sha256 === null || textSha256 === null) return null;
  const memory = remembered ?? EMPTY_MEMORY;
  if (hasPendingLines(memory.turning) || !isAllIntact(before)) return null;
  if (!isSameAnswer(outcome, before.finalUrl, sha256)) return null;
  const at = input.now.toISOString();
  const snapshot: Snapshot = { sha256, textSha256, document: AS_BEFORE };
  const known = { ...input, snapshot, history: { previous: last, baseline: { visit: last, snapshot } } };
  const { volatile, shrunken, returning, turning, edits } = memory;
  const link = applyLinkHistory(classifyLink(outcome, AS_BEFORE, true), memory, at, confirm);
  const content = judgeContent(snapshot, snapshot, { volatile, shrunken, returning, turning, edits });
  const { citations, omitted } = judgeOmissions(dated(known, before.citations), memory.omitted, known, true);
  const { id, title, publisher, url } = source;
  const verdict: SourceVerdict = {
    ...{ id, title, publisher, url, finalUrl: outcome.finalUrl, at, witness: 'live' },
    ...{ link: link.verdict, content: content.verdict, edition: before.edition, archive: null, citations },
  };
  const rest = { stranger: null, shown: null, stood: lastStood(verdict, memory), omitted };
  return { snapshot, verdict, memory: { ...memory, ...link.memory, ...content.memory, ...rest } };
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
