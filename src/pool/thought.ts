import {
  type EditionSearch,
  type FoundEditions,
  NOTHING_FOUND,
} from '../judging/editions/candidates.js';
import type { EditionCase } from '../judging/editions/judge-edition.js';
import { historyForUrl, isOfUrl } from '../judging/history-for-url.js';
import type { JudgedHome, SiteAnswer } from '../judging/link/site.js';
import type { Sketch } from '../judging/page-similarity.js';
import type { SourceCase } from '../judging/source-case.js';
import type { Testimony } from '../judging/witness.js';
import type { ReadLead, Weighed } from '../manuscript/find/leads.js';
import type { FoundLeads, MayLead } from '../manuscript/find/sitemap.js';
import type { PageLints } from '../manuscript/lint/lint.js';
import { NOTHING_SAID } from '../manuscript/manuscript.js';
import { type Document, frontOf, NOT_READ, type Shortfall } from '../model/document.js';
import type { EditionVerdict } from '../model/edition.js';
import type { Answered, Body } from '../model/outcome.js';
import { type History, type Snapshot, snapshotOf } from '../model/visit.js';
import type { Source, Use } from '../model/watchlist.js';
import type { OpenedSaved, Saved } from '../reading/saved/open-saved.js';
import type { AnnotationOrder } from './annotate-file.js';
import type { Pool, Result } from './pool.js';
import type { Handed } from './read-draft.js';
import type { ArchiveOrder, KeptOrder } from './replay-archive.js';
import type {
  CaptureCase,
  Input,
  Judged,
  LeftoversOrder,
  Output,
  PagesToLint,
  RecordOrder,
  TaskName,
  Unread,
} from './tasks.js';

interface Unsearched {
  /** Why the search came to no end; absent where it did. */
  readonly unsearched?: Shortfall | undefined;
}

/** What a search for newer editions found. */
export type SearchedEditions = FoundEditions & Unsearched;

const NOT_SEARCHED = { remarks: [], quietUntil: null } as const;

/** All that is thought about what strangers wrote, off the main thread. Nothing here rejects: what goes past its budget is unknown, and says why. */
export type Thought = ReturnType<typeof thoughtIn>;

/** Thinks in the threads of a pool. */
export function thoughtIn(pool: Pick<Pool, 'run'>) {
  const run = async <N extends TaskName, E>(
    task: N,
    input: Input<N>,
    otherwise: (why: Shortfall) => E,
  ): Promise<Output<N> | E> => {
    const result = await pool.run(task, input);
    return result.kind === 'done' ? result.value : otherwise(result.why);
  };
  return {
    /** Reads an answer, unless its reading is known already, and judges the source by it: one trip to a thread. */
    judge: (known: SourceCase) => judge(pool, known),
    ...ofPages(run),
    ...ofEditions(run),
    ...ofFiles(run),
  };
}

/** Does a task, or something else where that comes to no end. */
type Run = <N extends TaskName, E>(
  task: N,
  input: Input<N>,
  otherwise: (why: Shortfall) => E,
) => Promise<Output<N> | E>;

const toNull = () => null;
const beyondBudget = (why: Shortfall) => ({ kind: 'beyond-budget', why }) as const;

