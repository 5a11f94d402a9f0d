import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeptCapture, lastOfRoles } from '../evidence/capture-reader.js';
import type { Evidence } from '../evidence/evidence.js';
import { UserError } from '../model/problem.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { ExhibitConnection } from '../report/exhibit/connection.js';
import {
  type Carried,
  captureName,
  type Exhibit,
  type ExhibitFile,
  type ExhibitOther,
  type ExhibitResource,
  fileStem,
  renderManifest,
  renderSums,
} from '../report/exhibit/exhibit.js';
import { renderEvidencePage } from '../report/exhibit/exhibit-page.js';
import { resourceWords } from '../report/exhibit/resources.js';
import type { World } from '../world.js';
import { byWorth, type JudgedCapture, judgedCaptures } from './carrying.js';
import { writeExhibitFile } from './exhibit-file.js';
import { packWacz, writeWarc } from './exported-archives.js';
import { exportConnection } from './exported-connection.js';
import { exportLog } from './exported-stamps.js';

/** What is to be handed out, and where. */
export interface ExportOrder {
  readonly source: string;
  /** The capture of this run is shown, or the latest of this day (ISO); by default the latest that carries the passages. */
  readonly run?: number | undefined;
  readonly night?: string | undefined;
  /** True when all captures of the source go into the archives, and not that one alone. */
  readonly all: boolean;
  /** True when the log's lines from the capture to its time stamp go with it: they name other sources. */
  readonly log?: boolean | undefined;
  /** Who hands it out, in his own words. */
  readonly by: string | null;
  /** The folder to make; undefined for one named after the source. */
  readonly to?: string | undefined;
  /** Name and version of the program. */
  readonly program: string;
}

/** What was handed out. */
export interface Exported {
  readonly folder: string;
  readonly url: string;
  /** When the capture was made, ISO. */
  readonly at: string;
  /** How much of what is cited it shows. */
  readonly passages: Carried | null;
  /** The other captures that are kept, latest first. */
  readonly others: readonly ExhibitOther[];
  /** When the page was saved that somebody handed in, ISO, where it is among the files; else null. */
  readonly savedAt: string | null;
  /** What is wrong with the evidence, each in one line. */
  readonly problems: readonly string[];
}

/**
 * Makes a folder that can be filed: a capture, its records, and a page that explains them. Throws a `UserError` when
 * no such capture is kept, or when the folder has something in it already.
 */
export async function exportExhibit(
  { evidence, store, now }: { evidence: Evidence } & Pick<World, 'store' | 'now'>,
  order: ExportOrder,
): Promise<Exported> {
  const judged = judgedCaptures(await evidence.list(order.source), await store.life(order.source));
  const { chosen, capture } = await captureFor(evidence, judged, order);
  const folder = order.to ?? `evidence-${fileStem(order.source)}`;
  await makeEmpty(folder);
  const name = captureName(order.source, capture.record.at, capture.outcome.headers['content-type']);
  const bytes = capture.outcome.body?.bytes ?? new Uint8Array();
  const served = await writeExhibitFile(folder, name, bytes, 'the document as it was received');
  const warc = await writeWarc(folder, order, evidence, chosen.record.n);
  const beside = await writeBeside(folder, evidence, warc.resources, chosen.record.run);
  const { connection, certificates } = await exportConnection(evidence, folder, capture);
  const around = await exportLog(evidence, folder, chosen.record.n, order.log === true);
  const said: Omit<Exhibit, 'files'> = {
    schema: 'citewatch.exhibit/1',
    program: order.program,
    exportedAt: now().toISOString(),
    custody: { by: order.by },
    ...shown(capture, connection, served, chosen),
    others: othersOf(judged, chosen),
    records: warc.records,
    resources: beside.resources,
    stamps: around.stamps,
    log: around.log,
  };
  const wacz = await packWacz(folder, said, warc);
  const files = [served, warc.file, wacz, ...certificates, ...around.files, ...beside.files];
  await explain(folder, { ...said, files });
  const { url, at } = capture.record;
  const saved = beside.resources.findLast(({ role, file }) => role === 'handed-in' && file !== null);
  return {
    ...{ folder, url, at, passages: chosen.passages, others: said.others },
    ...{ savedAt: saved?.at ?? null, problems: said.log.problems },
  };
}

