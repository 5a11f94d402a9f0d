import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Outcome } from '../../src/model/outcome.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { runOnce } from '../../src/night/night.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';

const PASSAGES = [
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.',
  'The ministry said that 73 per cent of the complaints were never looked into by any court.',
  'Returnees told observers that they had not been given a copy of the decision on their case.',
] as const;

const SOURCES = [
  source('article'),
  source('yearly', {
    title: 'Country report 2023',
    url: 'https://yearly.example/reports/2023/country',
  }),
  source('issue', { series: 'series', edition: '2024', url: 'https://issue.example/2024/report' }),
  source('copied', { copies: [{ url: 'https://copy.example/copied', by: 'A library' }] }),
  source('doubtful'),
  source('brief'),
];

/** The same as quoted: with an omission, within its sentence, and whole. */
const QUOTED = [
  'Police busted 1,664 criminal gangs [...] and arrested 16,349 suspects.',
  '73 per cent of the complaints were never looked into',
  PASSAGES[2],
];
/** With one word more, and of another page. */
const NEVER_STOOD = [
  'The ministry said that 73 per cent of all the complaints were never looked into by any court.',
  'Observers of three missions wrote that the prison on the island was closed for good last winter.',
];
/** What is quoted of a source; in a version of its own, something else. */
const quotesOf = (i: number, version: number): readonly string[] => {
  const text = QUOTED[(i + (i === version ? 1 : 0)) % QUOTED.length] as string;
  if (i < 4) return [text];
  return i === version ? NEVER_STOOD.slice(1) : [text, ...NEVER_STOOD];
};

/** The report as its authors have it: now and then they change a quotation. */
const report = (version: number): Watchlist =>
  watchlist(
    SOURCES,
    SOURCES.map(({ id }, i) => {
      const quotes = quotesOf(i, version).map((text) => ({ text }));
      // Of some the citation becomes stale while the nights go by.
      return citation(i, id, '', { quotes, accessed: i % 2 === 0 ? '2025-04-10' : '2025-09-20' });
    }),
    {
      series: [
        {
          id: 'series',
          name: 'Annual report',
          cadence: 'P1Y',
          due: null,
          index: ['https://issue.example/'],
          pattern: null,
          subject: [],
          editions: [],
        },
      ] as unknown as Watchlist['series'],
    },
  );

const STATES = [
  'as it was',
  'other bytes',
  'edited',
  'passage changed',
  'passage lost',
  'elsewhere',
] as const;
const TROUBLES = ['gone', 'broken', 'walled', 'a stranger', 'cut', 'moved', 'sent on'] as const;

/** What a source's server does on one night. */
interface Weather {
  readonly state: (typeof STATES)[number];
  readonly trouble: (typeof TROUBLES)[number] | null;
  readonly validators: boolean;
}

const weather: fc.Arbitrary<Weather> = fc.record({
  state: fc.oneof(
    { weight: 4, arbitrary: fc.constant('as it was' as const) },
    fc.constantFrom(...STATES),
  ),
  trouble: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...TROUBLES) },
  ),
  validators: fc.boolean(),
});

/** Nights of one history. */
export const NIGHTS = 10;

interface NightPlan {
  readonly weather: readonly Weather[];
  readonly version: number;
  /** True when newer editions of everything are out. */
  readonly newer: boolean;
  /** Days since the night before. */
  readonly pause: number;
}

const plans: fc.Arbitrary<readonly NightPlan[]> = fc.array(
  fc.record({
    weather: fc.array(weather, { minLength: SOURCES.length, maxLength: SOURCES.length }),
    version: fc.oneof({ weight: 8, arbitrary: fc.constant(9) }, fc.nat(SOURCES.length - 1)),
    newer: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
    pause: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.constantFrom(2, 40)),
  }),
  { minLength: NIGHTS, maxLength: NIGHTS },
);

