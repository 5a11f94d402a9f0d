import { dirname } from 'node:path';
import { bringBack, saveState } from '../../flow/kept-state.js';
import { handIn } from '../../flow/witness.js';
import { parseNightly } from '../../load/nightly.js';
import { parseHandIn, type RawHandIn } from '../../load/parse-hand-in.js';
import { selectSources } from '../../load/select.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { MOST_SAVED } from '../../model/saved-file.js';
import type { Source } from '../../model/watchlist.js';
import { hearsAll } from '../../report/hearing.js';
import { renderHearing } from '../../report/terminal/hearing.js';
import { evidenceBeside, keepBeside } from '../../world/evidence.js';
import { openHosting } from '../../world/hosting.js';
import { openRecords } from '../../world/records.js';
import { openThought } from '../../world/thought.js';
import { allOrProblems, type Io, readNamed, readNamedBytes } from '../io.js';
import { VERSION } from '../version.js';

/** The options of `citewatch witness` as commander gives them. */
export interface WitnessOptions extends RawHandIn {
  readonly sources: string;
  readonly db: string;
  readonly remote?: string | undefined;
  readonly stateBranch?: string | undefined;
}

/** The state of a nightly job, where the page is to go there: between two nights it is nowhere else. */
function stateOf({ stateBranch, remote = 'origin', sources, db }: WitnessOptions, { env, hear }: Io) {
  if (stateBranch === undefined) return null;
  const settings = parseNightly({ remote, stateBranch, issue: 'none', db }, env);
  const hosting = openHosting({ ...settings, env, hear, folder: dirname(sources), fetch: null });
  const branch = hosting.stateOn(remote, stateBranch);
  return {
    bringBack: () => bringBack(branch, hosting, db),
    save: () => saveState(branch, hosting, db),
  };
}

/** Hears a saved page, in the threads that `think` opens, and keeps it; gives the exit code: 2 when a passage does not stand in it. */
export async function runWitness(
  id: string,
  file: string,
  options: WitnessOptions,
  io: Io,
  think = openThought,
): Promise<number> {
  const [watch, words, bytes, state] = allOrProblems(
    () => parseWatchlist(readNamed(options.sources), options.sources),
    () => parseHandIn(options, new Date()),
    () => readNamedBytes(file, MOST_SAVED),
    () => stateOf(options, io),
  );
  const source = selectSources(watch, [id], 'witness')[0] as Source;
  const { db } = options;
  await state?.bringBack();
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
    await state?.save();
    io.out(renderHearing(hearing, io));
    return hearsAll(hearing) ? 0 : 2;
  } finally {
    await close();
    await store.close();
  }
}
