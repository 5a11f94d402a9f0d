import type { OpenedRecord, openRecord } from '../evidence/capture-reader.js';
import type { Shape, Where } from '../evidence/unlisted-bytes.js';
import { continuationsOf } from '../judging/continuations.js';
import { isThisPage } from '../judging/document-identity.js';
import { findEditions, isNextEdition } from '../judging/editions/candidates.js';
import { judgeEdition } from '../judging/editions/judge-edition.js';
import { listingOf } from '../judging/editions/registers/listing.js';
import { announces } from '../judging/ending.js';
import { historyForUrl } from '../judging/history-for-url.js';
import { bearsNoTitle } from '../judging/link/offline.js';
import { type JudgedHome, judgeHome, type SiteAnswer } from '../judging/link/site.js';
import { isSamePage } from '../judging/link/soft-404.js';
import type { Cited, Sketch } from '../judging/page-similarity.js';
import { type JudgedSource, judgeSource } from '../judging/source.js';
import type { SourceCase } from '../judging/source-case.js';
import { ask, judgeCapture, type Testimony, type WitnessAnswer } from '../judging/witness.js';
import type { AnnotatedFile } from '../manuscript/annotate/offered.js';
import type { ReadLead, Weighed } from '../manuscript/find/leads.js';
import type { FoundLeads, MayLead } from '../manuscript/find/sitemap.js';
import type { PageLints } from '../manuscript/lint/lint.js';
import type { LintedUse } from '../manuscript/lint/subject.js';
import { type FrontMatter, NOTHING_SAID } from '../manuscript/manuscript.js';
import type { DiffPart } from '../model/content.js';
import type { Document } from '../model/document.js';
import { type History, type Snapshot, snapshotOf } from '../model/visit.js';
import type { Series, Source, Use } from '../model/watchlist.js';
import { diffTexts } from '../passage/text/tokens.js';
import { extract, publisherOf } from '../reading/extract.js';
import type { OpenedSaved, Saved } from '../reading/saved/open-saved.js';
import type { Replay } from '../surfaces/exhibit/replay.js';
import type { AnnotationOrder } from './annotate-file.js';
import type { Handed, ReadCases, ReadDraft } from './read-draft.js';
import type { ArchiveOrder, KeptOrder, ReplayAnswer } from './replay-archive.js';

/** Bytes to read, and what is known of them. */
export interface Unread {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** The `Content-Type` header, or null. */
  readonly contentType: string | null;
  /** The address that answered. */
  readonly url: string;
}

/** What is said of a source, with the reading on which it rests. */
export interface Judged extends JudgedSource {
  readonly snapshot: Snapshot | null;
}

/** A line of a log of evidence, and the bytes that it lists. */
export interface RecordOrder {
  readonly record: Parameters<typeof openRecord>[0];
  readonly bytes: Uint8Array;
}

/** Bytes behind the last that a log lists, and where they stand. */
export interface LeftoversOrder {
  readonly bytes: Uint8Array;
  readonly where: Where;
}

/** A capture of an archive, to be held against a source's quotations. */
export interface CaptureCase {
  readonly testimony: Testimony;
  /** The address that was captured. */
  readonly original: string;
  readonly uses: readonly Use[];
  /** What is known of the document that it should show. */
  readonly cited: Cited;
  readonly source: Source;
  /** The series that the source is an issue of, or null. */
  readonly series: Series | null;
}

/** A page that was read, which may be a source. */
export interface LeadCase {
  readonly read: ReadLead;
  readonly source: Source;
  /** Hosts of its publisher. */
  readonly hosts: readonly string[];
}

/** What was received, from where, and for which source. */
export interface LeadsOrder {
  readonly received: MayLead;
  readonly base: string;
  readonly source: Source;
}

/** What reports cite, and pages of sources that are held against it. */
export interface PagesToLint {
  readonly uses: readonly LintedUse[];
  readonly pages: readonly (readonly [source: string, document: Document])[];
}

