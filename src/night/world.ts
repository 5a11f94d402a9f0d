import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Mailer } from '../delivery/mail.js';
import type { Webhook } from '../delivery/webhook.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Render } from '../model/capture.js';
import type { Fetch, InLanes, Traffic } from '../model/outcome.js';
import type { Hear } from '../model/sanitized-text.js';
import type { Subscriber, TsaSettings } from '../model/settings.js';
import type { Thought } from '../pool/thought.js';
import type { Store } from '../store/store.js';
import type { Archive } from '../web/archives/archive.js';
import type { BrowserWitness } from '../web/browser/browser.js';
import type { Fetcher } from '../web/fetcher.js';
import { limitConcurrency } from '../web/lane.js';
import { digestOfRules } from './rules.js';

/** Everything that the night touches outside of itself; tests hand in another. A command opens only the hands that it uses. */
export interface World {
  now(): Date;
  /** Waits so many milliseconds; rejects when the world is closed meanwhile. */
  pause(ms: number): Promise<void>;
  /** Digest of the rules by which answers are read and judged: under others, a verdict is not carried over. */
  rules(): string;
  /** Hears what foreign servers say: all that is printed or stored of it goes through here. */
  readonly hear: Hear;
  /** The one door to the web. Never rejects for what a server does. */
  readonly fetch: Fetch;
  /** Shows a page in a browser, which asks for all that it needs through that door; null when none is to be used. */
  readonly render: Render | null;
  /** Who goes through that door when, where many are to. */
  readonly inLanes: InLanes;
  /** What went through that door so far, the archive's own requests included. */
  traffic(): Traffic;
  /** What pages say, thought about elsewhere than on the main thread. */
  readonly thought: Thought;
  /** Null when no archive is to be asked. */
  readonly archive: Archive | null;
  readonly store: Store;
  /** What was received, kept so that nobody can alter it unseen; null when nothing is to be kept. */
  readonly evidence: Evidence | null;
  /** The pages that people handed in; null where none are looked for. */
  readonly handedIn: Pick<Evidence, 'beside' | 'readBeside'> | null;
  /** Null when nobody is asked for time stamps. */
  readonly tsa: TsaSettings | null;
  /** Null when no mail server is set, and in a night: it sends nothing. */
  readonly mail: {
    readonly mailer: Mailer;
    readonly from: string;
    readonly readers: readonly Subscriber[];
    /** How a reader leaves: `mailto:…` or `https://…`. */
    readonly leave: string;
  } | null;
  /** Null when no webhook is set, and in a night. */
  readonly webhook: Webhook | null;
  /** Writes a report file whole or not at all, its text whole or in parts; `path` is relative to the folder of reports. */
  publish(path: string, text: string | Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

/** The world of a night. */
export interface NightWorld extends World {
  /** Lets go of the web, and of the threads that think: of what is left of a night that was recorded nothing needs them. */
  leaveWeb(): Promise<void>;
}

/** What asks the web and thinks: several worlds of one process may share it, and with it how gently each host is asked. */
export type Hands = Pick<World, 'fetch' | 'inLanes' | 'traffic' | 'thought' | 'archive'>;

/** The parts that a world is built of. They are open, and closed with it. */
export interface WorldParts extends Pick<World, 'hear' | 'store' | 'evidence' | 'tsa' | 'archive'> {
  /** Null where nothing is asked of the web. */
  readonly fetcher: Fetcher | null;
  /** Null for none. */
  readonly browser: BrowserWitness | null;
  /** The threads that think. */
  readonly threads: { readonly thought: Thought; close(): Promise<void> };
  /** The folder of reports. */
  readonly reports: string;
  /** An instant in place of the clock's. */
  readonly now: Date | null;
}

const noWeb: Fetch = () => Promise.reject(new Error('this command does not use the web'));

/** Builds the real world of a night. */
export function openWorld({
  fetcher,
  browser,
  threads,
  reports,
  now,
  ...parts
}: WorldParts): NightWorld {
  let rules: string | undefined;
  let left: Promise<void> | undefined;
  const leaving = new AbortController();
  const leaveWeb = (): Promise<void> => {
    leaving.abort();
    left ??= (async () => {
      await browser?.close();
      await fetcher?.close();
      await threads.close();
    })();
    return left;
  };
  return {
    ...parts,
    now: () => now ?? new Date(),
    pause: (ms) => setTimeout(ms, undefined, { signal: leaving.signal }),
    rules: () => (rules ??= digestOfRules()),
    fetch: fetcher?.fetch ?? noWeb,
    render: browser?.render ?? null,
    inLanes: fetcher?.inLanes ?? limitConcurrency(),
    traffic: () => fetcher?.traffic() ?? { requests: 0, bytes: 0 },
    thought: threads.thought,
    handedIn: parts.evidence,
    mail: null,
    webhook: null,
    publish: (path, text) => writeFileAtomically(join(reports, path), text),
    leaveWeb,
    close: async () => {
      await leaveWeb();
      // Its lock is let go of with the store.
      await parts.evidence?.close();
      await parts.store.close();
    },
  };
}

async function writeFileAtomically(path: string, text: string | Iterable<string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  } catch (error) {
    await rm(`${path}.new`, { force: true });
    throw error;
  }
}
