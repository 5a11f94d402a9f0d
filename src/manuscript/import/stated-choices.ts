import type { FilePlace } from '../../model/manuscript.js';
import { issuesIn } from '../../passage/text/edition-dates.js';
import { plainName } from '../../passage/text/names.js';
import { segmentSentences } from '../../passage/text/sentences.js';
import { outsideQuotations } from '../lint/subject.js';
import type { DraftSource, ReportDraft } from './draft.js';

/** What a report says of the edition that it cites, beside a later one. */
export interface StatedChoice {
  /** Index of the citation. */
  readonly citation: number;
  readonly reason: string;
  readonly place: FilePlace;
}

/** Letters from which on a word of a title tells documents apart. */
const TITLE_LETTERS = 4;
/** Share of a title's words by which a sentence speaks of it, as of two editions' names. */
const TITLE_SHARE = 0.5;

/**
 * Sentences before citations that name the cited edition and a later one of the same document, with the sentence behind each: no document
 * speaks of a later one, so that is the authors' own word. None where the later one is cited there too.
 */
export function choicesIn({ citations, sources }: ReportDraft): readonly StatedChoice[] {
  const told = new Set<number>();
  return citations.flatMap(({ source: at, introduction, place }, citation) => {
    const source = sources[at ?? -1];
    if (at === null || source === undefined || told.has(at)) return [];
    const beside = citations.filter((one) => one.introduction === introduction && one.source !== at);
    const others = beside.flatMap((one) => sources[one.source ?? -1] ?? []);
    const reason = choiceIn(outsideQuotations(introduction), source, others);
    if (reason === null) return [];
    told.add(at);
    return [{ citation, reason, place }];
  });
}

function choiceIn(prose: string, source: DraftSource, others: readonly DraftSource[]): string | null {
  const own = yearsOf(source);
  if (own.length === 0 || !/\d{4}.*\d{4}/su.test(prose)) return null;
  const sentences = [...segmentSentences(prose)].map(({ segment }) => segment.trim());
  const at = sentences.findIndex((sentence) => {
    const named = issuesIn(sentence).map(({ to }) => to.slice(0, 4));
    const isLater = (year: string): boolean =>
      own.every((one) => year > one) && !others.some((other) => yearsOf(other).includes(year));
    return named.some(isLater) && named.some((year) => own.includes(year)) && speaksOf(sentence, source);
  });
  return at < 0 ? null : sentences.slice(at, at + 2).join(' ');
}

/** The years by which a document may be called: those of its title, and that of its publication. */
const yearsOf = ({ title, published }: DraftSource): readonly string[] =>
  [title ?? '', published ?? ''].flatMap(issuesIn).map(({ to }) => to.slice(0, 4));

function speaksOf(sentence: string, { title }: DraftSource): boolean {
  const there = ` ${plainName(sentence)}`;
  const words = plainName((title ?? '').replace(/\([^)]*\)/gu, ''))
    .split(' ')
    .filter((word) => word.length >= TITLE_LETTERS && !/\d/u.test(word));
  return (
    words.length > 1 &&
    words.filter((word) => there.includes(` ${word.replace(/s$/u, '')}`)).length >= words.length * TITLE_SHARE
  );
}
