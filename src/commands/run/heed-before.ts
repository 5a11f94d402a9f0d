import type { ParsedSettings } from '../../load/settings.js';
import type { RunFacts } from '../../model/run.js';
import { isShared } from '../../model/store-address.js';
import { lacksSandbox, missingBrowser } from '../../world/browser.js';
import type { World } from '../../world.js';
import type { Io } from '../io.js';

/**
 * Says before a night on the store `db` what is to be known of it: a clock that cannot be right, other rules, evidence or a browser that
 * is missing.
 */
export async function heedBefore(world: World, settings: ParsedSettings, io: Io, db: string): Promise<void> {
  const [last] = await world.store.runs(1);
  heedClock(last, world, io);
  heedRules(last, world, io);
  // With a shared store the last run may have kept its own on another machine.
  if (!isShared(db)) await heedEvidence(last, world, io);
  heedBrowser(settings, io);
}

/** Milliseconds by which a clock may be corrected without a word: what a network's time does to a machine that was off. */
const CORRECTION = 3_600_000;

/** After an update, what was received before takes a moment to be judged again. */
function heedRules(last: RunFacts | undefined, { rules }: World, io: Io): void {
  if (last !== undefined && last.rules !== rules())
    io.err(
      'note: citewatch was updated since the last run: what was received before is judged again first, by itself\n',
    );
}

/** A clock that was set back, or stood wrong on the last night: days in between are not to be relied on, so it is told. */
function heedClock(last: RunFacts | undefined, { now }: World, io: Io): void {
  if (last !== undefined && Date.parse(last.startedAt) - now().getTime() > CORRECTION)
    io.err(
      `note: the last night is dated ${last.startedAt}, after this one: one of the two clocks was wrong\n`,
    );
}

/**
 * The evidence that the last run left is not where it was. What is kept from now on would be whole by itself: a new chain, or one that
 * was put in its place.
 */
async function heedEvidence(last: RunFacts | undefined, { evidence }: World, io: Io): Promise<void> {
  // Of a folder that cannot be read, whoever writes there says what is wrong.
  const there = await evidence?.lastLine().catch(() => undefined);
  if (last?.evidence === undefined || there === undefined) return;
  const { n, sha256 } = last.evidence;
  if (there.n > n || (there.n === n && there.sha256 === sha256)) return;
  io.err(
    there.n === 0
      ? `note: the log of evidence that run ${last.id} left at line ${n} is gone: what is kept from now on shows nothing of before\n`
      : there.n < n
        ? `note: the log of evidence ends at line ${there.n}, and run ${last.id} left it at line ${n}: it was cut or replaced since\n`
        : `note: line ${n} of the log of evidence is not the one that run ${last.id} left: it was replaced since\n`,
  );
}

/** Without a browser a night that was to use one goes on, and says once what it cannot do; without its sandbox, once what that means. */
function heedBrowser({ browser }: ParsedSettings, io: Io): void {
  if (!browser) return;
  const sought = browser.program === null ? missingBrowser() : null;
  if (sought !== null)
    io.err(
      `note: no browser was found (${sought.join(', ')}): pages that show their text by script stay unread\n`,
    );
  else if (lacksSandbox())
    io.err(
      'warning: as root Chromium runs without its sandbox: a page that breaks out of it is root here; run citewatch as another user\n',
    );
}
