import type { ParsedSettings } from '../../load/settings.js';
import type { RunFacts } from '../../model/run.js';
import { missingBrowser } from '../../world/browser.js';
import type { World } from '../../world.js';
import type { Io } from '../io.js';

/** Says before a night what is to be known of it: a clock that cannot be right, other rules, a browser that is missing. */
export async function heedBefore(world: World, settings: ParsedSettings, io: Io): Promise<void> {
  const [last] = await world.store.runs(1);
  heedClock(last, world, io);
  heedRules(last, world, io);
  heedBrowser(settings, io);
}

/** Milliseconds by which a clock may be corrected without a word: what a network's time does to a machine that was off. */
const CORRECTION = 3_600_000;

/** Of an upgrade its first night knows nothing: what other rules see would be told as something that happened on the web. */
function heedRules(last: RunFacts | undefined, { rules }: World, io: Io): void {
  if (last?.rules !== undefined && last.rules !== rules())
    io.err(
      `note: the rules of judging changed since run ${last.id}; citewatch check --record, before a night, tells what that alone changes\n`,
    );
}

/** A clock that was set back, or stood wrong on the last night: days in between are not to be relied on, so it is told. */
function heedClock(last: RunFacts | undefined, { now }: World, io: Io): void {
  if (last !== undefined && Date.parse(last.startedAt) - now().getTime() > CORRECTION)
    io.err(
      `note: the last night is dated ${last.startedAt}, after this one: one of the two clocks was wrong\n`,
    );
}

/** Without a browser a night that was to use one goes on, and says once what it cannot do. */
function heedBrowser({ browser }: ParsedSettings, io: Io): void {
  const sought = browser?.program === null ? missingBrowser() : null;
  if (sought !== null)
    io.err(
      `note: no browser was found (${sought.join(', ')}): pages that show their text by script stay unread\n`,
    );
}
