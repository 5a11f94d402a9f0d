import type { EvidenceProblem } from '../../model/evidence-problem.js';

/** A problem in one line: `run-000003.warc.gz at 120: record 5 (tip, https://…, 2025-10-01T02:00:00Z): …`. */
export function renderEvidenceProblem(problem: EvidenceProblem): string {
  const { n, subject, url, at, file, offset, message } = problem;
  const place = file === undefined ? 'log.jsonl' : offset === undefined ? file : `${file} at ${offset}`;
  const who = [subject, url, at].filter((part) => part !== undefined && part !== '').join(', ');
  const record = n === undefined ? '' : `: record ${n}`;
  return `${place}${record}${who === '' ? '' : ` (${who})`}: ${message}`;
}
