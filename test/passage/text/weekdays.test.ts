import { expect, test } from 'vitest';
import { isWeekday } from '../../../src/passage/text/dates.js';

test.each(['wednesday', 'mercredi', 'mittwoch', 'miércoles', 'quarta', 'среда', 'çarşamba', '星期三', '水曜日'])(
  '%s is a day of the week',
  (word) => {
    expect(isWeekday(word)).toBe(true);
  },
);
test.each(['week', 'market', 'mars', ''])('%s is none', (word) => {
  expect(isWeekday(word)).toBe(false);
});
