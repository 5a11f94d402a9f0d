import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { load } from 'cheerio';

/** A page of the corpus: what stands on it, and in its furniture. */
export interface Truth {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  /** The main content as text. */
  readonly main: string;
  readonly with: readonly string[];
  readonly without: readonly string[];
}

const FOLDER = fileURLToPath(new URL('../../shared/corpus/', import.meta.url));

/** The pages of the corpus, or null, with a printed reason, where it is absent. */
export function openCorpus(): readonly Truth[] | null {
  if (existsSync(`${FOLDER}truth.json`)) return JSON.parse(readFileSync(`${FOLDER}truth.json`, 'utf8'));
  process.stdout.write(`skipped: the corpus of real pages is not at ${FOLDER}\n`);
  return null;
}

/** A page as it was captured. */
export const pageBytes = ({ id }: Truth): Uint8Array =>
  gunzipSync(readFileSync(`${FOLDER}html/${id}.html.gz`));

/** A snippet as text: some were kept as HTML. */
export const unescaped = (snippet: string): string =>
  /&(?:#\d+|\w+);/.test(snippet) ? load(snippet)('body').text() : snippet;

export const percent = (part: number, whole: number): string =>
  `${whole === 0 ? '–' : ((100 * part) / whole).toFixed(2)} % (${part} of ${whole})`;
