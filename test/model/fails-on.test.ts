import { describe, expect, it } from 'vitest';
import { FAIL_ON, type FindingState, failsOn, type Severity } from '../../src/model/finding.js';

const failing = (severity: Severity, state: FindingState): readonly string[] =>
  FAIL_ON.filter((failOn) => failsOn(failOn, { severity, state }));

describe('what makes a run fail', () => {
  it.each([
    ['high', 'new', ['high', 'medium', 'low', 'new-high', 'new-medium', 'new-low']],
    ['medium', 'new', ['medium', 'low', 'new-medium', 'new-low']],
    ['low', 'new', ['low', 'new-low']],
    ['high', 'open', ['high', 'medium', 'low']],
    ['medium', 'open', ['medium', 'low']],
    ['high', 'acknowledged', []],
    ['high', 'resolved', []],
  ] as const)('is a finding that is %s and %s for %j', (severity, state, words) => {
    expect(failing(severity, state)).toEqual(words);
  });
});
