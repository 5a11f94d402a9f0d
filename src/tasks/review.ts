import {
  type Asked,
  type Handler,
  openServer,
  type ServedPage,
  type Serving,
} from '../delivery/server.js';
import { isMendedByCopy } from '../judging/remedies.js';
import {
  byUrgency,
  type Finding,
  isActive,
  isDecidable,
  sourcesOfFinding,
} from '../model/finding.js';
import { isFailing } from '../model/link.js';
import type { OldPrint } from '../model/old-print.js';
import { problemWith, UserError } from '../model/problem.js';
import type { Remedy } from '../model/remedy.js';
import type { Run } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import { type ArchivedCopy, type SourceVerdict, textRead } from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
import { type Report, type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { latestVerdict, latestVerdicts, openFindings, runToShow } from '../night/latest.js';
import { loadPageContext } from '../night/page-context.js';
import { answerFindings } from '../night/remedies.js';
import { findCopy, hearByHand, lastHandedIn } from '../night/witnesses.js';
import type { World } from '../night/world.js';
import { parseAddition } from '../settings/addition.js';
import {
  changedSince,
  chosenRemedy,
  groundsOf,
  packedGrounds,
  parseEdit,
  parseHandIn,
} from '../settings/decisions.js';
import { editSources } from '../settings/edit-source.js';
import { parseWatchlist } from '../settings/watchlist.js';
import { RunInProgress } from '../store/locks.js';
import { tallyOf } from '../surfaces/overview.js';
import { pageFiles } from '../surfaces/page/page.js';
import { localeOf, type Publication } from '../surfaces/publication.js';
import { type SavedPageView, savedPageView } from '../surfaces/saved-page.js';
import { renderAddPage } from '../surfaces/serve/add-form.js';
import {
  addressWords,
  copyWords,
  DECISION_PAGE_CSP,
  decisionPath,
  FAVICON,
  goneWords,
  renderDecisionSaved,
  renderRefusal,
  renderSourceList,
  renderSourcePage,
  renderUndone,
  renderUnsavedForm,
  type SaidOnPage,
  type StillOpen,
} from '../surfaces/serve/decision-pages.js';
import type { FormsOn, SittingView } from '../surfaces/serve/forms.js';
import { renderSitting } from '../surfaces/serve/sitting-page.js';
import { ENGLISH, type Locale } from '../surfaces/words/locale.js';
import { editWords, ownerWords, remedyWords, unprovenWords } from '../surfaces/words/remedies.js';
import { tryAdd } from './add.js';
import { findAddress } from './find.js';
import { type HearingRoom, handIn } from './hand-in.js';
import { FileCounter, type FileDesk, type HandedFile } from './hand-over.js';
import { pendingReports, staleDays, takeAll } from './sitting.js';
import { changeWords, sourceAfter, tryRemedy } from './try-remedy.js';

/** The source that an edit is about, and what it does. */
interface EditAbout {
  readonly source: string;
  readonly what: string;
}

/** Where a reviewer's decisions are read and written. */
export interface Desk extends FileDesk {
  /** The name of the `sources.json`. */
  readonly file: string;
  readonly read: () => string;
  /** Writes `after` whole in place of `before`, and gives the number by which it is taken back, 0 where they are equal; null, and writes nothing, where the file says something else by now. */
  readonly write: (before: string, after: string, about: EditAbout) => number | null;
  /** Takes the edit of this number back. Throws a `UserError` where its lines were changed since. */
  readonly undo: (n: number) => EditAbout & { readonly before: string; readonly after: string };
  /** Opens the web for one look: with the records that are kept, or with a memory that nobody keeps. */
  readonly web: <T>(
    memory: 'kept' | 'none',
    job: (world: World, settings: CheckSettings) => Promise<T>,
  ) => Promise<T>;
  /** Who sits at the desk: a name or a role. */
  readonly by: string;
  /** Opens the store for one look at it; what thinks is opened where it is asked to. */
  readonly look: <T>(job: (world: DeskWorld) => Promise<T>) => Promise<T>;
  readonly now: () => Date;
  /** What the filed reports still print as it was before a remedy. */
  readonly filed: () => Promise<readonly OldPrint[]>;
  /** A report's own file, where it lies beside the list; null where nobody knows of one. */
  readonly ownFile: (report: Report) => HandedFile | null;
  readonly publication: (watch: Watchlist) => Publication;
  /** Name and version of the program. */
  readonly program: string;
}

type DeskWorld = HearingRoom & Pick<World, 'evidence'>;

/** Serves the reviewer's page on this machine, with decisions made in the browser. Rejects with a sentence when the port is taken. */
export function serveReview(opened: Desk, port: number): Promise<Serving> {
  const desk: OpenDesk = {
    ...opened,
    copies: new Map(),
    files: new FileCounter(opened),
    edits: new Map(),
  };
  return openServer(port, {
    answer: (asked) => answer(desk, asked),
    refused: ({ status, message }) => own(status, renderRefusal(ENGLISH, message)),
  } satisfies Handler);
}

/** With the archived copies that were found from the page since it was opened, by source, the files that were handed over, and the edits by their pages. */
type OpenDesk = Desk & {
  readonly copies: Map<string, ArchivedCopy>;
  readonly files: FileCounter;
  readonly edits: Map<string, MadeEdit>;
};

/** An edit that was made or taken back at the desk: the id of its source, and the number by which it is taken back; null where it was. */
interface MadeEdit {
  readonly source: string;
  readonly n: number | null;
  /** What was done, in words; empty where the file said so already. */
  readonly what: string;
}

const own = (status: number, html: string): ServedPage => ({
  status,
  body: html,
  policy: DECISION_PAGE_CSP,
});
/** The answer to the browser's own question for a favicon. */
const icon: ServedPage = {
  status: 200,
  body: FAVICON,
  policy: "default-src 'none'",
  type: 'image/svg+xml',
};

/** Why there is no page; what was filled in is never lost with it. */
const without = (locale: Locale, asked: Asked, status: number, message: string): ServedPage =>
  own(
    status,
    asked.kind === 'page'
      ? renderRefusal(locale, message)
      : renderUnsavedForm(locale, message, asked.form, asked.token),
  );
const absent = (locale: Locale, _: OpenDesk, asked: Asked): ServedPage =>
  without(locale, asked, 404, locale.messages.serve.noPage);

interface Sight {
  readonly world: DeskWorld;
  readonly watch: Watchlist;
  readonly run: Run<Verdicts>;
  /** What was found and is not over, by a later look at some sources too; as `sources.json` answers it by now. */
  readonly findings: readonly Finding[];
  readonly filed: readonly OldPrint[];
  /** Findings as another `sources.json` answers them. */
  readonly as: (
    locale: Locale,
    findings: readonly Finding[],
    watch: Watchlist,
  ) => readonly Finding[];
}

async function answer(desk: OpenDesk, asked: Asked): Promise<ServedPage> {
  if (asked.path === '/favicon.ico') return icon;
  try {
    return await desk.look(async (world) => {
      const run = await runToShow(world.store);
      if (run === null) return without(ENGLISH, asked, 404, ENGLISH.messages.serve.noRun);
      const sight = await sightOf(desk, world, run);
      const reports = sight.watch.reports.map(({ id }) => id);
      const locale = localeOf(reports, desk.publication(sight.watch));
      return (
        (await desk.files.answer(locale, asked, sight.watch)) ??
        (await pageFor(locale, desk, asked, sight))
      );
    });
  } catch (error) {
    if (error instanceof UserError) {
      const told = error.problems.map((problem) =>
        ENGLISH.fill(ENGLISH.messages.serve.problemIn, problem),
      );
      return without(ENGLISH, asked, 500, `${told.join('. ')}.`);
    }
    if (asked.kind === 'page') throw error;
    return without(ENGLISH, asked, 500, `${String(error)}.`);
  }
}

function pageFor(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  sight: Sight,
): ServedPage | Promise<ServedPage> {
  switch (asked.kind) {
    case 'form':
      return (FORMS[asked.path] ?? absent)(locale, desk, asked, sight);
    case 'file':
      return hear(locale, desk, asked, sight);
    case 'unwritten':
      return showAgain(locale, desk, asked, sight);
    case 'page':
      return page(locale, desk, asked, sight);
  }
}

async function sightOf(desk: OpenDesk, world: DeskWorld, run: Run<Verdicts>): Promise<Sight> {
  const found = await openFindings(world.store);
  const named = new Set([...found, ...run.findings].flatMap(sourcesOfFinding));
  const verdicts = await latestVerdicts(world.store, [...named]);
  const judged = new Map<string, SourceVerdict>(verdicts.map((verdict) => [verdict.id, verdict]));
  const verdictOf = (id: string): SourceVerdict | undefined => {
    const [verdict, archive] = [judged.get(id), desk.copies.get(id)];
    return verdict === undefined || archive === undefined ? verdict : { ...verdict, archive };
  };
  const as: Sight['as'] = (locale, findings, watch) =>
    answerFindings(findings, { watch, verdictOf, now: desk.now(), locale });
  const watch = parseWatchlist(desk.read(), desk.file);
  return { world, watch, run, findings: as(ENGLISH, found, watch), filed: await desk.filed(), as };
}

async function page(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  sight: Sight,
): Promise<ServedPage> {
  const { path } = asked;
  const { world, watch, findings } = sight;
  if (path === '/add') return own(200, renderAddPage(locale, addPage(asked, watch)));
  if (path === '/report') return own(200, renderSitting(locale, sittingOn(desk, asked, sight)));
  if (path.startsWith('/report/')) return await reportFile(locale, desk, asked, sight);
  if (path === '/sources') return own(200, renderSourceList(locale, watch.sources, findings));
  const edit = desk.edits.get(path);
  if (edit !== undefined) return editPage(locale, desk, asked, sight, edit);
  const source = watch.sources.find(({ id }) => decisionPath(id) === path);
  if (source !== undefined) {
    const heard = await heardSince(locale, sight, source, desk.now());
    return own(200, await sourcePage(locale, desk, asked, sight, source, { heard }));
  }
  const name = path === '/' ? 'index.html' : path.slice(1);
  const run = runWithDecisions(locale, sight);
  const beside = { ...(await loadPageContext(world, run, watch)), decide: decisionPath };
  const publication = {
    ...desk.publication(watch),
    filed: sight.filed,
    namesCommands: false,
  };
  const file = pageFiles(run, publication, beside).find(([known]) => known === name);
  // Of such a page its own head says what it may do.
  return file === undefined
    ? absent(locale, desk, asked)
    : { status: 200, body: file[1](), policy: "base-uri 'none'" };
}

function runWithDecisions(locale: Locale, { run, watch, as }: Sight): Run<Verdicts> {
  const told = { ...run, findings: as(locale, run.findings, watch) };
  return run.run.tally === undefined
    ? told
    : { ...told, run: { ...run.run, tally: tallyOf(told) } };
}

const findingsOn = (findings: readonly Finding[], { id }: Source): readonly Finding[] =>
  findings.filter(({ source }) => source === id);

const findingsOfHost = (findings: readonly Finding[], { id }: Source): readonly Finding[] =>
  findings.filter((finding) => finding.source !== id && sourcesOfFinding(finding).includes(id));

const today = (desk: Desk): string => desk.now().toISOString().slice(0, 10);

const sourcePage = async (
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  sight: Pick<Sight, 'world' | 'watch' | 'findings' | 'filed'>,
  source: Source,
  said: SaidOnPage,
): Promise<string> => renderSourcePage(locale, await formsFor(desk, asked, sight, source), said);

async function formsFor(
  desk: OpenDesk,
  asked: Asked,
  { world, watch, findings, filed }: Pick<Sight, 'world' | 'watch' | 'findings' | 'filed'>,
  source: Source,
): Promise<FormsOn> {
  const about = { watch, source };
  const filled = asked.kind === 'page' ? null : asked.form;
  const verdict = await latestVerdict(world.store, source.id);
  return {
    source,
    citations: usesOf(source, watch).map(({ citation }) => citation),
    verdict,
    findings: findingsOn(findings, source),
    ofHost: findingsOfHost(findings, source),
    filed: filed.filter((one) => one.source === source.id),
    around: neighboursOf(findings, watch, source),
    mayFind: {
      copy:
        source.url !== null &&
        findingsOn(findings, source).some((one) => isActive(one) && isMendedByCopy(one)),
      address: source.url === null || (verdict !== null && isFailing(verdict.link.status)),
    },
    base: packedGrounds(groundsOf(about)),
    token: asked.token,
    today: today(desk),
    filled,
    changed: filled === null ? [] : changedSince((name) => filled.get(name), about),
    sitting: sittingOn(desk, asked, { watch, findings }),
  };
}

/** What was decided and is not in the reports yet, with the files that take it; and the days that can be set at once. */
const sittingOn = (
  desk: Desk,
  asked: Pick<Asked, 'token'>,
  { watch, findings }: Pick<Sight, 'watch' | 'findings'>,
): SittingView => ({
  token: asked.token,
  reports: pendingReports(watch).map((pending) => ({
    ...pending,
    file:
      desk.ownFile(watch.reports.find(({ id }) => id === pending.report.id) as Report)?.name ??
      null,
  })),
  days: staleDays(findings),
});

/** A report's own file with what was decided, as tracked changes. */
async function reportFile(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  { watch }: Sight,
): Promise<ServedPage> {
  const id = decodeURIComponent(asked.path.slice('/report/'.length));
  const report = watch.reports.find((one) => one.id === id);
  const file = report && desk.ownFile(report);
  if (!report || !file) return absent(locale, desk, asked);
  const { name, bytes } = await desk.annotate(file, report.id, false);
  return {
    status: 200,
    body: bytes,
    type: 'application/octet-stream',
    download: name,
    policy: "default-src 'none'",
  };
}

/** Sets the day of access of each citation that stands as it is read again. */
async function setDays(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const text = desk.read();
  const { standing } = staleDays(sight.findings);
  const [first] = standing;
  if (first === undefined) return absent(locale, desk, asked);
  const done = await desk.web('none', (world, settings) =>
    takeAll(world, { text, file: desk.file }, { remedies: standing, by: desk.by }, settings),
  );
  const { source } = first;
  const n = desk.write(text, done.text, { source, what: 'days' });
  if (n === null) return without(locale, asked, 409, locale.statuses.unwritten.busy);
  const what = locale.fill(locale.messages.serve.daysTaken, { taken: done.taken });
  return toEditPage(desk, n, { source, n, what });
}

type SentForm = Exclude<Asked, { readonly kind: 'page' }>;

async function showAgain(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked & { readonly kind: 'unwritten' },
  sight: Sight,
): Promise<ServedPage> {
  const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const said = { unwritten: asked.why };
  return own(
    asked.why === 'stale' ? 403 : 413,
    await sourcePage(locale, desk, asked, sight, source, said),
  );
}

const goneSourcePage = (locale: Locale, desk: OpenDesk, asked: SentForm): ServedPage =>
  without(locale, asked, 404, goneWords(locale, asked.form.get('source') ?? '', desk.file));

/** How often a decision is made anew on a file that another program wrote while it was made, our choice. */
const TRIES = 5;

type Form = Asked & { readonly kind: 'form' };

async function decide(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const field = (name: string) => asked.form.get(name);
  for (let tries = 0; ; tries++) {
    // What this rests on is read anew: the store took its time, and others write this file too.
    const text = desk.read();
    const watch = parseWatchlist(text, desk.file);
    const source = watch.sources.find(({ id }) => id === field('source'));
    if (source === undefined) return goneSourcePage(locale, desk, asked);
    const findings = sight.as(locale, sight.findings, watch);
    const pageAgain = async (status: number, said: SaidOnPage) =>
      own(
        status,
        await sourcePage(locale, desk, asked, { ...sight, watch, findings }, source, said),
      );
    try {
      const about = await formCase(locale, desk, sight, { watch, source, findings });
      const made = await writeDecision(locale, desk, field, text, about);
      if (made === 'changed') return await pageAgain(409, { unwritten: 'changed' });
      if (made !== null) return toEditPage(desk, made.n, made);
    } catch (error) {
      const { status, problems } = unwrittenBy(error, locale, desk);
      return await pageAgain(status, { problems });
    }
    if (tries === TRIES) return await pageAgain(409, { unwritten: 'busy' });
  }
}

/**
 * Writes what a form decides into the file, which says `text`. Gives what was written; `changed` where the case is another than the
 * form showed; null where another program wrote the file meanwhile. Throws a `UserError` for what cannot be written.
 */
async function writeDecision(
  locale: Locale,
  desk: OpenDesk,
  field: (name: string) => string | null,
  text: string,
  about: Awaited<ReturnType<typeof formCase>>,
) {
  const edit = parseEdit(field, about);
  const taken = about.remedies.find(
    ({ id }) => id === field('remedy') && field('action') === 'take',
  );
  const words = taken ? changeWords(taken, desk.now(), desk.by) : { on: today(desk), by: desk.by };
  const after = editSources(text, edit, words);
  parseWatchlist(after, desk.file);
  // What the file says already is sent a second time.
  if (after !== text && changedSince(field, about).length > 0) return 'changed';
  if (field('action') === 'take' && after !== text)
    await proveChosen(locale, desk, text, chosenRemedy(field('remedy') ?? '', about.remedies));
  const source = about.source.id;
  const n = desk.write(text, after, { source, what: field('action') ?? '' });
  if (n === null) return null;
  const done = taken ? remedyWords(locale, taken) : editWords(locale, edit);
  return { n, source: sourceAfter({ source, edit }), what: after === text ? '' : done };
}

/** Tries a remedy once more. Throws a `UserError` where it does not stand. */
async function proveChosen(
  locale: Locale,
  desk: OpenDesk,
  text: string,
  remedy: Remedy,
): Promise<void> {
  const tried = await desk.web('none', (world, settings) =>
    tryRemedy(world, { text, file: desk.file }, remedy, settings),
  );
  if (!tried.stands) throw new UserError([problemWith('remedy', unprovenWords(locale, tried))]);
}

/** How it is answered that nothing was written: for what the form says, or for what the system refused. Throws what is neither. */
function unwrittenBy(error: unknown, locale: Locale, desk: OpenDesk) {
  if (error instanceof UserError) return { status: 422, problems: error.problems };
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const why = locale.fill(locale.messages.serve.unwritable, { code });
  return { status: 500, problems: [problemWith(desk.file, why)] };
}

/** What a form on a source is read by. */
const formCase = async (
  locale: Locale,
  desk: OpenDesk,
  { world }: Pick<Sight, 'world'>,
  { watch, source, findings }: Pick<Sight, 'watch' | 'findings'> & { readonly source: Source },
) => {
  const own = findingsOn(findings, source);
  const remedies = own.flatMap((finding) => finding.remedies ?? []);
  const verdict = await latestVerdict(world.store, source.id);
  const reasons = {
    falseAlarm: locale.messages.remedy.falseAlarm,
    takenOn: ownerWords(locale, { owner: desk.by }),
    remind: locale.messages.serve.remindReason,
  };
  const answer = { text: verdict && textRead(verdict), by: desk.by, reasons };
  return { watch, source, findings: own, today: today(desk), remedies, ...answer };
};

/** Leads to the page of an edit, which can be loaded again and gone back to, and says by then whether it was taken back. */
function toEditPage(desk: OpenDesk, n: number, edit: MadeEdit): ServedPage {
  const goTo = `/edit/${n}`;
  desk.edits.set(goTo, edit);
  return { ...own(303, ''), goTo };
}

/** The page after an edit: what was written, and the next source that has anything open; or what was taken back, and its source. */
async function editPage(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  sight: Sight,
  made: MadeEdit,
): Promise<ServedPage> {
  const { watch, findings } = sight;
  const { n, what } = made;
  const sourceOf = (id: string | undefined) => watch.sources.find((one) => one.id === id);
  const formsOn = async (of: Source | undefined) =>
    of === undefined ? null : await formsFor(desk, asked, sight, of);
  const [edit, source] = [{ file: desk.file, what }, sourceOf(made.source)];
  if (n === null) return own(200, renderUndone(locale, edit, await formsOn(source)));
  if (source === undefined) return absent(locale, desk, asked);
  const open = stillOpen(findings, watch, source);
  const next = await formsOn(sourceOf(open.next?.id));
  const filed = sight.filed.filter((one) => one.source === source.id);
  const sitting = sittingOn(desk, asked, sight);
  const saved = { ...edit, n, token: asked.token, filed, sitting };
  return own(200, renderDecisionSaved(locale, source, saved, open, next));
}

async function undo(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const n = Number(asked.form.get('n'));
  try {
    const what = desk.edits.get(`/edit/${n}`)?.what ?? '';
    const { source } = desk.undo(n);
    return toEditPage(desk, n, { source, n: null, what });
  } catch (error) {
    const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
    if (!(error instanceof UserError) || source === undefined) throw error;
    return own(
      409,
      await sourcePage(locale, desk, { ...asked, kind: 'page' }, sight, source, error),
    );
  }
}

/** Looks for an archived copy that carries the passages of a source, which its page then offers. */
async function lookForCopy(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const found = await desk.web('kept', (world) => findCopy(world, sight.watch, source));
  if (found?.copy) desk.copies.set(source.id, found.copy);
  const again = await sightOf(desk, sight.world, sight.run);
  return own(
    200,
    await sourcePage(locale, desk, { ...asked, kind: 'page' }, again, source, {
      looked: copyWords(locale, found),
    }),
  );
}

/** Requests for one source at most, as `citewatch find` makes by default. */
const MOST_ASKED = 20;

/** Looks for the page of a source that has no address, or is gone from it; what was found is filled in, and is written by hand. */
async function lookForAddress(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const { result } = await desk.web('none', (world) =>
    findAddress(world, sight.watch, source, { webSearch: null, most: MOST_ASKED }),
  );
  const url = result.kind === 'found' ? result.url : null;
  if (url !== null) asked.form.set('url', url);
  asked.form.set('action', 'address');
  asked.form.set('base', packedGrounds(groundsOf({ watch: sight.watch, source })));
  return own(
    200,
    await sourcePage(locale, desk, asked, sight, source, { looked: addressWords(locale, url) }),
  );
}

const addPage = (asked: Asked, { reports }: Watchlist) => ({
  token: asked.token,
  reports: reports.map(({ id }) => id),
  filled: asked.kind === 'page' ? null : asked.form,
  problems: [],
  tried: null,
});

/** Adds a citation whose quotation stands, or one that somebody adds anyway. */
async function add(locale: Locale, desk: OpenDesk, asked: Form, sight: Sight): Promise<ServedPage> {
  const { form } = asked;
  const field = (name: string): string | undefined => form.get(name)?.trim() || undefined;
  const [section, page, accessed] = ['section', 'page', 'accessed'].map(field);
  try {
    const raw = { quote: field('quote') ?? '', section, page, accessed };
    const addition = parseAddition(field('url') ?? '', raw, today(desk));
    const text = desk.read();
    const to = { text, file: desk.file, report: field('report') ?? '' };
    const tried = await desk.web('none', (world, settings) =>
      tryAdd(world, to, addition, settings),
    );
    if (tried.quote.verdict !== 'intact' && form.get('anyway') === null)
      return own(
        422,
        renderAddPage(locale, { ...addPage(asked, sight.watch), tried: tried.quote }),
      );
    const n = desk.write(text, tried.text, { source: tried.source.id, what: 'add' });
    if (n === null) return own(409, renderAddPage(locale, addPage(asked, sight.watch)));
    const what = editWords(locale, { kind: 'add', title: tried.source.title });
    return toEditPage(desk, n, { source: tried.source.id, n, what });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return own(
      422,
      renderAddPage(locale, { ...addPage(asked, sight.watch), problems: error.problems }),
    );
  }
}

const FORMS: Readonly<
  Record<
    string,
    (locale: Locale, desk: OpenDesk, asked: Form, sight: Sight) => ServedPage | Promise<ServedPage>
  >
> = {
  '/decide': decide,
  '/add': add,
  '/undo': undo,
  '/find-copy': lookForCopy,
  '/find-address': lookForAddress,
  '/days': setDays,
};

/** Sources that have anything open that can be decided, in the order of what was found, each with how much. */
function openSources(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  for (const { source } of findings
    .toSorted(byUrgency)
    .filter((one) => isActive(one) && isDecidable(one.kind)))
    open.set(source, (open.get(source) ?? 0) + 1);
  return open;
}

/** The sources before and after one, in the order of what was found, that have anything open. */
function neighboursOf(
  findings: readonly Finding[],
  { sources }: Watchlist,
  { id }: Source,
): FormsOn['around'] {
  const open = openSources(findings);
  const order = [...new Set(findings.toSorted(byUrgency).map(({ source }) => source))];
  const at = order.indexOf(id);
  const sourceById = (one: string | undefined) =>
    sources.find((source) => source.id === one) ?? null;
  const ahead = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].filter((one) =>
    open.has(one),
  );
  return { next: sourceById(ahead[0]), before: sourceById(ahead.at(-1)) };
}

