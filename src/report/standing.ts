import { byUrgency, type Finding, isActive } from '../model/finding.js';
import type { Run, Tally } from '../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import {
  type CitedSection,
  citedSections,
  indexOf,
  isIntact,
  type VerdictIndex,
  type Verdicts,
  wasRead,
} from '../model/verdicts.js';
import { isAgainst, isAsGrave, isRepeated } from './overview.js';
import { bySource } from './touched-citations.js';

/** What a night says of one citation: something was found against it, all there is to say was decided, it could not be checked, or it stands. */
export const CITATION_STATES = [
  'work',
  'decided',
  'unknown',
  'stand',
] as const satisfies readonly (keyof Tally)[];
export type CitationState = keyof Tally;

/** How one citation fares, and what was found of it: against it, decided, or (undefined for none) of its address or page alone. */
export interface CitationStanding {
  readonly state: CitationState;
  readonly finding: Finding | undefined;
}

/** A section, and how its citations fare. */
export interface SectionTally extends CitedSection {
  readonly tally: Tally;
}

/** What is said of citations. */
type Told = Pick<Run<Verdicts>, 'sources' | 'findings'>;

/** Asked for when a run is closed and by each page of it; by what was found. */
const KNOWN = new WeakMap<Told['findings'], Standings>();

/** How the citations of a run fare. */
export function standingsOf(run: Told): Standings {
  const last = KNOWN.get(run.findings);
  const known = last?.run.sources === run.sources ? last : new Standings(run);
  KNOWN.set(run.findings, known);
  return known;
}

/** How the citations of one run fare. */
class Standings {
  private readonly told: ReadonlyMap<string, readonly Finding[]>;
  private counted: readonly SectionTally[] | undefined;
  private ordered: readonly SectionTally[] | undefined;
  private index: VerdictIndex | undefined;
  private doubtful: ReadonlySet<number> | undefined;

  constructor(readonly run: Told) {
    const open = run.findings.filter(
      (finding) => finding.state !== 'resolved' && !(isActive(finding) && isRepeated(finding)),
    );
    this.told = bySource(open.toSorted(byUrgency));
  }

  /**
   * How a citation fares, or (null) a source that no report cites: what is found against it goes before what was read of it, and
   * a decision answers what was found, and does not stand in for a reading.
   */
  of(source: SourceVerdict, citation: CitationVerdict | null): CitationStanding {
    const told = (this.told.get(source.id) ?? []).filter(
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

  /** True for a row that is known to stand, and of which nothing is told but what comes in dozens. */
  isQuiet(row: number): boolean {
    this.index ??= indexOf(this.run.sources);
    this.doubtful ??= new Set(this.index.unsure);
    return !this.doubtful.has(row) && !this.told.has(this.index.ids[row] ?? '');
  }

  /** The sections of the reports, in the reports' order: how many of the citations in each fare how. */
  sections(): readonly SectionTally[] {
    this.ordered ??= inOrder(this.run, this.tallied());
    return this.ordered;
  }

  /** The same in no order, which takes the time of a small report to make. Reads what is not known to stand, and no other row. */
  tallied(): readonly SectionTally[] {
    this.counted ??= citedSections(this.run.sources).map((section) => {
      const tally = { work: 0, decided: 0, unknown: 0, stand: 0 };
      for (const row of new Set(section.rows.filter((one) => !this.isQuiet(one)))) {
        const source = this.run.sources.at(row);
        for (const one of source?.citations ?? [])
          if (isIn(one, section)) tally[this.of(source as SourceVerdict, one).state] += 1;
      }
      const seen = tally.work + tally.decided + tally.unknown + tally.stand;
      tally.stand = section.report === null ? 0 : tally.stand + section.rows.length - seen;
      return { ...section, tally };
    });
    return this.counted;
  }
}

/** True for a citation of this section. */
export const isIn = (
  { report, section }: CitationVerdict,
  of: Pick<CitedSection, 'report' | 'section'>,
): boolean => report === of.report && section === of.section;

/** A section's number, as most reports have them. */
const NUMBER = /^\d+(?:\.\d+)*$/;

/** 2 before 10, 2.9 before 2.10. */
function byNumber(a: string, b: string): number {
  const [one, other] = [a.split('.'), b.split('.')];
  for (const [i, part] of one.entries()) {
    const apart = Number(part) - Number(other[i] ?? -1);
    if (apart !== 0) return apart;
  }
  return one.length - other.length;
}

/** As people number sections otherwise: 7b after 7a. To make the collator takes 0.01 s, and most reports need none. */
const orderOf = (sections: readonly SectionTally[]): ((a: string, b: string) => number) =>
  sections.every(({ section }) => NUMBER.test(section ?? '0'))
    ? byNumber
    : new Intl.Collator('en', { numeric: true }).compare;

/** Report by report, the numbers of each in their order; what stands in no section, or in no report, comes last. */
function inOrder(run: Told, sections: readonly SectionTally[]): readonly SectionTally[] {
  const compare = orderOf(sections);
  const reports = new Map(indexOf(run.sources).reports.map((id, n) => [id, n]));
  const rank = ({ report }: SectionTally) => (report === null ? reports.size : (reports.get(report) ?? 0));
  return sections.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(a.section === null) - Number(b.section === null) ||
      compare(a.section ?? '', b.section ?? ''),
  );
}

/** How all citations of a run fare. */
export const tallyOf = (run: Told): Tally =>
  together(
    standingsOf(run)
      .tallied()
      .map(({ tally }) => tally),
  );

/** Several tallies as one. */
export const together = (tallies: readonly Tally[]): Tally => {
  const sum = { work: 0, decided: 0, unknown: 0, stand: 0 };
  for (const tally of tallies) for (const one of CITATION_STATES) sum[one] += tally[one];
  return sum;
};
