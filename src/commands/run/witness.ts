import { handIn } from '../../flow/witness.js';
import { parseHandIn, type RawHandIn } from '../../load/parse-hand-in.js';
import { selectSources } from '../../load/select.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { MOST_SAVED } from '../../model/saved-file.js';
import type { Source } from '../../model/watchlist.js';
import { hearsAll } from '../../report/hearing.js';
import { renderHearing } from '../../report/terminal/hearing.js';
import { evidenceBeside, keepBeside } from '../../world/evidence.js';
import { openRecords } from '../../world/records.js';
import { openThought } from '../../world/thought.js';
import { allOrProblems, type Io, readNamed, readNamedBytes } from '../io.js';
import { VERSION } from '../version.js';

/** The options of `citewatch witness` as commander gives them. */
export interface WitnessOptions extends RawHandIn {
  readonly sources: string;
  readonly db: string;
}

/** Hears a saved page, in the threads that `think` opens, and keeps it; gives the exit code: 2 when a passage does not stand in it. */
export async function runWitness(
  id: string,
  file: string,
  options: WitnessOptions,
  io: Io,
  think = openThought,
): Promise<number> {
  const [watch, words, bytes] = allOrProblems(
    () => parseWatchlist(readNamed(options.sources), options.sources),
    () => parseHandIn(options, new Date()),
    () => readNamedBytes(file, MOST_SAVED),
  );
  const source = selectSources(watch, [id], 'witness')[0] as Source;
  const { db } = options;
  const store = await openRecords(db);
  const { thought, close } = think();
  try {
    const room = {
      store,
      thought,
      handedIn: evidenceBeside(db),
      keep: keepBeside(db),
      now: () => new Date(),
    };
    const order = { source, file, bytes, words, program: `citewatch/${VERSION}` };
    const hearing = await handIn(room, watch, order);
    io.out(renderHearing(hearing, io));
    return hearsAll(hearing) ? 0 : 2;
  } finally {
    await close();
    await store.close();
  }
}
