import type { Visit } from '../model/visit.js';
import { secondErrands } from '../plan/agenda.js';
import { completeVerdicts, findCandidates } from './editions.js';
import type { Night } from './night.js';
import { visitAll } from './visit.js';
import { witnessErrands } from './witnesses.js';

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
