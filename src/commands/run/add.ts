import { readFileSync } from 'node:fs';
import { askingOnce, recordAdded, type Tried, tryAdd } from '../../flow/add.js';
import { EMPTY_WATCHLIST } from '../../flow/import.js';
import { parseAddition, type RawAddition } from '../../load/addition.js';
import { selectReport } from '../../load/select.js';
import type { ParsedSettings, RawOptions } from '../../load/settings.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { UserError } from '../../model/problem.js';
import { renderAdd } from '../../report/add/add-summary.js';
import { openWorld, type World } from '../../world.js';
import { allOrProblems, type Io, readOptional } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { writeWhole } from './import.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch add` as commander gives them. */
export interface AddOptions extends Pick<PlaceOptions, 'sources' | 'db'>, RawOptions, RawAddition {
  readonly report?: string;
  readonly anyway?: boolean;
}

/** Adds a citation whose quotation stands; gives the exit code: 2 where it does not, and nothing was written. */
export async function runAdd(url: string, options: AddOptions, io: Io): Promise<number> {
  const [settings, to] = allOrProblems(
    () => settingsOf(options),
    () => addTo(options),
  );
  const today = (settings.now ?? new Date()).toISOString().slice(0, 10);
  const quote = options.quote === '-' ? readFileSync(0, 'utf8') : options.quote;
  const addition = parseAddition(url, { ...options, quote }, today);
  const opened = await worldOf(':memory:', settings);
  const world = askingOnce({ ...opened, evidence: null });
  try {
    const tried = await tryAdd(world, to, addition, settings);
    const written = tried.quote.verdict === 'intact' || options.anyway === true;
    if (written) {
      writeWhole(options.sources, tried.text, to.before);
      await record(options.db, world, tried, settings);
    }
    const asked = addition.url === url ? null : addition.url;
    io.out(renderAdd({ ...tried, asked, written, file: options.sources }, io));
    return written ? 0 : 2;
  } finally {
    await opened.close();
  }
}

function worldOf(db: string, { archive: wayback, timegates, fetch, now }: ParsedSettings): Promise<World> {
  const archive = wayback === null && timegates.length === 0 ? null : { wayback, timegates };
  return openWorld({ db, reports: '', fetch, archive, now });
}

/** A first visit, recorded as any other, of what was received already. */
async function record(db: string, { fetch }: World, tried: Tried, settings: ParsedSettings): Promise<void> {
  const world = await worldOf(db, settings);
  try {
    await recordAdded({ ...world, fetch }, tried, settings);
  } finally {
    await world.close();
  }
}

/** The file that is added to, and the report in it: one that is named is made where there is none of its id. */
function addTo({ sources, report }: AddOptions) {
  const text = readOptional(sources);
  if (text === null && report === undefined) {
    const message =
      'is not there yet: citewatch init makes one of a report; or name the report with --report';
    throw new UserError([{ file: sources, line: 0, column: 0, message }]);
  }
  const watch = parseWatchlist(text ?? EMPTY_WATCHLIST, sources);
  return {
    before: text,
    text: text ?? EMPTY_WATCHLIST,
    file: sources,
    report: report ?? selectReport(watch, undefined).id,
  };
}
