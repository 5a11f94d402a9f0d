import type { Fetch } from '../model/outcome.js';
import type { StoreNews } from '../model/run.js';
import { createHear, type Hear } from '../model/sanitized-text.js';
import {
  type BrowserChoice,
  type FetchSettings,
  isShared,
  type TsaSettings,
} from '../model/settings.js';
import { type Hands, type NightWorld, openWorld } from '../night/world.js';
import { BUDGET } from '../pool/budget.js';
import { openThought } from '../pool/open-thought.js';
import { openStore } from '../store/sqlite/sqlite.js';
import type { Store } from '../store/store.js';
import { type ArchiveSettings, createArchive } from '../web/archives/archive.js';
import type { BrowserWitness } from '../web/browser/browser.js';
import {
  findBrowser,
  hasPlaywright,
  hasSandbox,
  isExecutable,
  USUAL_NAMES,
} from '../web/browser/start-browser.js';
import type { Fetcher } from '../web/fetcher.js';
import { evidenceBeside, evidenceFolderOf } from './evidence-folder.js';

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

interface FleetUse {
  /** Whether this process asks too, and does not leave it to workers. */
  readonly walks: boolean;
  /** Called once, when it is left to workers and none is there. */
  alone(): void;
}

/**
 * Opens the parts of a world and builds it: around the store at `db`, which is made when there is none yet, or the one that is open already.
 * Rejects when the store cannot be opened.
 */
export async function openWorldAt(
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
    hear = createHear(),
    hands,
  } = settings;
  const store = opened ?? (await openForRun(settings));
  const fetcher =
    hands === undefined ? fetch && (await openDoor(settings, fetch, store)) : lent(hands);
  return openWorld({
    reports,
    now,
    tsa,
    hear,
    store,
    fetcher,
    browser:
      fetcher && fetch && browser
        ? browserWhenNeeded(browser, fetch.userAgent, fetcher.fetch)
        : null,
    threads: hands === undefined ? openThought(BUDGET) : lent(hands),
    archive:
      hands === undefined
        ? fetcher && archive && createArchive(fetcher.fetch, archive)
        : hands.archive,
    evidence: fetch === null || evidenceFolderOf(db) === null ? null : evidenceBeside(db),
  });
}

/** What others close who opened it. */
const lent = <T>(hands: T): T & { close(): Promise<void> } => ({ ...hands, close: async () => {} });

/** The door to the web, loaded for those who use it; with a shared store it is the fleet's. */
async function openDoor(
  { db, now, storeNews = () => {}, fleet = { walks: true, alone: () => {} } }: WorldSettings,
  fetch: FetchSettings,
  store: Store,
): Promise<Fetcher> {
  if (!isShared(db)) return (await import('../web/fetcher.js')).createFetcher(fetch);
  const { openFleetFetcher } = await import('../fleet/fleet.js');
  const { selectedReport } = await import('../tasks/shared-stores.js');
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
    ? (await import('../tasks/shared-stores.js')).openShared(db, evidence, storeNews)
    : openStore(db, evidence);
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
