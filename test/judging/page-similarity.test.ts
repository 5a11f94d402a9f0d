import { describe, expect, test } from 'vitest';
import { pageSimilarity } from '../../src/judging/page-similarity.js';
import type { Document } from '../../src/model/document.js';
import { heading, pageOf } from './pages.js';

const words = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `word${(seed * 7919 + i * 104_729) % 5_003}`).join(' ');
const page = (title: string, ...text: string[]): Document => ({ ...pageOf(heading(title), ...text), title });
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
    expect(pageSimilarity(page('Report', `On slavery, trafficking, provinces. ${words(1, 40)}`), cited(title))).toBe(
      'unsure',
    );
  });
  test('a translated title, a title of two words, and a page without text say nothing', () => {
    expect(pageSimilarity(page('现代奴隶制', '官员说，去年的数字有所上升。'.repeat(20)), cited(title))).toBe('unsure');
    expect(pageSimilarity(page('Roses', words(1, 40)), cited('Annual report'))).toBe('unsure');
    expect(pageSimilarity(pageOf(), cited(title))).toBe('unsure');
    expect(pageSimilarity(null, cited(title))).toBe('unsure');
  });
  test('Chinese titles are compared two characters at a time', () => {
    const text = '县里的通知说，每户在月底之前要报一名劳动力。'.repeat(10);
    expect(pageSimilarity(page('棉区的劳动力转移_观察报', text), cited('棉区的劳动力转移'))).toBe('same');
    expect(pageSimilarity(page('春天的花园', '玫瑰喜欢潮湿的春天。'.repeat(10)), cited('棉区的劳动力转移'))).toBe(
      'other',
    );
  });
});

describe('by its text of an earlier night', () => {
  const before = page('A report', words(1, 200));
  test('a page that kept most of it is the document under any title', () => {
    expect(pageSimilarity(page('Archive', words(1, 150), words(2, 200)), cited('x', before))).toBe('same');
  });
  test('a page that shares nothing with it is another one', () => {
    expect(pageSimilarity(page('A report', words(2, 200)), cited('x', before))).toBe('other');
  });
});
