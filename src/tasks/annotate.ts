import type { Remark } from '../manuscript/annotate/annotate-word.js';
import type { AnnotatedFile } from '../manuscript/annotate/offered.js';
import { asylosLine, type CitedSource } from '../manuscript/cite/citation-line.js';
import type { DraftCitation, ReportDraft } from '../manuscript/import/draft.js';
import { mergeDraft } from '../manuscript/import/merge-draft.js';
import { type Finding, isActive, sourcesOfFinding } from '../model/finding.js';
import { ANNOTATOR } from '../model/manuscript.js';
import { refuse } from '../model/problem.js';
import { isProven, REMEDY_KINDS, type Remedy } from '../model/remedy.js';
import { type CitedUse, pendingChanges } from '../model/report-change.js';
import type { SourceVerdict } from '../model/verdict.js';
import {
  type Citation,
  type PartialDate,
  printedReports,
  type Report,
  type ReportChange,
  type Source,
  type Watchlist,
} from '../model/watchlist.js';
import { latestVerdicts } from '../night/latest.js';
import { applyToCitation, findingsNow } from '../night/remedies.js';
import { longDate } from '../passage/text/dates.js';
import { foldedLetters } from '../passage/text/fold.js';
import type { AnnotationOrder } from '../pool/annotate-file.js';
import type { Thought } from '../pool/thought.js';
import type { StoreReader } from '../store/store.js';
import {
  commentWithoutFinding,
  fieldHints,
  findingComment,
  oldPrintComment,
  sumComment,
} from '../surfaces/annotation.js';
import { tallyCitations } from '../surfaces/overview.js';
import { localeOf, type Publication } from '../surfaces/publication.js';
import { commandMessages } from '../surfaces/words/catalogues.js';
import type { Locale } from '../surfaces/words/locale.js';
import { answerOf } from '../surfaces/words/old-prints.js';
import { shortfallReason } from '../surfaces/words/words.js';
import { changeKey, printsAt, printsOfChanges } from './old-prints.js';

/** What is annotated, and how. */
export interface Annotation {
  /** What the file is called where something is wrong with it. */
  readonly name: string;
  /** The file, one that {@link formatOf} knows, and what was read of it. */
  readonly bytes: Uint8Array;
  readonly draft: ReportDraft;
  /** `sources.json`: its text and what it says, and which of its reports the file is. */
  readonly text: string;
  readonly watch: Watchlist;
  readonly report: Report;
  readonly publication: Publication;
  readonly now: Date;
  /** What is proved and nobody has taken yet is written as a tracked change too. */
  readonly proposed?: boolean;
  /** Comments at citations that stand, and changes of quoted words, too. */
  readonly all: boolean;
  readonly quotations: boolean;
}

const NOT_JUDGED = { state: 'unknown', finding: undefined } as const;

const isPacked = (file: Buffer, part: string): boolean =>
  file.toString('latin1', 0, 2) === 'PK' && file.includes(part);

/** The kinds of files that take remarks, each known by its content. Where changes are not tracked, comments alone show the lines that are mended; `links`: what a link opens is changed too. */
const FORMATS = [
  {
    isOf: (file: Buffer) => isPacked(file, 'word/document'),
    format: 'word',
    tracks: true,
    links: true,
  },
  {
    isOf: (file: Buffer) => isPacked(file, 'content.xml'),
    format: 'odt',
    tracks: true,
    links: false,
  },
  {
    isOf: (file: Buffer) => file.toString('latin1', 0, 4) === '%PDF',
    format: 'pdf',
    tracks: false,
    links: false,
  },
] as const;
type Format = (typeof FORMATS)[number];

/** How a file takes remarks; undefined for one that takes none. */
export function formatOf(bytes: Uint8Array): Format | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return FORMATS.find(({ isOf }) => isOf(file));
}

