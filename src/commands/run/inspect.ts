import { sourcesOfFinding } from '../../model/finding.js';
import { refuse } from '../../model/problem.js';
import {
  compareRuns,
  type Kept,
  latestVerdict,
  openFindings,
  visitedSources,
} from '../../night/latest.js';
import { matchId } from '../../settings/select.js';
import { changesIn, renderDiffPage, renderTextDiff } from '../../surfaces/diff/text-diff.js';
import { renderExplanation, renderHistory } from '../../surfaces/terminal/explanation.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { count } from '../../surfaces/words/words.js';
import { withRecords } from '../../tasks/stores.js';
import type { Io } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { checkOutput, writeNamed } from './records.js';

type StoreOptions = Pick<PlaceOptions, 'db'>;

export const runExplain = (typed: string, { db }: StoreOptions, io: Io): Promise<number> =>
  withRecords(db, async (store) => {
    const source = await visitedId(store, typed, 'explain');
    const { verdict, findings } = await knowledgeOf(store, source);
    io.out(renderExplanation(ENGLISH, verdict, findings, io));
    return 0;
  });

/**
 * The id of a source that a check has looked at, from what was typed of it ({@link matchId}). Throws a `UserError` for one that none has
 * looked at. A source that is cited no more keeps its life: its whole id is known, its beginning is not.
 */
export async function visitedId(
  store: Kept['store'],
  typed: string,
  command: string,
): Promise<string> {
  if ((await store.life(typed, 1)).length > 0) return typed;
  const match = matchId(typed, await visitedSources(store));
  if ('id' in match) return match.id;
  return refuse(command, `no check has looked at a source "${typed}"${match.suggestion}`);
}

/** What was last said of a source, what is open on it, and its life, latest night first. Throws a `UserError` where it was never looked at. */
export async function knowledgeOf(store: Kept['store'], source: string) {
  const visits = await store.life(source);
  const verdict =
    (await latestVerdict(store, source)) ?? visits.find((visit) => visit.verdict !== null)?.verdict;
  if (verdict == null) return refuse(source, 'was never looked at');
  const findings = await openFindings(store);
  return {
    verdict,
    visits,
    findings: findings.filter((finding) => sourcesOfFinding(finding).includes(source)),
  };
}

export const runHistory = (typed: string, { db }: StoreOptions, io: Io): Promise<number> =>
  withRecords(db, async (store) => {
    const source = await visitedId(store, typed, 'history');
    const visits = await store.life(source);
    const title = visits.find((visit) => visit.verdict !== null)?.verdict?.title;
    io.out(renderHistory(ENGLISH, title ?? source, visits, io));
    return 0;
  });

interface DiffOptions extends StoreOptions {
  readonly from?: string;
  readonly to?: string;
  readonly html?: string;
}

/** Prints the difference, or writes it as a page; gives the exit code. */
export function runDiff(typed: string, options: DiffOptions, io: Io): Promise<number> {
  const { db, html } = options;
  checkOutput('--html', html, { db, sources: 'sources.json' });
  return withRecords(db, async (store) => {
    const source = await visitedId(store, typed, 'diff');
    // Threads, which no other command of this file needs.
    const { withThought } = await import('../../pool/open-thought.js');
    const diff = await withThought((thought) => compareRuns(store, thought, source, options));
    if (diff === null) io.out(`${source}: the same in every run that read it\n`);
    else if (html === undefined) io.out(renderTextDiff(ENGLISH, diff, io));
    else {
      writeNamed(html, renderDiffPage(ENGLISH, diff));
      io.out(`${html}: ${count(changesIn(diff.parts), 'change', 'changes')}\n`);
    }
    return 0;
  });
}