/** Writes the page and the manifest of a folder, and the fingerprints of all its files. */
async function explain(folder: string, exhibit: Exhibit): Promise<void> {
  const write = (name: string, text: string, what: string) => writeExhibitFile(folder, name, text, what);
  const manifest = await write('manifest.json', renderManifest(exhibit), 'all of this for programs');
  const page = await write('index.html', renderEvidencePage(exhibit, manifest), 'this page');
  await writeFile(join(folder, 'SHA256SUMS'), renderSums([...exhibit.files, manifest, page]));
}

/** Writes what was kept beside a capture of a run each into a file of its own. */
async function writeBeside(
  folder: string,
  evidence: Evidence,
  resources: readonly Omit<ExhibitResource, 'file'>[],
  run: number,
): Promise<{ readonly resources: readonly ExhibitResource[]; readonly files: readonly ExhibitFile[] }> {
  const files = new Map<number, ExhibitFile>();
  for (const { n, role, url, at, contentType } of lastOfRoles(resources, run)) {
    const kept = await evidence.readBeside(n);
    if (kept === null) continue;
    const name = captureName(`${kept.record.subject}-${role}`, at, contentType);
    files.set(
      n,
      await writeExhibitFile(folder, name, kept.resource.bytes, `${resourceWords(role)} of ${url}`),
    );
  }
  return {
    resources: resources.map((one) => ({ ...one, file: files.get(one.n)?.name ?? null })),
    files: [...files.values()],
  };
}

/** Of the captures that are asked for, the one of most worth whose bytes are still kept. */
async function captureFor(
  evidence: Evidence,
  judged: readonly JudgedCapture[],
  { source, run, night }: ExportOrder,
): Promise<{ readonly chosen: JudgedCapture; readonly capture: KeptCapture }> {
  if (judged.length === 0) throw complaint(source, 'no evidence of it is kept');
  const asked = judged.filter(
    ({ record }) =>
      (run === undefined || record.run === run) && (night === undefined || record.at.startsWith(night)),
  );
  const named = run !== undefined || night !== undefined;
  for (const chosen of named ? asked.toReversed() : byWorth(asked)) {
    const reading = evidence.read(chosen.record.n);
    // One that was damaged is passed over where there is a choice; the verification that follows names it.
    const capture = await (named ? reading : reading.catch(() => null));
    if (capture !== null) return { chosen, capture };
  }
  const from = [run === undefined ? '' : ` from run ${run}`, night === undefined ? '' : ` of ${night}`];
  const runs = judged.map(({ record }) => `${record.run} (${record.at.slice(0, 10)})`).slice(-RUNS_NAMED);
  throw complaint(
    run !== undefined ? '--run' : night !== undefined ? '--night' : source,
    `no bytes of ${source} are kept${from.join('')}; the latest runs that kept it: ${runs.join(', ')}`,
  );
}

/** Runs that a complaint names, our choice. */
const RUNS_NAMED = 5;

const othersOf = (judged: readonly JudgedCapture[], chosen: JudgedCapture): readonly ExhibitOther[] =>
  judged
    .filter((one) => one !== chosen)
    .map(({ record: { n, run, at, http, payloadSha256 }, passages }) => ({
      ...{ n, run, at, http, payloadSha256, passages },
    }))
    .reverse();

const complaint = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

/** What the exhibit says of the capture itself. */
function shown(
  { record, holder, outcome, userAgent }: KeptCapture,
  connection: ExhibitConnection | null,
  file: ExhibitFile,
  { verdict, passages }: JudgedCapture,
): Pick<Exhibit, 'source' | 'capture' | 'quotes'> {
  const { body, at, url, hops, finalUrl, http, headers } = outcome;
  return {
    source: {
      id: record.subject,
      title: verdict?.title ?? record.subject,
      publisher: verdict?.publisher ?? null,
    },
    capture: {
      ...{ n: record.n, run: record.run, at, url, hops, finalUrl, http, headers, userAgent, connection },
      ...{ file: file.name, bytes: file.bytes, sha256: file.sha256 },
      ...(record.sameAs === undefined ? {} : { sameAs: { n: holder.n, at: holder.at } }),
      truncated: body?.truncated ?? false,
      accepted: record.accepted,
      passages,
    },
    quotes: verdict && quotesOf(verdict),
  };
}

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw complaint(folder, 'is not empty');
}

const quotesOf = (verdict: SourceVerdict) =>
  verdict.citations.flatMap((citation) =>
    citation.quotes.map((quote) => ({ citation: citation.id, cited: citation.cited, quote })),
  );
