import { describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { Rendering, RenderOrder } from '../../src/model/capture.js';
import type { ContentVerdict } from '../../src/model/content.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { quoteReason, readingReason } from '../../src/surfaces/words/documents.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { exportExhibit } from '../../src/tasks/exhibit.js';
import { rejudge } from '../../src/tasks/rejudge.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { type FakeWorld, fakeWorld, type Page, page, settings } from '../world.js';
import { answered, night, one, PASSAGE, quoteOf, url } from './nights.js';

const SHELL =
  '<!doctype html><html lang="en"><title>App</title><div id="root"></div><script src="/app.js"></script>';
const OTHER_SHELL = SHELL.replace('app.js', 'app-2.js');
const ALTERED = PASSAGE.replace('1,664', '1,446');

/** What a browser shows: a page's HTML, or more of it, or nothing; undefined where the night has none. */
type Shows = string | Partial<Rendering> | undefined;

function rendering({ url: at }: RenderOrder, shows: Exclude<Shows, undefined>): Rendering {
  const part = typeof shows === 'string' ? { html: Buffer.from(shows) } : shows;
  return {
    kind: 'rendered',
    at: '2025-10-01T02:00:09.000Z',
    url: at,
    html: Buffer.from(''),
    screenshot: Buffer.from('a picture'),
    settled: true,
    wanted: [],
    by: 'Chromium 1',
    ...part,
  } as Rendering;
}

/** A world with evidence and a browser, and what it was asked to show. */
function worldWith() {
  const world = Object.assign(fakeWorld(), {
    evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS),
  });
  return { world, orders: [] as RenderOrder[] };
}

/** Plays nights on which the source answers so, and a browser shows this of it. */
async function nights(
  { world, orders }: { readonly world: FakeWorld; readonly orders: RenderOrder[] },
  ...all: readonly (readonly [answer: Page, shows?: Shows])[]
): Promise<readonly SourceVerdict[]> {
  const verdicts: SourceVerdict[] = [];
  const { runs } = { runs: (await world.store.runs(99)).length };
  for (const [i, [answer, shows]] of all.entries()) {
    world.pages.set(url, answer);
    world.render =
      shows === undefined
        ? null
        : async (order) => {
            orders.push(order);
            return rendering(order, shows);
          };
    verdicts.push((await night(world, one, runs + i + 1)).sources[0] as SourceVerdict);
  }
  return verdicts;
}

const played = (...all: readonly (readonly [answer: Page, shows?: Shows])[]) =>
  nights(worldWith(), ...all);

describe('a page that shows its text by script', () => {
  it('is read as a browser shows it, and its verdict says so', async () => {
    const [first, second] = await played([SHELL, page(PASSAGE)], [SHELL, page(PASSAGE)]);
    expect(first).toMatchObject({
      witness: 'browser',
      link: { status: 'alive' },
      content: { change: 'first-visit', rendered: { settled: true, wanted: [] } },
    });
    expect(quoteOf(first)).toMatchObject({ verdict: 'intact' });
    expect(second).toMatchObject({ witness: 'browser', content: { change: 'unchanged' } });
  });

  it('has an altered passage told as on any page', async () => {
    const verdicts = await played(
      [SHELL, page(PASSAGE)],
      [SHELL, page(ALTERED)],
      [OTHER_SHELL, page('gone')],
    );
    expect(verdicts.map((verdict) => quoteOf(verdict)?.verdict)).toEqual([
      'intact',
      'altered',
      'missing',
    ]);
    expect(verdicts.map(({ content }) => content.change)).toEqual([
      'first-visit',
      'edited',
      'edited',
    ]);
  });

  it('is shown anew every night, whatever its server says of the bytes', async () => {
    const scene = worldWith();
    const headers = { 'content-type': 'text/html', etag: '"same"' };
    const shell = answered(SHELL, { headers });
    const verdicts = await nights(scene, [shell], [shell, page(PASSAGE)], [shell, page(ALTERED)]);
    expect(verdicts.map((verdict) => quoteOf(verdict)?.verdict)).toEqual([
      'unverifiable',
      'intact',
      'altered',
    ]);
    expect(scene.orders).toHaveLength(2);
    expect(scene.world.asked.map(({ validators }) => validators)).toEqual([null, null, null]);
  });

  it('has no baseline in a shell: what a browser shows is read for the first time', async () => {
    const [, second] = await played([SHELL], [SHELL, page(PASSAGE)]);
    expect(second).toMatchObject({ witness: 'browser', content: { change: 'first-visit' } });
  });

  it('is no other document on nights without a browser, however many', async () => {
    const without = Array.from({ length: 6 }, () => [SHELL] as const);
    const scene = worldWith();
    const verdicts = await nights(scene, [SHELL, page(PASSAGE)], ...without, [
      SHELL,
      page(ALTERED),
    ]);
    for (const verdict of verdicts.slice(1, -1)) {
      expect(verdict).toMatchObject({
        link: { status: 'alive' },
        content: { change: 'unread' },
        witness: 'none',
      });
      expect(quoteOf(verdict)?.verdict).toBe('unverifiable');
    }
    // The text of before is still what is compared.
    expect(verdicts.at(-1)).toMatchObject({ witness: 'browser', content: { change: 'edited' } });
  });

  it('is compared with nothing where it was read otherwise: scripts add to a page without an edit', async () => {
    const [, second, third] = await played(
      [page(PASSAGE)],
      [SHELL, page(`${PASSAGE}</p><p>An aside that a script adds to the page, in so many words.`)],
      [page(PASSAGE)],
    );
    expect(second?.content.change).toBe('first-visit');
    expect(third).toMatchObject({ witness: 'live', content: { change: 'first-visit' } });
  });

  it('is a stranger where its site shows another page in its place, and no other document on the first night', async () => {
    const harvest =
      'Barley and oats came in late this season, and growers of the valley wait for better weather. ';
    const other = `<!doctype html><html lang="en"><title>Crops</title><main><p>${harvest.repeat(12)}</p></main></html>`;
    const [, second, third] = await played(
      [SHELL, page(PASSAGE)],
      [SHELL, other],
      [SHELL, page(PASSAGE)],
    );
    expect(second).toMatchObject({
      witness: 'none',
      content: { change: 'unread', why: { kind: 'stranger' } },
    });
    expect(quoteOf(second)?.verdict).toBe('unverifiable');
    expect(third).toMatchObject({ witness: 'browser', content: { change: 'unchanged' } });
  });
});

