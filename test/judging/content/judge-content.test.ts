import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_CONTENT_MEMORY, judgeContent } from '../../../src/judging/content/judge-content.js';
import type { ContentVerdict } from '../../../src/model/content.js';
import { furniture, type Given, heading, pageOf, readingOf } from '../pages.js';

const PAGE: readonly Given[] = [
  furniture('Home News Reports Contact'),
  heading('Trafficking in persons report'),
  'The government did not release 41 suspects, officials said on Monday in Chongqing, and the courts agreed.',
  'Protection is available to debtors, as usurious loans are prohibited under the civil code of the country.',
  'Observers described a slow improvement in access to legal aid, although practice differs between counties.',
  'The next edition is expected in the autumn of the coming year, after consultations with researchers.',
  furniture('© 2025 The Publisher'),
];
const changed = (index: number, ...by: readonly Given[]): readonly Given[] =>
  PAGE.toSpliced(index, 1, ...by);
const inserted = (index: number, ...what: readonly Given[]): readonly Given[] =>
  PAGE.toSpliced(index, 0, ...what);
const textAt = (index: number): string => PAGE[index] as string;

function compared(later: readonly Given[], earlier: readonly Given[] = PAGE): ContentVerdict {
  return judgeContent(
    readingOf(pageOf(...later), 'later'),
    readingOf(pageOf(...earlier), 'earlier'),
  ).verdict;
}

describe('hashes', () => {
  const reading = readingOf(pageOf(...PAGE));
  test('the first reading is compared with nothing', () => {
    expect(judgeContent(reading, null).verdict).toMatchObject({
      change: 'first-visit',
      sha256: 'bytes',
    });
  });
  test('the same bytes are unchanged', () => {
    expect(judgeContent(reading, reading).verdict).toMatchObject({
      change: 'unchanged',
      textSha256: reading.textSha256,
    });
  });
  test('other bytes with the same text are cosmetic', () => {
    expect(compared(PAGE)).toMatchObject({ change: 'cosmetic', sha256: 'later' });
  });
});

describe('noise is cosmetic', () => {
  test.each<[string, readonly Given[]]>([
    ['a footer’s year', changed(6, furniture('© 2026 The Publisher'))],
    ['an item of the menu', changed(0, furniture('Home News Live Reports Contact'))],
    ['a cookie banner', [furniture('We use cookies. Accept all.'), ...PAGE]],
    ['an advert between paragraphs', inserted(4, furniture('Fly to the coast from only $99'))],
    ['typographic quotes and dashes', changed(4, textAt(4).replace(', although', ' – “although”'))],
    ['a paragraph broken in two', changed(3, ...textAt(3).split(/(?<=debtors,) /u))],
    ['two paragraphs joined', PAGE.toSpliced(2, 2, `${textAt(2)} ${textAt(3)}`)],
    ['paragraphs in another order', PAGE.toSpliced(2, 2, textAt(3), textAt(2))],
    ['capitals', changed(1, heading('TRAFFICKING IN PERSONS REPORT'))],
  ])('%s', (_, later) => {
    expect(compared(later)).toMatchObject({ change: 'cosmetic', diff: [] });
  });
  test.each([
    ['3 minutes ago', '17 minutes ago'],
    ['1,204 views', '1,387 views'],
    ['12 comments', '15 comments'],
    ['14:32', '9:07'],
  ])('%s, then %s', (before, after) => {
    expect(compared(inserted(2, after), inserted(2, before)).change).toBe('cosmetic');
    expect(compared(inserted(2, after), PAGE).change).toBe('cosmetic');
  });
});

describe('an edit of the main text is seen, however small', () => {
  test.each<[string, readonly Given[], string]>([
    ['a digit', changed(2, textAt(2).replace('41', '47')), '-41 +47'],
    ['“not” taken out', changed(2, textAt(2).replace('not ', '')), '-not'],
    ['a name', changed(2, textAt(2).replace('Chongqing', 'Chengdu')), '-Chongqing, +Chengdu,'],
    ['a heading', changed(1, heading('Trafficking in persons draft')), '-report +draft'],
    ['a sentence more', changed(4, `${textAt(4)} Nobody was punished.`), '+Nobody was punished.'],
    ['a paragraph less', PAGE.toSpliced(4, 1), `-${textAt(4)}`],
  ])('%s', (_, later, expected) => {
    const verdict = compared(later);
    expect(verdict.change).toBe('edited');
    const edits = verdict.diff.filter((part) => part.op !== 'same');
    expect(
      edits.map((part) => `${part.op === 'added' ? '+' : '-'}${part.text.trim()}`).join(' '),
    ).toBe(expected);
  });
  test('also in a table whose figures stand elsewhere on the page, too', () => {
    const table = (...figures: readonly string[]): readonly Given[] => [
      ...PAGE,
      'Police',
      figures[0] as string,
      'Judges',
      figures[1] as string,
    ];
    expect(compared(table('22%', '22%'), table('16%', '22%')).change).toBe('edited');
    expect(compared(table('22%', '16%'), table('16%', '22%')).change).toBe('edited');
  });
  test('also where the same paragraph still stands elsewhere', () => {
    expect(compared(PAGE, [...PAGE, textAt(3)]).change).toBe('edited');
  });
  test('and shown with a few words on either side, not with the whole page', () => {
    const long = 'word '.repeat(300);
    const { diff } = compared(changed(2, `${long} new ${long}`), changed(2, `${long} old ${long}`));
    expect(diff.map((part) => part.text).join('').length).toBeLessThan(200);
    expect(diff.some((part) => part.text.includes('…'))).toBe(true);
  });
});

