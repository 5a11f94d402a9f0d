import type { EvidenceProblem } from '../../model/evidence-problem.js';
import { count } from '../words.js';

/** A problem in one line: `run-000003.warc.gz at 120: record 5 (tip, https://…, 2025-10-01T02:00:00Z): …`. */
export function renderEvidenceProblem(problem: EvidenceProblem): string {
  const { n, subject, url, at, file, offset, message } = problem;
  const place = file === undefined ? 'log.jsonl' : offset === undefined ? file : `${file} at ${offset}`;
  const who = [subject, url, at].filter((part) => part !== undefined && part !== '').join(', ');
  const record = n === undefined ? '' : `: record ${n}`;
  return `${place}${record}${who === '' ? '' : ` (${who})`}: ${message}`;
}

/** What reading all of it came to: `all as written`, `2 problems`, `all as written, but 1 thing here is not from citewatch`. */
export function verifiedWords(problems: number, foreign: number): string {
  const said = problems === 0 ? 'all as written' : count(problems, 'problem', 'problems');
  if (foreign === 0) return said;
  const things = `${count(foreign, 'thing', 'things')} here ${foreign === 1 ? 'is' : 'are'} not from citewatch`;
  return `${said}${problems === 0 ? ', but' : ', and'} ${things}`;
}
