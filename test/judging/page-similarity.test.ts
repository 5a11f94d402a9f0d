import { describe, expect, test } from 'vitest';
import {
  lacksTitle,
  pageFeatures,
  pageSimilarity,
  weightOfSize,
} from '../../src/judging/page-similarity.js';
import type { Document } from '../../src/model/document.js';
import { heading, pageOf } from './pages.js';

const words = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `word${(seed * 7919 + i * 104_729) % 5_003}`).join(' ');
const page = (title: string, ...text: string[]): Document => ({
  ...pageOf(heading(title), ...text),
  title,
});
const cited = (title: string, baseline: Document | null = null) => ({ title, baseline });

describe('by its title', () => {
  const title = 'Modern slavery and human trafficking in the eastern provinces';
  test('a page under that title is the document, whatever the site adds to it', () => {
    expect(pageSimilarity(page(`${title} | The Agency`, words(1, 40)), cited(title))).toBe('same');
  });
  test('a page on which none of it stands is another one', () => {
    expect(pageSimilarity(page('Roses in the rain', words(1, 40)), cited(title))).toBe('other');
  });
  test('a page that has it somewhere in its text may be the document', () => {
    expect(
      pageSimilarity(
        page('Report', `On slavery, trafficking, provinces. ${words(1, 40)}`),
        cited(title),
      ),
    ).toBe('unsure');
  });
  test('a translated title, a title of two words, and a page without text say nothing', () => {
    expect(
      pageSimilarity(page('现代奴隶制', '官员说，去年的数字有所上升。'.repeat(20)), cited(title)),
    ).toBe('unsure');
    expect(pageSimilarity(page('Roses', words(1, 40)), cited('Annual report'))).toBe('unsure');
    expect(pageSimilarity(pageOf(), cited(title))).toBe('unsure');
    expect(pageSimilarity(null, cited(title))).toBe('unsure');
  });
  test('Chinese titles are compared two characters at a time', () => {
    const text = '县里的通知说，每户在月底之前要报一名劳动力。'.repeat(10);
    expect(pageSimilarity(page('棉区的劳动力转移_观察报', text), cited('棉区的劳动力转移'))).toBe(
      'same',
    );
    expect(
      pageSimilarity(
        page('春天的花园', '玫瑰喜欢潮湿的春天。'.repeat(10)),
        cited('棉区的劳动力转移'),
      ),
    ).toBe('other');
  });
});

describe('by its text of an earlier night', () => {
  const before = page('A report', words(1, 200));
  test('a page that kept most of it is the document under any title', () => {
    expect(pageSimilarity(page('Archive', words(1, 150), words(2, 200)), cited('x', before))).toBe(
      'same',
    );
  });
  test('a page that shares nothing with it is another one', () => {
    expect(pageSimilarity(page('A report', words(2, 200)), cited('x', before))).toBe('other');
  });
});

describe('how much makes it the document', () => {
  const run = (name: string, count: number): string =>
    Array.from({ length: count }, (_, i) => `${name}${i}`).join(' ');
  const title = run('title', 20);

  test.each([0, 0.5, 0.65, 0.75, 0.9, 1])(
    '%f of its title in a title or a first heading',
    (share) => {
      const part = run('title', share * 20);
      const named = { ...pageOf(heading('Roses'), run('roses', 90)), title: part };
      const headed = pageOf(heading(part), run('roses', 90));
      // Words of the title that stand anywhere else do not make it another page.
      const like = share >= 0.7 ? 'same' : share <= 0.25 ? 'other' : 'unsure';
      expect([named, headed].map((one) => pageSimilarity(one, cited(title)))).toEqual([like, like]);
    },
  );

  test.each([0, 0.2, 0.25, 0.3, 0.4])('or more than a quarter of it in its text: %f', (share) => {
    const page = pageOf(heading('Roses'), `${run('title', share * 20)} ${run('roses', 90)}`);
    expect(pageSimilarity(page, cited(title))).toBe(share <= 0.25 ? 'other' : 'unsure');
    expect(lacksTitle(page, title)).toBe(share <= 0.25);
  });

  test.each([1, 2, 3, 4])('and a title of %i telling words', (n) => {
    const few = `${run('title', n)} of the 21 in it`;
    expect(pageSimilarity(pageOf(heading(few), run('roses', 90)), cited(few))).toBe(
      n >= 3 ? 'same' : 'unsure',
    );
    expect(pageSimilarity(pageOf(run('roses', 90)), cited(few))).toBe(n >= 3 ? 'other' : 'unsure');
  });

  test.each([0.01, 0.04, 0.07, 0.2, 0.28, 0.32, 0.5])(
    '%f of the phrases of an earlier night',
    (share) => {
      const before = pageOf(run('report', 103));
      const now = pageOf(run('report', 100 * share + 3), run('roses', 103));
      const like = share >= 0.3 ? 'same' : share < 0.05 ? 'other' : 'unsure';
      expect(pageSimilarity(now, cited('x', before))).toBe(like);
    },
  );

  test.each([5, 18, 21, 30])('where both have twenty phrases or more, and not %i', (n) => {
    const [long, short] = [pageOf(run('report', 200)), pageOf(run('roses', n + 3))];
    const like = n >= 20 ? 'other' : 'unsure';
    expect(pageSimilarity(short, cited('x', long))).toBe(like);
    expect(pageSimilarity(long, cited('x', short))).toBe(like);
  });
});

test.each([
  [0, 2],
  [299, 2],
  [300, 1],
  [1_499, 1],
  [1_500, 0],
  [2_499, 0],
  [2_500, -3],
  [5_999, -3],
  [6_000, -4],
])(
  'a page of %i characters of its own weighs %i for a page with nothing to show',
  (size, weight) => {
    expect(weightOfSize(pageFeatures(pageOf('x'.repeat(size))))).toBe(weight);
  },
);
