import { latestFindings } from '../../flow/latest.js';
import { chooseFinding } from '../../load/choose-finding.js';
import { addDecision } from '../../load/decide.js';
import { parseRuling, type RawRuling } from '../../load/parse-ruling.js';
import { selectSources } from '../../load/select.js';
import { parseWatchlist } from '../../load/watchlist.js';
import type { Finding } from '../../model/finding.js';
import { shownStore } from '../../model/store-address.js';
import type { Decision, Source } from '../../model/watchlist.js';
import { renderDecision, renderOpenFindings } from '../../report/terminal/decision.js';
import { mayHaveRecords, openRecords } from '../../world/records.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import { writeWhole } from './import.js';

/** The options of `citewatch ack` as commander gives them. */
export interface AckOptions extends RawRuling {
  readonly sources: string;
  readonly db: string;
  readonly about?: string;
  readonly edition?: string;
}

/** Writes the decision into `sources.json`, or says which it could be; gives the exit code. */
export async function runAck(source: string, options: AckOptions, io: Io): Promise<number> {
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const before = readNamed(options.sources);
  const [ruling, chosen] = allOrProblems(
    () => parseRuling(options, today),
    () => selectSources(parseWatchlist(before, options.sources), [source], 'ack'),
  );
  const findings = await findingsOn(chosen[0] as Source, options);
  const choice = chooseFinding(source, findings, options);
  if (choice.kind === 'several') {
    io.err(renderOpenFindings(source, choice.findings, wordsOf(source, options), io));
    return 3;
  }
  const { about, edition } = choice;
  const decision: Decision = { source, about, edition, keep: true, ...ruling, on: today };
  const after = addDecision(before, decision);
  parseWatchlist(after, options.sources);
  if (after !== before) writeWhole(options.sources, after, before);
  io.out(renderDecision({ before, after, file: options.sources }, decision, io));
  return 0;
}

/** What the last run found of the source. Throws a `UserError` when there is no store, and no kind of finding was named. */
async function findingsOn(source: Source, { db, about }: AckOptions): Promise<readonly Finding[] | null> {
  if (about !== undefined && !mayHaveRecords(db)) return null;
  const store = await openRecords(db);
  try {
    return await latestFindings(store, source);
  } finally {
    await store.close();
  }
}

/** The command as it was given, without the reason. */
const wordsOf = (source: string, { sources, db }: AckOptions): readonly string[] => [
  'citewatch',
  'ack',
  source,
  ...(sources === 'sources.json' ? [] : ['--sources', sources]),
  ...(db === '.citewatch/citewatch.db' ? [] : ['--db', shownStore(db)]),
];
