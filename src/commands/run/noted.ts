import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Problem, UserError } from '../../model/problem.js';
import type { EvidenceTip } from '../../model/run.js';

/** A line of the log that was noted down, and where. */
export interface Noted {
  readonly tip: EvidenceTip;
  readonly by: string;
}

const TIP = /^([1-9]\d{0,14})[:\s]\s*([0-9a-f]{64})$/iu;

const LATEST = z.object({
  run: z.object({
    evidence: z.object({ n: z.int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/u) }),
  }),
});

/**
 * What `--noted` names: `N:SHA`, `N SHA` as one word or two, or the path of a `latest.json`; several one after another. Throws a
 * `UserError` that lists all that is none of these.
 */
export function parseNoted(words: readonly string[]): readonly Noted[] {
  const noted: Noted[] = [];
  const problems: Problem[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const together = /^\d+$/u.test(word) ? `${word} ${words[++i] ?? ''}` : word;
    const [, n, sha256] = TIP.exec(together.trim()) ?? [];
    const tip =
      n === undefined || sha256 === undefined ? null : { n: Number(n), sha256: sha256.toLowerCase() };
    const found = tip === null ? tipOfFile(together) : { tip, by: 'what was noted down' };
    if ('message' in found) problems.push({ file: '--noted', line: 0, column: 0, ...found });
    else noted.push(found);
  }
  if (problems.length > 0) throw new UserError(problems);
  return noted;
}

function tipOfFile(path: string): Noted | Pick<Problem, 'message'> {
  try {
    const { evidence } = LATEST.parse(JSON.parse(readFileSync(path, 'utf8'))).run;
    return { tip: evidence, by: `“${path}”` };
  } catch (error) {
    const isNoFile = (error as NodeJS.ErrnoException).code !== undefined;
    const message = isNoFile
      ? `“${path}” is neither a line’s number, a colon and its SHA-256, nor a file that can be read`
      : `“${path}” names no line of the log: a latest.json does, of a run that kept evidence`;
    return { message };
  }
}
