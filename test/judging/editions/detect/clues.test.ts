import { describe, expect, test } from 'vitest';
import { isPublished, placeOf } from '../../../../src/judging/editions/survey.js';
import { wordsOfPath } from '../../../../src/model/address.js';

describe('an edition is out', () => {
  const now = new Date('2025-09-15T02:00:00Z');
  test.each(['2024', '2025', '2025-09', '2025-09-15', '2025-08-31', null])(
    'with the date %s',
    (published) => {
      expect(isPublished(published, now)).toBe(true);
    },
  );
  test.each(['2026', '2025-10', '2025-09-16'])('and not yet with the date %s', (published) => {
    expect(isPublished(published, now)).toBe(false);
  });
});

describe('an address', () => {
  test('keeps its place when an administration’s pages move to an archive host', () => {
    expect(placeOf('https://2021-2025.state.gov/reports/2024/china/')).toBe(
      placeOf('http://state.gov/reports/2024/china'),
    );
    expect(placeOf('https://state.gov/reports/2024/china/')).not.toBe(
      placeOf('https://state.gov/reports/2023/china/'),
    );
  });
  test('says words, without the folders that date an upload and the ending of a file', () => {
    expect(wordsOfPath('https://a.example/uploads/2025/03/Country%20Report.pdf')).toBe(
      '/uploads/Country Report',
    );
    expect(wordsOfPath('https://a.example/2024-report/')).toBe('/2024-report/');
    expect(wordsOfPath('https://a.example/100%')).toBe('/100%');
  });
});
