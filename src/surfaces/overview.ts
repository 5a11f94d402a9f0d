import {
  atLeast,
  byUrgency,
  byWeight,
  FINDING_KINDS,
  FINDINGS,
  type Finding,
  type FindingKind,
  isActive,
  isReportedOnce,
  type Severity,
  sourcesOfFinding,
} from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { JudgedRun, Tally } from '../model/run.js';
import {
  type CitationVerdict,
  isElsewhere,
  isOwnPage,
  type SourceVerdict,
} from '../model/verdict.js';
import {
  type CitedSection,
  citedSections,
  indexOf,
  isIntact,
  Rows,
  stands,
  wasRead,
} from '../model/verdicts.js';
import { bySource, groupItems, touchedIn } from './publication.js';
import { byHandWords } from './saved-page.js';
import { contentReason, quoteReason } from './words/documents.js';
import { actionOf } from './words/findings.js';
import { linkReason } from './words/links.js';
import type { Locale } from './words/locale.js';
import { kindWords, sentence } from './words/words.js';

/** A source that needs a person, with what is wrong with it. */
export interface Case {
  readonly id: string;
  /** Null when this run did not visit the source that a finding names. */
  readonly verdict: SourceVerdict | null;
  /** Verdicts, by id, on all sources that the findings are about: others than this one where one is told of a whole host. */
  readonly about: ReadonlyMap<string, SourceVerdict>;
  readonly severity: Severity;
  /** Most urgent first, never empty. */
  readonly findings: readonly [Finding, ...Finding[]];
}

/** The same small thing at many places, told once. */
export interface Pile {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** Such as `14 sources have no address to watch`. */
  readonly title: string;
  /** What to do, which is the same for all. */
  readonly action: string;
  readonly findings: readonly [Finding, ...Finding[]];
}

/** A night, sorted by what it asks of a person. Every source is in exactly one of `work`, `decided`, `unknown`, `sound`. */
export interface Overview {
  /** Verdicts on the sources that findings name, by id. */
  readonly named: ReadonlyMap<string, SourceVerdict>;
  readonly cases: readonly Case[];
  readonly piles: readonly Pile[];
  /** Ids of the sources against which something was found ({@link isAgainst}). */
  readonly work: ReadonlySet<string>;
  /** Sources that were read, and about which all there is to say was decided. */
  readonly decided: readonly SourceVerdict[];
  /** Sources that could not be checked, or not wholly: not known to stand, not known to be wrong. */
  readonly unknown: Rows;
  /** Sources that were read and whose passages all stand. */
  readonly sound: Rows;
  readonly acknowledged: readonly Finding[];
  readonly resolved: readonly Finding[];
}

/** True for what comes in dozens and is told in one line. */
export const isRepeated = ({ kind, severity }: Finding): boolean =>
  severity === 'low' && FINDINGS[kind].repeats === true;

/**
 * True for what says of a citation that it does not hold, or may not: all that is graver than low (docs/judging.md, 3), and what is
 * found of its passage or its edition. A low finding about its address or page (a wall, a first failure, a move, an edit) does not.
 */
const isAgainst = (finding: Finding): boolean =>
  isActive(finding) &&
  !isRepeated(finding) &&
  (atLeast(finding.severity, 'medium') ||
    ['passage', 'edition'].includes(FINDINGS[finding.kind].about));

/** True where a finding is as grave for this source as it is told: a host's is as grave as its gravest source, others may not be confirmed yet. */
const isAsGrave = ({ why }: Finding, { link }: SourceVerdict): boolean =>
  why.kind !== 'host' || why.each.kind !== 'failing' || !why.each.confirmed || link.confirmed;

/** True for a pile that was pointed out before, and on later nights waits on the reviewer's page alone. */
export const isAlreadyReported = ({ findings }: Pile): boolean =>
  findings.every((finding) => isReportedOnce(finding) && finding.state !== 'new');

/** Findings by source, the source with the most urgent finding first. */
export const groupBySource = (
  findings: readonly Finding[],
  verdicts: ReadonlyMap<string, SourceVerdict>,
  order = byUrgency,
): readonly Case[] =>
  [...groupItems(findings.toSorted(order), ({ source }) => source)].map(([id, group]) => {
    const about = new Map(
      group.flatMap(sourcesOfFinding).flatMap((one) => {
        const verdict = verdicts.get(one);
        return verdict === undefined ? [] : [[one, verdict] as const];
      }),
    );
    return {
      id,
      verdict: verdicts.get(id) ?? null,
      about,
      severity: group[0].severity,
      findings: group,
    };
  });

