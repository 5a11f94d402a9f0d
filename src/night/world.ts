import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Mailer } from '../delivery/mail.js';
import type { Webhook } from '../delivery/webhook.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Render } from '../model/capture.js';
import type { Fetch, InLanes, Traffic } from '../model/outcome.js';
import type { StoreNews } from '../model/run.js';
import { type Hear, hearing } from '../model/sanitized-text.js';
import {
  type BrowserChoice,
  type FetchSettings,
  isShared,
  type Subscriber,
  type TsaSettings,
} from '../model/settings.js';
import { openStore } from '../store/sqlite/sqlite.js';
import type { Store } from '../store/store.js';
import { type Archive, type ArchiveSettings, createArchive } from '../web/archives/archive.js';
import type { BrowserWitness } from '../web/browser/browser.js';
import {
  findBrowser,
  hasPlaywright,
  hasSandbox,
  isExecutable,
  USUAL_NAMES,
} from '../web/browser/start-browser.js';
import type { Fetcher } from '../web/fetcher.js';
import { limitConcurrency } from './agenda.js';
import { evidenceBeside, evidenceFolderOf } from './evidence-folder.js';
import { BUDGET } from './pool/budget.js';
import type { Thought } from './pool/thought.js';
import { openThought } from './thinking.js';

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

/** What the world of a night is made of. */
export interface WorldSettings {
  readonly db: string;
  readonly reports: string;
  /** Null for commands that ask nothing of the web. */
  readonly fetch: FetchSettings | null;
  /** Asked through the same door, so that there is none without it. */
  readonly archive: ArchiveSettings | null;
  /** The browser that shows pages which make their text by script, through the same door; absent for none. */
  readonly browser?: BrowserChoice | null | undefined;
  /** An instant in place of the clock's. */
  readonly now: Date | null;
  readonly tsa?: TsaSettings | null | undefined;
  /** Knows the secrets of the process; absent where nobody's words are told. */
  readonly hear?: Hear | undefined;
  /** Told when a shared store is away, and when it is back; absent where nobody is told. */
  readonly storeNews?: ((news: StoreNews) => void) | undefined;
  /** How the fleet of a shared store is made use of; absent for the usual: this process asks too. */
  readonly fleet?: FleetUse | undefined;
  /** Hands that are open already, in place of its own; they stay open. */
  readonly hands?: Hands | undefined;
}

/** What asks the web and thinks: several worlds of one process may share it, and with it how gently each host is asked. */
export type Hands = Pick<World, 'fetch' | 'inLanes' | 'traffic' | 'thought' | 'archive'>;

interface FleetUse {
  /** Whether this process asks too, and does not leave it to workers. */
  readonly walks: boolean;
  /** Called once, when it is left to workers and none is there. */
  alone(): void;
}

const noWeb: Fetch = () => Promise.reject(new Error('this command does not use the web'));

/**
 * Builds the real world of a night around a store: by default the one at `db`, which is made when there is none yet.
 * Rejects when the store cannot be opened.
 */
export async function openWorld(
  settings: WorldSettings,
  opened: Store | null = null,
): Promise<NightWorld> {
  const {
    db,
    reports,
    fetch,
    archive,
    browser,
    now,
    tsa = null,
    hear = hearing(),
    hands,
  } = settings;
  const store = opened ?? (await openForRun(settings));
  const fetcher = hands === undefined && fetch ? await openDoor(settings, fetch, store) : null;
  const door = hands ?? fetcher;
  const witness =
    door && fetch && browser && browserWhenNeeded(browser, fetch.userAgent, door.fetch);
  const threads =
    hands === undefined ? openThought(BUDGET) : { thought: hands.thought, close: async () => {} };
  const evidence = fetch === null || evidenceFolderOf(db) === null ? null : evidenceBeside(db);
  let rules: string | undefined;
  let left: Promise<void> | undefined;
  const leaving = new AbortController();
  const leaveWeb = (): Promise<void> => {
    leaving.abort();
    left ??= (async () => {
      await witness?.close();
      await fetcher?.close();
      await threads.close();
    })();
    return left;
  };
  return {
    now: () => now ?? new Date(),
    pause: (ms) => setTimeout(ms, undefined, { signal: leaving.signal }),
    rules: () => (rules ??= digestOfRules()),
    hear,
    fetch: door?.fetch ?? noWeb,
    render: witness?.render ?? null,
    inLanes: door?.inLanes ?? limitConcurrency(),
    traffic: () => door?.traffic() ?? { requests: 0, bytes: 0 },
    thought: threads.thought,
    archive: hands?.archive ?? (fetcher && archive && createArchive(fetcher.fetch, archive)),
    store,
    evidence,
    handedIn: evidence,
    tsa,
    mail: null,
    webhook: null,
    publish: (path, text) => writeFileAtomically(join(reports, path), text),
    leaveWeb,
    close: async () => {
      await leaveWeb();
      // Its lock is let go of with the store.
      await evidence?.close();
      await store.close();
    },
  };
}

