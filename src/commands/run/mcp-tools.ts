import { realpathSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { type Finding, isActive } from '../../model/finding.js';
import { refuse } from '../../model/problem.js';
import type { QuoteVerdict } from '../../model/quote.js';
import { isProven } from '../../model/remedy.js';
import type { RunFacts } from '../../model/run.js';
import { isShared, storeDisplayName, type TsaSettings } from '../../model/settings.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Watchlist } from '../../model/watchlist.js';
import type { Tell } from '../../night/context.js';
import { runToShow } from '../../night/latest.js';
import { check } from '../../night/night.js';
import { findingsNow, offeredRemedies } from '../../night/remedies.js';
import type { Hands, World } from '../../night/world.js';
import { parseAddition } from '../../settings/addition.js';
import { findSettings, type ParsedSettings } from '../../settings/options.js';
import { selectSource } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { findingIn, quoteIn, sourceIn } from '../../surfaces/files/json.js';
import { commandMessages } from '../../surfaces/words/catalogues.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { remedyWords, unprovenWords } from '../../surfaces/words/remedies.js';
import { linkWords, quoteWords } from '../../surfaces/words/words.js';
import { verifyInFile, verifyQuotes, withFetchCache } from '../../tasks/add.js';
import { evidenceBeside } from '../../tasks/evidence-folder.js';
import { openWorldAt } from '../../tasks/open-world.js';
import type { openWeb } from '../../tasks/services.js';
import { openForgottenRecords, withRecords } from '../../tasks/stores.js';
import { type Io, readNamed, readNamedBytes } from '../io.js';
import { AGAIN_AFTER, type CheckOptions } from '../options.js';
import { searchPages } from './add.js';
import { withWorld } from './check.js';
import { takeRemedy } from './fix.js';
import { knowledgeOf, visitedId } from './inspect.js';
import { archivesOf, worldOf } from './prepare.js';
import { tellNight } from './tell-night.js';

const words = commandMessages.mcp;

export interface McpOptions extends CheckOptions {
  readonly write?: boolean;
}

/** What the tools of one connection share. */
export interface Session {
  readonly options: McpOptions;
  readonly settings: ParsedSettings & { readonly tsa: TsaSettings | null };
  /** Its standard output is the protocol's, and so says nothing. */
  readonly io: Io;
  /** Lends what asks the web: the same to all, so that each host is asked gently whichever tool asks. */
  readonly lend: <T>(job: (web: ReturnType<typeof openWeb>) => Promise<T>) => Promise<T>;
}

/** What a tool says: a sentence of our own words alone, and the facts. */
interface Told {
  readonly said: string;
  readonly facts: object;
}

interface Passage {
  readonly quote: string;
  readonly url?: string | undefined;
  readonly file?: string | undefined;
}

/** `citewatch verify`, and the same for a file of the folder. */
export function verifyPassage(
  { settings, lend }: Session,
  { quote, url, file }: Passage,
): Promise<Told> {
  if (file !== undefined && url === undefined) {
    const bytes = readNamedBytes(ownFile(file), settings.fetch.maxBytes);
    return lend(async (web) =>
      verifyAnswer(await verifyInFile(ENGLISH, web, { file, bytes }, { text: quote }), null),
    );
  }
  if (url === undefined || file !== undefined) return refuse('url', 'give either url or file');
  const addition = parseAddition(
    url,
    { quote },
    nowOf(settings).toISOString().slice(0, 'YYYY-MM-DD'.length),
  );
  return inPassing({ settings, lend }, async (world) => {
    const { verdict, online } = await verifyQuotes(world, [addition], {
      ...settings,
      againAfter: settings.againAfter ?? AGAIN_AFTER.page,
    });
    const told = verifyAnswer(verdict.citations[0]?.quotes[0] as QuoteVerdict, verdict);
    return online ? told : { ...told, said: words.blind };
  });
}

function verifyAnswer(quote: QuoteVerdict, verdict: SourceVerdict | null): Told {
  const said = ENGLISH.fill(words.verified, {
    passage: quoteWords(ENGLISH, quote),
    link: verdict && linkWords(ENGLISH, verdict.link),
  });
  if (verdict === null) return { said, facts: { quote: quoteIn(quote), page: null } };
  const { citations: _, ...page } = sourceIn(verdict);
  return { said, facts: { quote: quoteIn(quote), page } };
}

/** What a passage can be read in; a folder holds secrets too. */
const READABLE: ReadonlySet<string> = new Set(['.html', '.htm', '.xhtml', '.pdf', '.txt']);

/** The path of a file of this folder that an agent may have read; of any other it is not even told whether it exists. */
function ownFile(file: string): string {
  const isOwn = (path: string, folder: string) => path.startsWith(join(folder, sep));
  try {
    const path = isOwn(resolve(file), resolve('.')) ? realpathSync(file) : '';
    if (isOwn(path, realpathSync('.')) && READABLE.has(extname(path).toLowerCase())) return path;
  } catch {
    // It is not there.
  }
  return refuse('file', words.outside);
}

interface Look {
  readonly ask?: boolean | undefined;
  readonly record?: boolean | undefined;
}

/** What is open by the last night; or by a night that is made now, and recorded only where that was said. */
export function checkFolder(
  session: Session,
  { ask = false, record = false }: Look,
  tell: Tell,
): Promise<Told> {
  if (record) allow('record', session);
  const { db } = session.options;
  const watch = watchOf(session);
  const night = record ? recordNight : forgottenNight;
  if (ask || record) return session.lend((web) => night(session, watch, web, tell));
  return withRecords(db, async (store) => {
    const run =
      (await runToShow(store)) ?? refuse(storeDisplayName(db), 'nothing has been checked yet');
    return standingAnswer(run.run, await findingsNow(store, watch, nowOf(session.settings)), true);
  });
}

async function forgottenNight(
  { settings, io, options: { db } }: Session,
  watch: Watchlist,
  hands: Hands,
  tell: Tell,
): Promise<Told> {
  const { fetch, browser, now } = settings;
  const of = {
    db: ':memory:',
    reports: '',
    fetch,
    archive: archivesOf(settings),
    browser,
    now,
    hear: io.hear,
    hands,
  };
  const world = await openWorldAt(of, openForgottenRecords(db));
  try {
    const run = await check(
      { ...world, handedIn: evidenceBeside(db) },
      watch,
      forNight(settings),
      tell,
    );
    return standingAnswer(run.run, run.findings, false);
  } finally {
    await world.close();
  }
}

/** A folder's night asks nothing again: others follow. */
const forNight = (settings: ParsedSettings): ParsedSettings => ({ ...settings, againAfter: null });

async function recordNight(
  { options, settings, io }: Session,
  watch: Watchlist,
  web: Hands,
  tell: Tell,
): Promise<Told> {
  // A shared store has a door of its own, which many machines share.
  const hands = isShared(options.db) ? undefined : web;
  let told: Told | null = null;
  await withWorld(options, { ...settings, hands }, io, async (world) => {
    const run = await check(world, watch, forNight(settings), tell);
    told = standingAnswer(run.run, run.findings, true);
    return tellNight(world, run, { settings, watch }, { ...options, quiet: true }, io);
  });
  return told ?? refuse('check_report', 'was stopped: what was seen is kept');
}

function standingAnswer(run: RunFacts, findings: readonly Finding[], recorded: boolean): Told {
  const { id, startedAt, finishedAt, online, sources, citations, quotes } = run;
  const open = findings.filter(isActive);
  const of = (severity: Finding['severity']) =>
    open.filter((one) => one.severity === severity).length;
  const numbers = { n: open.length, high: of('high'), medium: of('medium'), low: of('low') };
  const said = online
    ? ENGLISH.fill(words.open, { ...numbers, recorded, run: id, at: startedAt })
    : words.blind;
  const facts = { id, startedAt, finishedAt, online, sources, citations, quotes, recorded };
  // Other tools tell what each rests on, and what would mend it.
  const short = open.map(({ seen: _, remedies: __, ...one }) => findingIn(one));
  return { said, facts: { run: facts, findings: short } };
}

/** Nights that are told of a source, our choice: a month. */
const NIGHTS = 30;

/** `citewatch explain` and `history`. */
export function explainSource({ options: { db } }: Session, typed: string): Promise<Told> {
  return withRecords(db, async (store) => {
    const source = await visitedId(store, typed, 'source');
    const { verdict, findings, visits } = await knowledgeOf(store, source);
    const open = findings.filter(isActive);
    const { link, content } = verdict;
    const said = {
      source,
      link: linkWords(ENGLISH, link),
      content: ENGLISH.statuses.content[content.change],
      n: open.length,
    };
    const nights = visits.slice(0, NIGHTS).map((visit) => ({
      run: visit.run,
      at: visit.at,
      offline: visit.offline === true,
      link: visit.verdict?.link.status ?? null,
      content: visit.verdict?.content.change ?? null,
      passages: visit.verdict?.citations.flatMap(({ quotes }) =>
        quotes.map(({ id, verdict: fate }) => ({ id, fate })),
      ),
    }));
    return {
      said: ENGLISH.fill(words.explained, said),
      facts: {
        source: sourceIn(verdict),
        findings: open.map((finding) => findingIn(finding)),
        nights,
      },
    };
  });
}

/** `citewatch find`, which writes nothing here. */
export async function findSource(session: Session, id: string): Promise<Told> {
  const { options, io, lend } = session;
  const watch = watchOf(session);
  const quest = {
    watch,
    sources: [selectSource(watch, id, 'source')],
    find: findSettings({}, io.env),
  };
  const { told } = await lend((web) => searchPages(web, quest, { sources: options.sources }));
  return {
    said: ENGLISH.fill(words.search, { kind: told[0]?.result.kind }),
    facts: { search: told[0] },
  };
}

interface Mending {
  readonly source: string;
  readonly remedy?: string | undefined;
  readonly apply?: boolean | undefined;
}

/** `citewatch fix`. */
export async function proposeFix(
  session: Session,
  { source: typed, remedy, apply = false }: Mending,
): Promise<Told> {
  const { options, settings } = session;
  if (apply) allow('apply', session);
  const watch = watchOf(session);
  const { id: source } = selectSource(watch, typed, 'source');
  const findings = await withRecords(options.db, (store) =>
    findingsNow(store, watch, nowOf(settings)),
  );
  const offered = [...offeredRemedies(findings, [source]).values()].map((one) => one.remedy);
  if (!apply) {
    const remedies = offered.map((one) => ({
      ...one,
      does: remedyWords(ENGLISH, one),
      proven: isProven(one),
    }));
    const proven = remedies.filter((one) => one.proven).length;
    return {
      said: ENGLISH.fill(words.offered, { n: remedies.length, proven }),
      facts: { remedies, taken: null },
    };
  }
  const [chosen, ...others] = offered.filter(({ id }) => remedy === undefined || id === remedy);
  if (chosen === undefined || others.length > 0)
    return refuse(
      'remedy',
      `must be one of ${offered.map(({ id }) => id).join(', ') || 'none: there is no remedy'}`,
    );
  return inPassing(session, async (world) => {
    const { tried, written } = await takeRemedy(world, options.sources, chosen, settings);
    const taken = {
      remedy: chosen.id,
      written,
      reason: written ? null : unprovenWords(ENGLISH, tried),
    };
    return {
      said: ENGLISH.fill(words.taken, { written, file: options.sources }),
      facts: { remedies: [chosen], taken },
    };
  });
}

/** Has `job` done in a world that nobody keeps. */
const inPassing = <T>(
  { settings, lend }: Pick<Session, 'settings' | 'lend'>,
  job: (world: World) => Promise<T>,
) =>
  lend(async (hands) => {
    const world = await worldOf(':memory:', settings, hands);
    try {
      return await job(withFetchCache(world));
    } finally {
      await world.close();
    }
  });

const nowOf = ({ now }: ParsedSettings): Date => now ?? new Date();

const watchOf = ({ options: { sources } }: Session) => parseWatchlist(readNamed(sources), sources);

function allow(argument: string, { options }: Session): void {
  if (options.write !== true) refuse(argument, words.locked);
}
