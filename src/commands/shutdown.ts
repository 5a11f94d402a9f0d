import { getEventListeners } from 'node:events';
import type { StoreNews } from '../model/run.js';
import { isShared, storeDisplayName } from '../model/settings.js';
import failures from './failures.json' with { type: 'json' };
import type { Io, LogEntry } from './io.js';

/** Codes in words; `named` are those that say nothing without the name of a file. */
const {
  system: SYSTEM,
  named: NAMES,
}: Readonly<Record<'system' | 'named', Readonly<Record<string, string>>>> = failures;

/** What Node says where the package of better-sqlite3 has no build for this machine. */
const UNBUILT = /Cannot find module '[^']*\bbetter_sqlite3\.node'/u;

/** A failure in words, with its file where that is known, and without secrets; `db` is the store. */
export function describeFailure(error: unknown, { hear }: Pick<Io, 'hear'>, db?: string): string {
  if (!(error instanceof Error)) return hear(String(error));
  const {
    code = '',
    path,
    dest = path,
    syscall,
  } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (syscall === 'uv_cwd') return `the folder in which it was started is gone (${code})`;
  // What Node says of a folder within a disk that may only be read.
  if (syscall === 'mkdir' && code === 'ENOENT')
    return `${dest}: it cannot be made, for something above it may only be read or leads nowhere (${code})`;
  if (UNBUILT.test(error.message))
    return 'better-sqlite3 brings no build for this machine. Compile it where citewatch is installed: npm explore better-sqlite3 -- npm run build-release';
  const isLocked = /^SQLITE_(?:BUSY|LOCKED)/u.test(code);
  if (db !== undefined && isShared(db) && code.startsWith('SQLITE_') && !isLocked)
    return `${storeDisplayName(db)}: it is damaged (${hear(error.message)})`;
  // Of the engine's codes the second word is enough (`SQLITE_IOERR_WRITE`).
  const words = SYSTEM[code] ?? SYSTEM[code.split('_', 2).join('_')] ?? (dest && NAMES[code]);
  const about = code.startsWith('SQLITE_') ? db && storeDisplayName(db) : dest;
  if (words === undefined) return hear(error.message);
  return about === undefined ? `${words} (${code})` : `${about}: ${words} (${code})`;
}

/** What is told of a shared store that is away, or back. */
export function storeEntryOf(news: StoreNews, io: Io): LogEntry {
  if (news.kind === 'back')
    return { level: 'info', event: 'store-back', message: 'the store is back' };
  const what = news.locked
    ? 'another process holds a lock of the store'
    : 'the store cannot be reached';
  const message = `${what} (${describeFailure(news.error, io)}); it is tried again`;
  return { level: 'warn', event: 'store-away', message };
}

/** What needs a package that most users do not (`peerDependencies`), and what to install for it. */
const OPTIONAL: Readonly<Record<string, readonly [what: string, packages: string]>> = {
  '@modelcontextprotocol/server': ['Serving agents', '@modelcontextprotocol/server'],
  docx: ['Writing a Word file', 'docx'],
  pg: ['A store that many machines share', 'pg'],
};

/** What to install, where an error says that an optional package is missing; null for any other error. */
export function missingPackage(error: unknown): string | null {
  const [, name = ''] = /Cannot find (?:package|module) '([^']+)'/.exec(String(error)) ?? [];
  const [what, packages] = OPTIONAL[name] ?? [];
  return what === undefined
    ? null
    : `${what} needs what is not installed. Run: npm install ${packages} (with --global, where citewatch was)`;
}

/** Says why the job could not be done; with the stack, when `DEBUG` is set. */
export function printCrash(io: Io, error: unknown, db?: string): void {
  const stack =
    error instanceof Error && io.env.DEBUG
      ? error.stack?.split('\n').map(io.hear).join('\n')
      : undefined;
  io.tell({
    level: 'error',
    event: 'failed',
    message: `citewatch could not do its job: ${stack ?? describeFailure(error, io, db)}`,
  });
}

/**
 * Ends the process with a sentence and its code on a signal, an uncaught error or a failing output. A second signal ends it at once.
 */
export function installShutdownHandlers(io: Io, stop: AbortController): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      // A listener has something to save; all other work may be killed at any time.
      const heard = !stop.signal.aborted && getEventListeners(stop.signal, 'abort').length > 0;
      stop.abort(new Error(`stopped by ${signal}`));
      if (heard) return;
      io.tell({ level: 'warn', event: 'stopped', message: `stopped by ${signal}` });
      process.exit(1);
    });
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error) => {
      printCrash(io, error);
      process.exit(1);
    });
  watchOutput(io);
  // Whoever is run by a scheduler ends with it: another will take up what it did.
  if (process.channel === undefined) return;
  // Heard as a signal is: one that is sent would end the process at once on Windows, which has none.
  process.once('disconnect', () => process.emit('SIGTERM'));
  process.channel.unref();
}

/** A closed pipe (`| head`) changes neither the night nor its exit code; a full disk does. */
function watchOutput(io: Io): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    printCrash(io, new Error(`standard output cannot be written (${error.code ?? error.message})`));
    process.on('exit', () => {
      process.exitCode = 1;
    });
  });
  process.stderr.on('error', () => {});
}

/** Logs Node's warnings like all else. */
export function logNodeWarnings(io: Io): void {
  // Node's own listener prints them.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) =>
    io.tell({ level: 'warn', event: 'warning', message: `${name}: ${message}` }),
  );
}
