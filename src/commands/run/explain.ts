import { latestVerdict, openFindings } from '../../flow/latest.js';
import { sourcesOfFinding } from '../../model/finding.js';
import { UserError } from '../../model/problem.js';
import { renderExplanation } from '../../report/terminal/explanation.js';
import { openRecords } from '../../world/records.js';
import type { Io } from '../io.js';

/** The options of `citewatch explain` as commander gives them. */
export interface ExplainOptions {
  readonly db: string;
}

/** Prints what the latest night knows of the source; gives the exit code. */
export async function runExplain(source: string, { db }: ExplainOptions, io: Io): Promise<number> {
  const store = await openRecords(db);
  try {
    const verdict =
      (await latestVerdict(store, source)) ??
      (await store.life(source)).find((visit) => visit.verdict !== null)?.verdict;
    if (verdict == null)
      throw new UserError([{ file: source, line: 0, column: 0, message: 'was never looked at' }]);
    const findings = (await openFindings(store)).filter((finding) =>
      sourcesOfFinding(finding).includes(source),
    );
    io.out(renderExplanation(verdict, findings, io));
    return 0;
  } finally {
    await store.close();
  }
}
