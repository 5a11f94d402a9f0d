import { createHash } from 'node:crypto';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '../evidence/evidence.js';
import type { KeptCapture } from '../evidence/kept-captures.js';
import { formatEvidenceProblem } from '../evidence/problem.js';
import { UserError } from '../model/problem.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
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
import { VERSION } from './version.js';

/** What is to be exported. */
export interface ExportOrder {
  readonly evidence: Evidence;
  readonly capture: KeptCapture;
  /** The visits of the capture's run. */
  readonly visits: readonly Visit[];
  /** The folder to make; one named after the source when it is absent. */
  readonly to: string | undefined;
  readonly now: Date;
}

/** Makes the folder that can be filed. Throws a `UserError` when there is something in it already. */
export async function exportEvidence({ evidence, capture, visits, to, now }: ExportOrder) {
  const { record, outcome, userAgent } = capture;
  const folder = to ?? `evidence-${fileStem(record.subject)}`;
  await makeEmpty(folder);
  const bytes = outcome.body?.bytes ?? new Uint8Array();
  const name = captureName(record.subject, record.at, outcome.headers['content-type']);
  const served = await write(folder, name, bytes, 'the document as it was received');
  const { warc, records } = await writeWarc(folder, record.subject, evidence);
  const { captures, tip, problems } = await evidence.verify();
  const verdict = verdictOf(visits, record);
  const { body, at, url, hops, finalUrl, http, headers } = outcome;
  const exhibit: Exhibit = {
    schema: 'citewatch.exhibit/1',
    source: {
      id: record.subject,
      title: verdict?.title ?? record.subject,
      publisher: verdict?.publisher ?? null,
    },
    program: `citewatch ${VERSION}`,
    exportedAt: now.toISOString(),
    capture: {
      ...{ n: record.n, run: record.run, at, url, hops, finalUrl, http, headers, userAgent },
      ...{ file: name, bytes: served.bytes, sha256: served.sha256 },
      truncated: body?.truncated ?? false,
      accepted: record.accepted,
    },
    quotes: verdict && quotesOf(verdict),
    records,
    log: { lines: tip.n, sha256: tip.sha256, captures, problems: problems.map(formatEvidenceProblem) },
    files: [served, warc],
  };
  const manifest = await write(folder, 'manifest.json', renderManifest(exhibit), 'all of this for programs');
  const page = await write(folder, 'index.html', renderEvidencePage(exhibit, manifest), 'this page');
  await writeFile(join(folder, 'SHA256SUMS'), renderSums([...exhibit.files, manifest, page]));
  return { folder, problems: exhibit.log.problems };
}

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new UserError([{ file: folder, line: 0, column: 0, message: 'is not empty' }]);
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