/** What is thought about pages. */
function ofPages(run: Run) {
  return {
    /** Reads bytes. A document that could not be read says so in `unread`. */
    read: (unread: Unread) => run('read', { unread }, (why) => notRead(unread.sha256, why)),
    /** Null when the capture does not show the document, or could not be held against the quotations. */
    judgeCapture: (known: CaptureCase) => run('capture', known, toNull),
    /** True when a site shows the same page at an address that was made up as at the cited one. */
    isSamePage: (cited: Document, madeUp: Document) =>
      run('samePage', { cited, madeUp }, () => false),
    /** What a site's answer for its home page says of what came in the cited document's place, or of what is remembered of that. */
    judgeHome: (came: Sketch | Document | null, home: SiteAnswer): Promise<JudgedHome> =>
      // Where no page came, there is nothing to compare.
      home.document === null
        ? import('../judging/link/site.js').then(({ judgeHome }) => judgeHome(came, home))
        : run('home', { came, home }, () => ({ isShown: false, notice: null, isHeard: false })),
    /** True when a page is what came in a document's place. */
    isThisPage: (came: Sketch | Document | null, page: Document | null): Promise<boolean> =>
      came === null || page === null
        ? Promise.resolve(false)
        : run('thisPage', { came, page }, () => false),
    /** True for a page that is short and has none of these titles. */
    bearsNoTitle: (page: Document, titles: readonly string[]) =>
      run('noTitle', { page, titles }, () => false),
    /** True for a page on which a notice stands too. */
    announces: (page: Document, notice: string) => run('announces', { page, notice }, () => false),
    /** Addresses at which a document goes on. */
    continuations: (document: Document, source: Source): Promise<readonly string[]> =>
      run('continuations', { document, source }, () => []),
    /** What is known of a source at its current address; two readings of two addresses may be of one document. */
    historyForUrl: async (
      source: Pick<Source, 'url'>,
      history: History,
      read: Snapshot | null,
    ): Promise<History> =>
      isOfUrl(source, history)
        ? history
        : run('history', { source, history, read }, () => historyForUrl(source, history, null)),
    /** Null when the witness's text could not be held against the quotations. */
    ask: (testimony: Testimony, uses: readonly Use[]) => run('ask', { testimony, uses }, toNull),
  };
}

/** What is thought about newer editions. */
function ofEditions(run: Run) {
  return {
    /** Looks for newer editions of a source. */
    findEditions: (search: EditionSearch): Promise<SearchedEditions> =>
      run(
        'editions',
        { ...search, document: search.document && frontOf(search.document) },
        (unsearched) => ({
          ...NOTHING_FOUND,
          ...NOT_SEARCHED,
          source: search.source,
          unsearched,
        }),
      ),
    /** Judges the edition of a source; `unsearched`: why no newer one was looked for. */
    async judgeEdition({
      unsearched,
      ...known
    }: EditionCase & Unsearched): Promise<EditionVerdict> {
      const otherwise = (why: Shortfall): EditionVerdict => ({
        status: 'unknown',
        newer: [],
        ...known.before,
        why: { kind: 'not-compared', why },
      });
      return unsearched === undefined
        ? run('edition', lookedAt(known), otherwise)
        : otherwise(unsearched);
    },
    /** Null when the index page could not be read. */
    listing: (url: string, document: Document) => run('listing', { url, document }, toNull),
  };
}

/** What of a case is looked at: no more than the top of the page, where nothing was read that could be compared with it. */
const lookedAt = (known: EditionCase): EditionCase =>
  known.series !== null || known.candidates.some(({ document }) => document !== null)
    ? known
    : { ...known, document: known.document && frontOf(known.document), earlier: null, cited: null };

/** What is thought about files that were handed in, and about evidence. */
function ofFiles(run: Run) {
  return {
    /** Opens a file that a person saved, and reads the page in it. */
    saved: (file: Saved): Promise<OpenedSaved> =>
      run('saved', file, (why) => ({ kind: 'unheard', fault: beyondBudget(why) })),
    /** What a document says of who publishes it, and a PDF of its title and its day. */
    imprint: (unread: Unread) => run('imprint', unread, () => NOTHING_SAID),
    /** Whether a page is a source that is looked for; where that came to no end, it is another one. */
    weigh: (read: ReadLead, source: Source, hosts: readonly string[]): Promise<Weighed> =>
      run('weigh', { read, source, hosts }, () => ({ kind: 'other', leads: [] })),
    /** Looks for leads to a source in what was received from `base`. */
    leadsIn: (received: MayLead, base: string, source: Source): Promise<FoundLeads> =>
      run('leads', { received, base, source }, () => ({ leads: [], sitemaps: [] })),
    /** What turns one text into another. */
    diffTexts: (before: string, after: string) => run('diff', { before, after }, beyondBudget),
    /** What pages tell of the citations of reports; nothing where that came to no end. */
    lintPages: (order: PagesToLint): Promise<PageLints> =>
      run('lintPages', order, () => ({ lengths: [], pairs: [], others: [] })),
    /** Reads what a report or a library that was handed in cites. */
    draft: (handed: Handed) => run('draft', handed, beyondBudget),
    /** Opens a record of evidence, whoever wrote it. */
    openRecord: (order: RecordOrder) => run('record', order, beyondBudget),
    /** What bytes are that stand behind the last record which a log of evidence lists. */
    shapeOf: (order: LeftoversOrder) => run('leftovers', order, beyondBudget),
    /** Puts remarks into a report's own file. */
    annotate: (order: AnnotationOrder) => run('annotate', order, beyondBudget),
    /** Judges an exported archive that somebody handed in. */
    replayArchive: (order: ArchiveOrder) => run('archive', order, beyondBudget),
    /** Judges the captures of a source's own file of evidence; null where that took more than it may cost. */
    replayWarc: (order: KeptOrder) => run('warc', order, toNull),
    /** Reads which judgments such a file cites. */
    cases: (handed: Handed) => run('cases', handed, beyondBudget),
  };
}

