import * as z from 'zod';

const TIP = z.object({ n: z.coerce.number().int().positive(), sha256: z.string() });
const RUN = z.object({
  id: z.coerce.number().int(),
  startedAt: z.iso.datetime(),
  online: z.enum(['true', 'false']).transform((word) => word === 'true'),
  partOf: z.coerce.number().int().optional(),
  /** The last line of the evidence's log. */
  evidence: TIP.optional(),
  /** That what it saw was not kept. */
  unkept: z
    .literal('true')
    .transform(() => true as const)
    .optional(),
  /** The last night since, if nothing of the web was seen in it. */
  offlineSince: z
    .object({ id: z.coerce.number().int(), startedAt: z.iso.datetime(), online: z.literal(false) })
    .optional(),
});

/** What is known of a run from its published report. `startedAt`: ISO. */
export type ReportedRun = Readonly<z.infer<typeof RUN>>;

/** Characters of a report that are read for them: they stand first in it. */
const BEGINNING = 4_000;

/**
 * The run that a `latest.json` is of, from the beginning of its text: of a long report the rest is not read. Null for anything
 * that is no such report.
 */
export function reportedRun(text: string): ReportedRun | null {
  const [, facts = ''] = /"run":\s*\{(.*)$/su.exec(text.slice(0, BEGINNING)) ?? [];
  const [, id] = /"id":\s*(\d+)/u.exec(facts) ?? [];
  const [, startedAt] = /"startedAt":\s*"([^"]*)"/u.exec(facts) ?? [];
  const [, online] = /"online":\s*(true|false)/u.exec(facts) ?? [];
  const [, partOf] = /"partOf":\s*(\d+)/u.exec(facts) ?? [];
  const [, n, sha256] = /"evidence":\s*\{\s*"n":\s*(\d+),\s*"sha256":\s*"([0-9a-f]{64})"/u.exec(facts) ?? [];
  const [, unkept] = /"unkept":\s*(true)/u.exec(facts) ?? [];
  const evidence = sha256 === undefined ? {} : { evidence: { n, sha256 } };
  return (
    RUN.safeParse({ id, startedAt, online, partOf, unkept, ...evidence, ...offlineSince(text) }).data ?? null
  );
}

/** The number of the last run that a report tells of, offline nights counted; 0 for none. */
export const lastRunIn = (reported: ReportedRun | null): number =>
  Math.max(reported?.id ?? 0, reported?.offlineSince?.id ?? 0);

/** What stands before the run where later nights saw nothing. */
function offlineSince(text: string): object {
  const [, last] = /"lastRun":\s*(\d+)/u.exec(beforeRun(text)) ?? [];
  const [, startedAt] = /"lastStartedAt":\s*"([^"]*)"/u.exec(beforeRun(text)) ?? [];
  return last === undefined ? {} : { offlineSince: { id: last, startedAt, online: false } };
}

const beforeRun = (text: string): string => text.slice(0, BEGINNING).split(/"run":\s*\{/u)[0] ?? '';
