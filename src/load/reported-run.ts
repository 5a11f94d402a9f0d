import { z } from 'zod';

/** What is known of a run from its published report. */
export interface ReportedRun {
  readonly id: number;
  /** ISO. */
  readonly startedAt: string;
  readonly online: boolean;
}

const RUN = z.object({ id: z.int(), startedAt: z.iso.datetime(), online: z.boolean() });

/**
 * The run that a `latest.json` is of, from the beginning of its text: of a long report the rest is not read. Null for anything
 * that is no such report.
 */
export function reportedRun(text: string): ReportedRun | null {
  const facts = /"run":\s*(\{(?:[^{}]|\{[^{}]*\})*\})/u.exec(text.slice(0, 4000))?.[1] ?? '';
  try {
    return RUN.safeParse(JSON.parse(facts)).data ?? null;
  } catch {
    return null;
  }
}
