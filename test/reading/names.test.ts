import { describe, expect, it } from 'vitest';
import { LONGEST_NAME } from '../../src/model/document.js';
import { extract } from '../../src/reading/extract.js';

const read = (html: string) =>
  extract(new TextEncoder().encode(html), {
    contentType: 'text/html; charset=utf-8',
    url: 'https://a.example/',
  });
const words = (letters: number): string => 'word '.repeat(letters / 5).trim();

describe('a name that a page makes us read', () => {
  it.each([
    ['as long as names are', LONGEST_NAME - 5, 1],
    ['of 300,000 characters', 300_000, undefined],
  ])('%s is a heading or a text, and no letter of it is lost', async (_, letters, heading) => {
    const { blocks } = await read(
      `<title>A</title><main><h1>${words(letters)}</h1><p>And a text.</p></main>`,
    );
    expect(blocks[0]?.text).toBe(words(letters));
    expect(blocks[0]?.heading).toBe(heading);
  });

  it('is cut where it is a title, the name of a site or the text of a link', async () => {
    const long = words(300_000);
    const { title, site, links } = await read(
      `<title>${long}</title><meta property="og:site_name" content="${long}"><main><p>A text, and <a href="/b">${long}</a> <a href="/c">a link</a></main>`,
    );
    expect(title).toHaveLength(LONGEST_NAME);
    expect((site ?? '').length).toBeLessThanOrEqual(LONGEST_NAME);
    expect(links.map(({ text }) => text.length)).toEqual([LONGEST_NAME, 'a link'.length]);
  });
});