/** The report's own file with what was last found of its citations, and how much that is. Throws a `UserError` where nothing was checked yet. */
export async function annotateReport(
  store: Pick<StoreReader, 'runs' | 'lives' | 'lastGood' | 'verdicts'>,
  thought: Pick<Thought, 'annotate'>,
  annotation: Annotation,
) {
  const { watch, report, publication, now, bytes } = annotation;
  const { format, ...can } = formatOf(bytes) as Format;
  const findings = await findingsNow(store, watch, now);
  const verdicts = await latestVerdicts(store, [
    ...new Set(report.citations.map(({ source }) => source)),
  ]);
  if (verdicts.length === 0)
    refuse('annotate', 'no source of the report has been checked yet: citewatch check does');
  const locale = localeOf([report.id], publication);
  const date = `${now.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`;
  const withRemarks = async (placeless: ReadonlySet<string>) => {
    const remarks = remarksOn(locale, { ...annotation, ...can, placeless }, findings, verdicts);
    const order = { bytes, format, remarks, by: { name: ANNOTATOR, date } };
    return { remarks, ...(await annotateParagraphs(locale, thought, annotation.name, order)) };
  };
  const printed = printedReports(watch).find(({ id }) => id === report.id);
  const own = new Set(printed?.citations.map(({ id }) => id));
  const taken = pendingChanges(watch).filter(({ citation }) => own.has(citation));
  const first = await withRemarks(new Set());
  const unplaced = taken.filter((one) => !first.offered.includes(changeKey(one)));
  // What cannot be tracked is said in a comment.
  const { file, remarks } =
    unplaced.length === 0 ? first : await withRemarks(new Set(unplaced.map(changeKey)));
  return {
    file,
    comments: remarks.filter(({ comment }) => comment !== null).length,
    changes: remarks.filter(({ change }) => change !== null).length,
    taken: taken.length - unplaced.length,
    /** What was decided and has no place in the file where it could be tracked. */
    unplaced: printsOfChanges(unplaced, watch),
  };
}

async function annotateParagraphs(
  locale: Locale,
  { annotate }: Pick<Thought, 'annotate'>,
  name: string,
  order: AnnotationOrder,
): Promise<AnnotatedFile> {
  const made = await annotate(order);
  if (!('kind' in made)) return made;
  return refuse(
    name,
    locale.fill(commandMessages.annotate['beyond-budget'], {
      reason: shortfallReason(locale, made.why),
    }),
  );
}

function remarksOn(
  locale: Locale,
  {
    tracks,
    links,
    draft,
    text,
    watch,
    report,
    publication,
    proposed = false,
    all,
    quotations,
    placeless,
  }: Annotation & Omit<Format, 'isOf' | 'format'> & { readonly placeless: ReadonlySet<string> },
  findings: readonly Finding[],
  verdicts: readonly SourceVerdict[],
): readonly Remark[] {
  const facts = { id: report.id, title: null, publisher: null, published: null, url: null };
  const { ids, changes } = mergeDraft(text, watch, draft, facts);
  // What the file quotes otherwise than the run looked for was not checked.
  const others = changes.flatMap((one) =>
    one.kind === 'citation-changed' && one.field === 'quotes' ? one.id : [],
  );
  const pending = pendingChanges(watch);
  const isTracked = (one: ReportChange) => tracks && !placeless.has(changeKey(one));
  const untracked = pending.filter((one) => !isTracked(one));
  const standings = tallyCitations({ sources: verdicts, findings });
  const old = printsAt(printsOfChanges(untracked, watch), { text, watch, report, draft }).map(
    ({ prints }) => oldPrintComment(locale, prints),
  );
  const mayTrack = (taken: Remark['change']): boolean => taken !== null || proposed;
  const tally = { work: 0, decided: 0, unknown: 0, stand: 0 };
  /** What is said of a citation. */
  const wordsOn = (
    { state, finding }: ReturnType<typeof standings.of>,
    open: readonly Finding[],
    verdict: SourceVerdict,
    line: string | null,
  ) => {
    if (open.length > 0) return findingComment(locale, open, verdict, line, publication);
    const decision = (finding && answerOf(locale, finding)) ?? '';
    return all ? commentWithoutFinding(locale, state, decision, verdict) : [];
  };
  const remarks = draft.citations.flatMap((drafted, i): readonly Remark[] => {
    const { place, cited } = drafted;
    const before = old[i] ?? [];
    // Of equal words each citation has its own, whether something is said of it or not.
    const nothing = { place, cited, comment: nullIfEmpty(before), change: null };
    const decided = pending.filter((one) => one.citation === ids[i] && isTracked(one));
    const quoted = takenQuotations(decided, drafted);
    const use = usedIn(ids[i], report, watch);
    if (use === null) return [nothing];
    const { citation, source } = use;
    const taken = takenChange(locale, drafted, decided, source);
    const verdict = verdicts.find(({ id }) => id === source.id);
    if (verdict === undefined) return [{ ...nothing, change: taken }, ...quoted];
    const judged = verdict.citations.find(({ id }) => id === citation.id && !others.includes(id));
    const standing = judged === undefined ? NOT_JUDGED : standings.of(verdict, judged);
    tally[standing.state]++;
    const open = findings.filter((one) => isActive(one) && isAbout(one, citation));
    const citationAfter = (one: Remedy) => applyToCitation(one, source, citation, verdict);
    const mended = taken ?? changeOf(locale, drafted, open, source, citationAfter);
    const { change, line } = partsOf(sharesField(drafted, draft) ? null : mended, links);
    const found = wordsOn(standing, open, verdict, line);
    return [
      {
        ...nothing,
        comment: nullIfEmpty([...before, ...found]),
        change: mayTrack(taken) ? change : null,
      },
      ...quoted,
      ...(proposed && quotations ? quotationChanges(open, drafted) : []),
    ];
  });
  const [at = ''] = verdicts.map((one) => one.at).toSorted((a, b) => (a < b ? 1 : -1));
  const hasChanges = remarks.some(({ change }) => change !== null);
  const title = { place: { page: null, paragraph: 1 }, cited: null, change: null };
  return [{ ...title, comment: sumComment(locale, tally, at, hasChanges && tracks) }, ...remarks];
}

