import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFailure } from '../../src/commands/shutdown.js';
import { createHear } from '../../src/model/sanitized-text.js';
import { emptyFolder } from '../command-line.js';

const failureOf = (work: () => unknown): string => {
  try {
    return `${work()}`;
  } catch (error) {
    return describeFailure(error, { hear: createHear() });
  }
};

test('a folder that cannot be made is not said to be missing, and a file that is missing is', () => {
  const [nowhere, none] = [join(emptyFolder(), 'nowhere'), join(emptyFolder(), 'none')];
  symlinkSync(none, nowhere);
  const made = failureOf(() => mkdirSync(join(nowhere, 'reports'), { recursive: true }));
  expect(made).toMatch(
    /nowhere.*: it cannot be made, for something above it may only be read or leads nowhere \(ENOENT\)$/u,
  );
  expect(failureOf(() => readFileSync(none))).toBe(`${none}: it is not there (ENOENT)`);
});