describe('what is not shown in a browser', () => {
  it.each([
    ['a page that was read', page(PASSAGE)],
    ['an error', answered(SHELL, { http: 404 })],
    [
      'a wall',
      answered(SHELL, {
        http: 403,
        headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
      }),
    ],
    ['trouble', answered(SHELL, { http: 503 })],
    ['a page without a text', '<!doctype html><title>Nothing</title><p></p>'],
  ])('%s', async (_, answer) => {
    const scene = worldWith();
    await nights(scene, [answer, page(PASSAGE)]);
    expect(scene.orders).toEqual([]);
  });
});

describe('what a browser cannot show', () => {
  it.each([
    [{ kind: 'no-browser' }, 'no browser was found'],
    [{ kind: 'crashed' }, 'crashed'],
    [{ kind: 'hung', seconds: 90 }, '90 seconds'],
    [{ kind: 'no-start', message: 'no such file' }, 'no such file'],
    [{ kind: 'memory', megabytes: 1024 }, '1024 MB'],
    [{ kind: 'too-large' }, 'too large'],
    [{ kind: 'led-away' }, 'nothing can be shown'],
  ] as const)('is unknown, with the reason: %j', async (why, words) => {
    const [, second] = await played([SHELL, page(PASSAGE)], [SHELL, { kind: 'unrendered', why }]);
    expect(second).toMatchObject({ witness: 'none', content: { change: 'unread' } });
    expect(second?.content).not.toHaveProperty('rendered');
    expect(quoteReason(ENGLISH, quoteOf(second)?.why ?? { kind: 'no-words' })).toContain(words);
  });

  it('is said of a page that is as empty there', async () => {
    const [first] = await played([SHELL, SHELL]);
    expect(first).toMatchObject({
      content: { change: 'unread', why: { why: { browser: { kind: 'still-empty' } } } },
    });
  });

  it('is said of a page that is as empty because it was not given all that it asked for', async () => {
    const [first] = await played([
      SHELL,
      { html: Buffer.from(SHELL), wanted: ['preflight'], refused: 1 },
    ]);
    expect(readingReason(ENGLISH, first?.content as ContentVerdict)).toBe(
      'the page shows its text by script, and in a browser it shows next to no text either; there it asked for more than it was given: for another site with headers of its own (only plain requests are sent there)',
    );
  });

  it('says of a page that was still at work what stands, and never what is absent', async () => {
    const unsettled = (html: string) => ({ html: Buffer.from(html), settled: false });
    const verdicts = await played(
      [SHELL, unsettled(page(PASSAGE))],
      [SHELL, unsettled(page('gone'))],
      [SHELL, page(PASSAGE)],
    );
    expect(verdicts.map((verdict) => quoteOf(verdict)?.verdict)).toEqual([
      'intact',
      'unverifiable',
      'intact',
    ]);
    expect(verdicts.map(({ content }) => content.change)).toEqual([
      'unread',
      'unread',
      'first-visit',
    ]);
  });

  it('says of a page that was not given all that it asked for what stands and what is altered, and never what is absent', async () => {
    const refused = (html: string) => ({ html: Buffer.from(html), wanted: ['post'] as const });
    const verdicts = await played(
      [SHELL, refused(page(PASSAGE))],
      [SHELL, refused(page(ALTERED))],
      [SHELL, refused(page('gone'))],
    );
    expect(verdicts.map((verdict) => quoteOf(verdict)?.verdict)).toEqual([
      'intact',
      'altered',
      'unverifiable',
    ]);
    expect(quoteReason(ENGLISH, quoteOf(verdicts[2])?.why ?? { kind: 'no-words' })).toContain(
      'only GET is sent',
    );
  });
});

