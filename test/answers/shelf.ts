import { readdirSync, readFileSync } from 'node:fs';
import { type Answer, parseAnswers } from './answer.js';

const FOLDER = new URL('./', import.meta.url);
/** Where the plays are listed that are judged wrongly today. */
export const KNOWN = new URL('known.txt', FOLDER);

/** Every answer of this folder. */
export const answers: readonly Answer[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.html'))
  .flatMap((name) => {
    try {
      return parseAnswers(name.replace('.html', ''), readFileSync(new URL(name, FOLDER), 'utf8'));
    } catch (error) {
      throw new Error(`${name}: ${String(error)}`);
    }
  });

/** The plays that are known to be judged wrongly: the list may only shrink. */
export const knownFailures: ReadonlySet<string> = new Set(
  readFileSync(KNOWN, 'utf8')
    .split('\n')
    .filter((line) => line !== ''),
);
