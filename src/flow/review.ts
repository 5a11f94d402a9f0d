import { createHash } from 'node:crypto';
import { editSources } from '../load/edit-source.js';
import { parseEdit } from '../load/parse-edit.js';
import { parseHandIn } from '../load/parse-hand-in.js';
import { parseWatchlist } from '../load/watchlist.js';
import { type Finding, sourcesOfFinding } from '../model/finding.js';
import { type Problem, UserError } from '../model/problem.js';
import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { RunUnderWay } from '../record/run-lock.js';
import { type HeardPage, heardPage } from '../report/hearing.js';
import { pageFiles } from '../report/page/page.js';
import type { Publication } from '../report/publication.js';
import {
  decisionPath,
  renderChanged,
  renderRefusal,
  renderSourceList,
  renderSourcePage,
  renderWritten,
} from '../report/serve/decision-pages.js';
import { DECISION_POLICY } from '../report/serve/sheet.js';
import type { Serving } from '../serving/listen.js';
import { type Asked, type Handler, openServer, type ServedPage } from '../serving/server.js';
import type { World } from '../world.js';
import { besideNight } from './beside.js';
import { hearByHand, lastHandedIn } from './by-hand.js';
import { latestVerdict, openFindings, shownRun } from './latest.js';
import { type HearingRoom, handIn } from './witness.js';

/** Where a reviewer's decisions are read and written. */
export interface Desk {
  /** The name of the `sources.json`. */
  readonly file: string;
  readonly read: () => string;
  /** Writes `after` whole in place of `before`; false, and writes nothing, where the file says something else by now. */
  readonly write: (before: string, after: string) => boolean;
  /** Opens the store for one look at it; what thinks is opened where it is asked to. */
  readonly look: <T>(job: (world: DeskWorld) => Promise<T>) => Promise<T>;
  readonly now: () => Date;
  readonly publication: (watch: Watchlist) => Publication;
  /** Name and version of the program. */
  readonly program: string;
}

type DeskWorld = HearingRoom & Pick<World, 'evidence'>;

/** Serves the reviewer's page on this machine, with decisions made in the browser. Rejects with a sentence when the port is taken. */
export const serveReview = (desk: Desk, port: number): Promise<Serving> =>
  openServer(port, {
    answer: (asked) => answer(desk, asked),
    refused: ({ status, message }) => own(status, renderRefusal(message)),
  } satisfies Handler);

const own = (status: number, html: string): ServedPage => ({ status, html, policy: DECISION_POLICY });
const absent = (): ServedPage => own(404, renderRefusal('There is no such page here.'));

/** What is at hand when a request is answered. */
interface Sight {
  readonly world: DeskWorld;
  readonly text: string;
  readonly watch: Watchlist;
  readonly run: Run<Verdicts>;
  /** What was found and is not over, by a later look at some sources too. */
  readonly findings: readonly Finding[];
}

