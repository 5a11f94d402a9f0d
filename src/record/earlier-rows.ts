import type { Document } from '../model/document.js';
import type { EditionVerdict, NewerEdition } from '../model/edition-verdict.js';
import type { Finding } from '../model/finding.js';
import type { Digest } from '../model/run.js';
import { told } from '../model/told.js';
import type { UnreadReason } from '../model/unread-reason.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';

// Before memories were kept apart, verdicts carried them. Before reasons had kinds, verdicts were kept with a sentence in
// `reason`, and findings with `message` and `action`, without their edition.

interface Worded {
  readonly reason?: string;
}

/** What a verdict rests on, where an earlier version kept a sentence. */
function worded<T extends { readonly why: unknown }>(verdict: T): T {
  const { reason, ...rest } = verdict as T & Worded;
  return reason === undefined ? verdict : ({ ...rest, why: told(reason) } as unknown as T);
}

const citationOf = (citation: CitationVerdict): CitationVerdict => ({
  ...citation,
  quotes: citation.quotes.map(worded),
});

type Fate = NewerEdition['quotes'][number];

/** What became of a passage, where an earlier version kept a sentence about its section. */
function fateOf(fate: Fate & { readonly note?: string }): Fate {
  const { note, ...rest } = fate;
  return note === undefined ? fate : { ...rest, section: told(note) };
}

function editionOf(edition: EditionVerdict): EditionVerdict {
  const newer = edition.newer.map((one) => ({ ...one, quotes: one.quotes.map(fateOf) }));
  return worded({ ...edition, newer });
}

interface Remembering {
  readonly link: { readonly lately?: unknown };
  readonly content: { readonly restless?: unknown; readonly shrunk?: unknown };
}

/** True when some part of a verdict is as an earlier version kept it: of each of a night's verdicts it is asked, and none is then copied. */
const isEarlier = ({ link, content, edition, citations }: SourceVerdict & Remembering): boolean =>
  'lately' in link ||
  'restless' in content ||
  'shrunk' in content ||
  [link, content, edition].some((part) => 'reason' in part) ||
  citations.some(({ quotes }) => quotes.some((quote) => 'reason' in quote)) ||
  edition.newer.some(({ quotes }) => quotes.some((fate) => 'note' in fate));

/** A verdict as it was kept by this version or an earlier one. */
export function verdictFromRow(verdict: SourceVerdict): SourceVerdict {
  const kept = verdict as SourceVerdict & Remembering;
  if (!isEarlier(kept)) return kept;
  const { lately, ...link } = kept.link;
  const { restless, shrunk, ...content } = kept.content;
  return {
    ...kept,
    link: worded(link),
    content: worded(content),
    edition: editionOf(kept.edition),
    citations: kept.citations.map(citationOf),
  };
}

/** A finding as it was kept by this version or an earlier one. */
export function findingFromRow(
  finding: Finding & { readonly message?: string; readonly action?: string },
): Finding {
  const { message, action, ...rest } = finding;
  const edition = finding.edition ?? editionIn(finding);
  return message === undefined || action === undefined
    ? { ...finding, edition }
    : { ...rest, edition, why: { kind: 'told', message, action } };
}

/** Of an earlier version's finding the edition stood in its id only. */
function editionIn({ id, kind, source }: Finding): string | null {
  const name = `${kind}:${source}@`;
  return id.startsWith(name) ? id.slice(name.length) : null;
}

/** A digest as it was kept by this version or an earlier one. */
export const digestFromRow = (digest: Digest): Digest => ({
  ...digest,
  fresh: digest.fresh.map(findingFromRow),
  open: digest.open.map(findingFromRow),
  resolved: digest.resolved.map(findingFromRow),
  ...(digest.owed === undefined ? {} : { owed: digest.owed.map(findingFromRow) }),
  sources: digest.sources.map(verdictFromRow),
});

/** A visit as it was kept by this version or an earlier one. */
export const visitFromRow = (visit: Visit): Visit =>
  visit.verdict === null ? visit : { ...visit, verdict: verdictFromRow(visit.verdict) };

/** A document as it was kept by this version or an earlier one. */
export function documentFromRow(document: Document): Document {
  const unread: UnreadReason | string | null = document.unread;
  return typeof unread === 'string' ? { ...document, unread: told(unread) } : document;
}
