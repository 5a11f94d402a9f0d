import { isVisiblePassage } from '../model/quote.js';
import type { Visit } from '../model/visit.js';
import { type Errand, secondErrands } from './agenda.js';
import type { Night } from './context.js';
import { completeVerdicts, findCandidates } from './editions.js';
import { visitAll, visitEach } from './visit.js';
import { witnessErrands } from './witnesses.js';

/** What a night goes on holding of its first round: of most sources no more than that there is no more to say. */
export interface FirstRound {
  /** Visits of which there may be more to say, in the order of the errands. */
  readonly loud: readonly Visit[];
  /** True for a subject whose recorded verdict is complete, whatever the other visits say. */
  readonly isQuiet: (subject: string) => boolean;
  /** True when a source is quiet, or was: nothing else than the web can have shown it. */
  readonly isAnySeen: boolean;
  /** True when a quoted passage stands on some page. */
  readonly carriesPassage: boolean;
}

/** Makes the visits of the first round. */
export async function visitFirst(night: Night, errands: readonly Errand[]): Promise<FirstRound> {
  const loud = new Map<string, Visit>();
  const quiet = new Map<string, number>();
  await visitEach(night, errands, (visit) => {
    if (isComplete(visit)) quiet.set(visit.subject, markOf(newsIn(visit)));
    else loud.set(visit.subject, visit);
  });
  const texts = new Set([...loud.values()].map(newsIn));
  texts.delete(null);
  const marks = new Set([...texts].map(markOf));
  // Whoever shows the text of another is a witness against that one, and is held after all.
  for (const [subject, mark] of quiet) {
    const visit = marks.has(mark) ? await night.world.store.visit(subject, night.run.id) : null;
    if (visit !== null && texts.has(newsIn(visit))) loud.set(subject, visit);
  }
  return {
    loud: errands.flatMap(({ subject }) => loud.get(subject) ?? []),
    isQuiet: (subject) => quiet.has(subject) && !loud.has(subject),
    isAnySeen: quiet.size > 0,
    carriesPassage: [...loud.values()].some(carriesPassage),
  };
}

/**
 * True when nothing that other visits show, and no second round, can change a verdict: only its own page has a say in it, it
 * was asked for and came without detour, carries a passage, and nothing speaks against it.
 */
function isComplete(visit: Visit): boolean {
  const { alone, outcome, verdict } = visit;
  return (
    alone === true &&
    outcome?.kind === 'answered' &&
    outcome.http < 400 &&
    outcome.hops.length === 0 &&
    verdict !== null &&
    verdict.link.signs === undefined &&
    verdict.content.why.kind !== 'stranger' &&
    carriesPassage(visit)
  );
}

/** The text that an address has not shown before, or null. */
const newsIn = ({ verdict }: Visit): string | null =>
  verdict?.content.change === 'first-visit' || verdict?.content.change === 'replaced'
    ? verdict.content.textSha256
    : null;

/** Hexadecimal digits of a digest that are held of a text: as many as V8 keeps in place of a pointer, where a whole one takes ten times as much. */
const MARK = 7;

/** What is held of the news of a quiet source: others may have the same, and their visits are looked at. Below zero for none. */
const markOf = (text: string | null): number =>
  text === null ? -1 : Number.parseInt(text.slice(0, MARK), 16);

const carriesPassage = ({ verdict }: Visit): boolean =>
  verdict?.citations.some(({ quotes }) => quotes.some(isVisiblePassage)) ?? false;

/** Round two: visits what the verdicts of the first call for, and completes them. */
export async function secondRound(night: Night, first: readonly Visit[]): Promise<void> {
  const candidates = await findCandidates(night, first);
  const second = await visitAll(night, [
    ...secondErrands([...candidates.values()].flat()),
    ...(await witnessErrands(night, bySubject(first))),
  ]);
  await completeVerdicts(night, bySubject([...first, ...second]), candidates);
}

const bySubject = (visits: readonly Visit[]): ReadonlyMap<string, Visit> =>
  new Map(visits.map((visit) => [visit.subject, visit]));