/** The door to the web, loaded for those who use it; with a shared store it is the fleet's. */
async function openDoor(
  { db, now, storeNews = () => {}, fleet = { walks: true, alone: () => {} } }: WorldSettings,
  fetch: FetchSettings,
  store: Store,
): Promise<Fetcher> {
  if (!isShared(db)) return (await import('../web/fetcher.js')).createFetcher(fetch);
  const { openFleetFetcher } = await import('./fleet-door.js');
  const { selectedReport } = await import('./shared-stores.js');
  const [last] = await store.runs(1);
  const heard = last === undefined ? null : new Date(last.startedAt);
  return openFleetFetcher(db, selectedReport(db), {
    ...fleet,
    fetch,
    tell: storeNews,
    asker: { night: now, heard },
  });
}

/** The store of a run; the library for a shared one is loaded for those who use it. */
async function openForRun({ db, storeNews = () => {} }: WorldSettings): Promise<Store> {
  const evidence = evidenceFolderOf(db);
  return isShared(db)
    ? (await import('./shared-stores.js')).openShared(db, evidence, storeNews)
    : openStore(db, evidence);
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

/** The browser of a night: what shows pages is loaded, and started, when the first page needs it. */
function browserWhenNeeded(
  { program }: BrowserChoice,
  userAgent: string,
  fetch: Fetch,
): BrowserWitness {
  let opened: Promise<BrowserWitness> | null = null;
  return {
    render: async (order) => {
      opened ??= import('../web/browser/browser.js').then(({ openBrowser }) =>
        openBrowser({ executable: program ?? findBrowser(process.env.PATH), userAgent }, fetch),
      );
      return (await opened).render(order);
    },
    close: async () => (await opened)?.close(),
  };
}

/** Whether a file that was named as the browser can be run. */
export const isBrowserProgram = (path: string): boolean => isExecutable(path);

/** The names under which a browser was looked for in vain; null where one was found. */
export const missingBrowser = (): readonly string[] | null =>
  findBrowser(process.env.PATH) === null ? USUAL_NAMES : null;

/** True where the library that drives a browser is not installed. */
export const lacksPlaywright = (): boolean => !hasPlaywright();

/** True where a browser would run without its sandbox. */
export const lacksSandbox = (): boolean => !hasSandbox();

/** Where it is written what is made of an answer, and how grave that is; what is written there is made of nothing else of ours. */
export const ROOMS = ['judging', 'model', 'passage', 'reading'];
/** What says which libraries they read with. */
const LIBRARIES = ['package.json', 'package-lock.json'];

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
/** Where the build writes down the digest of its rooms: to read two hundred files takes a night 0.02 s. */
const WRITTEN = join(SOURCE, 'rules.sha256');

/**
 * The rules of reading and judging, as a digest of the files that hold them, of the libraries' versions and of Node's: nobody
 * has to remember to raise a number, and an upgrade judges everything afresh.
 */
export function digestOfRules(): string {
  const hash = createHash('sha256').update(process.version).update(digestOfRoomsHere());
  for (const name of LIBRARIES) {
    const file = join(SOURCE, '..', name);
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** The same whatever Node there is and however the program came there, with or without optional packages: for whoever judges again elsewhere. */
export function digestOfJudging(): string {
  const said = JSON.parse(readFileSync(join(SOURCE, '..', 'package.json'), 'utf8'));
  const libraries = Object.entries({ ...said.dependencies, ...said.devDependencies })
    .filter(([name]) => !(name in said.peerDependencies))
    .sort();
  return createHash('sha256')
    .update(digestOfRoomsHere())
    .update(JSON.stringify(libraries))
    .digest('hex');
}

const digestOfRoomsHere = (): string =>
  existsSync(WRITTEN) ? readFileSync(WRITTEN, 'utf8') : digestOfRooms(SOURCE);

/** The digest of the files that hold the rules, in `source`: ours, or what the compiler makes of it. */
export function digestOfRooms(source: string): string {
  const hash = createHash('sha256');
  for (const room of ROOMS)
    for (const file of readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll(sep, '/'))
      .sort())
      if (/\.(?:[jt]s|json)$/u.test(file) && !/\.d\.ts$|\.schema\.json$/u.test(file))
        hash.update(readFileSync(join(source, room, file)));
  return hash.digest('hex');
}
