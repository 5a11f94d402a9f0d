import {
  type Asked,
  type Handler,
  openServer,
  type ServedPage,
  type Serving,
} from '../delivery/server.js';
import type { Finding } from '../model/finding.js';
import { UserError } from '../model/problem.js';
import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import { runToShow } from '../night/latest.js';
import { loadPageContext } from '../night/page-context.js';
import { tallyOf } from '../surfaces/overview.js';
import { pageFiles } from '../surfaces/page/page.js';
import { localeOf } from '../surfaces/publication.js';
import { renderAddPage } from '../surfaces/serve/add-form.js';
import {
  decisionPath,
  FAVICON,
  renderDecisionSaved,
  renderRefusal,
  renderSourceList,
  renderUndone,
  type StillOpen,
} from '../surfaces/serve/decision-pages.js';
import { renderSitting } from '../surfaces/serve/sitting-page.js';
import { ENGLISH, type Locale } from '../surfaces/words/locale.js';
import {
  absent,
  type Desk,
  type DeskEdit,
  type Form,
  formsFor,
  neighboursOf,
  noPage,
  type OpenDesk,
  openSources,
  own,
  type Sight,
  sightOf,
  sittingOn,
  sourcePage,
} from './desk.js';
import { decide, setDays, showAgain, undo } from './desk-decisions.js';
import {
  add,
  addPage,
  heardSince,
  hearSavedPage,
  lookForAddress,
  lookForCopy,
  reportFile,
} from './desk-searches.js';
import { FileCounter } from './hand-over.js';

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

/** The answer to the browser's own question for a favicon. */
const icon: ServedPage = {
  status: 200,
  body: FAVICON,
  policy: "default-src 'none'",
  type: 'image/svg+xml',
};

async function answer(desk: OpenDesk, asked: Asked): Promise<ServedPage> {
  if (asked.path === '/favicon.ico') return icon;
  try {
    return await desk.look(async (world) => {
      const run = await runToShow(world.store);
      if (run === null) return noPage(ENGLISH, asked, 404, ENGLISH.messages.serve.noRun);
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
      return noPage(ENGLISH, asked, 500, `${told.join('. ')}.`);
    }
    if (asked.kind === 'page') throw error;
    return noPage(ENGLISH, asked, 500, `${String(error)}.`);
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
      return hearSavedPage(locale, desk, asked, sight);
    case 'unwritten':
      return showAgain(locale, desk, asked, sight);
    case 'page':
      return page(locale, desk, asked, sight);
  }
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

/** The page after an edit: what was written, and the next source that has anything open; or what was taken back, and its source. */
async function editPage(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  sight: Sight,
  made: DeskEdit,
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

/** What is open beside a source on which something was decided. */
function stillOpen(findings: readonly Finding[], watch: Watchlist, source: Source): StillOpen {
  const open = openSources(findings);
  const { next } = neighboursOf(findings, watch, source);
  return {
    here: open.get(source.id) ?? 0,
    next: next === null ? null : { ...next, open: open.get(next.id) ?? 0 },
  };
}
