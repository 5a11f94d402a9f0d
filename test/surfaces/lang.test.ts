import { describe, expect, it } from 'vitest';
import { languageAndDirection } from '../../src/surfaces/escape.js';

describe('the language in which a quotation is set', () => {
  it.each([
    ['被高利貸逼還債，北京年輕護士鄧陽一家三口', 'zh-Hant', 'ltr'],
    ['被高利贷逼还债，北京年轻护士邓阳一家三口', 'zh-Hans', 'ltr'],
    ['日本の警察は発表した', 'ja', 'ltr'],
    ['경찰은 발표했다', 'ko', 'ltr'],
    ['أعلنت الشرطة يوم الثلاثاء', 'ar', 'rtl'],
    ['پلیس روز سه‌شنبه گفت که چهار نفر', 'fa', 'rtl'],
    ['המשטרה הודיעה ביום שלישי', 'he', 'rtl'],
  ] as const)('is told by its letters: %s', (text, lang, dir) => {
    expect(languageAndDirection(text)).toEqual({ lang, dir });
  });

  it.each([
    'The police announced on Tuesday',
    'The band called 黑社会 was broken up by the police',
    'Полиция сообщила во вторник',
    '',
    '1,664 – 530 %',
  ])('is left open where they do not tell: %s', (text) => {
    expect(languageAndDirection(text)).toEqual({ lang: undefined, dir: 'ltr' });
  });
});
