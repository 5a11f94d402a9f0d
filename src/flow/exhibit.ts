import { createHash } from 'node:crypto';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptCapture } from '../evidence/capture-reader.js';
import type { Evidence } from '../evidence/evidence.js';
import { UserError } from '../model/problem.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import { renderEvidenceProblem } from '../report/exhibit/evidence-problem.js';
import {
  captureName,
  type Exhibit,
  type ExhibitFile,
  type ExhibitRecord,
  fileStem,
  renderManifest,
  renderSums,
} from '../report/exhibit/exhibit.js';
import { renderEvidencePage } from '../report/exhibit/exhibit-page.js';
import type { World } from '../world.js';

/** What is to be handed out, and where. */
export interface ExportOrder {
  readonly source: string;
  /** The run whose capture is shown; undefined for the latest that shows the document. */
  readonly run: number | undefined;
  /** The folder to make; undefined for one named after the source. */
  readonly to: string | undefined;
  /** Name and version of the program. */
  readonly program: string;
}

/** What was handed out. */
export interface Exported {
  readonly folder: string;
  readonly url: string;
  /** When the capture was made, ISO. */
  readonly at: string;
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
  const capture = await captureFor(evidence, order);
  const visits = await store.visits(capture.record.run);
  const folder = order.to ?? `evidence-${fileStem(order.source)}`;
  await makeEmpty(folder);
  const name = captureName(order.source, capture.record.at, capture.outcome.headers['content-type']);
  const bytes = capture.outcome.body?.bytes ?? new Uint8Array();
  const served = await write(folder, name, bytes, 'the document as it was received');
  const { warc, records } = await writeWarc(folder, order.source, evidence);
  const { captures, tip, problems } = await evidence.verify();
  const exhibit: Exhibit = {
    schema: 'citewatch.exhibit/1',
    program: order.program,
    exportedAt: now().toISOString(),
    ...shown(capture, served, verdictOf(visits, capture.record)),
    records,
    log: { lines: tip.n, sha256: tip.sha256, captures, problems: problems.map(renderEvidenceProblem) },
    files: [served, warc],
  };
  const manifest = await write(folder, 'manifest.json', renderManifest(exhibit), 'all of this for programs');
  const page = await write(folder, 'index.html', renderEvidencePage(exhibit, manifest), 'this page');
  await writeFile(join(folder, 'SHA256SUMS'), renderSums([...exhibit.files, manifest, page]));
  return { folder, url: capture.record.url, at: capture.record.at, problems: exhibit.log.problems };
}

async function captureFor(evidence: Evidence, { source, run }: ExportOrder): Promise<KeptCapture> {
  const records = await evidence.list(source);
  if (records.length === 0) throw complaint(source, 'no evidence of it is kept');
  const record =
    run === undefined
      ? (records.findLast((one) => one.accepted) ?? records.at(-1))
      : records.findLast((one) => one.run === run);
  const capture = record === undefined ? null : await evidence.read(record.n);
  if (capture === null)
    throw complaint('--run', `no bytes of ${source} are kept from run ${run ?? record?.run}`);
  return capture;
}

const complaint = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

/** What the exhibit says of the capture itself. */
function shown(
  { record, outcome, userAgent }: KeptCapture,
  file: ExhibitFile,
  verdict: SourceVerdict | null,
): Pick<Exhibit, 'source' | 'capture' | 'quotes'> {
  const { body, at, url, hops, finalUrl, http, headers } = outcome;
  return {
    source: {
      id: record.subject,
      title: verdict?.title ?? record.subject,
      publisher: verdict?.publisher ?? null,
    },
    capture: {
      ...{ n: record.n, run: record.run, at, url, hops, finalUrl, http, headers, userAgent },
      ...{ file: file.name, bytes: file.bytes, sha256: file.sha256 },
      truncated: body?.truncated ?? false,
      accepted: record.accepted,
    },
    quotes: verdict && quotesOf(verdict),
  };
}

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw complaint(folder, 'is not empty');
}

async function write(
  folder: string,
  name: string,
  content: string | Uint8Array,
  what: string,
): Promise<ExhibitFile> {
  const bytes = Buffer.from(content);
  await writeFile(join(folder, name), bytes);
  return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), what };
}

/** Writes the WARC records of all captures of a source one after another, one capture in memory at a time. */
async function writeWarc(folder: string, subject: string, evidence: Evidence) {
  const name = `${fileStem(subject)}.warc.gz`;
  const hash = createHash('sha256');
  const records: ExhibitRecord[] = [];
  let offset = 0;
  const file = await open(join(folder, name), 'w');
  try {
    for await (const { record, bytes } of evidence.warcs(subject)) {
      await file.appendFile(bytes);
      hash.update(bytes);
      const { n, run, at, url, finalUrl, http, revisit, payloadSha256, recordSha256 } = record;
      const facts = { n, run, at, url, finalUrl, http, revisit, payloadSha256 };
      const place = { offset, length: bytes.length, recordSha256 };
      records.push({ ...facts, ...place, lineSha256: record.sha256, previousSha256: record.previous });
      offset += bytes.length;
    }
  } finally {
    await file.close();
  }
  const warc = { name, bytes: offset, sha256: hash.digest('hex'), what: 'all stored records of this source' };
  return { warc, records };
}

/** What was judged of these very bytes. */
function verdictOf(
  visits: readonly Visit[],
  { subject, payloadSha256 }: KeptCapture['record'],
): SourceVerdict | null {
  const { outcome, verdict } = visits.find((visit) => visit.subject === subject) ?? {};
  return outcome?.kind === 'answered' && outcome.sha256 === payloadSha256 ? (verdict ?? null) : null;
}

const quotesOf = (verdict: SourceVerdict) =>
  verdict.citations.flatMap((citation) =>
    citation.quotes.map((quote) => ({ citation: citation.id, cited: citation.cited, quote })),
  );
