import { readFile } from 'node:fs/promises';
import type { CDPSession } from 'playwright-core';

/** Milliseconds between two looks: a script that does nothing else fills a gigabyte in some seconds. */
const PAUSE = 500;
/** Bytes of a page of memory, as Linux counts them on the usual machines. */
const PAGE = 4096;

/**
 * Ends any process of a browser that shows pages and takes more memory than `most` bytes, and says so to `beyond`, where the system
 * tells what a process takes (Linux). Gives what ends the watch.
 */
export function watchMemory(session: CDPSession, most: number, beyond: () => void): () => void {
  const look = async (): Promise<void> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    for (const { type, id } of processInfo) {
      if (type !== 'renderer' || (await residentBytes(id)) <= most) continue;
      beyond();
      process.kill(id, 'SIGKILL');
    }
  };
  // A browser that is gone has no processes, and a process that is gone takes nothing.
  const timer = setInterval(() => void look().catch(() => {}), PAUSE);
  return () => clearInterval(timer);
}

/** Bytes that a process holds in memory; 0 where the system does not say. */
async function residentBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(text.split(' ')[1] ?? 0) * PAGE;
}