function html(i: number, { state, trouble }: Weather, newer: boolean): string {
  const passage = PASSAGES[i % PASSAGES.length] as string;
  if (trouble === 'a stranger')
    return page('Our services will be back soon, thank you for your patience with us.', 'Notice');
  const text = {
    'as it was': passage,
    'other bytes': `${passage}<!-- tonight -->`,
    edited: `${passage}</p><p>Officials later added that two more provinces would publish their own figures.`,
    'omission changed': passage.replace(
      /involved in loan scams|by any court|on their case/u,
      'in no way told apart',
    ),
    'passage changed': passage.replace(/\b(?:never|not|criminal)\b/u, ''),
    'passage lost':
      'Nothing of the earlier text is here, and other matters are spoken of in its place.',
    elsewhere: `Several new paragraphs came first.</p><p>${passage}`,
  }[state];
  // So short that it may be no more than a beginning.
  if (SOURCES[i]?.id === 'brief')
    return `<title>Title of brief</title><main><h1>Title of brief</h1><p>${text}</p></main>`;
  const leads = newer && i === 0 ? '</p><p><a href="/latest">Latest version</a>' : '';
  return page(`${text}${leads}`, SOURCES[i]?.title);
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What stands at the addresses of newer editions once they are out. */
const NEWER: Readonly<Record<string, string>> = {
  'https://article.example/latest': page(PASSAGES[2], 'Title of article'),
  'https://yearly.example/reports/2024/country': page(PASSAGES[1], 'Country report 2024'),
  'https://issue.example/': `${page(PASSAGES[1], 'Annual reports')}<a href="/2025/report">Annual report 2025</a>`,
  'https://issue.example/2025/report': page(PASSAGES[0], 'Annual report 2025'),
};

/** Answers as a server does in this weather, validators and all. */
function answerIn({ weather, newer }: NightPlan): FakeWorld['fetch'] {
  return async ({ url, validators }) => {
    const base = {
      url,
      finalUrl: url,
      hops: [],
      requests: 1,
      received: 0,
      at: '',
      elapsed: 1,
    } as const;
    const i = SOURCES.findIndex(
      (one) => one.url === url || one.copies.some((copy) => copy.url === url),
    );
    const sky = weather[i];
    const status = (http: number, text = ''): Outcome => {
      const bytes = new TextEncoder().encode(text);
      const body = { bytes, sha256: digest(bytes), truncated: false };
      return { ...base, kind: 'answered', http, headers: { 'content-type': 'text/html' }, body };
    };
    if (newer && NEWER[url] !== undefined) return status(200, NEWER[url]);
    if (sky === undefined) return status(404, '<h1>Not found</h1>');
    const { trouble } = sky;
    if (trouble === 'gone') return status(404, '<h1>Not found</h1>');
    if (trouble === 'broken') return status(503, '<h1>Service unavailable</h1>');
    if (trouble === 'walled') return status(403, '<h1>Access denied</h1>');
    const bytes = new TextEncoder().encode(html(i, sky, newer));
    const etag = `"${digest(bytes)}"`;
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      ...(sky.validators ? { etag } : {}),
    };
    const to = `${url}-moved`;
    const sent = { finalUrl: to, hops: [{ url, http: trouble === 'moved' ? 301 : 302 }] };
    const way: Partial<typeof sent> = trouble === 'moved' || trouble === 'sent on' ? sent : {};
    const isOfThis = (validators?.of ?? url) === (way.finalUrl ?? url);
    if (sky.validators && isOfThis && validators?.etag === etag)
      return { ...base, ...way, kind: 'answered', http: 304, headers, body: null };
    const body = { bytes, sha256: digest(bytes), truncated: trouble === 'cut' };
    return { ...base, ...way, kind: 'answered', http: 200, headers, body };
  };
}

/** A world whose judgements are counted; one that is `afresh` has other rules every night, and so carries nothing over. */
function worldOf(afresh: boolean): FakeWorld & { judged: number } {
  const world = Object.assign(fakeWorld(), { judged: 0 });
  const { judge } = world.thought;
  world.thought = {
    ...world.thought,
    judge: (known) => {
      world.judged++;
      return judge(known);
    },
  };
  return Object.assign(world, { rules: () => (afresh ? `rules of ${world.date}` : 'rules') });
}

/**
 * Plays so many random histories, each in a world that may carry verdicts over and in one that may not: every night must
 * say the same, and leave the same behind. Gives how many judgements were saved.
 */
export async function carryOverLikeAfresh(histories: number): Promise<number> {
  let saved = 0;
  await fc.assert(
    fc.asyncProperty(plans, async (nights) => {
      const [carrying, afresh] = [worldOf(false), worldOf(true)];
      let day = Date.UTC(2025, 9, 1, 2);
      for (const plan of nights) {
        day += plan.pause * 86_400_000;
        const said = [];
        for (const world of [carrying, afresh]) {
          world.date = new Date(day).toISOString();
          world.fetch = answerIn(plan);
          const run = await runOnce(world, report(plan.version), settings({}), () => {});
          said.push({ ...run, run: { ...run.run, rules: '' }, sources: [...run.sources] });
        }
        expect(said[0]).toEqual(said[1]);
      }
      for (const { id } of SOURCES) {
        const remembered = [carrying, afresh].map((world) => world.store.history(id, 1_000));
        const [one, other] = await Promise.all(remembered);
        expect(one?.previous?.memory).toEqual(other?.previous?.memory);
        expect(one?.baseline?.snapshot).toEqual(other?.baseline?.snapshot);
      }
      saved += afresh.judged - carrying.judged;
      await Promise.all([carrying.close(), afresh.close()]);
    }),
    { numRuns: histories },
  );
  return saved;
}
