import { annotateWord, isUntouched, type Remark } from '../manuscript/annotate/annotate-word.js';
import type { DraftCitation, ReportDraft } from '../manuscript/import/draft.js';
import { mergeDraft } from '../manuscript/import/merge-draft.js';
import { type Finding, isActive, sourcesOfFinding } from '../model/finding.js';
import { ANNOTATOR } from '../model/manuscript.js';
import { refuse } from '../model/problem.js';
import { isProven, REMEDY_KINDS, type Remedy } from '../model/remedy.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import type { Citation, Report, Watchlist } from '../model/watchlist.js';
import { foldedLetters } from '../passage/text/fold.js';
import type { Store } from '../store/store.js';
import { findingComment, standingComment, sumComment } from '../surfaces/annotation.js';
import { tallyCitations } from '../surfaces/overview.js';
import { inLanguageOf, type Publication } from '../surfaces/publication.js';
import { latestVerdicts } from './latest.js';
import { findingsNow, lineWith } from './remedies.js';

interface Annotation {
  /** The Word file, and what was read of it. */
  readonly bytes: Uint8Array;
  readonly draft: ReportDraft;
  /** `sources.json`: its text and what it says, and which of its reports the file is. */
  readonly text: string;
  readonly watch: Watchlist;
  readonly report: Report;
  readonly publication: Publication;
  readonly now: Date;
  /** Comments at citations that stand, too. */
  readonly all: boolean;
  /** Changes of quoted words, too. */
  readonly quotations: boolean;
}

/** True for what an earlier run wrote, and somebody may have worked on since. */
export function isWorkedOn(file: Uint8Array, report: Uint8Array): boolean {
  try {
    return !isUntouched(file, report);
  } catch {
    return true;
  }
}

/** The title page is where a report begins. */
const TITLE = { page: null, paragraph: 1 };

/** The report's own Word file with what was last found of its citations, and how much that is. Throws a `UserError` where nothing was checked yet. */
export async function annotateReport(
  store: Pick<Store, 'runs' | 'lives' | 'lastGood' | 'verdicts'>,
  annotation: Annotation,
) {
  const { watch, report, publication, now, bytes } = annotation;
  const findings = await findingsNow(store, watch, now);
  const sources = [...new Set(report.citations.map(({ source }) => source))];
  const verdicts = await latestVerdicts(store, sources);
  if (verdicts.length === 0) refuse('annotate', 'no source of the report has been checked yet: citewatch check does');
  const remarks = inLanguageOf([report.id], publication, () => remarksOn(annotation, findings, verdicts));
  const date = `${now.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`;
  return {
    file: annotateWord(bytes, remarks, { name: ANNOTATOR, date }),
    comments: remarks.filter(({ comment }) => comment !== null).length,
    changes: remarks.filter(({ change }) => change !== null).length,
  };
}

function remarksOn(
  { draft, text, watch, report, publication, all, quotations }: Annotation,
  findings: readonly Finding[],
  verdicts: readonly SourceVerdict[],
): readonly Remark[] {
  const facts = { id: report.id, title: null, publisher: null, published: null, url: null };
  const { ids } = mergeDraft(text, watch, draft, facts);
  const standings = tallyCitations({ sources: verdicts, findings });
  const tally = { work: 0, decided: 0, unknown: 0, stand: 0 };
  const remarks = draft.citations.flatMap((drafted, i): readonly Remark[] => {
    const citation = report.citations.find(({ id }) => id === ids[i]);
    const verdict = verdicts.find(({ id }) => id === citation?.source);
    const judged = verdict?.citations.find(({ id }) => id === citation?.id);
    if (citation === undefined || verdict === undefined || judged === undefined) return [];
    const { state, finding } = standings.of(verdict, judged);
    tally[state]++;
    const open = findings.filter((one) => isActive(one) && isAbout(one, verdict, judged));
    const line = lineFor(open, { drafted, citation, verdict, watch });
    const { place, cited } = drafted;
    const comment =
      open.length > 0
        ? findingComment(open, verdict, line?.after ?? null, publication)
        : all
          ? standingComment(state, finding, verdict)
          : null;
    const own = comment === null ? [] : [{ place, cited, comment, change: line }];
    return [...own, ...(quotations ? quotationChanges(open, drafted) : [])];
  });
  const at = verdicts
    .map((one) => one.at)
    .sort()
    .at(-1) as string;
  const hasChanges = remarks.some(({ change }) => change !== null);
  return [{ place: TITLE, cited: null, comment: sumComment(tally, at, hasChanges), change: null }, ...remarks];
}

const isAbout = (finding: Finding, { id }: SourceVerdict, citation: CitationVerdict): boolean =>
  sourcesOfFinding(finding).includes(id) && (finding.citation === null || finding.citation === citation.id);

const provenAmong = (findings: readonly Finding[]): readonly Remedy[] =>
  findings
    .flatMap(({ remedies = [] }) => remedies.filter(isProven))
    .toSorted((a, b) => REMEDY_KINDS.indexOf(a.kind) - REMEDY_KINDS.indexOf(b.kind));

interface Cited {
  readonly drafted: DraftCitation;
  readonly citation: Citation;
  readonly verdict: SourceVerdict;
  readonly watch: Watchlist;
}

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"“”]*[^\s<>"“”.,;:)\]]/giu;

/**
 * The printed line of a citation, and what the surest proved remedy makes of it. Null for a short form ("ibid."), and where something would go
 * that the authors wrote: words that were not understood, or another address than the one that is mended.
 */
function lineFor(findings: readonly Finding[], { drafted, citation, verdict, watch }: Cited): Remark['change'] {
  const source = watch.sources.find(({ id }) => id === citation.source);
  const { cited, doubts } = drafted;
  if (source === undefined || cited === null || doubts.some(({ kind }) => kind === 'left-over')) return null;
  if (!foldedLetters(cited).includes(foldedLetters(source.title))) return null;
  const afters = provenAmong(findings)
    .filter((remedy) => remedy.source === source.id)
    .flatMap(
      (remedy) => mended(cited, remedy.edit) ?? keeping(cited, lineWith(remedy, source, citation, verdict)) ?? [],
    );
  const after = afters.find((line) => line !== cited);
  return after === undefined ? null : { before: cited, after };
}

const addressesIn = (line: string): readonly string[] => line.match(ADDRESS) ?? [];

/** A line that has all addresses of another; else null. */
const keeping = (cited: string, line: string | null): string | null =>
  line !== null && addressesIn(cited).every((address) => line.includes(address)) ? line : null;

/** A line that prints the address that is mended, and no other; null for another line. */
function mended(cited: string, edit: Remedy['edit']): string | null {
  const [printed, other] = addressesIn(cited);
  const isPrinted = edit.kind === 'address' && printed !== undefined && printed === edit.before && other === undefined;
  return isPrinted ? cited.replace(printed, () => edit.url) : null;
}

/** The words that stand in the source now, in the place of quoted ones. */
const quotationChanges = (findings: readonly Finding[], { passages }: DraftCitation): readonly Remark[] =>
  provenAmong(findings).flatMap(({ edit }): readonly Remark[] => {
    if (edit.kind !== 'quote') return [];
    const place = passages[edit.index]?.place;
    return place === undefined
      ? []
      : [{ place, cited: null, comment: null, change: { before: edit.before, after: edit.text } }];
  });
