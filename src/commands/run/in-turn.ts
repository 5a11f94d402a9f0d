import { setTimeout } from 'node:timers/promises';
import type { WatchTurn } from '../../world/turn.js';
import type { Io } from '../io.js';

/** Milliseconds between two looks whether one's turn has come, or is over; ours: a night that begins a little later is as good. */
const LOOK = 2_000;

/**
 * Works while it is this process' turn, until `io.stop` fires: whoever has no turn stands by, and takes over when the other is gone.
 * `work` ends when its signal fires.
 */
export async function workInTurn(
  turn: WatchTurn,
  io: Io,
  work: (over: AbortSignal) => Promise<void>,
): Promise<void> {
  let standsBy = false;
  while (!io.stop.aborted) {
    if (await turn.take()) {
      if (standsBy) io.tell({ level: 'info', event: 'took-over', message: 'the other is gone: taking over' });
      standsBy = false;
      await oneTurn(turn, io, work);
    } else {
      if (!standsBy)
        io.tell({ level: 'info', event: 'standing-by', message: 'another watches this store: standing by' });
      standsBy = true;
      await pause(io.stop);
    }
  }
}

async function oneTurn(turn: WatchTurn, io: Io, work: (over: AbortSignal) => Promise<void>): Promise<void> {
  const ended = new AbortController();
  const heed = async (): Promise<void> => {
    while (!ended.signal.aborted && turn.isHeld()) await pause(ended.signal);
    if (ended.signal.aborted) return;
    io.tell({
      level: 'warn',
      event: 'turn-lost',
      message: 'the store was away, and another may have taken over',
    });
    ended.abort();
  };
  const heeding = heed();
  try {
    await work(AbortSignal.any([io.stop, ended.signal]));
  } finally {
    ended.abort();
    await heeding;
    await turn.release();
  }
}

const pause = (until: AbortSignal): Promise<void> =>
  setTimeout(LOOK, undefined, { signal: until }).catch(() => {});
