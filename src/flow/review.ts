import { createHash } from 'node:crypto';
import { editSources } from '../load/edit-source.js';
import { parseEdit } from '../load/parse-edit.js';
import { parseWatchlist } from '../load/watchlist.js';
import type { Finding } from '../model/finding.js';
import { type Problem, UserError } from '../model/problem.js';
import type { Run } from '../model/run.js';
import { indexOf, type Verdicts } from '../model/verdicts.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
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

/** Where a reviewer's decisions are read and written. */
export interface Desk {
  /** The name of the `sources.json`. */
  readonly file: string;
  readonly read: () => string;
  /** Writes `after` whole in place of `before`; false, and writes nothing, where the file says something else by now. */
  readonly write: (before: string, after: string) => boolean;
  /** Opens the store for one look at it. */
  readonly look: <T>(job: (world: Pick<World, 'store' | 'evidence'>) => Promise<T>) => Promise<T>;
  readonly now: () => Date;
  readonly publication: (watch: Watchlist) => Publication;
}

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
  readonly world: Pick<World, 'store' | 'evidence'>;
  readonly text: string;
  readonly watch: Watchlist;
  readonly run: Run<Verdicts>;
}

function answer(desk: Desk, asked: Asked): Promise<ServedPage> {
  return desk.look(async (world) => {
    const run = await world.store.result(null);
    if (run === null) return own(404, renderRefusal('Nothing has been checked yet.'));
    try {
      const text = desk.read();
      const sight = { world, text, watch: parseWatchlist(text, desk.file), run };
      return asked.kind === 'form' ? decide(desk, asked, sight) : await page(desk, asked, sight);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const told = error.problems.map(({ file, line, message }) => `${file}, line ${line}: ${message}`);
      return own(500, renderRefusal(`${told.join('. ')}.`));
    }
  });
}

async function page(desk: Desk, asked: Asked, sight: Sight): Promise<ServedPage> {
  const { path } = asked;
  const { world, watch, run } = sight;
  if (path === '/sources') return own(200, renderSourceList(watch.sources, run.findings));
  const source = watch.sources.find(({ id }) => decisionPath(id) === path);
  if (source !== undefined) return own(200, sourcePage(desk, asked, sight, source));
  const name = path === '/' ? 'index.html' : path.slice(1);
  const beside = { ...(await besideNight(world, run, watch)), decide: decisionPath };
  const file = pageFiles(run, desk.publication(watch), beside).find(([known]) => known === name);
  // Of such a page its own head says what it may do.
  return file === undefined ? absent() : { status: 200, html: file[1](), policy: "base-uri 'none'" };
}

const findingsOn = ({ run }: Sight, { id }: Source): readonly Finding[] =>
  run.findings.filter(({ source, state }) => source === id && state !== 'resolved');

const today = (desk: Desk): string => desk.now().toISOString().slice(0, 'YYYY-MM-DD'.length);

const baseOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function sourcePage(
  desk: Desk,
  { token, ...asked }: Asked,
  sight: Sight,
  source: Source,
  problems: readonly Problem[] = [],
): string {
  const { watch, run, text } = sight;
  const row = indexOf(run.sources).ids.indexOf(source.id);
  return renderSourcePage(
    {
      source,
      citations: usesOf(source, watch).map(({ citation }) => citation),
      verdict: run.sources.at(row) ?? null,
      findings: findingsOn(sight, source),
      decided: new Set(watch.decisions.flatMap((one) => (one.source === source.id ? [one.about] : []))),
      base: baseOf(text),
      token,
      today: today(desk),
      filled: asked.kind === 'form' ? (name) => asked.form.get(name) : null,
    },
    problems,
  );
}

function decide(desk: Desk, asked: Asked & { readonly kind: 'form' }, sight: Sight): ServedPage {
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
    return own(422, sourcePage(desk, asked, sight, source, error.problems));
  }
}