describe('the evidence of it', () => {
  it('is what was received and what it became, each where it differs, and a picture where the text does', async () => {
    const scene = worldWith();
    const noise = page(PASSAGE).replace('<main>', '<main id="x1">');
    await nights(
      scene,
      [SHELL, page(PASSAGE)],
      [SHELL, page(PASSAGE)],
      [SHELL, noise],
      [SHELL, page(ALTERED)],
    );
    const { evidence } = scene.world;
    expect((await evidence?.list('a'))?.map(({ run, revisit }) => [run, revisit])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, true],
    ]);
    expect((await evidence?.beside('a'))?.map(({ run, role }) => [run, role])).toEqual([
      [1, 'rendered'],
      [1, 'screenshot'],
      [3, 'rendered'],
      [4, 'rendered'],
      [4, 'screenshot'],
    ]);
    expect(await evidence?.verify()).toMatchObject({ problems: [] });
  });

  it('says what the page was not given, and that the browser had no sandbox', async () => {
    const scene = worldWith();
    const shown = {
      html: Buffer.from(page(PASSAGE)),
      wanted: ['foreign-budget'],
      refused: 7,
      unsandboxed: true,
    } as const;
    const [verdict] = await nights(scene, [SHELL, shown]);
    expect(verdict).toMatchObject({ content: { rendered: { refused: 7, unsandboxed: true } } });
    for (const { how } of (await scene.world.evidence?.beside('a')) ?? [])
      expect(how).toMatch(
        /for more of other sites than one page may; 7 of its requests were refused; .* without its sandbox/,
      );
  });

  it('goes out with the capture of a night on which the passage stood', async () => {
    const { world, orders } = worldWith();
    await nights({ world, orders }, [SHELL, page(PASSAGE)], [SHELL, page(ALTERED)]);
    if (world.evidence === null) throw new Error('evidence is kept');
    const order = {
      source: 'a',
      all: false,
      by: null,
      to: `${emptyFolder()}/filed`,
      program: 'citewatch 1',
    };
    const { passages, others } = await exportExhibit(
      ENGLISH,
      { ...world, evidence: world.evidence },
      order,
    );
    expect(passages).toEqual({ stand: 1, of: 1, rendered: true });
    expect(others).toMatchObject([{ run: 2, passages: { stand: 0, of: 1 } }]);
  });

  it('of each kind of night, judged again by the rules of now, says what it said', async () => {
    const scene = worldWith();
    const { world } = scene;
    const refused = { html: Buffer.from(page('gone')), wanted: ['post'] as const };
    const kinds: readonly (readonly [Page, Shows?])[] = [
      [SHELL],
      [SHELL, page(PASSAGE)],
      [SHELL, page(ALTERED)],
      [SHELL, refused],
      [SHELL, { html: Buffer.from(page(PASSAGE)), settled: false }],
      [SHELL, { kind: 'unrendered', why: { kind: 'crashed' } }],
      [SHELL, SHELL],
      [SHELL],
    ];
    for (const kind of kinds) {
      const [then] = await nights(scene, kind);
      if (world.evidence === null) throw new Error('evidence is kept');
      const kept = { evidence: world.evidence, store: world.store };
      const again = await rejudge(fakeWorld(), kept, one, settings(), () => {});
      expect(again?.changes).toEqual([]);
      expect([...(again?.run.sources ?? [])]).toEqual([then]);
    }
  });
});
