import { MAX_SAVED_BYTES } from '../../model/document.js';
import { openThought } from '../../pool/open-thought.js';
import { parseHandIn, type RawHandIn } from '../../settings/decisions.js';
import { parseNightly } from '../../settings/nightly.js';
import { selectSource } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { confirmsAllQuotes } from '../../surfaces/saved-page.js';
import { renderSavedPage } from '../../surfaces/terminal/explanation.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { evidenceBeside, keepBeside } from '../../tasks/evidence-folder.js';
import { handIn } from '../../tasks/hand-in.js';
import { openHosting } from '../../tasks/services.js';
import { bringBack, saveState } from '../../tasks/state.js';
import { withRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed, readNamedBytes, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'>;

export interface WitnessOptions extends RawHandIn, Files {
  readonly remote?: string | undefined;
  readonly stateBranch?: string | undefined;
}

/** The state branch of a nightly job, where the page is to go there; null for nowhere. */
function stateOf(
  { stateBranch, remote = 'origin', sources, db }: WitnessOptions,
  { env, hear }: Io,
) {
  if (stateBranch === undefined) return null;
  const settings = parseNightly({ remote, stateBranch, issue: 'none', db }, env);
  const hosting = openHosting({ ...settings, env, hear, sources, fetch: null });
  const branch = hosting.stateOn(remote, stateBranch);
  return {
    bringBack: () => bringBack(branch, db),
    save: () => saveState(branch, db),
  };
}

/** Judges a saved page, in the threads that `think` opens, and keeps it; gives the exit code: 2 when a passage is not in it. */
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
    () => readNamedBytes(file, MAX_SAVED_BYTES),
    () => stateOf(options, io),
  );
  const source = selectSource(watch, id, 'witness');
  const { db } = options;
  await state?.bringBack();
  return withRecords(db, async (store) => {
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
      const hearing = await handIn(ENGLISH, room, watch, order);
      await state?.save();
      io.out(renderSavedPage(ENGLISH, hearing, io));
      return confirmsAllQuotes(hearing) ? 0 : 2;
    } finally {
      await close();
    }
  });
}
