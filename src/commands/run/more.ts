import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../../model/problem.js';
import { isShared } from '../../model/settings.js';
import { noteReport, openReportList } from '../../night/shared-stores.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import {
  bashCompletion,
  type CompletedCommand,
  fishCompletion,
  zshCompletion,
} from '../../surfaces/terminal/completion.js';
import { renderAddedReport, renderRemovedReport, renderReports } from '../../surfaces/terminal/decision.js';
import { type Io, readNamed, readOptionalBytes } from '../io.js';

/** The options of `citewatch reports` as commander gives them. */
export interface ReportsOptions {
  readonly db: string;
}

/** Those of `citewatch reports add`. */
export interface AddReportOptions extends ReportsOptions {
  readonly sources: string;
  readonly name?: string;
  readonly private?: boolean;
}

type Reports = Awaited<ReturnType<typeof openReportList>>;

/** Opens the list for `use`, which gives the exit code. Throws a `UserError` where the store is one of a single report. */
async function inReports(
  db: string,
  name: string | null,
  use: (reports: Reports) => Promise<void>,
): Promise<number> {
  if (!isShared(db))
    throw problem(
      db,
      'is the store of one report: name one that many share, such as postgres://user@host/database',
    );
  const reports = await openReportList(db, name);
  try {
    await use(reports);
    return 0;
  } finally {
    await reports.close();
  }
}

const problem = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

/** Prints the reports; gives the exit code. */
export const runReportsList = ({ db }: ReportsOptions, io: Io): Promise<number> =>
  inReports(db, null, async ({ list }) => io.out(renderReports(await list())));

/** Adds the report of a file; gives the exit code. */
export function runReportsAdd(
  { db, sources, name, private: isPrivate = false }: AddReportOptions,
  io: Io,
): Promise<number> {
  const [first] = parseWatchlist(readNamed(sources), sources).reports;
  const called = name ?? first?.id;
  if (called === undefined)
    throw problem(sources, 'has no report by whose id it could be called: give it a --name');
  return inReports(db, called, async ({ add, mine, shown }) => {
    const report = { sources: resolve(sources), private: isPrivate, addedAt: new Date().toISOString() };
    if (!(await add(report))) {
      const known = await mine();
      const of = known === null || known.private ? '' : `, of ${known.sources}`;
      if (known?.sources !== report.sources)
        throw problem(shown, `is there already${of}: give this one another --name`);
    }
    noteReport(sources, called);
    io.out(renderAddedReport(called, report.private));
  });
}

/** Removes a report; gives the exit code. */
export const runReportsRemove = (name: string, { db }: ReportsOptions, io: Io): Promise<number> =>
  inReports(db, name, async ({ mine, remove, shown }) => {
    const report = await mine();
    if (report === null) throw problem(shown, 'is not there');
    io.out(renderRemovedReport(report, await remove()));
  });

/** The options of `citewatch completion` as commander gives them. */
export interface CompletionOptions {
  readonly sources: string;
}

/** Prints the script of a shell, or the ids that it offers; gives the exit code. */
export function runCompletion(
  program: Command,
  shell: string,
  { sources }: CompletionOptions,
  io: Io,
): number {
  const tree = completed(program, []);
  if (shell === 'sources')
    io.out(
      idsIn(readOptionalBytes(sources)?.toString() ?? '')
        .map((id) => `${id}\n`)
        .join(''),
    );
  else
    io.out(
      shell === 'fish' ? fishCompletion(tree) : shell === 'zsh' ? zshCompletion(tree) : bashCompletion(tree),
    );
  return 0;
}

/** A command and all below it. */
function completed(command: Command, path: readonly string[]): readonly CompletedCommand[] {
  const help = command.createHelp();
  const inner = help.visibleCommands(command);
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
      commands: inner.map((one) => one.name()),
      options,
      argument: isSource ? 'source' : (argument?.argChoices ?? 'any'),
    },
    ...command.commands.flatMap((one) => completed(one, [...path, one.name()])),
  ];
}

/** Characters of ids that a shell takes as they are; others are not offered. */
const BARE = /^[\w.@%+,/-]+$/u;

/** The ids of a `sources.json`, which may be half-written: none then. */
function idsIn(text: string): readonly string[] {
  try {
    const { sources } = JSON.parse(text) as { readonly sources?: readonly { readonly id?: unknown }[] };
    return (sources ?? []).flatMap(({ id }) => (typeof id === 'string' && BARE.test(id) ? [id] : []));
  } catch {
    return [];
  }
}
