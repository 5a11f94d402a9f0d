import { createHash } from 'node:crypto';
import { type Finding, isActive } from '../../src/model/finding.js';
import { check } from '../check.js';
import { citation, fakeWorld, type Page, settings, source, watchlist } from '../world.js';
import type { Judged } from './judge.js';

/** A cited page over several nights, and what a careful person would hear of it on each. */
export interface Story {
  readonly id: string;
  readonly lang: string;
  /** What happens, in a few words. */
  readonly kind: string;
  readonly source: { readonly title: string; readonly publisher: string; readonly url: string };
  readonly quotes: readonly string[];
  readonly nights: readonly StoryNight[];
  readonly others?: readonly (Answered & { readonly url: string; readonly from: number })[];
  readonly expect: readonly Expected[];
}

interface Expected {
  readonly day: number;
  /** `tell`: something new; `ended`: what was told is over; `any`: people may differ. */
  readonly say: 'quiet' | 'tell' | 'ended' | 'any';
  readonly about?: readonly ('passage' | 'link' | 'document' | 'edition')[];
  readonly weight?: 'grave' | 'note' | 'any';
  /** Where it was told on a night from this day on, this night may be quiet. */
  readonly since?: number;
}

interface Answered {
  readonly http?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly html?: string;
  readonly location?: string;
  readonly error?: 'timeout' | 'refused' | 'dns';
}

interface StoryNight extends Answered {
  readonly day: number;
  /** The day whose answer comes again. */
  readonly same?: number;
}

const FIRST = Date.UTC(2026, 0, 5, 2);
const MOST_HOPS = 5;
const FAILURES = { timeout: 'timeout', refused: 'connection', dns: 'dns' } as const;

/** Plays the nights in order, and judges what is told anew on each after the first. */
export async function judgeStory(story: Story): Promise<readonly Judged[]> {
  const world = fakeWorld();
  const of = source('page', { ...story.source, lang: story.lang });
  const watch = watchlist(
    [of],
    [citation(1, 'page', '', { quotes: story.quotes.map((text) => ({ text })) as never })],
  );
  let [night] = story.nights as readonly [StoryNight];
  world.fetch = ((fetch) => (request) => {
    world.pages.set(request.url, pageAt(story, night, request.url));
    return fetch(request);
  })(world.fetch);
  const grave: number[] = [];
  const all: Judged[] = [];
  let before: readonly Finding[] = [];
  for (night of story.nights) {
    world.date = new Date(FIRST + night.day * 86_400_000).toISOString();
    const { findings, sources } = await check(
      world,
      watch,
      settings({ archive: 'none' }),
      () => {},
    );
    const active = findings.filter(isActive);
    const fresh = active.filter((one) => !before.some((other) => keyOf(one) === keyOf(other)));
    if (fresh.some(weighs)) grave.push(night.day);
    const expected = story.expect.find(({ day }) => day === night.day);
    const [verdict] = sources;
    const said = `${story.kind}: ${told(fresh)} | still ${told(active.filter((one) => !fresh.includes(one)))} | ${verdict?.link.status} ${verdict?.content.change} ${verdict?.citations[0]?.quotes.map(({ verdict: one }) => one).join()}`;
    if (expected !== undefined)
      all.push({
        id: `${story.id}@${night.day}`,
        expect: expected.say,
        mark: markOf(expected, fresh, active, before, grave),
        said,
      });
    before = active;
  }
  await world.close();
  return all;
}

const keyOf = ({ id, severity }: Finding): string => `${id} ${severity}`;
const told = (findings: readonly Finding[]): string =>
  findings.map(({ severity, kind }) => `${severity} ${kind}`).join(', ') || '–';
const weighs = ({ severity }: Finding): boolean => severity !== 'low';

function markOf(
  { say, weight, since }: Expected,
  fresh: readonly Finding[],
  active: readonly Finding[],
  before: readonly Finding[],
  grave: readonly number[],
): Judged['mark'] {
  const alarm = fresh.some(({ severity }) => severity === 'high') ? 'high' : 'false-alarm';
  switch (say) {
    case 'any':
      return 'right';
    case 'tell': {
      const isTold = fresh.some((one) => weight !== 'grave' || weighs(one));
      const wasTold = since !== undefined && grave.some((day) => day >= since);
      return isTold || wasTold ? 'right' : 'silent';
    }
    case 'ended':
      if (fresh.some(weighs)) return alarm;
      return active.some(weighs) && before.some(weighs) ? 'missed' : 'right';
    case 'quiet':
      return fresh.some(weighs) ? alarm : 'right';
  }
}

/** What an address answers on a night, at the end of its redirects. */
function pageAt(
  { nights, others = [], source: { url: cited } }: Story,
  night: StoryNight,
  asked: string,
): Page {
  const tonight =
    night.same === undefined ? night : (nights.find(({ day }) => day === night.same) as StoryNight);
  const at = (url: string): Answered | undefined =>
    url === cited ? tonight : others.find((one) => one.url === url && one.from <= night.day);
  const hops: { url: string; http: number }[] = [];
  let url = asked;
  let answer = at(url);
  while (answer?.location !== undefined && hops.length < MOST_HOPS) {
    hops.push({ url, http: answer.http ?? 302 });
    url = new URL(answer.location, url).href;
    answer = at(url);
  }
  if (answer?.error !== undefined)
    return {
      kind: 'failed',
      failure: FAILURES[answer.error],
      code: null,
      message: 'no answer',
    } as Page;
  const bytes = new TextEncoder().encode(
    answer?.html ?? '<!doctype html><title>404</title><h1>Not found</h1>',
  );
  return {
    http: answer?.http ?? (answer === undefined ? 404 : 200),
    finalUrl: url,
    hops,
    headers: Object.fromEntries(
      Object.entries(answer?.headers ?? { 'content-type': 'text/html; charset=utf-8' }).map(
        ([name, value]) => [name.toLowerCase(), value],
      ),
    ),
    body: { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), truncated: false },
  } as Page;
}
