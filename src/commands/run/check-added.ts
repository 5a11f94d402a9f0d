import { existsSync } from 'node:fs';
import { failsOn } from '../../model/finding.js';
import type { CheckSettings } from '../../model/settings.js';
import type { Watchlist } from '../../model/watchlist.js';
import { check } from '../../night/night.js';
import { addedSince } from '../../settings/addition.js';
import { citationLines, type FindLine, packUses, quotationLines } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import {
  type AddedClaim,
  addedClaims,
  renderAdded,
  renderAddedAnnotations,
} from '../../surfaces/added-citations.js';
import { renderJson } from '../../surfaces/files/json.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import type { CheckOptions } from '../options.js';
import { withWorld } from './check.js';
import { settingsOf } from './prepare.js';
import { progress } from './tell-night.js';

/** Looks only at what is cited anew, and tells it at its lines; gives the exit code. The report files stay those of the last night. */
export async function runCheckAdded(
  options: CheckOptions & { readonly addedSince: string },
  io: Io,
): Promise<number> {
  const { sources: file, addedSince: earlier } = options;
  const [settings, { text, watch }, before] = allOrProblems(
    () => settingsOf(options),
    () => watchlistNow(file),
    () => watchlistBefore(earlier),
  );
  const added = addedSince(before, watch);
  if (added.sources.length === 0) {
    io.out(`Nothing was added to ${file}: nothing was looked at.\n`);
    return 0;
  }
  return withWorld(options, settings, io, async (world) => {
    const run = await check(world, packUses(watch), { ...settings, only: added.sources }, progress(io));
    const claims = addedClaims(run, added);
    io.out(options.json === true ? renderJson(run) : renderAdded(run, claims, io));
    if (io.env.GITHUB_ACTIONS === 'true')
      io.command(
        renderAddedAnnotations(run, claims, file, linesIn(text)),
        options.json === true ? 'err' : 'out',
      );
    return run.run.online ? exitCode(claims, settings.failOn) : 1;
  });
}

function watchlistNow(file: string): { readonly text: string; readonly watch: Watchlist } {
  const text = readNamed(file);
  return { text, watch: parseWatchlist(text, file) };
}

/** Null where there was none: git gives an empty file where a branch has no such file. */
function watchlistBefore(file: string): Watchlist | null {
  const text = existsSync(file) ? readNamed(file) : '';
  return text.trim() === '' ? null : parseWatchlist(text, file);
}

function linesIn(text: string): FindLine {
  const [quotation, citation] = [quotationLines(text), citationLines(text)];
  return (id) => quotation(id) ?? citation(id);
}

const exitCode = (claims: readonly AddedClaim[], failOn: CheckSettings['failOn']): number =>
  claims.some(({ severity }) => severity !== null && failsOn(failOn, { severity, state: 'new' })) ? 2 : 0;
