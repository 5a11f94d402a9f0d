import { refuse } from '../../model/problem.js';
import {
  REMEDY_KINDS,
  type Remedy,
  type RemedyKind,
  type TriedRemedy,
} from '../../model/remedy.js';
import type { CheckSettings } from '../../model/settings.js';
import { latestVerdicts } from '../../night/latest.js';
import { findingsNow, formalRemedies, offeredRemedies } from '../../night/remedies.js';
import type { World } from '../../night/world.js';
import type { RawOptions } from '../../settings/options.js';
import { selectSources } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import {
  noneProven,
  renderLacking,
  renderOffered,
  renderTaken,
  renderUndo,
} from '../../surfaces/terminal/remedies.js';
import { renderFiled } from '../../surfaces/terminal/terminal.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { remedyWords } from '../../surfaces/words/remedies.js';
import { withFetchCache } from '../../tasks/add.js';
import { withRecords } from '../../tasks/stores.js';
import { tryRemedy } from '../../tasks/try-remedy.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { BUSY, undoEdit, writeEdit } from './edits.js';
import { filedPrints } from './filed-prints.js';
import { type Prepared, settingsOf, worldOf } from './prepare.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'>;
type FixOptions = RawOptions &
  Files &
  Partial<Readonly<Record<RemedyKind | 'proven' | 'dryRun', boolean>>>;

/** Shows what would mend sources, or mends them ({@link mend}), and says what the filed reports still print of what is mended; gives the exit code. */
export async function runFix(
  typed: readonly string[],
  options: FixOptions,
  io: Io,
  open = worldOf,
): Promise<number> {
  const { sources: file } = options;
  const [settings, watch] = allOrProblems(
    () => settingsOf(options),
    () => parseWatchlist(readNamed(file), file),
  );
  const named = typed.length === 0 ? [] : selectSources(watch, typed, 'fix').map(({ id }) => id);
  const code = await mend(named, { settings, watch }, options, io, open);
  // By their citations: a source that was merged is gone.
  const uses = watch.reports.flatMap(({ citations }) =>
    citations.filter(({ source }) => named.includes(source)),
  );
  const ids = named.length === 0 ? null : new Set(uses.map(({ id }) => id));
  const filed = await filedPrints(file);
  io.out(
    renderFiled(
      ENGLISH,
      filed.filter(({ citations }) => ids === null || citations.some((id) => ids.has(id))),
      io,
    ),
  );
  return code;
}

/** Each remedy is proved again first, in the world that `open` opens. Gives the exit code: 2 where one was not taken. */
async function mend(
  named: readonly string[],
  { settings, watch }: Prepared,
  options: FixOptions,
  io: Io,
  open: typeof worldOf,
): Promise<number> {
  const { sources: file, db } = options;
  const now = settings.now ?? new Date();
  const { findings, verdicts } = await withRecords(db, async (store) => ({
    findings: await findingsNow(store, watch, now),
    verdicts: await latestVerdicts(store, named),
  }));
  const offered = [...offeredRemedies(findings, named).values()].map(({ remedy }) => remedy);
  const kinds = REMEDY_KINDS.filter((kind) => options[kind] === true);
  const asked = (options.proven === true ? formalRemedies(findings, named) : offered).filter(
    ({ kind }) => kinds.length === 0 || kinds.includes(kind),
  );
  const chosen = options.proven === true || isClear(asked, named, kinds) ? asked : null;
  if (chosen === null) {
    for (const id of named)
      io.out(renderLacking(ENGLISH, id, kindsLacking(offered, id, kinds), verdicts, io));
    io.out(renderOffered(ENGLISH, offered, watch, io));
    return kinds.length === 0 && (named.length === 0 || offered.length === 0) ? 0 : 3;
  }
  if (chosen.length === 0) io.out(noneProven(ENGLISH));
  const opened = await open(':memory:', settings);
  const world = withFetchCache(opened);
  let all = true;
  try {
    for (const remedy of chosen) {
      const { tried, ...taken } = await takeRemedy(world, file, remedy, settings, options.dryRun);
      all &&= tried.stands;
      io.out(renderTaken(ENGLISH, tried, { ...taken, file }, io));
    }
  } finally {
    await opened.close();
  }
  return all ? 0 : 2;
}

/** Proves a remedy again, and writes its edit where it stands and that is wanted. Throws a `UserError` where another program was faster. */
export async function takeRemedy(
  world: World,
  file: string,
  remedy: Remedy,
  settings: CheckSettings,
  dryRun = false,
): Promise<{ readonly tried: TriedRemedy; readonly before: string; readonly written: boolean }> {
  const before = readNamed(file);
  const tried = await tryRemedy(world, { text: before, file }, remedy, settings);
  const written = tried.stands && !dryRun;
  if (
    written &&
    writeEdit(file, before, tried.text, {
      source: remedy.source,
      what: remedyWords(ENGLISH, remedy),
    }) === null
  )
    refuse(file, BUSY);
  return { tried, before, written };
}

/** Kinds that were asked for of a source, and are not offered. */
const kindsLacking = (
  offered: readonly Remedy[],
  id: string,
  kinds: readonly RemedyKind[],
): readonly RemedyKind[] =>
  kinds.filter((kind) => !offered.some((one) => one.source === id && one.kind === kind));

/** True where it is said which remedies to take: of each source one, or all of one kind, which each of them has. */
function isClear(
  asked: readonly Remedy[],
  named: readonly string[],
  kinds: readonly RemedyKind[],
): boolean {
  const counts = named.map((id) => asked.filter(({ source }) => source === id).length);
  const isOne = (count: number): boolean => (kinds.length === 1 ? count > 0 : count <= 1);
  return asked.length > 0 && named.length > 0 && counts.every(isOne);
}

/** Takes the last edit back that a program made; gives the exit code. */
export async function runUndo({ sources }: Pick<Files, 'sources'>, io: Io): Promise<number> {
  const { source, what, before, after } = undoEdit(sources);
  io.out(renderUndo(ENGLISH, `${source}: ${what}`, { before, after, file: sources }, io));
  return 0;
}
