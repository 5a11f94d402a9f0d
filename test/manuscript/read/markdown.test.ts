import { describe, expect, it } from 'vitest';
import { type Manuscript, paragraphText } from '../../../src/manuscript/manuscript.js';
import { readMarkdown } from '../../../src/manuscript/read/markdown.js';

function read(markdown: string): Manuscript {
  const read = readMarkdown(markdown);
  if ('kind' in read) throw new Error(read.why);
  return read;
}
const texts = (markdown: string) => read(markdown).paragraphs.map(paragraphText);

describe('a report in Markdown', () => {
  it('has its headings, items, quotations and cells', () => {
    const { paragraphs } = read(
      '# A\n\nb\nb\n\n- c\n- d\n\n> e\n\n| f | g |\n|---|---|\n| h | i |\n\n    j\n',
    );
    expect(paragraphs.map((p) => [p.kind, p.level, p.indented, paragraphText(p)])).toEqual([
      ['heading', 1, false, 'A'],
      ['text', 0, false, 'b b'],
      ['item', 0, false, 'c'],
      ['item', 0, false, 'd'],
      ['text', 0, true, 'e'],
      ['text', 0, false, 'f'],
      ['text', 0, false, 'g'],
      ['text', 0, false, 'h'],
      ['text', 0, false, 'i'],
      ['text', 0, false, 'j'],
    ]);
  });

  it('has its links, written in four ways, and its HTML', () => {
    const { paragraphs } = read(
      '[a](http://a.test/) <http://b.test/> http://c.test/ [d]\n\n<p>e <a href="http://e.test/">e</a></p>\n\n[d]: http://d.test/',
    );
    expect(paragraphs.flatMap(({ runs }) => runs.flatMap(({ href }) => href ?? []))).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `http://${name}.test/`),
    );
  });

  it('is without the attributes of pandoc', () => {
    const { paragraphs } = read(
      '[a\n[b](http://b.test/){.c}[^1]]{dir="rtl"} [d]{.underline} [e] {f} g](h){i}\n\n[^1]: j',
    );
    expect(paragraphs.map(paragraphText)).toEqual(['a b d [e] {f} g](h){i}']);
    expect(paragraphs[0]?.runs.map(({ href, notes }) => [href, notes.length])).toContainEqual([
      'http://b.test/',
      1,
    ]);
  });

  it('keeps the breaks of its author', () => {
    expect(texts('a  \nb\\\nc\nd')).toEqual(['a\nb\nc d']);
  });

  it('is called what its front matter says, or the title of its HTML', () => {
    expect(read('---\ntitle: "A: b"\nx: y\n---\nc').title).toBe('A: b');
    expect(texts('---\ntitle: A\n---\nc')).toEqual(['c']);
    expect(read('---\r\nx: y\r\ntitle: A b\r\n---\r\nc').title).toBe('A b');
    expect(read('<title>A</title>\n\nc').title).toBe('A');
    expect(read('# A').title).toBeNull();
    expect(texts('a\n\n---\n\ntitle: b\n\n---\n')).toEqual(['a', 'title: b']);
  });
});

describe('the footnotes of a report in Markdown', () => {
  it('stand in their sentences too, as pandoc has it', () => {
    const { paragraphs, notes } = read('a^[HRW, [b](http://b.test/),\nMay 2024] c[^x]\n\n[^x]: d');
    const ids = paragraphs.flatMap(({ runs }) => runs.flatMap((run) => run.notes));
    expect(paragraphs.map(paragraphText)).toEqual(['a c']);
    expect(ids.map((id) => [notes[id]?.label, notes[id]?.paragraphs.map(paragraphText)])).toEqual([
      ['1', ['HRW, b, May 2024']],
      ['2', ['d']],
    ]);
    expect(texts('a\\^[b] c^[d\n\ne]')).toEqual(['a^[b] c^[d', 'e]']);
  });

  it('are found, wherever they stand, and numbered in the order of their marks', () => {
    const { paragraphs, notes } = read(
      'a[^x] b[^two].\n[^two]: Second\nlazy\n[^x]: First [l](http://x.test/)\n\n    more\n\nc[^x] `[^x]`',
    );
    expect(paragraphs.map(paragraphText)).toEqual(['a b.', 'c [^x]']);
    const ids = paragraphs.flatMap(({ runs }) => runs.flatMap((run) => run.notes));
    expect(ids.map((id) => notes[id]?.label)).toEqual(['1', '2', '1']);
    expect(ids.slice(0, 2).map((id) => notes[id]?.paragraphs.map(paragraphText))).toEqual([
      ['First l', 'more'],
      ['Second lazy'],
    ]);
    expect(notes[ids[0] ?? '']?.paragraphs[0]?.runs[1]?.href).toBe('http://x.test/');
  });

  it('are text where no note is defined', () => {
    expect(texts('a[^x] b')).toEqual(['a[^x] b']);
    expect(texts('a\n\n[^x]: b')).toEqual(['a']);
    expect(
      Object.values(read('a\n\n[^x]: b').notes).map((note) => note.paragraphs.map(paragraphText)),
    ).toEqual([['b']]);
  });
});

describe('a Markdown file that cannot be read', () => {
  it('is empty', () => {
    expect(readMarkdown(' \n')).toEqual({ kind: 'unreadable', why: 'empty' });
    expect(readMarkdown('---\ntitle: a\n---\n')).toEqual({ kind: 'unreadable', why: 'empty' });
  });

  it.each([
    ['quotes in quotes', '>'.repeat(100_000)],
    ['lists in lists', '- '.repeat(50_000)],
    ['brackets in brackets', '['.repeat(100_000)],
    ['marks in marks', '[^a'.repeat(30_000)],
    ['images in images', '![a'.repeat(30_000)],
  ])('has %s without end', (_, text) => {
    expect(readMarkdown(`${text}a`)).toEqual({ kind: 'unreadable', why: 'nested' });
  });

  it.each([
    ['emphasis', '*a **b '.repeat(1_000)],
    ['set-in lists', Array.from({ length: 150 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
    ['divisions', '<div>'.repeat(20_000)],
    ['notes', '[^a] '.repeat(20_000)],
  ])('is not one with many %s', (_, text) => {
    expect(texts(`first\n\n${text}`)[0]).toBe('first');
  });
});

describe('a list whose items have numbers in brackets', () => {
  it('is a paragraph each, and the lines below an item are of it', () => {
    expect(
      texts('Sources\n\n[1] HRW, Law One,\n    4 May 2024\n[2] AI, Law Two\n\nIt is so.'),
    ).toEqual(['Sources', '[1] HRW, Law One, 4 May 2024', '[2] AI, Law Two', 'It is so.']);
  });
  it('is none within a paragraph of text', () => {
    expect(texts('It is so, as they say in\n[1] and in\n[2] as well.')).toEqual([
      'It is so, as they say in [1] and in [2] as well.',
    ]);
  });
});

it('an address ends where quotation marks or signs of Chinese print stand behind it', () => {
  const hrefs = read(
    '（新华社，https://x.example/1）。他说：“见https://x.example/2”。 https://x.example/3?a=(b)',
  ).paragraphs.flatMap(({ runs }) => runs.flatMap(({ href }) => href ?? []));
  expect(hrefs).toEqual([
    'https://x.example/1',
    'https://x.example/2',
    'https://x.example/3?a=(b)',
  ]);
});
