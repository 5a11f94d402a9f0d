import { type CopyFound, findCopy, makeCopy } from '../../flow/copy.js';
import { selectSources } from '../../load/select.js';
import type { RawOptions } from '../../load/settings.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { UserError } from '../../model/problem.js';
import type { ArchivedCopy } from '../../model/verdict.js';
import type { Source } from '../../model/watchlist.js';
import { openRecords } from '../../world/records.js';
import { openWorld } from '../../world.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch archive` as commander gives them. */
export interface ArchiveOptions extends RawOptions {
  readonly sources: string;
  readonly db: string;
  readonly save?: boolean;
}

/** Prints the copy that was found or made; gives the exit code. */
export async function runArchive(id: string, options: ArchiveOptions, io: Io): Promise<number> {
  const [{ fetch, archive: wayback, timegates }, watch, save] = allOrProblems(
    () => settingsOf(options),
    () => parseWatchlist(readNamed(options.sources), options.sources),
    () => (options.save === true ? { ...keysOf(io), hear: io.hear } : null),
  );
  const source = selectSources(watch, [id], 'archive')[0] as Source;
  if (source.url === null) throw problem(id, 'has no address, so there is nothing to look for');
  const world = await openWorld(
    { db: options.db, reports: 'reports', fetch, archive: { wayback, timegates, save }, now: null },
    await openRecords(options.db),
  );
  try {
    const found = await findCopy(world, watch, source);
    if (found === null) throw problem(id, 'was never looked at: run citewatch check first');
    io.out(describe(found));
    if (found.copy?.carriesPassage === true || save === null) return found.unasked === null ? 0 : 1;
    const made = await makeCopy(world, source.url);
    io.out(
      made.kind === 'made'
        ? `A fresh capture was made: ${made.url}\n`
        : `No capture was made: ${made.reason}\n`,
    );
    return made.kind === 'made' ? 0 : 1;
  } finally {
    await world.close();
  }
}

function keysOf(io: Io): { key: string; secret: string } {
  const [key = '', secret = ''] = (io.env.WAYBACK_KEYS ?? '').split(':');
  if (key === '' || secret === '')
    throw problem('WAYBACK_KEYS', 'must be access:secret, as archive.org/account/s3.php shows them');
  return { key, secret };
}

const problem = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

function describe({ copy, unasked }: CopyFound): string {
  if (unasked !== null) return `The archive could not be asked: ${unasked}\n`;
  if (copy === null) return 'No archive that was asked has a readable copy.\n';
  const carries =
    copy.carriesPassage === true ? 'It carries the passages.' : 'It does not carry the passages.';
  return `${copy.capturedAt.slice(0, 10)}  ${copy.url}\n${carries}\n${nearer(copy)}${proof(copy)}`;
}

const nearer = ({ nearest }: ArchivedCopy): string =>
  nearest === undefined ? '' : `Nearer to the day of access, but without them: ${nearest}\n`;

const proof = ({ unchanged }: ArchivedCopy): string =>
  unchanged === undefined
    ? ''
    : `The bytes before and after the day of access are equal, so the page did not change across it:\n  ${unchanged.before}\n  ${unchanged.after}\n`;
