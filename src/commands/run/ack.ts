import { refuse } from '../../model/problem.js';
import { storeDisplayName } from '../../model/settings.js';
import { textRead } from '../../model/verdict.js';
import type { Decision, Source } from '../../model/watchlist.js';
import { latestFindings, latestVerdict } from '../../night/latest.js';
import { chooseFinding, parseRuling, type RawRuling } from '../../settings/decisions.js';
import { addDecision } from '../../settings/edit-source.js';
import { selectSource } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderOpenFindings } from '../../surfaces/terminal/explanation.js';
import { renderDecision } from '../../surfaces/terminal/remedies.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { ownerWords } from '../../surfaces/words/remedies.js';
import { mayHaveRecords, withRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { BUSY, writeEdit } from './edits.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'>;

interface AckOptions extends RawRuling, Files {
  readonly about?: string;
  readonly edition?: string;
  readonly falseAlarm?: boolean;
}

/** Acknowledges a finding, or notes who has taken it on: writes the decision into `sources.json`, or says which it could be; gives the exit code. */
export async function runAck(typed: string, options: AckOptions, io: Io): Promise<number> {
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const before = readNamed(options.sources);
  const { falseAlarm = false, owner } = options;
  const [ruling, cited] = allOrProblems(
    () =>
      parseRuling(
        {
          reason: falseAlarm ? ENGLISH.messages.remedy.falseAlarm : ownerWords(ENGLISH, options),
          ...options,
        },
        today,
      ),
    () => selectSource(parseWatchlist(before, options.sources), typed, 'ack'),
  );
  const source = cited.id;
  const { findings, text } = await knownOf(cited, options);
  if (findings === null && falseAlarm)
    refuse(source, 'no run has looked at it yet, so nothing was found');
  const choice = chooseFinding(source, findings, options);
  if (choice.kind === 'several') {
    io.err(renderOpenFindings(ENGLISH, source, choice.findings, wordsOf(source, options), io));
    return 3;
  }
  const { about, edition } = choice;
  const answer = { keep: owner === undefined, ...(falseAlarm ? { falseAlarm: text } : {}) };
  const decision: Decision = { source, about, edition, ...answer, ...ruling, on: today };
  const after = addDecision(before, decision);
  parseWatchlist(after, options.sources);
  if (writeEdit(options.sources, before, after, { source, what: about }) === null)
    refuse(options.sources, BUSY);
  io.out(renderDecision(ENGLISH, { before, after, file: options.sources }, decision, io));
  return 0;
}

/** What was found of a source, and the text in which; null where no run has looked at it, and where it read none. */
async function knownOf(source: Source, { db, about }: AckOptions) {
  if (about !== undefined && !mayHaveRecords(db)) return { findings: null, text: null };
  return withRecords(db, async (store) => {
    const verdict = await latestVerdict(store, source.id);
    return { findings: await latestFindings(store, source), text: verdict && textRead(verdict) };
  });
}

const wordsOf = (
  source: string,
  { sources, db, falseAlarm, owner }: AckOptions,
): readonly string[] => [
  'citewatch',
  'ack',
  source,
  ...(sources === 'sources.json' ? [] : ['--sources', sources]),
  ...(db === '.citewatch/citewatch.db' ? [] : ['--db', storeDisplayName(db)]),
  ...answerWords(falseAlarm, owner),
];

function answerWords(falseAlarm = false, owner?: string): readonly string[] {
  if (falseAlarm) return ['--false-alarm'];
  return owner === undefined ? [] : ['--owner', owner];
}
