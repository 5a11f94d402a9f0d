import { describe, expect, it } from 'vitest';
import { withRole } from './read.js';

const PROSE =
  'The authorities held the lawyers for several months without charge, and their relatives were told neither where ' +
  'they were nor why; when they were released, in the spring, they were forbidden to speak of what had been done to them.';
const ARTICLE = `<article><h1>Report</h1><p>${PROSE}</p><p>${PROSE}</p></article>`;
const LONG =
  'How may the members of our community report a person who pretends to be somebody else in a group or on a page?';
const link = (text: string): string => `<p><a href="/x">${text}</a></p>`;

describe('links after the end of the article', () => {
  const help = `<div><h2>Need more help?</h2><h3>Try this:</h3><a href="/ask"><h4>Ask the community</h4><span>Experts answer</span></a></div>`;
  it('are furniture, with the heading over them, also in the main part of the page', async () => {
    expect(await withRole('main', `<main>${ARTICLE}${help}</main>`)).toEqual([
      'Report',
      PROSE,
      PROSE,
    ]);
    expect(
      await withRole('furniture', `<main>${ARTICLE}${help}</main><p>Written in Geneva</p>`),
    ).toContain('Need more help?');
  });
  it('are no reason to pass over a note there, or the text of a page without an article', async () => {
    const note = '<p>This article was corrected on 3 May: the sum was 40, not 14.</p>';
    expect(await withRole('furniture', `<main>${ARTICLE}${note}</main>`)).toEqual([]);
    expect(
      await withRole('furniture', `<main><p>${PROSE}</p>${link('The law of 2019')}</main>`),
    ).toEqual([]);
  });
  it('are text when the article is a small part of the page', async () => {
    const teaser = '<article><p>Short.</p></article>';
    expect(
      await withRole('furniture', `<main>${teaser}<p>${PROSE}</p>${link('The law')}</main>`),
    ).toEqual([]);
  });
});

describe('a heading', () => {
  const contents = `<h3>Table of contents</h3><ul><li><a href="#a">What we collect</a></li><li><a href="#b">Why</a></li></ul>`;
  it('of nothing but links is furniture', async () => {
    const labelled = await withRole(
      'furniture',
      `<h1>Privacy</h1>${contents}<h2>What</h2><p>${PROSE}</p>`,
    );
    expect(labelled).toEqual(['Table of contents', 'What we collect', 'Why']);
  });
  it('is text when the same lines lead nowhere', async () => {
    const lines = contents.replaceAll(/<a href="#.">|<\/a>/g, '');
    expect(
      await withRole('furniture', `<h1>Privacy</h1>${lines}<h2>What</h2><p>${PROSE}</p>`),
    ).toEqual([]);
  });
  it('is text when it is the page’s title, or when text follows the links', async () => {
    expect(await withRole('furniture', `${contents}<h1>What</h1><p>${PROSE}</p>`)).toContain(
      'Table of contents',
    );
    expect(await withRole('main', `${contents}<h2>What</h2><p>${PROSE}</p>`)).toContain(
      'Table of contents',
    );
    expect(await withRole('main', `<h1>Privacy</h1>${contents}<p>${PROSE}</p>`)).toContain(
      'Table of contents',
    );
  });
});

describe('a link as long as a sentence', () => {
  it('is furniture in a list of links', async () => {
    const related = link('About us') + link(LONG) + link('Write to us');
    expect(await withRole('main', `<p>${PROSE}</p>${related}`)).toEqual([PROSE]);
  });
  it('is text by itself', async () => {
    expect(await withRole('furniture', `<p>${PROSE}</p>${link(LONG)}<p>${PROSE}</p>`)).toEqual([]);
    expect(await withRole('main', `<p>${PROSE}</p>${link(LONG)}${link('About us')}`)).toContain(
      LONG,
    );
  });
});