/** What a source with its findings is called: by its title, with how many others of its host they are about. */
export const caseTitle = (
  locale: Locale,
  { id, verdict, about }: Pick<Case, 'id' | 'verdict' | 'about'>,
): string => withOthers(locale, verdict?.title ?? id, about.size - (about.has(id) ? 1 : 0));

export const findingTitle = (
  locale: Locale,
  finding: Finding,
  named: ReadonlyMap<string, SourceVerdict>,
): string =>
  withOthers(
    locale,
    named.get(finding.source)?.title ?? finding.source,
    sourcesOfFinding(finding).length - 1,
  );

/** `A report and 11 other pages`. */
export const withOthers = (locale: Locale, title: string, others: number): string =>
  others > 0 ? locale.fill(locale.messages.shared['other-pages'], { title, others }) : title;

const pileUp = (locale: Locale, findings: readonly Finding[]): readonly Pile[] =>
  FINDING_KINDS.filter((kind) => FINDINGS[kind].repeats).flatMap((kind) => {
    const [first, ...others] = findings.filter((f) => f.kind === kind && isRepeated(f));
    if (first === undefined) return [];
    const pile: Pile['findings'] = [first, ...others];
    const { severity } = first;
    const title = locale.fill(kindWords(locale, first).some, { n: pile.length });
    return [{ kind, severity, title, action: actionOf(locale, first), findings: pile }];
  });

/** Why a source is not known to stand, in one sentence; null when it was read and all its passages stand. */
export const doubt = (locale: Locale, source: SourceVerdict): string | null => {
  const opens = source.link.status === 'alive' || source.link.status === 'moved';
  if (!opens && !isElsewhere(source.witness))
    return `${sentence(linkReason(locale, source.link.why))}${lastByHand(locale, source)}`;
  const quotes = source.citations.flatMap((c) => c.quotes);
  const unsure = quotes.find((q) => q.verdict !== 'intact');
  if (unsure !== undefined)
    return `${sentence(quoteReason(locale, unsure.why))}${lastByHand(locale, source)}`;
  return source.content.change === 'unread' && isOwnPage(source.witness)
    ? sentence(contentReason(locale, source.content.why))
    : null;
};

const lastByHand = (locale: Locale, { byHand }: SourceVerdict): string =>
  byHand?.isStale === true ? ` ${sentence(byHandWords(locale, byHand))}` : '';

const workOf = (active: readonly Finding[], named: Overview['named']): ReadonlySet<string> =>
  new Set(
    active.filter(isAgainst).flatMap((finding) =>
      sourcesOfFinding(finding).filter((id) => {
        const source = named.get(id);
        return source !== undefined && isAsGrave(finding, source);
      }),
    ),
  );

type Place = readonly [section: number, citation: string];

const comparePlaces = ([section, citation]: Place, [other, after]: Place): number =>
  section - other || byNumber(citation, after);

/** Sorts findings of one weight as their reports have them: section by section, citation by citation; last what no report cites. */
function byPlace({ sources, findings }: Told, named: Overview['named']): typeof byWeight {
  const sections = inOrder(indexOf(sources).reports, citedSections(sources));
  const placeOf = (finding: Finding): Place =>
    touchedIn(finding, named)
      .map((citation): Place => [sections.findIndex((one) => isIn(citation, one)), citation.id])
      .toSorted(comparePlaces)[0] ?? [sections.length, finding.id];
  const places = new Map(findings.map((finding) => [finding, placeOf(finding)]));
  return (a, b) =>
    byWeight(a, b) ||
    comparePlaces(places.get(a) ?? placeOf(a), places.get(b) ?? placeOf(b)) ||
    byUrgency(a, b);
}

/** Sorts a night by what it asks of a person. */
export function overview(locale: Locale, run: JudgedRun): Overview {
  const { ids, unsure } = indexOf(run.sources);
  const read = (row: number) => run.sources.at(row);
  const asked = new Set(run.findings.flatMap(sourcesOfFinding));
  const named = new Map(
    ids.flatMap((id, row) => (asked.has(id) ? [[id, read(row) as SourceVerdict] as const] : [])),
  );
  const order = byPlace(run, named);
  const inState = (state: Finding['state']) =>
    run.findings.filter((f) => f.state === state).toSorted(order);
  const active = run.findings.filter(isActive).toSorted(order);
  const acknowledged = inState('acknowledged');
  const work = workOf(active, named);
  const settled = new Set(acknowledged.flatMap(sourcesOfFinding));
  const differs = ({ verdict }: QuoteVerdict) => verdict === 'altered' || verdict === 'missing';
  const isJudged = (s: SourceVerdict) =>
    stands(s) || s.citations.some((c) => c.quotes.some(differs));
  const decided = [...named.values()].filter(
    (s) => !work.has(s.id) && settled.has(s.id) && isJudged(s),
  );
  const busy = new Set([...work, ...decided.map(({ id }) => id)]);
  const doubtful = new Set(unsure);
  const rest = [...ids.keys()].filter((row) => !busy.has(ids[row] as string));
  const restThat = (isUnsure: boolean) =>
    new Rows(
      read,
      rest.filter((row) => doubtful.has(row) === isUnsure),
    );
  const single = active.filter((f) => !isRepeated(f));
  return {
    named,
    cases: groupBySource(single, named, order),
    piles: pileUp(locale, active),
    work,
    decided,
    unknown: restThat(true),
    sound: restThat(false),
    acknowledged,
    resolved: inState('resolved'),
  };
}

