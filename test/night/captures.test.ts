import { afterEach, describe, expect, it } from 'vitest';
import { createArchive } from '../../src/web/archives/archive.js';
import { loopbackDoor } from '../web/archives/door.js';
import {
  type LoopbackArchive,
  type LoopbackCapture,
  startArchive,
} from '../web/archives/loopback-archive.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { answered, night, PASSAGE, quoteOf, url } from './nights.js';

const TITLE = 'Criminal gangs behind loan scams busted across the country';
const cited = watchlist(
  [source('a', { title: TITLE })],
  [citation(1, 'a', PASSAGE, { accessed: '2025-03-15' })],
);
const article = page(PASSAGE, TITLE);
const wall = answered('<title>Just a moment...</title>', {
  http: 403,
  headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
});

let archive: LoopbackArchive | null = null;
afterEach(async () => {
  await archive?.close();
  archive = null;
});

/** What a night says of the source, whose live page is a wall and whose archive holds these pages, oldest first. */
async function heardOf(
  bodies: readonly string[],
  { watch = cited, before = null as string | null } = {},
) {
  const captures = bodies.map(
    (body, i): LoopbackCapture => ({ url, at: `2025-0${i + 4}-01T00:00:00Z`, body }),
  );
  archive = await startArchive({ captures });
  const asked = createArchive(loopbackDoor(), { wayback: archive.base, sleep: async () => {} });
  const world = Object.assign(fakeWorld(), { archive: asked });
  if (before !== null) {
    world.pages.set(url, before);
    await night(world, watch, 1);
  }
  world.pages.set(url, wall);
  world.pages.set(
    COPY.url,
    page('The copy says something else by now, of which more was to be said.', TITLE),
  );
  return (await night(world, watch, 2)).sources[0];
}
const COPY = { url: 'https://www.ecoi.net/en/document/1.html', by: 'ecoi.net' };

const prose = (sentence: string): string => `<p>${sentence.repeat(6)}</p>`;
const WALL =
  '<!doctype html><title>Just a moment...</title><h1>Checking your browser before accessing a.example</h1>';
const CONSENT = `<!doctype html><title>Before you continue</title><h1>Before you continue</h1>${prose('We and our partners use cookies to deliver services, to measure advertising and to show what interests you. ')}<button>Accept all</button>`;
const TEASER = `<!doctype html><title>${TITLE}</title><h1>${TITLE}</h1><p>Officials spoke on Monday. Read more…</p>`;
const REUSED = `<!doctype html><title>Ten recipes for a warm evening</title><h1>Ten recipes for a warm evening</h1>${prose('Peel the potatoes, cut them into slices and let them simmer in butter for a quarter of an hour. ')}`;
const LOST =
  '<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Sorry, it is gone.</p>';

describe('the newest capture in which the document is recognised speaks', () => {
  it.each([
    ['a wall', WALL],
    ['a consent page', CONSENT],
    ['a teaser', TEASER],
    ['a reused address', REUSED],
    ['an error page', LOST],
    ['nothing', ''],
  ])('where the latest is %s', async (_, latest) => {
    const verdict = await heardOf([article, latest]);
    expect(verdict).toMatchObject({
      witness: 'archive',
      archive: { capturedAt: '2025-04-01T00:00:00.000Z', carriesPassage: true },
    });
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'intact',
      why: { place: { at: '2025-04-01T00:00:00.000Z' } },
    });
  });

  it.each([
    ['a consent page', CONSENT],
    ['a reused address', REUSED],
  ])(
    'where the title is short, and the document of an earlier night tells %s apart',
    async (_, latest) => {
      const watch = watchlist(
        [source('a')],
        [citation(1, 'a', PASSAGE, { accessed: '2025-03-15' })],
      );
      expect(quoteOf(await heardOf([article, latest], { watch, before: article }))?.verdict).toBe(
        'intact',
      );
    },
  );

  it('where all of them came after it', async () => {
    const verdict = await heardOf([article, WALL, CONSENT, TEASER, REUSED, LOST]);
    expect(quoteOf(verdict)?.verdict).toBe('intact');
  });

  it('and says that a figure was changed in it', async () => {
    const verdict = await heardOf([article, article.replace('1,664', '1,446'), CONSENT]);
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'altered',
      why: { place: { at: '2025-05-01T00:00:00.000Z' } },
    });
  });

  it('and says that the passage is missing from it', async () => {
    const verdict = await heardOf([
      article,
      page('Nothing of the kind is said any more.', TITLE),
      CONSENT,
    ]);
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'missing',
      why: { place: { at: '2025-05-01T00:00:00.000Z' } },
    });
  });

  it('and nothing is said where none of them shows the document', async () => {
    const verdict = await heardOf([WALL, CONSENT, TEASER, REUSED]);
    expect(verdict).toMatchObject({ witness: 'none', archive: null });
    expect(quoteOf(verdict)?.verdict).toBe('unverifiable');
  });
});

describe('a copy that lost the passage', () => {
  const withCopy = { ...cited, sources: [source('a', { title: TITLE, copies: [COPY] })] };

  it('does not outvote a capture of the source that carries it: both are shown', async () => {
    const verdict = await heardOf([article], { watch: withCopy });
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'intact',
      why: { place: { kind: 'archive' }, not: { kind: 'copy', by: 'ecoi.net' } },
    });
  });

  it('is believed where the capture lost it as well', async () => {
    const verdict = await heardOf([page('Nothing of the kind is said any more.', TITLE)], {
      watch: withCopy,
    });
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'missing',
      why: { place: { kind: 'copy' } },
    });
  });
});