function answer(desk: Desk, asked: Asked): Promise<ServedPage> {
  return desk.look(async (world) => {
    const run = await shownRun(world.store);
    if (run === null) return own(404, renderRefusal('Nothing has been checked yet.'));
    try {
      const text = desk.read();
      const findings = await openFindings(world.store);
      const sight = { world, text, watch: parseWatchlist(text, desk.file), run, findings };
      switch (asked.kind) {
        case 'form':
          return await decide(desk, asked, sight);
        case 'file':
          return await hear(desk, asked, sight);
        case 'page':
          return await page(desk, asked, sight);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const told = error.problems.map(({ file, line, message }) => `${file}, line ${line}: ${message}`);
      return own(500, renderRefusal(`${told.join('. ')}.`));
    }
  });
}

async function page(desk: Desk, asked: Asked, sight: Sight): Promise<ServedPage> {
  const { path } = asked;
  const { world, watch, run, findings } = sight;
  if (path === '/sources') return own(200, renderSourceList(watch.sources, findings));
  const source = watch.sources.find(({ id }) => decisionPath(id) === path);
  if (source !== undefined) {
    const heard = await heardSince(sight, source, desk.now());
    return own(200, await sourcePage(desk, asked, sight, source, { heard }));
  }
  const name = path === '/' ? 'index.html' : path.slice(1);
  const beside = { ...(await besideNight(world, run, watch)), decide: decisionPath };
  const file = pageFiles(run, desk.publication(watch), beside).find(([known]) => known === name);
  // Of such a page its own head says what it may do.
  return file === undefined ? absent() : { status: 200, html: file[1](), policy: "base-uri 'none'" };
}

const findingsOn = ({ findings }: Sight, { id }: Source): readonly Finding[] =>
  findings.filter(({ source }) => source === id);

/** What is told of its whole host, under another source. */
const foundOfHost = ({ findings }: Sight, { id }: Source): readonly Finding[] =>
  findings.filter((finding) => finding.source !== id && sourcesOfFinding(finding).includes(id));

const today = (desk: Desk): string => desk.now().toISOString().slice(0, 'YYYY-MM-DD'.length);

const baseOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is said on a source's page besides: what was wrong with a form, and what a saved page says. */
interface Said {
  readonly problems?: readonly Problem[];
  readonly heard?: HeardPage | null;
}

async function sourcePage(
  desk: Desk,
  { token, ...asked }: Asked,
  sight: Sight,
  source: Source,
  { problems = [], heard = null }: Said,
): Promise<string> {
  const { world, watch, text } = sight;
  return renderSourcePage(
    {
      source,
      citations: usesOf(source, watch).map(({ citation }) => citation),
      verdict: await latestVerdict(world.store, source.id),
      findings: findingsOn(sight, source),
      ofHost: foundOfHost(sight, source),
      decided: new Set(watch.decisions.flatMap((one) => (one.source === source.id ? [one.about] : []))),
      base: baseOf(text),
      token,
      today: today(desk),
      filled: asked.kind === 'page' ? null : (name) => asked.form.get(name),
    },
    problems,
    heard,
  );
}

async function decide(
  desk: Desk,
  asked: Asked & { readonly kind: 'form' },
  sight: Sight,
): Promise<ServedPage> {
  const { form, path } = asked;
  const { text, watch } = sight;
  if (path !== '/decide') return absent();
  const source = watch.sources.find(({ id }) => id === form.get('source'));
  if (source === undefined) return absent();
  const changed = () => own(409, renderChanged(source.id, desk.file));
  if (form.get('base') !== baseOf(text)) return changed();
  try {
    const about = { watch, source, findings: findingsOn(sight, source), today: today(desk) };
    const after = editSources(
      text,
      parseEdit((name) => form.get(name), about),
    );
    parseWatchlist(after, desk.file);
    if (after !== text && !desk.write(text, after)) return changed();
    return own(200, renderWritten(source, { file: desk.file, before: text, after }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return own(422, await sourcePage(desk, asked, sight, source, error));
  }
}

/** Hears a page that somebody saved, dropped on the page of its source. */
async function hear(desk: Desk, asked: Asked & { readonly kind: 'file' }, sight: Sight): Promise<ServedPage> {
  const { form, path, file: bytes } = asked;
  const { world, watch } = sight;
  const source = watch.sources.find(({ id }) => id === form.get('source'));
  if (path !== '/witness' || source === undefined) return absent();
  const [by, at, how] = ['by', 'at', 'how'].map((name) => form.get(name) ?? '');
  try {
    const words = parseHandIn({ by, at, how }, desk.now(), 'saved-');
    const order = { source, file: 'saved-page', bytes, words, program: desk.program };
    const heard = heardPage(await handIn(world, watch, order));
    return own(200, await sourcePage(desk, { ...asked, kind: 'page' }, sight, source, { heard }));
  } catch (error) {
    if (error instanceof RunUnderWay) return own(409, renderRefusal(`${error.message}. Nothing was kept.`));
    if (!(error instanceof UserError)) throw error;
    return own(422, await sourcePage(desk, asked, sight, source, error));
  }
}

/** What a page says that was handed in since the last run, which does not know of it; null where none was. */
async function heardSince(
  { world, watch, run }: Sight,
  source: Source,
  now: Date,
): Promise<HeardPage | null> {
  const last = await lastHandedIn(world, source);
  if (last === null || last.n <= (run.run.evidence?.n ?? 0)) return null;
  const said = await hearByHand({ world, watch, run: { id: run.run.id + 1 }, now }, source);
  return said === null ? null : heardPage({ ...said, quotes: [...(said.heard?.quotes.values() ?? [])] });
}
