import type { Watchlist } from '../../src/model/watchlist.js';
import { sendDigest } from '../../src/tasks/digest.js';
import { check } from '../../test/check.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  settings,
  source,
  watchlist,
} from '../../test/world.js';
import { Audit } from './audit.js';
import { calendarOf } from './calendar.js';
import { dateOf, NIGHTS } from './clock.js';
import { PlainMonitor } from './plain-monitor.js';
import { SERIES, SHELF } from './shelf.js';
import { Web } from './web.js';
import { type Work, write } from './work.js';

/** Sixty nights, heard by citewatch and by a plain monitor. */
export interface Played {
  readonly seed: number;
  readonly sourceNights: number;
  readonly audit: Audit;
  readonly plain: PlainMonitor;
}

/** What is made up of some works: their web, and what watches it. */
export interface MadeUp {
  readonly web: Web;
  readonly watch: Watchlist;
}

export const watched = (works: readonly Work[]): Watchlist =>
  watchlist(
    works.map(({ id, publisher, title, url, published, lang, series, edition }) =>
      source(id, { publisher, title, url, published, lang, series, edition }),
    ),
    works.map(({ id, passages }, i) =>
      citation(i + 1, id, '', { quotes: passages.map(({ stands }) => ({ text: stands })) }),
    ),
    { series: SERIES },
  );

const SETTINGS = settings({ archive: 'none' });

/** Plays one night, with its digest: only the web and the clock are made up, and the store where it is one in memory. */
export async function playNight(world: FakeWorld, { web, watch }: MadeUp, night: number) {
  const date = dateOf(night);
  world.date = date.toISOString();
  const fetch = world.fetch;
  world.fetch = (request) => {
    const page = web.answer(request.url, night, date);
    if (page === null) world.pages.delete(request.url);
    else world.pages.set(request.url, page);
    return fetch(request);
  };
  const run = await check(world, watch, SETTINGS, () => undefined);
  world.fetch = fetch;
  return { run, digests: (await sendDigest(world, {})).digests };
}

/** Plays sixty nights of the forty works through the real flow: only the web, the clock and the store are made up. */
export async function play(seed: number): Promise<Played> {
  const works = SHELF.map((shelved) => write(shelved, seed));
  const happenings = calendarOf(works, NIGHTS, seed);
  const web = new Web(works, happenings, seed);
  const claims = happenings.flatMap((one) => one.claims);
  const audit = new Audit(claims);
  const plain = new PlainMonitor(claims);
  const world = fakeWorld();
  const watch = watched(works);
  for (let night = 1; night <= NIGHTS; night += 1) {
    const date = dateOf(night);
    const { run, digests } = await playNight(world, { web, watch }, night);
    // A night that saw nothing can say neither what began nor what is over; that it saw nothing must be so.
    if (run.run.online || !web.isShut(night)) audit.hear(run, night);
    // One that says that the watch goes on claims nothing.
    for (const digest of digests) if (digest.standing === undefined) audit.hearMail(digest, night);
    for (const { id, url } of works) plain.visit(id, web.answer(url, night, date), night);
  }
  await world.close();
  return { seed, sourceNights: NIGHTS * works.length, audit, plain };
}
