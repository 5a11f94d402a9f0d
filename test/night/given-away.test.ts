import { describe, expect, it, test } from 'vitest';
import { isActive } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { answered, night, one, PASSAGE, url } from './nights.js';

const LINES = [
  'Since the spring our small team has looked after forty thousand pages from a kitchen table.',
  'We are grateful to everybody who wrote to us, and to the printers of the first volume.',
  'The shelves go to the town library, which will put them into boxes before the winter comes.',
  'Whoever wants to know more can ring the bell beside the bakery on Tuesday afternoons.',
  'The youngest of us is off to sea, and the oldest will grow beans behind the school.',
  'Nothing that we sold will be taken back, but the postcards can be had for nothing.',
  'The clock in the hall was given to the ferryman, who had admired it for years.',
  'Let us remember the flood, the bicycle, and the summer of the three bishops.',
];
/** More than a hundred words, in which no list of words finds anything. */
const letter = (extra = ''): string =>
  `<!doctype html><title>Dear friends</title><main><h1>Dear friends</h1>${LINES.map((line) => `<p>${line}</p>`).join('')}${extra}</main>`;

const active = ({ findings }: Run): readonly string[] =>
  findings.filter(isActive).map(({ severity, kind }) => `${severity} ${kind}`);

describe('a stranger that is long enough to be a document', () => {
  async function play(everywhere: boolean): Promise<readonly Run[]> {
    const world = fakeWorld();
    const fetch = world.fetch;
    const runs: Run[] = [];
    world.pages.set(url, page(PASSAGE));
    runs.push(await night(world, one, 1));
    world.fetch = (request) => {
      if ((everywhere && !request.url.endsWith('/')) || request.url === url)
        world.pages.set(request.url, letter(`<p>Ref. ${request.url}</p>`));
      return fetch(request);
    };
    for (const day of [2, 3, 4, 5]) runs.push(await night(world, one, day));
    expect(world.asked.filter((r) => r.url.includes('no-such-page'))).toHaveLength(1);
    return runs;
  }

  it('is none when its site shows it for an address that was made up, and is never believed', async () => {
    const runs = await play(true);
    expect(runs.slice(1).map(active)).toEqual([
      ['low source-soft-404'],
      ['low source-soft-404'],
      ['high source-soft-404'],
      ['high source-soft-404'],
    ]);
    expect(runs[4]?.sources[0]?.link.why.kind).toBe('shown-for-anything');
  });

  it('is another document when its site knows what it does not have', async () => {
    expect(active((await play(false))[3] as Run)).toEqual(['high content-replaced']);
  });
});

describe('a stranger that is short', () => {
  const note =
    '<title>Dear friends</title><main><h1>Dear friends</h1><p>The shelves went to the town library by cart.</p></main>';

  it('is told as no document, and not as another one, when it has stood for as long as a death must', async () => {
    const world = fakeWorld();
    const told: (readonly string[])[] = [];
    for (const [i, answer] of [page(PASSAGE), note, note, note, note, page(PASSAGE)].entries()) {
      world.pages.set(url, answer);
      told.push(active(await night(world, one, i + 1)));
    }
    expect(told.slice(3)).toEqual([['high source-soft-404'], ['high source-soft-404'], []]);
  });
});

