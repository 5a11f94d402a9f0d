import { refuse } from '../../model/problem.js';
import { type CopyFound, findCopy, makeCopy } from '../../night/witnesses.js';
import type { RawOptions } from '../../settings/options.js';
import { selectSource } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { openWorldAt } from '../../tasks/open-world.js';
import { openRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { settingsOf } from './prepare.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'>;

interface ArchiveOptions extends RawOptions, Files {
  readonly save?: boolean;
}

/** Prints the copy that was found or made; gives the exit code. */
export async function runArchive(id: string, options: ArchiveOptions, io: Io): Promise<number> {
  const [{ fetch, archive: wayback, timegates }, watch, save] = allOrProblems(
    () => settingsOf(options),
    () => parseWatchlist(readNamed(options.sources), options.sources),
    () => (options.save === true ? { ...keysOf(io), hear: io.hear } : null),
  );
  const source = selectSource(watch, id, 'archive');
  if (source.url === null)
    return refuse(source.id, 'has no address, so there is nothing to look for');
  const world = await openWorldAt(
    { db: options.db, reports: 'reports', fetch, archive: { wayback, timegates, save }, now: null },
    await openRecords(options.db),
  );
  try {
    const found = await findCopy(world, watch, source);
    if (found === null) return refuse(source.id, 'was never looked at: run citewatch check first');
    io.out(describe(found));
    if (found.copy?.carriesPassage === true || save === null) return found.unasked === null ? 0 : 1;
    const made = await makeCopy(world, source.url);
    const isMade = made.kind === 'made';
    io.out(
      isMade ? `A fresh capture was made: ${made.url}\n` : `No capture was made: ${made.reason}\n`,
    );
    return isMade ? 0 : 1;
  } finally {
    await world.close();
  }
}

function keysOf(io: Io): { key: string; secret: string } {
  const [key = '', secret = ''] = (io.env.WAYBACK_KEYS ?? '').split(':');
  return key === '' || secret === ''
    ? refuse('WAYBACK_KEYS', 'must be access:secret, as archive.org/account/s3.php shows them')
    : { key, secret };
}

function describe({ copy, unasked }: CopyFound): string {
  if (unasked !== null) return `The archive could not be asked: ${unasked}\n`;
  if (copy === null) return 'No archive that was asked has a readable copy.\n';
  const { capturedAt, url, carriesPassage, nearest, unchanged } = copy;
  const lines = [
    `${capturedAt.slice(0, 10)}  ${url}`,
    `It ${carriesPassage === true ? 'carries' : 'does not carry'} the passages.`,
  ];
  if (nearest !== undefined)
    lines.push(`Nearer to the day of access, but without them: ${nearest}`);
  if (unchanged !== undefined)
    lines.push(
      'The bytes before and after the day of access are equal, so the page did not change across it:',
      `  ${unchanged.before}`,
      `  ${unchanged.after}`,
    );
  return `${lines.join('\n')}\n`;
}
