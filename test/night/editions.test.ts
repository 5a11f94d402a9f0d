import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import { citation, type FakeWorld, fakeWorld, page, source, watchlist } from '../world.js';
import { night } from './nights.js';

const states = (run: Run): readonly string[] =>
  run.findings.map((f) => `${f.id} ${f.severity} ${f.state}`);

describe('newer editions', () => {
  const series = {
    id: 's',
    name: 'Trafficking in Persons Report',
    cadence: null,
    index: ['https://state.example/tip/'],
    pattern: 'https://state.example/{edition}-tip/china/',
    subject: ['China'],
    editions: [
      { edition: '2024', url: 'https://state.example/2024-tip/china/', published: '2024-06-24' },
    ],
  };
  const tip = source('tip', {
    url: 'https://state.example/2024-tip/china/',
    series: 's',
    edition: '2024',
  });
  const quote =
    'particularly for PRC victims returning from exploitation abroad, and by driving millions';
  const watch = watchlist([tip], [citation(1, 'tip', quote)], { series: [series] });

  function world2025(): FakeWorld {
    const world = fakeWorld();
    world.pages.set(
      'https://state.example/tip/',
      page('<a href="/2024-tip/china/">2024</a>', 'TIP'),
    );
    world.pages.set(tip.url as string, page(quote, '2024 Trafficking in Persons Report: China'));
    return world;
  }

  it('are found by the pattern, read, and shown with what became of each passage', async () => {
    const world = world2025();
    expect((await night(world, watch, 1)).sources[0]?.edition.status).toBe('current');
    world.pages.set(
      'https://state.example/2025-tip/china/',
      page(quote.replace('PRC', 'Chinese'), '2025 Trafficking in Persons Report: China'),
    );
    const run = await night(world, watch, 2);
    expect(run.sources[0]?.edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: '2025', quotes: [{ quote: 'R/1#1', verdict: 'altered' }] }],
    });
    expect(states(run)).toEqual(['edition-newer:tip@2025 medium new']);
    expect(states(await night(world, watch, 3))).toEqual(['edition-newer:tip@2025 medium open']);
  });

  it('are not believed when the page is another country’s, and are found at an irregular address through the index', async () => {
    const world = world2025();
    world.pages.set(
      'https://state.example/2025-tip/china/',
      page(quote, '2025 Trafficking in Persons Report: Burma'),
    );
    expect((await night(world, watch, 1)).sources[0]?.edition.status).toBe('current');
    world.pages.set(
      'https://state.example/tip/',
      page('<a href="/2025-tip-2/china/">2025</a>', 'TIP'),
    );
    world.pages.set(
      'https://state.example/2025-tip-2/china/',
      page(quote, '2025 Trafficking in Persons Report: China'),
    );
    const run = await night(world, watch, 2);
    expect(run.sources[0]?.edition.newer).toMatchObject([
      { edition: '2025', url: 'https://state.example/2025-tip-2/china/' },
    ]);
  });

  describe('that a server states in a header', () => {
    const [own, next] = [
      'https://state.example/2024-handbook',
      'https://state.example/handbook/next',
    ];
    const handbook = source('h', { url: own, title: '2024 Handbook on Lending', edition: '2024' });
    const one = watchlist([handbook], [citation(1, 'h', quote)]);
    const answer = (http: number, headers: Readonly<Record<string, string>>) => {
      const bytes = new TextEncoder().encode(page(quote, handbook.title));
      const body = http === 304 ? null : { bytes, sha256: 'd'.repeat(64), truncated: false };
      return { http, headers: { 'content-type': 'text/html', etag: '"1"', ...headers }, body };
    };
    const link = {
      link: '<https://state.example/style.css>; rel=preload, </handbook/next>; rel="successor-version"',
    };
    const editions = async (...answers: ReturnType<typeof answer>[]) => {
      const world = fakeWorld();
      world.pages.set(next, page(quote, '2025 Handbook on Lending'));
      const found = [];
      for (const [n, reply] of answers.entries()) {
        world.pages.set(own, reply);
        found.push(
          (await night(world, one, n + 1)).sources[0]?.edition.newer.map(({ url }) => url),
        );
      }
      return found;
    };

    it('are found as those that a page links to, and stay found while it is not modified', async () => {
      expect(await editions(answer(200, link), answer(304, {}))).toEqual([[next], [next]]);
    });

    it('are found though the page is as it was', async () => {
      expect(await editions(answer(200, {}), answer(200, link))).toEqual([[], [next]]);
    });

    it('are none where the header leads to something else', async () => {
      const other = {
        link: '</handbook/next>; rel="next", </handbook/next>; rel="predecessor-version"',
      };
      expect(await editions(answer(200, other), answer(200, other))).toEqual([[], []]);
    });
  });

  it('stop alerting when a decision keeps the older one, and alert again when its day has passed', async () => {
    const world = world2025();
    world.pages.set(
      'https://state.example/2025-tip/china/',
      page('nothing', '2025 Trafficking in Persons Report: China'),
    );
    const decision = {
      source: 'tip',
      about: 'edition-newer',
      edition: '2025',
      keep: true,
      reason: 'it lost the passage',
      on: '2025-10-01',
      until: '2025-10-02',
    };
    const kept = { ...watch, decisions: [decision] };
    const run = await night(world, kept, 1);
    expect(run.sources[0]?.edition.status).toBe('acknowledged');
    expect(states(run)).toEqual(['edition-newer:tip@2025 medium acknowledged']);
    expect(states(await night(world, kept, 3))).toEqual([
      'edition-newer:tip@2025 medium new',
      'lint-decision-expired:tip:edition-newer@2025 low new',
    ]);
  });
});
