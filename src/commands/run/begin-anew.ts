import { replay } from '../../flow/replay.js';
import { check } from '../../flow.js';
import { evidenceBeside } from '../../world/evidence.js';
import { hasNoRecords, setAside } from '../../world/records.js';
import type { World } from '../../world.js';
import type { Io } from '../io.js';
import type { Prepared } from './prepare.js';

/** A store, and how the world around it is opened. */
interface Place {
  readonly db: string;
  open(): Promise<World>;
}

const ANEW = 'a new store begins with what the evidence shows, and what was told may be told again';

/**
 * Puts a damaged store aside (`damage`; null where none is there, {@link wasThere}), says so, and has a new one judge what the evidence
 * last showed, so that tonight has something to compare with. What is damaged in the evidence too is left out: `evidence verify`
 * names it.
 */
export async function beginAnew(
  damage: Error | null,
  { settings, watch }: Prepared,
  { db, open }: Place,
  io: Io,
): Promise<void> {
  const evidence = evidenceBeside(db);
  const what =
    damage === null
      ? 'is not there, or empty, though it was: evidence lies beside it'
      : `was damaged (${damage.message.replace(/\s+/gu, ' ')}) and is kept as ${setAside(db)}`;
  io.err(`${db} ${what}; ${ANEW}\n`);
  const lastRun = await evidence.lastRun();
  if (lastRun === 0) return;
  const world = await open();
  try {
    await world.store.numberAfter(lastRun);
    const sound = { ...evidence, outcomeOf: (id: string) => evidence.outcomeOf(id).catch(() => null) };
    const then = replay(world, { store: world.store, evidence: sound }, watch);
    await check(then.world, watch, { ...settings, only: [] }, () => {}, then.permission);
  } finally {
    await world.close();
  }
}

/** True for a store that is not there, and was: a copy that was brought back may have left it out. */
export const wasThere = async (db: string): Promise<boolean> =>
  hasNoRecords(db) && (await evidenceBeside(db).lastRun()) > 0;
