import { statSync } from 'node:fs';
import type { RawOptions } from '../../load/settings.js';
import { type Problem, UserError } from '../../model/problem.js';
import { isBrowserProgram } from '../../world/browser.js';
import { allOrProblems, readOptional } from '../io.js';

/** Parses options with the texts of the files that `--cacert` and `--key` name in place of their names. */
export function withFiles<R extends RawOptions, T>(options: R, parse: (raw: R) => T): T {
  const { cacert, key } = options;
  const texts = { cacert: textOf(cacert), key: textOf(key) };
  const unread = (['cacert', 'key'] as const).filter((name) => texts[name] === null);
  const [settings] = allOrProblems(
    () =>
      parse({
        ...options,
        cacert: texts.cacert ?? undefined,
        key: texts.key ?? undefined,
        // Of a key that cannot be read no more is said than that.
        keyDirectory: texts.key === null ? undefined : options.keyDirectory,
      }),
    () => {
      const problems = unread.map((name) => problem(`--${name}`, `${options[name]} cannot be read`));
      if (key && isOpenToOthers(key))
        problems.push(problem('--key', `${key} is open to others: chmod 600 ${key}`));
      if (problems.length > 0) throw new UserError(problems);
    },
    () => heedProgram(options.browser),
  );
  return settings;
}

/** A browser that was named and cannot be run is a mistake; one that is not found is a machine without one. */
function heedProgram(path: RawOptions['browser']): void {
  if (typeof path !== 'string' || isBrowserProgram(path)) return;
  const message = `must be the path of a program that can be run, not ${JSON.stringify(path)}`;
  throw new UserError([{ file: '--browser', line: 0, column: 0, message }]);
}

/** Undefined where no file is named, null where it cannot be read. A CI job sets what it has no value for to nothing. */
const textOf = (file: string | undefined): string | null | undefined =>
  file === undefined || file === '' ? undefined : readOptional(file);

const problem = (file: string, message: string): Problem => ({ file, line: 0, column: 0, message });

/** The bits of a file's mode that let its group and everybody else in. */
const OTHERS = 0o077;

/** Of files on Windows nobody can say by their mode who may read them. */
function isOpenToOthers(file: string): boolean {
  const found = process.platform === 'win32' ? undefined : statSync(file, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}