describe('another document', () => {
  const OTHER = Array.from(
    { length: 5 },
    (_, i) =>
      `Chapter ${i} of the cookery book says how the soup of the day is made with leeks and cream.`,
  );
  test('is replaced', () => {
    expect(compared(OTHER)).toMatchObject({ change: 'replaced', diff: [] });
  });
  const sentence = (i: number, of: string): string =>
    `Sentence ${i} of the ${of} tells in a dozen words what was seen in district ${i}.`;
  /** Ten paragraphs of which so many are those of before. */
  const kept = (n: number): readonly Given[] =>
    Array.from({ length: 10 }, (_, i) =>
      i < n
        ? sentence(i, 'report')
        : `${OTHER[i % OTHER.length]} Page ${i} has a picture of the kitchen.`,
    );
  test('is one that kept a fifth of the earlier text, and not one that kept half', () => {
    expect(compared(kept(2), kept(10)).change).toBe('replaced');
    expect(compared(kept(5), kept(10)).change).toBe('edited');
  });
  test('cannot be told of a text of a few words', () => {
    expect(
      compared(['Nothing of it is left here now.'], ['A notice of ten words or so.']).change,
    ).toBe('edited');
  });
  test('but a page that has grown over its earlier text is edited', () => {
    const more = Array.from(
      { length: 40 },
      (_, i) =>
        `${i} further paragraphs were added to the report about the courts and the police of the province.`,
    );
    expect(compared([...PAGE, ...more]).change).toBe('edited');
  });
});

describe('a publisher’s note that comes to a page', () => {
  const RETRACTED = 'Retraction: this report has been retracted by its publisher.';
  const CORRECTED = 'Correction: an earlier version of this report gave a wrong figure.';
  const kindOf = (...more: readonly Given[]) => compared([...PAGE, ...more]).notice?.kind;
  test('is told as a retraction where it is one, whatever else is corrected', () => {
    expect(kindOf(CORRECTED)).toBe('correction');
    expect(kindOf(RETRACTED)).toBe('retraction');
    expect(kindOf(CORRECTED, RETRACTED)).toBe('retraction');
    expect(kindOf(RETRACTED, CORRECTED)).toBe('retraction');
  });
  test('may stand in a box or the footer, and is not what a reader writes', () => {
    expect(kindOf(furniture(RETRACTED))).toBe('retraction');
    expect(kindOf({ text: RETRACTED, role: 'furniture', place: 'comment' })).toBeUndefined();
  });
});

describe('the caption of a picture', () => {
  const caption = (text: string): Given => ({ text, caption: true });
  const [LATE, OTHER] = [
    'Kilns along the canal in winter',
    'The canal in the spring of the year',
  ].map(caption);
  test('may come late, or not at all', () => {
    expect(compared([...PAGE, LATE as Given]).change).toBe('cosmetic');
    expect(compared(PAGE, [...PAGE, LATE as Given]).change).toBe('cosmetic');
  });
  test('is text where as many stand in both', () => {
    expect(compared([...PAGE, LATE as Given], [...PAGE, OTHER as Given]).change).toBe('edited');
  });
});

describe('a page that shrank below a third of its text', () => {
  const RUMP = [textAt(2).slice(0, 60)];
  const rump = readingOf(pageOf(...RUMP), 'rump');
  const whole = readingOf(pageOf(...PAGE), 'whole');
  test('is not believed the first time', () => {
    expect(judgeContent(rump, whole).verdict).toMatchObject({ change: 'unread', sha256: 'rump' });
  });
  test('is believed on the night on which a death would be', () => {
    const nights = (shrunken: number) =>
      judgeContent(rump, whole, { ...EMPTY_CONTENT_MEMORY, shrunken });
    expect(nights(1).verdict.change).toBe('unread');
    expect(nights(2).verdict.change).not.toBe('unread');
  });
});

test('property: a page is never edited by being read again, and one word more in its prose always is', () => {
  const word = fc.constantFrom('police', 'the', 'Suspects', '41', 'of', 'court', '贷款', '2019');
  const paragraph = fc.array(word, { minLength: 6, maxLength: 20 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.array(paragraph, { minLength: 1, maxLength: 8 }),
      fc.nat(7),
      (paragraphs, at) => {
        expect(compared(paragraphs, paragraphs).change).toBe('cosmetic');
        const place = at % paragraphs.length;
        const later = paragraphs.with(place, `${paragraphs[place]} unheard`);
        expect(compared(later, paragraphs).change).toBe('edited');
      },
    ),
  );
});
