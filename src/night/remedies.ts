import { ownerOf } from '../judging/findings/decisions.js';
import { applyDecisions } from '../judging/findings/reconcile.js';
import { remediesOf } from '../judging/remedies.js';
import { asylosLine, type CitedSource, citeSource } from '../manuscript/cite/citation-line.js';
import {
  FINDINGS,
  type Finding,
  isActive,
  isReportedOnce,
  sourcesOfFinding,
} from '../model/finding.js';
import { isProven, type Remedy } from '../model/remedy.js';
import type { SourceVerdict } from '../model/verdict.js';
import { type Citation, type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { twinOf } from '../settings/edit-source.js';
import type { StoreReader } from '../store/store.js';
import { ENGLISH, type Locale } from '../surfaces/words/locale.js';
import { keptCaptureReason, keptCopyReason } from '../surfaces/words/remedies.js';
import { latestVerdicts, openFindings } from './latest.js';

interface Known {
  readonly watch: Watchlist;
  readonly verdictOf: (source: string) => SourceVerdict | undefined;
  readonly now: Date;
  /** Of whoever reads what is proposed; English where a night finds it. */
  readonly locale?: Locale;
}

/** A finding with what would mend it, and who has taken it on. Where its source was not judged, what was known before stays. */
export function withRemedies(
  { owner: _, remedies: before, ...rest }: Finding,
  known: Known,
): Finding {
  const owner = ownerOf(rest, known.watch.decisions, known.now);
  const remedies = isActive(rest) ? (remediesNow(rest, known) ?? before ?? []) : [];
  return {
    ...rest,
    ...(remedies.length === 0 ? {} : { remedies }),
    ...(owner === null ? {} : { owner }),
  };
}

/** Null where none of its sources was judged. */
function remediesNow(
  finding: Finding,
  { watch, verdictOf, locale = ENGLISH }: Known,
): readonly Remedy[] | null {
  const judged = sourcesOfFinding(finding).flatMap((id) => {
    const [source, verdict] = [watch.sources.find((one) => one.id === id), verdictOf(id)];
    return source === undefined || verdict === undefined ? [] : [{ source, verdict }];
  });
  if (judged.length === 0) return null;
  return judged.flatMap(({ source, verdict }) =>
    remediesOf({
      finding,
      source,
      verdict,
      keptCaptureReason: (run) => keptCaptureReason(locale, run),
      keptCopyReason: () => keptCopyReason(locale),
    }).map((remedy) => withLines(mergedWith(remedy, watch), watch, verdict)),
  );
}

/** What was found and is not over, as a `sources.json` answers it now, each with its remedies, most urgent first. */
export async function findingsNow(
  store: Pick<StoreReader, 'runs' | 'lives' | 'lastGood' | 'verdicts'>,
  watch: Watchlist,
  now: Date,
): Promise<readonly Finding[]> {
  const found = await openFindings(store);
  const verdicts = await latestVerdicts(store, [...new Set(found.flatMap(sourcesOfFinding))]);
  return answerFindings(found, { watch, verdictOf: verdictsById(verdicts), now });
}

export const verdictsById = (verdicts: readonly SourceVerdict[]): Known['verdictOf'] => {
  const judged = new Map(verdicts.map((verdict) => [verdict.id, verdict]));
  return (id) => judged.get(id);
};

/** Findings as a `sources.json` answers them that was edited since the run (what an edit may have ended counts as decided), each with its remedies. */
export const answerFindings = (findings: readonly Finding[], known: Known): readonly Finding[] =>
  applyDecisions(findings, { ...known, words: (known.locale ?? ENGLISH).messages.recheck }).map(
    (finding) => withRemedies(finding, known),
  );

/** A remedy as it is, or that which makes one of two sources where another one has the address already. */
function mergedWith(remedy: Remedy, watch: Watchlist): Remedy {
  const { source } = remedy;
  const twin = twinOf(watch, remedy.edit);
  if (twin === null) return remedy;
  return {
    ...remedy,
    id: `merge:${source}`,
    kind: 'merge',
    edit: { kind: 'merge', source, into: twin.other },
  };
}

function withLines(remedy: Remedy, watch: Watchlist, verdict: SourceVerdict): Remedy {
  const { source: id } = remedy;
  const source = watch.sources.find((one) => one.id === id);
  if (source === undefined) return remedy;
  const cited = usesOf(source, watch).flatMap(
    ({ citation }) => applyToCitation(remedy, source, citation, verdict) ?? [],
  );
  return cited.length === 0 ? remedy : { ...remedy, lines: [...new Set(cited.map(asylosLine))] };
}

/** A citation as a remedy of its source makes it; null where it changes none. */
export function applyToCitation(
  { edit, proof }: Pick<Remedy, 'edit' | 'proof'>,
  source: Source,
  citation: Citation,
  verdict: SourceVerdict,
): CitedSource | null {
  if (
    edit.kind === 'decision' ||
    edit.kind === 'drop' ||
    edit.kind === 'quote' ||
    edit.kind === 'merge'
  )
    return null;
  if (edit.kind === 'accessed' && edit.citation !== citation.id) return null;
  // The line may go on naming the capture.
  if (edit.kind === 'address' && edit.copy !== undefined) return null;
  const seen = proof?.seen.slice(0, 'yyyy-mm-dd'.length) ?? null;
  return edit.kind === 'edition'
    ? citeSource({ ...source, ...edit.to }, { ...citation, accessed: seen }, [])
    : citeSource(source, citation, [verdict]);
}

/** What would mend open findings, each remedy once, with the findings that it mends; those of `sources` alone where it is not empty. */
export function offeredRemedies(
  findings: readonly Finding[],
  sources: readonly string[] = [],
): ReadonlyMap<string, { readonly remedy: Remedy; readonly findings: readonly Finding[] }> {
  const offered = new Map<
    string,
    { readonly remedy: Remedy; readonly findings: readonly Finding[] }
  >();
  for (const finding of findings.filter(isActive))
    for (const remedy of finding.remedies ?? [])
      if (sources.length === 0 || sources.includes(remedy.source))
        offered.set(remedy.id, {
          remedy,
          findings: [...(offered.get(remedy.id)?.findings ?? []), finding],
        });
  return offered;
}

/**
 * The remedies that are proved and change nothing that is claimed, one for each source or citation: another address of the same text, the
 * copy of a source that is confirmed dead, the day on which it was read again. Where anything else is open on a source, a person comes first;
 * so he does where two sources become one.
 */
export function formalRemedies(
  findings: readonly Finding[],
  sources: readonly string[] = [],
): readonly Remedy[] {
  const open = findings.filter((finding) => isActive(finding) && !isReportedOnce(finding));
  const isOther = ({ kind, severity }: Finding): boolean =>
    FINDINGS[kind].formal === undefined ||
    (FINDINGS[kind].formal === 'confirmed' && severity === 'low');
  const held = new Set(open.filter(isOther).flatMap(sourcesOfFinding));
  const taken = new Map<string, Remedy>();
  for (const { remedy } of offeredRemedies(open, sources).values()) {
    const place = remedy.edit.kind === 'accessed' ? remedy.id : remedy.source;
    if (
      isProven(remedy) &&
      remedy.kind !== 'merge' &&
      !held.has(remedy.source) &&
      !taken.has(place)
    )
      taken.set(place, remedy);
  }
  return [...taken.values()];
}
