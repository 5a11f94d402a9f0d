import * as z from 'zod';
import { parseWebAddress } from '../model/address.js';
import { FINDING_KINDS } from '../model/finding.js';
import { jsonIn, problemWith, refuse, UserError } from '../model/problem.js';
import type { JudgedRun, Run } from '../model/run.js';

/** Letters and figures, as a header takes them. */
const KEY = /^\w{1,200}$/u;

/** Who writes to Zotero, and where. Throws a `UserError` that says nothing of the key. */
export function parseZotero(env: Readonly<Record<string, string | undefined>>) {
  const { ZOTERO_API_KEY: key = '', ZOTERO_API_URL: api = 'https://api.zotero.org' } = env;
  const problems = [
    KEY.test(key)
      ? []
      : problemWith('ZOTERO_API_KEY', 'must be a key of zotero.org/settings/keys that may write notes'),
    parseWebAddress(api) === null ? problemWith('ZOTERO_API_URL', 'must be an http or https address') : [],
  ].flat();
  if (problems.length > 0) throw new UserError(problems);
  return { key, api };
}

const RUN = z.object({
  schema: z.literal('citewatch.run/1'),
  run: z.object({ online: z.boolean() }),
  sources: z.array(z.object({ id: z.string(), citations: z.array(z.unknown()) })),
  findings: z.array(z.object({ source: z.string(), kind: z.enum(FINDING_KINDS) })),
});

/** The run that a `latest.json` holds. Throws a `UserError` for another file. */
export function parseRun(text: string, file: string): JudgedRun {
  const run = jsonIn(text);
  return RUN.safeParse(run).success
    ? (run as Run)
    : refuse(file, 'is not what check --json gives, such as latest.json');
}
