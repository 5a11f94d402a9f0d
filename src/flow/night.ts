import type { CaptureFault } from '../model/capture-fault.js';
import type { Finding } from '../model/finding.js';
import type { Traffic } from '../model/outcome.js';
import type { RunFacts } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import type { Visit } from '../model/visit.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import type { OpenRun } from '../record/store.js';
import type { World } from '../world.js';
import type { Permission } from './robots.js';

/** Called as each visit lands. */
export type Tell = (progress: {
  readonly done: number;
  readonly total: number;
  readonly visit: Visit;
}) => void;

/** What an update of citewatch changed before a night: the run in which that was judged, and what it ended. */
export interface Update {
  readonly run: RunFacts;
  readonly over: readonly Finding[];
}

/** One run under way. */
export interface Night {
  readonly world: World;
  readonly watch: Watchlist;
  /** Those of the watchlist that this run looks at. */
  readonly sources: readonly Source[];
  readonly settings: CheckSettings;
  readonly run: OpenRun;
  /** The instant for which the whole run judges. */
  readonly now: Date;
  readonly tell: Tell;
  readonly permission: Permission;
  /** Noted as visits land: captures of this run that are not sound evidence, by what they are of. */
  readonly badCaptures: Map<string, CaptureFault>;
  /** Null where the night before judged by the same rules. */
  readonly update: Update | null;
  /** What this run has asked of the web so far. */
  readonly traffic: () => Traffic;
}
