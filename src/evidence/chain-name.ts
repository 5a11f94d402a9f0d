import { readLog } from './append-log.js';

/** The SHA-256 of a log's first line, by which its whole chain is known; null where there is none. */
export async function chainName(folder: string): Promise<string | null> {
  for await (const { sha256 } of readLog(folder)) return sha256;
  return null;
}