const nullIfEmpty = <T>(list: readonly T[]): readonly T[] | null =>
  list.length === 0 ? null : list;

/** A citation of the list with its source; null where it is none, or is to go. */
function usedIn(id: string | null | undefined, report: Report, watch: Watchlist): CitedUse | null {
  const citation = report.citations.find((one) => one.id === id);
  const source = watch.sources.find((one) => one.id === citation?.source);
  return citation && source ? { citation, source } : null;
}

/** The change that a file takes, and the line that it makes; a link may be all that changes. */
function partsOf(edit: Remark['change'], links: boolean) {
  const isLinkAlone = edit?.after === edit?.before;
  return isLinkAlone
    ? { change: links ? edit : null, line: null }
    : { change: edit, line: edit?.after ?? null };
}

/** True where a field of several entries cites several documents in the same words. */
const sharesField = ({ source, cited, place }: DraftCitation, draft: ReportDraft): boolean =>
  draft.citations.some(
    (one) => one.source !== source && one.cited === cited && one.place.from === place.from,
  );

const isAbout = (finding: Finding, { id, source }: Citation): boolean =>
  sourcesOfFinding(finding).includes(source) &&
  (finding.citation === null || finding.citation === id);

const provenAmong = (findings: readonly Finding[]): readonly Remedy[] =>
  findings
    .flatMap(({ remedies = [] }) => remedies.filter(isProven))
    .toSorted((a, b) => REMEDY_KINDS.indexOf(a.kind) - REMEDY_KINDS.indexOf(b.kind));

/**
 * The printed line of a citation, and what the surest proved remedy makes of it. Null for a short form ("ibid."), and where something would go
 * that the authors wrote: words that were not understood, or another address than the one that is mended.
 */
function changeOf(
  locale: Locale,
  { cited, doubts, accessed }: DraftCitation,
  findings: readonly Finding[],
  source: Source,
  citedAs: (remedy: Remedy) => CitedSource | null,
): Remark['change'] {
  if (cited === null || doubts.some(({ kind }) => kind === 'left-over')) return null;
  if (!foldedLetters(cited).includes(foldedLetters(source.title))) return null;
  // A line may go on naming the capture whose original is watched.
  const own = provenAmong(findings).filter(
    ({ source: of, kind }) => of === source.id && kind !== 'original',
  );
  const isRead = !doubts.some(({ kind }) => kind === 'unread-date');
  const changes = own.flatMap((remedy) => {
    const anew = citedAs(remedy);
    const line = anew && isRead ? asylosLine(anew) : null;
    const dates = accessed === null || accessed === source.published ? null : accessed;
    const after = mendCitation(cited, remedy, line, dates);
    if (after === null) return [];
    const { url, title } = source;
    const to = { ...(after === line && { accessed: anew?.accessed ?? null }), ...entryOf(remedy) };
    return [{ before: cited, after, entry: { url, title, to, hints: fieldHints(locale) } }];
  });
  return changes.find(({ after, entry }) => after !== cited || entry.to.URL != null) ?? null;
}

