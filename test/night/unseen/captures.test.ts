import { afterEach, describe, expect, test } from 'vitest';
import { createArchive } from '../../../src/web/archives/archive.js';
import { loopbackDoor } from '../../web/archives/door.js';
import {
  type LoopbackArchive,
  type LoopbackCapture,
  startArchive,
} from '../../web/archives/loopback-archive.js';
import { citation, fakeWorld, source, watchlist } from '../../world.js';
import { night, quoteOf } from '../nights.js';
import { type Article, DE, EN, FR, HANS, pageOf, siteOf } from './articles.js';
import { answer, HERE } from './story.js';

let archive: LoopbackArchive | null = null;
afterEach(async () => {
  await archive?.close();
  archive = null;
});

type Kept = Omit<LoopbackCapture, 'url' | 'at'>;
const wall = answer('<title>Just a moment...</title>', {
  http: 403,
  headers: { 'cf-mitigated': 'challenge' },
});

/** What a night says of an article whose address lets no program in, by an archive that holds these captures, oldest first. */
async function heardOf(of: Article, captures: readonly Kept[], known: boolean) {
  archive = await startArchive({
    captures: captures.map((kept, i) => ({
      url: HERE,
      at: `2025-0${i + 4}-01T00:00:00Z`,
      ...kept,
    })),
  });
  const asked = createArchive(loopbackDoor(), { wayback: archive.base, sleep: async () => {} });
  const world = Object.assign(fakeWorld(), { archive: asked });
  const watch = watchlist(
    [source('s', { title: of.title, publisher: of.publisher, lang: of.lang, url: HERE })],
    [citation(1, 's', of.text[1] ?? '', { accessed: '2025-03-15' })],
  );
  if (known) {
    world.pages.set(HERE, pageOf(of));
    await night(world, watch, 1);
  }
  world.pages.set(HERE, wall);
  return (await night(world, watch, 2)).sources[0];
}

const bare = (lang: string, title: string, body: string): string =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${title}</title>${body}</html>`;

/** What an archive may have kept last, and what of it shows no document. */
const LATEST: readonly (readonly [what: string, of: Article, kept: Kept])[] = [
  [
    'the home page',
    EN,
    {
      body: siteOf(
        EN,
        EN.publisher,
        EN.headlines
          .map(
            (one) =>
              `<article><h2><a href="/x">${one}</a></h2><p>${one}, and what else is to be said of it in a line or two.</p></article>`,
          )
          .join(''),
      ),
    },
  ],
  [
    'a redirect to the home page',
    EN,
    { status: 301, location: 'https://www.paper.example/', body: '' },
  ],
  [
    'a French choice between a pass and tracking',
    FR,
    {
      body: bare(
        'fr',
        FR.title,
        '<h1>Votre lecture, votre choix</h1><p>Acceptez le dépôt de traceurs par nos 643 partenaires, ou lisez sans traceurs pour 2,99 € par mois.</p><button>Tout accepter</button><button>Je m’abonne</button>',
      ),
    },
  ],
  [
    'a German teaser with the first paragraph',
    DE,
    {
      body: pageOf(DE, {
        text: DE.text.slice(0, 1),
        bottom:
          '<div class="plus"><h2>Weiterlesen mit K+</h2><p>Testen Sie vier Wochen für einen Euro, jederzeit kündbar.</p></div>',
      }),
    },
  ],
  [
    'a goodbye',
    EN,
    {
      body: bare(
        'en',
        'Thank you, readers',
        '<h1>Thank you, readers</h1><p>After 112 years the Observer has printed its last page. The presses went to the museum on the quay, the cat to the harbour master.</p>',
      ),
    },
  ],
  [
    'an image',
    EN,
    { type: 'image/png', body: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  ],
  [
    'a line of JSON',
    EN,
    { type: 'application/json', body: '{"error":{"code":"E_GEO","message":"not here"}}' },
  ],
  [
    'a page to log in',
    HANS,
    {
      body: siteOf(
        HANS,
        '用户登录',
        '<h1>用户登录</h1><form><input name="u"><input type="password" name="p"><button>登录</button></form>',
      ),
    },
  ],
  ['an error page of 404', EN, { status: 404, body: siteOf(EN, 'Not here', '<h1>Not here</h1>') }],
  ['an error of the machine', EN, { status: 503, body: 'backend fetch failed' }],
  [
    'a shop',
    EN,
    {
      body: bare(
        'en',
        'Fishing gear outlet',
        '<h1>Fishing gear outlet</h1><p>Rods from 19.90, reels from 24.90, free returns for thirty days. Waders in all sizes are back in stock, and so are the tackle boxes with three drawers.</p>',
      ),
    },
  ],
  [
    'the site’s new start page under the old title',
    EN,
    {
      body: bare(
        'en',
        EN.title,
        '<div id="root"></div><script src="/app.js"></script><noscript>This page needs scripts.</noscript>',
      ),
    },
  ],
];

describe.each([
  ['whose document was read before', true],
  ['of which only the title is known', false],
])('by the newest good capture of an article %s', (_, known) => {
  test.each(LATEST)('the passage stands where the latest is %s', async (_what, of, latest) => {
    const verdict = await heardOf(of, [{ body: pageOf(of) }, latest], known);
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'intact',
      why: { place: { kind: 'archive', at: '2025-04-01T00:00:00.000Z' } },
    });
  });

  test('a figure was altered, whatever was captured after it', async () => {
    const altered = pageOf(EN, { text: EN.text.map((one) => one.replace('126', '162')) });
    const [, , home] = LATEST[0] as (typeof LATEST)[number];
    const verdict = await heardOf(EN, [{ body: pageOf(EN) }, { body: altered }, home], known);
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'altered',
      why: { place: { at: '2025-05-01T00:00:00.000Z' } },
    });
  });
});
