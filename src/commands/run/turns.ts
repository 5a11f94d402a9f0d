import { setTimeout } from 'node:timers/promises';
import type { watchLock } from '../../tasks/stores.js';
import type { Io, LogEntry } from '../io.js';

type WatchLock = Awaited<ReturnType<typeof watchLock>>;

/** Milliseconds between two looks, our choice: a night that begins a little later is as good. */
const LOOK = 2_000;

/**
 * Works while this process holds the lock, until `io.stop` fires: whoever does not hold it stands by, and takes over when the other is
 * gone. `work` ends when its signal fires.
 */
export async function workInTurn(
  turn: WatchLock,
  io: Io,
  work: (over: AbortSignal) => Promise<void>,
): Promise<void> {
  let was: Awaited<ReturnType<typeof tryTurn>> | null = null;
  while (!io.stop.aborted) {
    const is = await tryTurn(turn, was !== null);
    if (is !== was && is !== 'taken') io.tell(STANDING[is]);
    if (is === 'taken' && was !== null && was !== 'taken')
      io.tell({ level: 'info', event: 'took-over', message: 'it is this one’s turn now' });
    was = is;
    if (is === 'taken') await oneTurn(turn, io, work);
    else await pause(io.stop);
  }
}

const STANDING: Readonly<Record<'another' | 'away', LogEntry>> = {
  another: {
    level: 'info',
    event: 'standing-by',
    message: 'another watches this store: standing by',
  },
  away: {
    level: 'warn',
    event: 'store-away',
    message: 'the store does not answer: it is tried again',
  },
};

/** Rejects where the store never answered; later it may be away for a while. */
async function tryTurn(turn: WatchLock, isKnown: boolean): Promise<'taken' | 'another' | 'away'> {
  try {
    return (await turn.take()) ? 'taken' : 'another';
  } catch (error) {
    if (!isKnown) throw error;
    return 'away';
  }
}

async function oneTurn(
  turn: WatchLock,
  io: Io,
  work: (over: AbortSignal) => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const watchTurn = async (): Promise<void> => {
    while (!ended.signal.aborted && turn.isHeld()) await pause(ended.signal);
    if (ended.signal.aborted) return;
    const message = 'the store was away, and another may have taken over';
    io.tell({ level: 'warn', event: 'turn-lost', message });
    ended.abort();
  };
  const watching = watchTurn();
  try {
    await work(AbortSignal.any([io.stop, ended.signal]));
  } finally {
    ended.abort();
    await watching;
    await turn.release();
  }
}

export const pause = (until: AbortSignal): Promise<void> =>
  setTimeout(LOOK, undefined, { signal: until }).catch(() => {});