/** The printed line of a citation as it was decided that it should be; null where it prints nothing of that. */
function takenChange(
  locale: Locale,
  { cited }: DraftCitation,
  decided: readonly ReportChange[],
  { url, title }: Source,
): Remark['change'] {
  if (cited === null) return null;
  const of = (field: string) => decided.find((one) => one.field === field);
  const [address, name, day] = [of('url'), of('title'), of('accessed')];
  const mended = [
    [address, replaceOnly(address)],
    [name, replaceOnly(name)],
    [day, withDay(day)],
  ] as const;
  const after = mended.reduce((line, [, mend]) => mend(line), cited);
  // A line without an address may be a link to it.
  const isLinked = cited.match(ADDRESS) === null;
  const offers = mended.flatMap(([one, mend]) =>
    one !== undefined && (mend(cited) !== cited || (one === address && isLinked))
      ? changeKey(one)
      : [],
  );
  const to = {
    ...(address?.decided != null && { URL: address.decided }),
    ...(name?.decided != null && { title: name.decided }),
    ...(day?.decided != null && { accessed: day.decided }),
  };
  if (offers.length === 0) return null;
  const entry = { url: address?.printed ?? url, title: name?.printed ?? title, to };
  return { before: cited, after, entry: { ...entry, hints: fieldHints(locale) }, offers };
}

/** Puts another day of access into a line: it is the last one there, where it is that of publication too. */
const withDay =
  (change?: ReportChange) =>
  (line: string): string => {
    if (change?.decided == null) return line;
    const [from, to] = [change.printed, change.decided].map(longDate) as [string, string];
    const at = line.lastIndexOf(from);
    return at < 0 ? line : line.slice(0, at) + to + line.slice(at + from.length);
  };

/** Puts other words into a line in the place of those that stand in it once. */
const replaceOnly =
  (change?: ReportChange) =>
  (line: string): string => {
    const parts = change?.decided == null ? [] : line.split(change.printed);
    return parts.length === 2 ? parts.join(change?.decided as string) : line;
  };

/** Quoted words as it was decided that they should be. */
const takenQuotations = (
  decided: readonly ReportChange[],
  { passages }: DraftCitation,
): readonly Remark[] =>
  decided.flatMap((one): readonly Remark[] => {
    const { field, printed, decided: words } = one;
    const place = field.startsWith('quotes/')
      ? passages.find(({ text, original }) => [text, original?.text].includes(printed))?.place
      : undefined;
    return words === null || place === undefined
      ? []
      : [
          {
            place,
            cited: null,
            comment: null,
            change: { before: printed, after: words, offers: [changeKey(one)] },
          },
        ];
  });

/** What a remedy makes of the document in a reference manager's entry. */
function entryOf({ edit }: Remedy): NonNullable<NonNullable<Remark['change']>['entry']>['to'] {
  if (edit.kind === 'address') return { URL: edit.url };
  if (edit.kind === 'accessed') return { accessed: edit.accessed };
  return edit.kind === 'edition'
    ? { URL: edit.to.url, title: edit.to.title, issued: edit.to.published }
    : {};
}

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"“”]*[^\s<>"“”.,;:)\]]/giu;

/**
 * A line with the address, or the day of access, that is mended where it prints it, or as it is where only a link opens the address; `line` is
 * the one that is cited anew, and has to have all addresses that are printed. `accessed`: the day that is printed, where no other is the same.
 */
function mendCitation(
  cited: string,
  { edit }: Remedy,
  line: string | null,
  accessed: PartialDate | null,
): string | null {
  const printed = cited.match(ADDRESS) ?? [];
  if (
    edit.kind === 'address' &&
    edit.before !== null &&
    printed.length === 1 &&
    printed[0] === edit.before
  )
    return cited.replace(edit.before, () => edit.url);
  if (line !== null && printed.every((address) => line.includes(address))) return line;
  if (edit.kind === 'address') return printed.length === 0 ? cited : null;
  const parts =
    edit.kind !== 'accessed' || accessed === null ? [] : cited.split(longDate(accessed));
  return edit.kind === 'accessed' && parts.length === 2
    ? parts.join(longDate(edit.accessed))
    : null;
}

/** The words that stand in the source now, in the place of quoted ones. */
const quotationChanges = (
  findings: readonly Finding[],
  { passages }: DraftCitation,
): readonly Remark[] =>
  provenAmong(findings).flatMap(({ edit }): readonly Remark[] => {
    const place = edit.kind === 'quote' ? passages[edit.index]?.place : undefined;
    if (edit.kind !== 'quote' || place === undefined) return [];
    return [
      { place, cited: null, comment: null, change: { before: edit.before, after: edit.text } },
    ];
  });