/** The state of a citation: something was found against it, all findings were decided, it could not be checked, or it stands. */
export const CITATION_STATES: readonly CitationState[] = ['work', 'decided', 'unknown', 'stand'];
export type CitationState = keyof Tally;

/** The state of one citation, and the finding that tells most of it: against it, decided, or of its address or page alone. */
interface CitationStanding {
  readonly state: CitationState;
  readonly finding: Finding | undefined;
}

export interface SectionTally extends CitedSection {
  readonly tally: Tally;
}

export interface Standings {
  /** That of a citation, or (null) of a source that no report cites. */
  readonly of: (source: SourceVerdict, citation: CitationVerdict | null) => CitationStanding;
  /** The sections, report by report, in the order in which people number them. */
  readonly sections: readonly SectionTally[];
}

type Told = Pick<JudgedRun, 'sources' | 'findings'>;

/** True for a citation of this section. */
export const isIn = (
  { report, section }: CitationVerdict,
  of: Pick<CitedSection, 'report' | 'section'>,
): boolean => report === of.report && section === of.section;

export const totalOf = (tally: Tally): number =>
  CITATION_STATES.reduce((n, one) => n + tally[one], 0);

const emptyTally = () => ({ work: 0, decided: 0, unknown: 0, stand: 0 });

export function tallyCitations({ sources, findings }: Told): Standings {
  const open = findings.filter((f) => f.state !== 'resolved' && !(isActive(f) && isRepeated(f)));
  const told = bySource(open.toSorted(byUrgency));
  const of: Standings['of'] = (source, citation) =>
    citationState(told.get(source.id) ?? [], source, citation);
  const sections = citedSections(sources).map((section) => ({ ...section, tally: emptyTally() }));
  for (const source of sources)
    for (const citation of source.citations) {
      const section = sections.find((one) => isIn(citation, one));
      if (section !== undefined) section.tally[of(source, citation).state] += 1;
    }
  return { of, sections: inOrder(indexOf(sources).reports, sections) };
}

/** What is found against a citation goes before what was read of it; a decision answers a finding and replaces no reading. */
function citationState(
  findings: readonly Finding[],
  source: SourceVerdict,
  citation: CitationVerdict | null,
): CitationStanding {
  const told = findings.filter(
    (f) => (f.citation === null || f.citation === citation?.id) && isAsGrave(f, source),
  );
  const against = told.find(isAgainst);
  if (against !== undefined) return { state: 'work', finding: against };
  const stands = wasRead(source) && (citation === null || isIntact(citation));
  const active = told.find(isActive);
  const decided = told.find((f) => !isActive(f));
  if (decided !== undefined && (stands || active === undefined))
    return { state: 'decided', finding: decided };
  return { state: stands ? 'stand' : 'unknown', finding: active };
}

/** 2 before 10, 2.9 before 2.10, 7b after 7a. */
const { compare: byNumber } = new Intl.Collator('en', { numeric: true });

/** Report by report, the sections of each in their order; last what stands in no section, or in no report. */
function inOrder<S extends CitedSection>(
  reports: readonly string[],
  sections: readonly S[],
): readonly S[] {
  const rank = ({ report }: S) => (report === null ? reports.length : reports.indexOf(report));
  return sections.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(a.section === null) - Number(b.section === null) ||
      byNumber(a.section ?? '', b.section ?? ''),
  );
}

export const tallyOf = (run: Told): Tally =>
  together(tallyCitations(run).sections.map(({ tally }) => tally));

export const together = (tallies: readonly Tally[]): Tally => {
  const sum = emptyTally();
  for (const tally of tallies) for (const one of CITATION_STATES) sum[one] += tally[one];
  return sum;
};
