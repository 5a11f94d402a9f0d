import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import type { ExtractHint } from '../extract/extract.js';
import { type Document, NOT_READ } from '../model/document.js';

/** Reads documents in worker threads, so that none can stop the program: not by its length, its nesting or its bugs. */
export interface Pool {
  /**
   * The document in an answer's bytes, which stay the caller's. Never rejects: a document that took too long or too
   * much memory, or broke its reader, comes back without text, and says so in `unread`.
   */
  read(bytes: Uint8Array, hint: ExtractHint): Promise<Document>;
  /** Ends all threads. What is being read comes back unread. */
  close(): Promise<void>;
}

/** Limits of a pool. */
export interface PoolOptions {
  /** Documents read at once: one processor is left to the main thread, and a report needs no more than two. */
  readonly threads?: number;
  /** Milliseconds for one document. */
  readonly timeout?: number;
  /** Megabytes of a thread's heap. */
  readonly memory?: number;
  /** The module whose `read` is called in the thread. */
  readonly workerUrl?: URL;
}

/** Milliseconds that a thread without work is kept: it outlives the pauses of a polite night. */
const IDLE = 5_000;

/** A pool without threads yet: they start with the first document, and never keep the process alive by themselves. */
export function createPool({
  threads = Math.max(1, Math.min(2, availableParallelism() - 1)),
  timeout = 30_000,
  memory = 512,
  workerUrl = new URL('./worker.js', import.meta.url),
}: PoolOptions = {}): Pool {
  const piscina = new Piscina({
    filename: workerUrl.href,
    name: 'read',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  // A document waits here and not in Piscina's queue: its time begins when a thread is free for it.
  const lane = pLimit(threads);
  const underWay = new Set<AbortController>();
  let closed = false;

  const stopAll = (reason: unknown) => {
    for (const controller of underWay) controller.abort(reason);
  };
  // A thread that fails while it starts has no document yet, and Piscina would let the waiting one wait for ever.
  piscina.on('error', stopAll);

  async function read(bytes: Uint8Array, hint: ExtractHint): Promise<Document> {
    if (closed) return unread('the program was stopping');
    const controller = new AbortController();
    const timer = setTimeout(
      () => controller.abort(new Error(`it took longer than ${timeout / 1000} s`)),
      timeout,
    );
    underWay.add(controller);
    try {
      // One copy, which the thread takes over: posting the original would copy it twice, with all of its buffer.
      const copy = new Uint8Array(bytes);
      return await piscina.run(
        { bytes: copy, hint },
        { signal: controller.signal, transferList: [copy.buffer] },
      );
    } catch (error) {
      return unread(reasonOf(controller.signal.aborted ? controller.signal.reason : error, memory));
    } finally {
      clearTimeout(timer);
      underWay.delete(controller);
    }
  }

  return {
    read: (bytes, hint) => lane(read, bytes, hint),
    async close() {
      closed = true;
      stopAll(new Error('the program was stopping'));
      await piscina.destroy();
    },
  };
}

function reasonOf(error: unknown, memory: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `it took more than ${memory} MB of memory`;
  return message.replace(/\n.*/s, '');
}

const unread = (reason: string): Document => ({
  type: 'other',
  title: null,
  lang: null,
  blocks: [],
  links: [],
  refresh: null,
  passwordForm: false,
  dates: { published: null, modified: null },
  unread: `The document could not be read: ${reason}.`,
  normaliser: NOT_READ,
});
