import type { FilePlace } from '../../model/manuscript.js';
import { issuesIn } from '../../passage/text/edition-dates.js';
import { segmentSentences } from '../../passage/text/sentences.js';
import { outsideQuotations } from '../lint/subject.js';
import type { DraftSource, ReportDraft } from './draft.js';
import { titleShare } from './same-source.js';

/** What a report says of the edition that it cites, beside a later one. */
export interface StatedChoice {
  /** Index of the citation. */
  readonly citation: number;
  readonly reason: string;
  readonly place: FilePlace;
}

/** Share of a title's words by which a sentence speaks of its document. Chosen on the seed report. */
const TITLE_SHARE = 0.5;

/**
 * Sentences before citations that name the cited edition and a later one of the same document, with the sentence behind each: no document
 * speaks of a later one, so that is the authors' own word. None where the later one is cited there too.
 */
export function choicesIn({ citations, sources }: ReportDraft): readonly StatedChoice[] {
  const told = new Set<DraftSource>();
  return citations.flatMap(({ source: at, introduction, place }, citation) => {
    const source = sources[at ?? -1];
    if (source === undefined || told.has(source)) return [];
    const beside = citations.filter((one) => one.introduction === introduction && one.source !== at);
    const cited = beside.flatMap((one) => yearsOf(sources[one.source ?? -1]));
    const reason = choiceIn(outsideQuotations(introduction), source, cited);
    if (reason !== null) told.add(source);
    return reason === null ? [] : [{ citation, reason, place }];
  });
}

function choiceIn(prose: string, source: DraftSource, cited: readonly string[]): string | null {
  const own = yearsOf(source);
  if (own.length === 0 || !/\d{4}.*\d{4}/su.test(prose)) return null;
  const title = (source.title ?? '').replace(/\([^)]*\)|\d+/gu, '');
  const sentences = [...segmentSentences(prose)].map(({ segment }) => segment.trim());
  const at = sentences.findIndex((sentence) => {
    const named = issuesIn(sentence).map(yearOf);
    const isLater = named.some((year) => own.every((one) => year > one) && !cited.includes(year));
    return isLater && named.some((year) => own.includes(year)) && titleShare(title, sentence) >= TITLE_SHARE;
  });
  return at < 0 ? null : sentences.slice(at, at + 2).join(' ');
}

const yearOf = ({ to }: { readonly to: string }): string => to.slice(0, 4);

/** The years by which a document may be called: those of its title, and that of its publication. */
const yearsOf = (source: DraftSource | undefined): readonly string[] =>
  [source?.title ?? '', source?.published ?? ''].flatMap(issuesIn).map(yearOf);
