import { join } from 'node:path';
import type { Command } from 'commander';
import { refuse } from '../../model/problem.js';
import { isGoodRun, type Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { Watchlist } from '../../model/watchlist.js';
import { type Kept, runToShow } from '../../night/latest.js';
import { loadPageContext } from '../../night/page-context.js';
import { parseStatus, reportedRun } from '../../settings/nightly.js';
import type { RawOptions } from '../../settings/options.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderCsv } from '../../surfaces/files/csv.js';
import { renderFeed, renderJsonFeed } from '../../surfaces/files/feed.js';
import { renderJson } from '../../surfaces/files/json.js';
import { renderMarkdown } from '../../surfaces/files/markdown.js';
import { renderPage } from '../../surfaces/page/page.js';
import { renderStatus, renderStatusJson, type Status, statusOf } from '../../surfaces/status.js';
import {
  bashCompletion,
  type CompletedCommand,
  fishCompletion,
  zshCompletion,
} from '../../surfaces/terminal/completion.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { evidenceBeside } from '../../tasks/evidence-folder.js';
import { mayHaveRecords, withRecords } from '../../tasks/stores.js';
import { type Io, readOptional, readOptionalBytes } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { publicationAt } from './prepare.js';

const FORMATS = {
  html: renderPage,
  md: renderMarkdown,
  json: renderJson,
  csv: renderCsv,
  feed: renderFeed,
  'json-feed': renderJsonFeed,
};

export type ReportFormat = keyof typeof FORMATS;

interface ReportOptions extends Pick<PlaceOptions, 'sources' | 'db'> {
  readonly run?: string;
  readonly format: ReportFormat;
}

export function runReport({ sources, db, run, format }: ReportOptions, io: Io): Promise<number> {
  const publication = publicationAt(io, sources);
  return withRecords(db, async (store) => {
    const recorded = await recordedRun(store, run);
    const world = { store, evidence: evidenceBeside(db) };
    const beside =
      format === 'html' ? await loadPageContext(world, recorded, watchAt(sources)) : {};
    io.out(FORMATS[format](recorded, publication, beside));
    return 0;
  });
}

/** What `sources.json` says; null without one: a page can do without. Throws a `UserError` for one that is wrong. */
function watchAt(sources: string): Watchlist | null {
  const bytes = readOptionalBytes(sources);
  return bytes === null ? null : parseWatchlist(bytes, sources);
}

async function recordedRun(
  store: Kept['store'],
  number: string | undefined,
): Promise<Run<Verdicts>> {
  if (number === undefined)
    return (await runToShow(store)) ?? refuse('--run', 'nothing has been checked yet');
  const run = /^\d{1,9}$/u.test(number) ? await store.result(Number(number)) : null;
  return run ?? refuse('--run', `there is no finished run ${number}`);
}

interface StatusOptions
  extends Pick<PlaceOptions, 'db' | 'reports'>,
    Pick<RawOptions, 'now' | 'timezone'> {
  readonly maxAge: string;
  readonly json?: boolean;
}

/** Says when the last good run was; gives 1 when that is too long ago, as long in the future (a clock was wrong), or never was. */
export async function runStatus(options: StatusOptions, io: Io): Promise<number> {
  const { maxAge, now } = parseStatus(options);
  const status = statusOf(await runsIn(options), now ?? new Date(), maxAge);
  io.out(options.json === true ? renderStatusJson(status) : renderStatus(ENGLISH, status));
  return status.ok ? 0 : 1;
}

/** From the store; where there is none, from the latest report, which is of the last good run. Makes no store. */
async function runsIn({ db, reports }: StatusOptions): Promise<Pick<Status, 'last' | 'good'>> {
  if (mayHaveRecords(db)) {
    const stored = await withRecords(db, async (store) => ({
      last: (await store.runs(1))[0] ?? null,
      good: await store.lastGood(),
    }));
    if (stored.last !== null) return stored;
  }
  const shown = reportedRun(readOptional(join(reports, 'latest.json')) ?? '');
  const good = shown !== null && isGoodRun(shown) && !shown.unkept ? shown : null;
  return { last: shown?.offlineSince ?? shown, good };
}

/** Prints the completion script of a shell, or the ids that it offers; gives the exit code. */
/** Shells that have a script of their own. */
const SCRIPTS: Readonly<Record<string, typeof bashCompletion>> = {
  fish: fishCompletion,
  zsh: zshCompletion,
};

export function runCompletion(
  program: Command,
  shell: string,
  { sources }: Pick<PlaceOptions, 'sources'>,
  io: Io,
): number {
  if (shell === 'sources') {
    for (const id of idsIn(readOptionalBytes(sources)?.toString() ?? '')) io.out(`${id}\n`);
    return 0;
  }
  const script = SCRIPTS[shell] ?? bashCompletion;
  io.out(script(commandsToComplete(program, [])));
  return 0;
}

function commandsToComplete(
  command: Command,
  path: readonly string[],
): readonly CompletedCommand[] {
  const help = command.createHelp();
  const options = help.visibleOptions(command).map((option) => ({
    names: [option.short, option.long].filter((name) => name != null),
    about: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  }));
  const [argument] = command.registeredArguments;
  const isSource = argument?.name() === 'source' || argument?.name() === 'sources';
  return [
    {
      path,
      about: help.subcommandDescription(command),
      commands: help.visibleCommands(command).map((one) => one.name()),
      options,
      argument: isSource ? 'source' : (argument?.argChoices ?? 'any'),
    },
    ...command.commands.flatMap((one) => commandsToComplete(one, [...path, one.name()])),
  ];
}

/** Ids that a shell takes as they are; others are not offered. */
const BARE = /^[\w.@%+,/-]+$/u;

/** The ids of a `sources.json`, which may be half-written: none then. */
function idsIn(text: string): readonly string[] {
  try {
    const { sources } = JSON.parse(text) as {
      readonly sources?: readonly { readonly id?: unknown }[];
    };
    return (sources ?? []).flatMap(({ id }) =>
      typeof id === 'string' && BARE.test(id) ? [id] : [],
    );
  } catch {
    return [];
  }
}