describe('one stranger at two cited addresses', () => {
  const sources = [
    source('a', { title: 'Trafficking in persons', url: 'https://site.example/a' }),
    source('b', { title: 'Usury and household debt', url: 'https://other.example/b' }),
  ];
  const watch = watchlist(sources, [citation(1, 'a', PASSAGE)]);

  async function fourNights(at: (of: string, day: number) => string): Promise<readonly Run[]> {
    const world = fakeWorld();
    const runs: Run[] = [];
    for (const day of [1, 2, 3, 4, 5]) {
      for (const { id, url: to } of sources)
        world.pages.set(
          to as string,
          day === 1 ? page(`${PASSAGE} ${id}`, `The ${id} of it`) : at(id, day),
        );
      runs.push(await night(world, watch, day));
    }
    return runs;
  }

  it('is no document, whatever number it carries, and stays none when it stands at one of them alone', async () => {
    const runs = await fourNights((id, day) =>
      id === 'b' && day > 2
        ? page(`${PASSAGE} b`, 'The b of it')
        : letter(`<p>Case ${day}, ${id}</p>`),
    );
    expect(runs[1]?.sources.map(({ link }) => link.why.kind)).toEqual(['one-text', 'one-text']);
    expect(active(runs[4] as Run)).toEqual(['high source-soft-404']);
    expect(runs[4]?.sources[0]?.link.why.kind).toBe('one-text');
  });

  it('two strangers are two', async () => {
    const runs = await fourNights((id) =>
      id === 'a' ? letter() : page('Boats filled the harbour.', 'Fishing quotas'),
    );
    expect(runs[1]?.sources.map(({ link }) => link.why.kind)).not.toContain('one-text');
    expect(active(runs[4] as Run)).toContain('high content-replaced');
  });

  it('an edit that two addresses of one document show alike is an edit', async () => {
    const text = (day: number) =>
      page(`${PASSAGE}</p><p>Added on the night of day ${day}, far below.`, 'It');
    const world = fakeWorld();
    const twice = sources.map((s) => ({ ...s, title: 'Trafficking in persons' }));
    const both = watchlist(twice, [
      citation(1, 'a', 'Something that does not stand there, and never stood.'),
    ]);
    for (const day of [1, 2]) {
      for (const { url: to } of twice) world.pages.set(to as string, text(day));
      const run = await night(world, both, day);
      expect(run.sources.map(({ link }) => link.status)).toEqual(['alive', 'alive']);
    }
  });
});

test('a page that its site shows for anything is remembered as that for as long as the site is not asked again', async () => {
  const odd = page(
    'Readers sent their memories.',
    'Not found in our archive: the lists of the year',
  );
  const world = fakeWorld();
  const fetch = world.fetch;
  world.fetch = (request) => {
    world.pages.set(request.url, request.url.endsWith('/') ? page('At home.') : odd);
    return fetch(request);
  };
  for (const day of [1, 2, 3])
    expect((await night(world, one, day)).sources[0]?.link).toMatchObject({
      status: 'soft-404',
      failures: day,
    });
});

describe('every host gave the same refusal', () => {
  const sources = ['a', 'b', 'c'].map((id) =>
    source(id, {
      url: `https://${id}.example/reports/2024/${`the-${id}-of-many-words-`.repeat(4)}`,
    }),
  );
  const refused = (html: string, http = 403) => answered(html, { http });
  const filter = (to: string): string =>
    `<title>Stopped</title><h1>Stopped by policy</h1><p>The gateway of this organisation does not let ${to} through, because of its category.</p><p>Event ${to.length * 7919}</p>`;
  const run = (html: (to: string) => string, http?: number): Promise<Run> => {
    const world = fakeWorld();
    for (const { url: to } of sources)
      world.pages.set(to as string, refused(html(to as string), http));
    return night(world, watchlist(sources), 1);
  };

  it('is told as a filter between us and the web, and nothing is judged', async () => {
    const told = await run(filter);
    expect(told.run.online).toBe(false);
    expect(told.sources[0]?.link).toMatchObject({
      status: 'unjudged',
      why: { kind: 'unasked', why: { kind: 'same-refusal', http: 403 } },
    });
    expect(told.findings).toEqual([]);
  });

  it.each<[string, (to: string) => string]>([
    [
      'each in its own words',
      (to) =>
        `<h1>${{ a: 'Nothing to see in this place, stranger', b: 'Verboten ist der Zutritt für alle', c: 'Revenez avec une carte de lecteur' }[to.charAt(8)]}</h1>`,
    ],
    ['and two say nothing', (to) => (to.includes('a.') ? filter(to) : '')],
  ])('is not, when they refuse %s', async (_, html) => {
    const told = await run(html);
    expect(told.run.online).toBe(true);
    expect(told.sources.map(({ link }) => link.status)).toEqual(['blocked', 'blocked', 'blocked']);
  });

  it('is not, when one host lets us in', async () => {
    const world = fakeWorld();
    for (const { url: to } of sources) world.pages.set(to as string, refused(filter(to as string)));
    world.pages.set(sources[2]?.url as string, page(PASSAGE));
    expect((await night(world, watchlist(sources), 1)).run.online).toBe(true);
  });

  it('is not, when it is the guard that all of them hired', async () => {
    const world = fakeWorld();
    for (const { url: to } of sources)
      world.pages.set(
        to as string,
        answered(filter(to as string), {
          http: 403,
          headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
        }),
      );
    const told = await night(world, watchlist(sources), 1);
    expect(told.run.online).toBe(true);
    expect(told.sources[0]?.link).toMatchObject({ status: 'blocked', by: 'bot-wall' });
  });
});
