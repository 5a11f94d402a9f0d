import type { Evidence } from '../evidence/evidence.js';
import { renderEvidenceProblem } from '../report/exhibit/evidence-problem.js';
import type { Exhibit, ExhibitFile } from '../report/exhibit/exhibit.js';
import type { ExhibitStamp } from '../report/exhibit/stamps.js';
import { writeExhibitFile } from './exhibit-file.js';

/** What is handed out of the log around a capture. */
export interface ExportedLog {
  readonly stamps: readonly ExhibitStamp[];
  /** The log as it was read for this. */
  readonly log: Exhibit['log'];
  readonly files: readonly ExhibitFile[];
}

/**
 * Reads the log, and writes the time stamps that cover a line of the log, each with the text that was stamped and the authority's certificates; with
 * `lines`, also the log's lines from that one to the last that is stamped.
 */
export async function exportLog(
  evidence: Evidence,
  folder: string,
  n: number,
  lines: boolean,
): Promise<ExportedLog> {
  const stamps: ExhibitStamp[] = [];
  const files: ExhibitFile[] = [];
  for (const { line, text, time, signer, response, pem } of await evidence.stampsOver(n)) {
    const { tsa, of } = line;
    const name = `stamp-${line.n}`;
    stamps.push({ n: line.n, tsa, of, time, signer, file: `${name}.tsr` });
    files.push(
      await writeExhibitFile(folder, `${name}.tsr`, response, `the time stamp of ${tsa} (RFC 3161)`),
      await writeExhibitFile(
        folder,
        `${name}.txt`,
        text,
        'what it is a stamp of: a line of the log, by number and fingerprint',
      ),
      await writeExhibitFile(folder, `${name}.pem`, pem, 'the certificates that came with it'),
    );
  }
  const { captures, tip, problems } = await evidence.verify();
  const log = {
    ...{ lines: tip.n, sha256: tip.sha256, captures, excerpt: null },
    problems: problems.map(renderEvidenceProblem),
  };
  if (!lines) return { stamps, files, log };
  const to = Math.max(n, ...stamps.map(({ of }) => of.n));
  const excerpt = `log-${n}-to-${to}.jsonl`;
  const texts: string[] = [];
  for await (const text of evidence.logLines(n, to)) texts.push(`${text}\n`);
  files.push(await writeExhibitFile(folder, excerpt, texts.join(''), `lines ${n} to ${to} of the log`));
  return { stamps, files, log: { ...log, excerpt } };
}
