import { byUrgency, type Finding } from '../../model/finding.js';
import type { Digest } from '../../model/run.js';
import type { DiffPart, SourceVerdict } from '../../model/verdict.js';
import { day } from '../dates.js';
import { shorten } from '../diff/diff-view.js';
import { evidenceOf, type FindingEvidence, place, touched } from '../finding-evidence.js';
import { isRepeated, pileUp } from '../overview.js';
import { count, ended, fateWords, kindWords, SEVERITY } from '../words.js';

/** Pieces of evidence that a mail has room for beside the words that changed. */
const FACTS = 2;

/** Characters of a passage, about six lines of a phone. */
const PASSAGE = 240;

/** One thing that a mail tells. */
export interface Item {
  readonly finding: Finding;
  /** Shape, word and kind: `▲ High: Passage changed`. */
  readonly label: string;
  /** Title of the source, and who publishes it. */
  readonly title: string;
  readonly publisher: string;
  /** `section 7b (ASI2025-01/31)`; empty when nothing cites it. */
  readonly cited: string;
  /** Passages and differences, each with what it is about. */
  readonly words: readonly { readonly label: string; readonly parts: readonly DiffPart[] }[];
  readonly facts: readonly string[];
  readonly links: readonly (FindingEvidence & { readonly kind: 'address' })[];
}

/** The three parts of a mail; what comes in dozens is a line with a number. */
export interface Items {
  /** What is worth a volunteer's minute, with its evidence. */
  readonly fresh: readonly Item[];
  /** What is new besides, a line each. */
  readonly besides: readonly string[];
  readonly resolved: readonly string[];
  readonly open: readonly string[];
}

const wordsOf = (e: FindingEvidence): Item['words'] => {
  if (e.kind === 'words') return [e];
  if (e.kind === 'passage')
    return [{ label: e.label, parts: [{ op: 'same', text: shorten(e.text, PASSAGE) }] }];
  if (e.kind !== 'fates') return [];
  return e.newer.flatMap((n) =>
    n.quotes.map((q) => ({
      label: `${q.quote} in the ${n.edition} edition: ${fateWords(q)}`,
      parts: q.diff,
    })),
  );
};

const item = (finding: Finding, source: SourceVerdict | null): Item => {
  const evidence = evidenceOf(finding, source);
  const said = (kind: 'consequence' | 'fact'): readonly string[] =>
    evidence.flatMap((e) => (e.kind === kind ? [`${e.label}: ${e.text}`] : []));
  return {
    finding,
    label: `${SEVERITY[finding.severity].mark} ${SEVERITY[finding.severity].word}: ${kindWords(finding).name}`,
    title: source?.title ?? finding.source,
    publisher: source?.publisher ?? '',
    cited: touched(finding, source).map(place).join(', '),
    words: evidence.flatMap(wordsOf),
    facts: [...said('consequence'), ...said('fact').slice(0, FACTS)],
    links: evidence.flatMap((e) => (e.kind === 'address' ? [e] : [])),
  };
};

/** Sorts what a digest has to tell. */
export const itemsOf = (digest: Digest): Items => {
  const sources = new Map(digest.sources.map((s) => [s.id, s]));
  const items = (findings: readonly Finding[]): readonly Item[] =>
    findings
      .filter((f) => !isRepeated(f))
      .toSorted(byUrgency)
      .map((f) => item(f, sources.get(f.source) ?? null));
  const piles = (findings: readonly Finding[]): readonly string[] => pileUp(findings).map((p) => p.title);
  const line = ({ label, title, finding }: Item): string => `${label}. ${title}, since ${day(finding.since)}`;
  const minor = ({ label, title }: Item): string => `${label}. ${title}`;
  const over = pileUp(digest.resolved).map(
    (p) => `${kindWords(p).name}: over at ${count(p.findings.length, 'place', 'places')}`,
  );
  return {
    fresh: items(digest.fresh.filter((f) => f.severity !== 'low')),
    besides: [...items(digest.fresh.filter((f) => f.severity === 'low')).map(minor), ...piles(digest.fresh)],
    resolved: [...items(digest.resolved).map((i) => `${i.title}: ${ended(i.finding)}`), ...over],
    open: [...items(digest.open).map(line), ...piles(digest.open)],
  };
};
