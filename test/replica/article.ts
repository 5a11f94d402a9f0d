import type { PartialDate } from '../../src/model/watchlist.js';
import { type Dice, dice, type FillerLanguage, paragraph } from './prose.js';

/** One paragraph, in plain characters; {@link FOOTNOTE} stands for a note's mark. */
export interface Paragraph {
  readonly text: string;
  /** The same in English, on bilingual sites. */
  readonly translation: string | null;
}

export interface Section {
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
}

/** A document before a site sets it. */
export interface Article {
  readonly url: URL;
  readonly title: string;
  readonly publisher: string;
  readonly published: PartialDate | null;
  readonly lang: string;
  readonly edition: string | null;
  readonly sections: readonly Section[];
  /** The day on which it was withdrawn, ISO. */
  readonly withdrawn: string | null;
}

const filler = (from: Dice, language: FillerLanguage): Paragraph => ({
  text: paragraph(from, language),
  translation: null,
});

/**
 * Sections in which each passage stands among invented paragraphs, in the given order.
 * The same seed gives the same text, whatever the night.
 */
export function sectionsAround(
  passages: readonly (readonly Paragraph[])[],
  headings: readonly string[],
  language: FillerLanguage,
  seed: string,
): readonly Section[] {
  const from = dice(seed);
  const count = Math.max(6, passages.length + 1);
  return Array.from({ length: count }, (_, n) => {
    const before = Array.from({ length: from.roll(2, 3) }, () => filler(from, language));
    const after = Array.from({ length: from.roll(1, 2) }, () => filler(from, language));
    return {
      heading: headings[n % headings.length] ?? `Part ${n + 1}`,
      paragraphs: [...before, ...(passages[n - 1] ?? []), ...after],
    };
  });
}

/** The article with other words wherever `was` stands. */
export const reworded = (article: Article, was: string, is: string): Article => ({
  ...article,
  sections: article.sections.map((section) => ({
    ...section,
    paragraphs: section.paragraphs.map((p) => ({ ...p, text: p.text.replaceAll(was, is) })),
  })),
});