/** What is open beside a source on which something was decided. */
function stillOpen(findings: readonly Finding[], watch: Watchlist, source: Source): StillOpen {
  const open = openSources(findings);
  const { next } = neighboursOf(findings, watch, source);
  return {
    here: open.get(source.id) ?? 0,
    next: next === null ? null : { ...next, open: open.get(next.id) ?? 0 },
  };
}

async function hear(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked & { readonly kind: 'file' },
  sight: Sight,
): Promise<ServedPage> {
  const { form, path, file: bytes } = asked;
  const { world, watch } = sight;
  const source = watch.sources.find(({ id }) => id === form.get('source'));
  if (path !== '/witness') return absent(locale, desk, asked);
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const [by, at, how] = ['by', 'at', 'how'].map((name) => form.get(name) ?? '');
  try {
    const words = parseHandIn({ by, at, how }, desk.now(), 'saved-');
    const order = { source, file: 'saved-page', bytes, words, program: desk.program };
    const heard = savedPageView(locale, await handIn(locale, world, watch, order));
    return own(
      200,
      await sourcePage(locale, desk, { ...asked, kind: 'page' }, sight, source, { heard }),
    );
  } catch (error) {
    const pageAgain = async (status: number, said: SaidOnPage) =>
      own(status, await sourcePage(locale, desk, asked, sight, source, said));
    if (error instanceof UserError) return await pageAgain(422, error);
    if (!(error instanceof RunInProgress)) throw error;
    return await pageAgain(409, {
      problems: [
        problemWith(
          'saved-page',
          locale.fill(locale.messages.serve.notKept, { reason: error.message }),
        ),
      ],
    });
  }
}

/** What a page says that was handed in since the last run, which does not know of it; null where none was. */
async function heardSince(
  locale: Locale,
  { world, watch, run }: Sight,
  source: Source,
  now: Date,
): Promise<SavedPageView | null> {
  const last = await lastHandedIn(world, source);
  if (last === null || last.n <= (run.run.evidence?.n ?? 0)) return null;
  const said = await hearByHand({ world, watch, run: { id: run.run.id + 1 }, now }, source);
  return said === null
    ? null
    : savedPageView(locale, { ...said, quotes: [...(said.heard?.quotes.values() ?? [])] });
}