/** What a worker thread can be asked: pure functions whose inputs and outputs survive a structured clone. `thought.ts` offers them to the night. */
export const TASKS = {
  read: ({ unread }: { readonly unread: Unread }): Promise<Snapshot> => readSnapshot(unread),

  /** What a document says of itself: a page who publishes it, a PDF what its first page says. */
  async imprint({ bytes, contentType, url }: Unread): Promise<FrontMatter> {
    const isPdf = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === '%PDF';
    if (isPdf) return (await import('./read-draft.js')).frontMatterOfPdf(bytes);
    return { ...NOTHING_SAID, publisher: publisherOf(bytes, { contentType, url }) };
  },

  /** Loaded where a person handed a file in. */
  saved: async (file: Saved): Promise<OpenedSaved> =>
    (await import('../reading/saved/open-saved.js')).openSaved(file),

  /** Reads an answer, unless `known` has its reading (`unread` is null then), and judges the source by it. */
  async judge(
    { known, unread }: { readonly known: SourceCase; readonly unread: Unread | null },
    onRead: (snapshot: Snapshot) => void = () => {},
  ): Promise<Judged> {
    if (unread === null) return { snapshot: known.snapshot, ...judgeSource(known) };
    const snapshot = await readSnapshot(unread);
    onRead(snapshot);
    const { source, series = null, history } = known;
    const before = history.baseline?.snapshot.document ?? null;
    const isNext = isNextEdition(source, series, before, snapshot.document);
    return { snapshot, ...judgeSource({ ...known, snapshot, isNextEdition: isNext }) };
  },

  capture({ testimony, original, uses, cited, source, series }: CaptureCase): WitnessAnswer | null {
    const isNext = isNextEdition(source, series, cited.baseline, testimony.document);
    return judgeCapture(testimony, original, uses, cited, isNext);
  },

  samePage: (input: { readonly cited: Document; readonly madeUp: Document }): boolean =>
    isSamePage(input.cited, input.madeUp),

  home: (input: {
    readonly came: Sketch | Document | null;
    readonly home: SiteAnswer;
  }): JudgedHome => judgeHome(input.came, input.home),

  thisPage: (input: { readonly came: Sketch | Document; readonly page: Document }): boolean =>
    isThisPage(input.came, input.page),

  noTitle: (input: { readonly page: Document; readonly titles: readonly string[] }): boolean =>
    bearsNoTitle(input.page, input.titles),

  announces: (input: { readonly page: Document; readonly notice: string }): boolean =>
    announces(input.page, input.notice),

  continuations: (input: {
    readonly document: Document;
    readonly source: Source;
  }): readonly string[] => continuationsOf(input.document, input.source),

  history: (input: {
    readonly source: Pick<Source, 'url'>;
    readonly history: History;
    readonly read: Snapshot | null;
  }): History => historyForUrl(input.source, input.history, input.read),

  ask: (input: { readonly testimony: Testimony; readonly uses: readonly Use[] }): WitnessAnswer =>
    ask(input.testimony, input.uses),

  editions: findEditions,

  edition: judgeEdition,

  /** Loaded where an address is looked for. */
  weigh: async ({ read, source, hosts }: LeadCase): Promise<Weighed> =>
    (await import('../manuscript/find/leads.js')).weigh(read, source, hosts),

  leads: async ({ received, base, source }: LeadsOrder): Promise<FoundLeads> =>
    (await import('../manuscript/find/sitemap.js')).leadsIn(received, base, source),

  diff: ({
    before,
    after,
  }: {
    readonly before: string;
    readonly after: string;
  }): readonly DiffPart[] => diffTexts(before, after),

  /** Loaded where a report is looked over. */
  lintPages: async ({ uses, pages }: PagesToLint): Promise<PageLints> =>
    (await import('../manuscript/lint/lint.js')).lintPages(uses, pages),

  /** Loaded when a report is handed in: no night needs it. */
  draft: async (input: Handed): Promise<ReadDraft> =>
    (await import('./read-draft.js')).readDraft(input),

  cases: async (input: Handed): Promise<ReadCases> =>
    (await import('./read-draft.js')).readCases(input),

  /** Loaded where a report's file is annotated. */
  annotate: async (order: AnnotationOrder): Promise<AnnotatedFile> =>
    (await import('./annotate-file.js')).annotateFile(order),

  /** Loaded where an archive is judged again. */
  archive: async (order: ArchiveOrder): Promise<ReplayAnswer> =>
    (await import('./replay-archive.js')).readArchive(order),

  warc: async (order: KeptOrder): Promise<Replay> =>
    (await import('./replay-archive.js')).replayWarc(order),

  /** Loaded where evidence is verified. */
  record: async ({ record, bytes }: RecordOrder): Promise<OpenedRecord> =>
    (await import('../evidence/capture-reader.js')).openRecord(record, bytes),

  leftovers: async ({ bytes, where }: LeftoversOrder): Promise<Shape> =>
    (await import('../evidence/unlisted-bytes.js')).shapeOf(bytes, where),

  listing: ({ url, document }: { readonly url: string; readonly document: Document }) =>
    listingOf(url, document),
} as const;

type Tasks = typeof TASKS;
export type TaskName = keyof Tasks;
export type Input<N extends TaskName> = Parameters<Tasks[N]>[0];
export type Output<N extends TaskName> = Awaited<ReturnType<Tasks[N]>>;

async function readSnapshot({ bytes, sha256, contentType, url }: Unread): Promise<Snapshot> {
  return snapshotOf(sha256, await extract(bytes, { contentType, url }));
}
