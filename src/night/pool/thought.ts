import { isHomePage } from '../../judging/document-identity.js';
import type { EditionCase } from '../../judging/editions/judge-edition.js';
import type { Sketch } from '../../judging/page-similarity.js';
import type { SourceCase } from '../../judging/source-case.js';
import type { Testimony } from '../../judging/witness.js';
import { NOTHING_SAID } from '../../manuscript/manuscript.js';
import { type Document, NOT_READ, type Shortfall } from '../../model/document.js';
import type { EditionVerdict } from '../../model/edition.js';
import type { Answered, Body } from '../../model/outcome.js';
import { type Snapshot, snapshotOf } from '../../model/visit.js';
import type { Use } from '../../model/watchlist.js';
import type { OpenedSaved, Saved } from '../../reading/saved/open-saved.js';
import type { AnnotationOrder } from './annotate-file.js';
import type { Pool, Result } from './pool.js';
import type { Handed } from './read-draft.js';
import type { ArchiveOrder, KeptOrder } from './replay-archive.js';
import type { CaptureCase, Input, Judged, LeftoversOrder, Output, RecordOrder, TaskName, Unread } from './tasks.js';

/** All that is thought about what pages say, off the main thread. Nothing here rejects: what goes past its budget is unknown, and says why. */
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
  const nothing = () => null;
  const beyondBudget = (why: Shortfall) => ({ kind: 'beyond-budget', why }) as const;
  return {
    /** Reads bytes. A document that could not be read says so in `unread`. */
    read: (unread: Unread) => run('read', { unread }, (why) => notRead(unread.sha256, why)),
    /** Opens a file that a person saved, and reads the page in it. */
    saved: (file: Saved): Promise<OpenedSaved> =>
      run('saved', file, (why) => ({ kind: 'unheard', fault: beyondBudget(why) })),
    /** What a document says of who publishes it, and a PDF of its title and its day. */
    imprint: (unread: Unread) => run('imprint', unread, () => NOTHING_SAID),
    /** Reads an answer, unless its reading is known already, and judges the source by it: one trip to a thread. */
    judge: (known: SourceCase) => judge(pool, known),
    /** Null when the capture does not show the document, or could not be held against the quotations. */
    judgeCapture: (known: CaptureCase) => run('capture', known, nothing),
    /** True when a site shows the same page at an address that was made up as at the cited one. */
    isSamePage: (cited: Document, madeUp: Document) => run('samePage', { cited, madeUp }, () => false),
    /** True for a page that a site shows at home; `came` is what came in the cited document's place, or what is remembered of it. */
    isHomePage: (came: Sketch | Document | null, home: Document | null): Promise<boolean> =>
      came === null || home === null
        ? Promise.resolve(isHomePage(came, home))
        : run('homePage', { came, home }, () => false),
    /** True when a page is what came in a document's place. */
    isThisPage: (came: Sketch | Document | null, page: Document | null): Promise<boolean> =>
      came === null || page === null ? Promise.resolve(false) : run('thisPage', { came, page }, () => false),
    /** True for a page that is short and has none of these titles. */
    bearsNoTitle: (page: Document, titles: readonly string[]) => run('noTitle', { page, titles }, () => false),
    /** Null when the witness's text could not be held against the quotations. */
    ask: (testimony: Testimony, uses: readonly Use[]) => run('ask', { testimony, uses }, nothing),
    async judgeEdition(known: EditionCase): Promise<EditionVerdict> {
      // With nothing to compare only the top of a page is looked at, for a notice: no thread is started for that.
      if (known.series === null && known.candidates.every(({ document, trusted }) => document === null && !trusted))
        return (await import('../../judging/editions/judge-edition.js')).judgeEdition(known);
      const otherwise = { status: 'unknown', newer: [], ...known.before } as const;
      return run('edition', known, (why) => ({ ...otherwise, why: { kind: 'not-compared', why } }));
    },
    /** Null when the index page could not be read. */
    listing: (url: string, document: Document) => run('listing', { url, document }, nothing),
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
    replayWarc: (order: KeptOrder) => run('warc', order, nothing),
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
async function readAgain(pool: Pick<Pool, 'run'>, unread: Unread | null, { why, read }: ShortResult) {
  const isHopeless = why.kind === 'memory' || why.kind === 'stalled' || (why.kind === 'time' && read === undefined);
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
  const { judgeSource } = await import('../../judging/source.js');
  return { snapshot, ...judgeSource({ ...known, snapshot }) };
}

const unreadIn = ({ outcome, snapshot }: SourceCase): Unread | null =>
  snapshot === null && outcome?.kind === 'answered' && outcome.body !== null
    ? unreadOf({ ...outcome, body: outcome.body })
    : null;

/** An answer's bytes, with what is known of them. */
export const unreadOf = ({ body, headers, finalUrl }: Answered & { readonly body: Body }): Unread => ({
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
