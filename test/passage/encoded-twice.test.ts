import { expect, test } from 'vitest';
import { judged } from '../judging/pages.js';

const PAGE =
  'While a letter helps to protect the families from arrest, they can’t leave the town before the 4th of June.';
/** As a browser shows a page whose text was encoded twice, for whoever copies from it. */
const COPIED = PAGE.replace('’', 'â\u0080\u0099');
const AS_WINDOWS = PAGE.replace('’', 'â€™');

test.each([COPIED, AS_WINDOWS])(
  'a passage that was copied as a page encoded it twice stands on it: %s',
  (passage) => {
    expect(judged(passage, 'Before.', PAGE, 'After.')).toMatchObject({
      verdict: 'intact',
      text: passage,
    });
  },
);

test.each([
  COPIED.replace('4th', '5th'),
  COPIED.replace('from arrest', 'from release'),
  AS_WINDOWS.replace('canâ€™t', 'can'),
])('and one of other words does not: %s', (passage) => {
  expect(judged(passage, 'Before.', PAGE, 'After.').verdict).toBe('altered');
});

test('one stands as well where the page shows it so, beside more that was encoded once', () => {
  expect(
    judged(AS_WINDOWS, 'Été à Noël, là où l’été est très agréable.', AS_WINDOWS, 'Où est-il allé ?')
      .verdict,
  ).toBe('intact');
});

const FIRM =
  'The firm “Saleh & Sons” bought the villagers’ land for less than a tenth of its price.';

test('a passage that was taken from the source of a page stands with its character references', () => {
  const copied =
    'The firm &quot;Saleh &amp; Sons&quot; bought the villagers&#8217; land for less than a tenth of its price.';
  expect(judged(copied, 'Before.', FIRM, 'After.')).toMatchObject({
    verdict: 'intact',
    text: copied,
  });
  expect(judged(copied.replace('less', 'more'), 'Before.', FIRM, 'After.').verdict).toBe('altered');
  expect(judged(copied.replace('&#8217;', '&#55;'), 'Before.', FIRM, 'After.').verdict).toBe(
    'altered',
  );
});
