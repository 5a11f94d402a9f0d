import fc from 'fast-check';
import type { Memento } from '../../../src/web/archives/archive-client.js';

export const PAGE = 'https://www.state.gov/reports/2024-trafficking-in-persons-report/china/';

/** A capture of {@link PAGE} on a day, with a digest. */
export const captured = (
  day: string,
  digest: string | null,
  more: Partial<Memento> = {},
): Memento => ({
  url: `https://web.archive.org/web/${day.replaceAll('-', '')}120000/${PAGE}`,
  original: PAGE,
  at: `${day}T12:00:00.000Z`,
  status: 200,
  type: 'text/html',
  digest,
  ...more,
});

/** Captures of some days of 2024 and 2025, of few contents, some of them errors and redirects. */
export const someCaptures: fc.Arbitrary<readonly Memento[]> = fc.array(
  fc
    .tuple(
      fc.date({ min: new Date('2024-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
      fc.constantFrom('A', 'B', 'C', null),
      fc.constantFrom(200, 200, 200, null, 301, 404, 503),
    )
    .map(([date, digest, status]) => captured(date.toISOString().slice(0, 10), digest, { status })),
  { maxLength: 12 },
);
