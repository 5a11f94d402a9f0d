import { renameSync, writeFileSync } from 'node:fs';
import { latestVerdict } from '../../flow/latest.js';
import { addDecision } from '../../load/decide.js';
import { selectSources } from '../../load/select.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { type Problem, UserError } from '../../model/problem.js';
import type { Decision } from '../../model/watchlist.js';
import { openRecords } from '../../world/records.js';
import { type Io, readNamed } from '../io.js';

/** The options of `citewatch ack` as commander gives them. */
export interface AckOptions {
  readonly sources: string;
  readonly db: string;
  readonly about: string;
  readonly edition?: string;
  readonly reason: string;
  readonly until?: string;
}

/** Writes the decision into `sources.json`; gives the exit code. */
export async function runAck(source: string, options: AckOptions, io: Io): Promise<number> {
  const text = readNamed(options.sources);
  selectSources(parseWatchlist(text, options.sources), [source]);
  const decision: Decision = {
    source,
    about: options.about,
    edition:
      options.edition ?? (options.about === 'edition-newer' ? await latestFound(source, options) : null),
    keep: true,
    reason: options.reason,
    on: new Date().toISOString().slice(0, 10),
    until: options.until ?? null,
  };
  const changed = addDecision(text, decision);
  parseWatchlist(changed, options.sources);
  writeFileSync(`${options.sources}.new`, changed);
  renameSync(`${options.sources}.new`, options.sources);
  io.out(
    `${options.sources}: ${source} is kept${decision.edition === null ? '' : `, edition ${decision.edition} considered`}\n`,
  );
  return 0;
}

/** The latest newer edition that the last run found. Throws a `UserError` when it found none. */
async function latestFound(source: string, { db }: AckOptions): Promise<string> {
  const store = openRecords(db);
  try {
    const edition = (await latestVerdict(store, source))?.edition.newer.at(-1)?.edition;
    if (edition !== undefined) return edition;
    const problem: Problem = {
      file: '--edition',
      line: 0,
      column: 0,
      message: `the last run found no edition newer than ${source}; name the one you mean`,
    };
    throw new UserError([problem]);
  } finally {
    await store.close();
  }
}
