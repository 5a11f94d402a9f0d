import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isShared } from '../model/store-address.js';
import { fileLock } from '../record/file-lock.js';
import { realPath } from '../record/real-path.js';
import { besideStore } from '../record/run-lock.js';

/** The turn of those who want to work on a store by a schedule: one of them has it at a time. */
export interface WatchTurn {
  /** False while another has it. */
  take(): Promise<boolean>;
  /** False when it was lost meanwhile. */
  isHeld(): boolean;
  /** Does nothing when it is not held. */
  release(): Promise<void>;
}

/** The turn on the store at `db`, or on its report in a shared one. It ends with the process that has it, however that ends. */
export const turnOn = (db: string): WatchTurn => (isShared(db) ? turnOnReport(db) : turnOnFile(db));

function turnOnReport(db: string): WatchTurn {
  let turn: WatchTurn | null = null;
  return {
    async take() {
      turn ??= await (await import('./shared.js')).sharedTurn(db);
      return turn.take();
    },
    isHeld: () => turn?.isHeld() ?? false,
    async release() {
      await turn?.release();
      turn = null;
    },
  };
}

function turnOnFile(db: string): WatchTurn {
  const path = besideStore(realPath(db), 'watch');
  const lock = fileLock(path);
  return {
    async take() {
      mkdirSync(dirname(path), { recursive: true });
      return lock.take();
    },
    isHeld: () => true,
    release: async () => lock.release(),
  };
}
