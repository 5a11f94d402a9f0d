import { describe, expect, it } from 'vitest';
import type { LinkClassification } from '../../../src/judging/link/judge-link.js';
import { type AddressMemory, applyLinkHistory } from '../../../src/judging/link/judge-link.js';

const dead: LinkClassification = {
  status: 'gone',
  by: null,
  http: 404,
  why: { kind: 'status', http: 404 },
} as unknown as LinkClassification;

/** The failing days that are counted after nights at these times. */
function failuresAfter(...nights: readonly string[]): number {
  let memory: AddressMemory = { link: null, nights: '' };
  let failures = 0;
  for (const at of nights) {
    const judged = applyLinkHistory(dead, memory, at, 3);
    memory = judged.memory;
    failures = judged.verdict.failures;
  }
  return failures;
}

describe('failing days', () => {
  it.each([
    ['three nights', 3, ['2028-02-28T23:59:00Z', '2028-02-29T23:59:00Z', '2028-03-01T23:59:00Z']],
    ['two checks on one day', 1, ['2025-05-01T00:00:00Z', '2025-05-01T23:59:59Z']],
    [
      'a clock that is set back by a year',
      2,
      ['2025-05-01T02:00:00Z', '2025-05-02T02:00:00Z', '2024-05-02T02:05:00Z'],
    ],
    [
      'the nights after it',
      2,
      ['2025-05-02T02:00:00Z', '2024-05-02T02:05:00Z', '2024-05-03T02:00:00Z'],
    ],
    ['a first failure', 1, ['2025-05-01T02:00:00Z']],
  ])('after %s are %d', (_, failures, nights) => {
    expect(failuresAfter(...nights)).toBe(failures);
  });
});