async function judge(pool: Pick<Pool, 'run'>, known: SourceCase): Promise<Judged> {
  const unread = unreadIn(known);
  // Without a text there is nothing to match quotations against.
  if (unread === null && known.snapshot === null) return judgeHere(known, null);
  const first = await pool.run('judge', { known, unread });
  if (first.kind === 'done') return first.value;
  const snapshot = known.snapshot ?? first.read ?? (await readAgain(pool, unread, first));
  if (snapshot === null) return judgeWithoutText(known, notRead(unread?.sha256 ?? '', first.why));
  const second = await pool.run('judge', {
    known: { ...known, snapshot, unmatched: first.why },
    unread: null,
  });
  return second.kind === 'done'
    ? second.value
    : judgeWithoutText(known, notRead(unread?.sha256 ?? snapshot.sha256, second.why));
}

/**
 * The reading that was lost with the judgement that was stopped; null where reading is what came to no end: it has had its time. A page that
 * takes too much memory, or waits for ever, is not read twice.
 */
async function readAgain(
  pool: Pick<Pool, 'run'>,
  unread: Unread | null,
  { why, read }: ShortResult,
) {
  const isHopeless =
    why.kind === 'memory' || why.kind === 'stalled' || (why.kind === 'time' && read === undefined);
  if (unread === null || isHopeless) return null;
  const again = await pool.run('read', { unread });
  return again.kind === 'done' ? again.value : null;
}

type ShortResult = Extract<Result<unknown>, { readonly kind: 'short' }>;

/** What can be said of a source whose text broke the judges: what its server did. None of its texts is looked at. */
const judgeWithoutText = (known: SourceCase, snapshot: Snapshot): Promise<Judged> =>
  judgeHere({ ...known, history: { ...known.history, baseline: null } }, snapshot);

/** Judges on the main thread, which loads the judges only for that. */
async function judgeHere(known: SourceCase, snapshot: Snapshot | null): Promise<Judged> {
  const { judgeSource } = await import('../judging/source.js');
  return { snapshot, ...judgeSource({ ...known, snapshot }) };
}

const unreadIn = ({ outcome, snapshot }: SourceCase): Unread | null =>
  snapshot === null && outcome?.kind === 'answered' && outcome.body !== null
    ? unreadOf({ ...outcome, body: outcome.body })
    : null;

/** An answer's bytes, with what is known of them. */
export const unreadOf = ({
  body,
  headers,
  finalUrl,
}: Answered & { readonly body: Body }): Unread => ({
  bytes: body.bytes,
  sha256: body.sha256,
  contentType: headers['content-type'] ?? null,
  url: finalUrl,
});

const notRead = (sha256: string, why: Shortfall): Snapshot =>
  snapshotOf(sha256, {
    type: 'other',
    title: null,
    lang: null,
    blocks: [],
    links: [],
    refresh: null,
    passwordForm: false,
    dates: { published: null, modified: null },
    unread: { kind: 'beyond-budget', why },
    normaliser: NOT_READ,
  });
