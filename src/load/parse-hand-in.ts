import { type Problem, UserError } from '../model/problem.js';
import { collapseWhitespace } from '../text/whitespace.js';
import { aboutDate, aboutOwner, type Complaint } from './complaints.js';

/** What is said of a file that is handed in: text, not checked yet. Empty is left out. */
export interface RawHandIn {
  readonly by?: string | undefined;
  readonly at?: string | undefined;
  readonly how?: string | undefined;
}

/** Who hands it in, how he says he came by it, and on which day it was saved (ISO). */
export interface HandInWords {
  readonly by?: string;
  readonly how?: string;
  readonly said?: string;
}

/** Characters of each: a name and a role, and some sentences. */
const LONGEST = { by: 200, how: 1_000 };
/** Milliseconds by which the east of the world is ahead of UTC: there it is tomorrow already. */
const EASTERN = 14 * 3_600_000;

/** Checks what is said of a file. Throws one `UserError` with every problem, each named after its field, behind `prefix`. */
export function parseHandIn(raw: RawHandIn, now: Date, prefix = '--'): HandInWords {
  const [by, how, at] = [raw.by, raw.how, raw.at].map((text) => collapseWhitespace(text ?? '')) as [
    string,
    string,
    string,
  ];
  const latest = new Date(now.getTime() + EASTERN).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const aboutDay: Complaint = (text) =>
    aboutDate(text) ??
    (text.length < latest.length
      ? 'must name the day too'
      : text > latest
        ? `is to come: today is ${latest}`
        : null);
  const checks: readonly (readonly [string, string, Complaint])[] = [
    ['by', by, (text) => aboutOwner(text) ?? aboutLength(text, LONGEST.by)],
    [
      'how',
      how,
      (text) => aboutOwner(text)?.replace('a name or a role', 'words') ?? aboutLength(text, LONGEST.how),
    ],
    ['at', at, aboutDay],
  ];
  const problems: Problem[] = checks.flatMap(([file, text, about]) => {
    const message = text === '' ? null : about(text);
    return message === null ? [] : [{ file: `${prefix}${file}`, line: 0, column: 0, message }];
  });
  if (problems.length > 0) throw new UserError(problems);
  return { ...(by && { by }), ...(how && { how }), ...(at && { said: at }) };
}

const aboutLength = (text: string, most: number): string | null =>
  text.length > most ? `must not be longer than ${most} characters` : null;
