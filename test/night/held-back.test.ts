import { describe, expect, it } from 'vitest';
import { fakeWorld, page } from '../world.js';
import { night, one, PASSAGE, play, quoteOf, url } from './nights.js';

const DATA = `<script type="application/json">${JSON.stringify({ article: { body: `Officials spoke on Monday about the campaign. ${PASSAGE} More is expected before the end of the year.` } })}</script>`;
const SHELL = `<!doctype html><title>Title of a</title><div id="root"></div>${DATA}<script src="/app.js"></script>`;
const without = (html: string): string => html.replace(PASSAGE, 'Nothing of the kind.');
const notice = (text: string, more = ''): string =>
  `<!doctype html><title>The Paper</title><h1>${text}</h1><p>${text}</p>${more}`;

describe('a passage in what a page holds back', () => {
  it('stands in the data of an application, and is told apart from one that a reader is shown', async () => {
    const [verdict] = await play(fakeWorld(), SHELL);
    expect(verdict?.content).toMatchObject({ change: 'unread', why: { why: { kind: 'script' } } });
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'intact',
      where: 'hidden',
      link: null,
      why: { kind: 'hidden' },
    });
  });

  it('is not missing where the data does not have it: nobody saw the page', async () => {
    const [verdict] = await play(fakeWorld(), without(SHELL));
    expect(quoteOf(verdict)).toMatchObject({
      verdict: 'unverifiable',
      why: { kind: 'no-text', why: { why: { kind: 'script' } } },
    });
  });

  it('stands behind an offer that shows its beginning only', async () => {
    const teaser = `<!doctype html><title>Title of a</title><h1>Title of a</h1><p>Officials spoke on Monday about the campaign.</p><p>Subscribe to keep reading the rest of this article for 2 euros a month.</p>${DATA}`;
    const [verdict] = await play(fakeWorld(), teaser);
    expect(verdict?.link).toMatchObject({ status: 'blocked', by: 'paywall' });
    expect(quoteOf(verdict)).toMatchObject({ verdict: 'intact', where: 'hidden' });
  });

  it.each([
    ['an error page', notice('Page not found', DATA)],
    [
      'a stranger',
      notice('Our colleagues are moving the servers to another building this weekend.', DATA),
    ],
  ])('does not make the document of %s', async (_, html) => {
    const [, verdict] = await play(fakeWorld(), page(PASSAGE), html);
    expect(verdict?.content.change).toBe('unread');
    expect(quoteOf(verdict)?.verdict).toBe('unverifiable');
  });

  it('does not make the document of the home page to which its site leads', async () => {
    const world = fakeWorld();
    const home = 'https://a.example/';
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    const bytes = new TextEncoder().encode(notice('Today’s news', DATA));
    world.pages.set(url, {
      finalUrl: home,
      hops: [{ url, http: 302 }],
      headers: { 'content-type': 'text/html' },
      body: { bytes, sha256: '2'.repeat(64), truncated: false },
    });
    const [verdict] = (await night(world, one, 2)).sources;
    expect(verdict?.link.status).toBe('soft-404');
    expect(quoteOf(verdict)?.verdict).toBe('unverifiable');
  });

  it('stands in a section that opens at a click, on a page that is known by what it shows', async () => {
    const folded = page(`Officials spoke on Monday.</p><div hidden><p>${PASSAGE}</p></div><p>`);
    const [first, second] = await play(
      fakeWorld(),
      folded,
      folded.replace('Contact', 'Contact us'),
    );
    for (const verdict of [first, second])
      expect([verdict?.link.status, quoteOf(verdict)?.verdict, quoteOf(verdict)?.where]).toEqual([
        'alive',
        'intact',
        'hidden',
      ]);
  });
});

describe('a short page that has lost a passage', () => {
  const LEAD = 'Officials spoke on Monday about the campaign in the northern districts.';
  const END = 'The commission gives its figures at the end of the year, as it has always done.';
  const TEASERS = [
    'Two bridges are closed for repair until the spring.',
    'Teachers ask for the pay of last winter.',
  ];
  const pageOf = (...text: readonly string[]): string =>
    `<!doctype html><title>Title of a</title><main><h1>Title of a</h1><p>${text.join('</p><p>')}</p></main>`;
  const first = pageOf(LEAD, PASSAGE, END, TEASERS[0] as string);

  it('was changed where what came after it stands, whatever else is new below', async () => {
    const changed = pageOf(
      LEAD,
      PASSAGE.replace('arrested', 'released'),
      END,
      TEASERS[1] as string,
    );
    const [, verdict] = await play(fakeWorld(), first, changed);
    expect(quoteOf(verdict)?.verdict).toBe('altered');
  });

  it('shows no more than its beginning where nothing of that stands', async () => {
    const cut = pageOf(
      LEAD,
      'Readers of the morning paper know what was said there, and why it matters to them.',
    );
    const [, verdict] = await play(fakeWorld(), first, cut);
    expect(quoteOf(verdict)?.verdict).toBe('unverifiable');
  });
});
