import { extname, join } from 'node:path';
import { MAX_REPORT_BYTES } from '../../model/manuscript.js';
import { refuse } from '../../model/problem.js';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { Watchlist } from '../../model/watchlist.js';
import type { Kept } from '../../night/latest.js';
import { withThought } from '../../pool/open-thought.js';
import { fileStem } from '../../surfaces/exhibit/exhibit.js';
import { commandMessages } from '../../surfaces/words/catalogues.js';
import { annotateReport, formatOf } from '../../tasks/annotate.js';
import { type Io, readNamed, readNamedBytes, readOptionalBytes } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { ownFileOf } from './filed-prints.js';
import { publicationOf } from './prepare.js';
import { readReport } from './read-report.js';
import { writeNamed } from './records.js';

/**
 * Puts the own files of the reports, with what a night found of them, beside its page; gives their names there by report. A file of which
 * nothing became another stays as it is: each night of it would be kept for ever. Throws a `UserError` for one that cannot be read.
 */
export async function annotateReports(
  { store }: Pick<Kept, 'store'>,
  run: Run<Verdicts>,
  watch: Watchlist,
  { sources, reports: folder }: PlaceOptions,
  io: Io,
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  const [before] = (await store.nights(2)).filter(({ id }) => id < run.run.id);
  const isNews =
    before === undefined || findingsIn(run) !== findingsIn(await store.result(before.id));
  for (const report of watch.reports) {
    const file = ownFileOf(report, sources);
    if (file === null) continue;
    const bytes = readNamedBytes(file, MAX_REPORT_BYTES);
    if (formatOf(bytes) === undefined) refuse(file, commandMessages.annotate.format);
    const name = `${fileStem(report.id)}.checked${extname(file)}`;
    const path = join(folder, name);
    const { draft } = await readReport(file, bytes);
    const there = isNews ? null : readOptionalBytes(path);
    const isSame =
      there !== null && textOf((await readReport(path, there)).draft) === textOf(draft);
    if (!isSame) {
      const how = {
        all: false,
        quotations: false,
        publication: publicationOf(io, watch.reports),
        now: new Date(),
      };
      const given = {
        name: file,
        bytes,
        draft,
        text: readNamed(sources),
        watch,
        report,
        ...how,
      };
      writeNamed(
        path,
        (await withThought((thought) => annotateReport(store, thought, given))).file,
      );
    }
    made.set(report.id, name);
  }
  return made;
}

/** What a report prints, whatever it was handed out with. */
const textOf = (draft: Awaited<ReturnType<typeof readReport>>['draft']): string =>
  JSON.stringify({ ...draft, offered: undefined });

/** What was found on a night and how each was answered, but for since when. */
const findingsIn = (run: Run<Verdicts> | null): string =>
  JSON.stringify(
    (run?.findings ?? [])
      .filter(({ state }) => state !== 'resolved')
      .map(({ kind, source, citation, quote, edition, decision, change }) => [
        kind,
        source,
        citation,
        quote,
        edition,
        decision,
        change,
      ])
      .sort(),
  );
