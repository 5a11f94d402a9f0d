import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openAppendLog } from './append-log.js';
import { type Capture, packCapture } from './capture.js';
import { append, fileSize, hashOf } from './disk.js';
import type { EvidenceRecord, PrunedFile } from './log-line.js';
import { type EvidenceLimits, expendable, payloadKey } from './retention.js';
import { damageOf } from './verify.js';
import { sha256Of } from './warc.js';

/** What a round of retention did. */
export interface Pruning {
  readonly removed: readonly PrunedFile[];
  /** Bytes of captures that are still on the disk; above the limit when nothing more may go. */
  readonly bytes: number;
}

/** The writing side of a folder of evidence. One call at a time. */
export interface CaptureWriter {
  keep(capture: Capture): Promise<EvidenceRecord | null>;
  prune(at: string, limits: EvidenceLimits): Promise<Pruning>;
}

/** Takes up a folder where its log ends; makes it when it is absent. */
export async function openCaptureWriter(folder: string): Promise<CaptureWriter> {
  await mkdir(folder, { recursive: true });
  const ends = new Map<string, number>();
  const gone = new Set<string>();
  let kept: EvidenceRecord[] = [];
  const add = await openAppendLog(folder, (line) => {
    if (line.kind === 'pruned') gone.add(line.file);
    else {
      kept.push(line);
      ends.set(line.file, line.offset + line.length);
    }
  });
  kept = kept.filter((record) => !gone.has(record.file));
  const holders = new Map(kept.filter((r) => !r.revisit).map((r) => [payloadKey(r), r]));

  /** The run's file: one that ends where the log says. Behind what a killed process left, another is begun. */
  const fileOf = async (run: number): Promise<string> => {
    for (let part = 1; ; part++) {
      const name = `run-${String(run).padStart(6, '0')}${part === 1 ? '' : `-${part}`}.warc.gz`;
      if (((await fileSize(join(folder, name))) ?? 0) === (ends.get(name) ?? 0)) return name;
    }
  };

  return {
    async keep(capture) {
      const { subject, run, accepted, outcome } = capture;
      const { body, at, url, finalUrl, http } = outcome;
      if (body === null) return null;
      const payload = { payloadSha256: sha256Of(body.bytes), payloadBytes: body.bytes.length };
      const holder = holders.get(payloadKey({ finalUrl, ...payload }));
      const original = holder !== undefined && (await areSound(folder, [holder])) ? holder : null;
      const file = await fileOf(run);
      const offset = ends.get(file) ?? 0;
      const { id, bytes } = await packCapture(capture, body, original, offset === 0 ? file : null);
      // The records first: a line never stands without them.
      await append(join(folder, file), bytes);
      const place = { file, offset, length: bytes.length, recordSha256: sha256Of(bytes) };
      const facts = {
        at,
        run,
        subject,
        url,
        finalUrl,
        http,
        accepted,
        revisit: original !== null,
        ...payload,
        id,
      };
      const record = (await add({ kind: 'capture', ...facts, ...place })) as EvidenceRecord;
      ends.set(file, offset + bytes.length);
      kept.push(record);
      if (!record.revisit) holders.set(payloadKey(record), record);
      return record;
    },

    async prune(at, limits) {
      const files = [...new Set(kept.map((record) => record.file))];
      const sizes = new Map<string, number>();
      for (const file of files) sizes.set(file, (await fileSize(join(folder, file))) ?? 0);
      const removed: PrunedFile[] = [];
      for (const file of expendable(kept, sizes, limits)) {
        const records = kept.filter((record) => record.file === file);
        // What was tampered with stays, and goes on being found.
        if (!(await areSound(folder, records))) continue;
        const bytes = sizes.get(file) ?? 0;
        const fileSha256 = await hashOf(join(folder, file));
        const numbers = records.map((record) => record.n);
        removed.push(
          (await add({ kind: 'pruned', at, file, bytes, fileSha256, records: numbers })) as PrunedFile,
        );
        gone.add(file);
        sizes.delete(file);
      }
      kept = kept.filter((record) => !gone.has(record.file));
      for (const [key, record] of holders) if (gone.has(record.file)) holders.delete(key);
      // Also what was announced by a process that was killed before it got here.
      for (const file of gone) await rm(join(folder, file), { force: true });
      return { removed, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
    },
  };
}

async function areSound(folder: string, records: readonly EvidenceRecord[]): Promise<boolean> {
  for (const record of records) if ((await damageOf(folder, record)) !== null) return false;
  return true;
}
