import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

const BESIDE = fileURLToPath(new URL('../../shared/corpus/', import.meta.url));
/** `CORPUS` names another folder. */
export const FOLDER = join(process.env.CORPUS ?? BESIDE, '/');

/** The pages of the corpus, or null where it is absent. */
export const readCorpus = (): readonly Truth[] | null =>
  existsSync(`${FOLDER}truth.json`)
    ? JSON.parse(readFileSync(`${FOLDER}truth.json`, 'utf8'))
    : null;

/** The same, with a printed reason where it is absent. */
export function openCorpus(): readonly Truth[] | null {
  const pages = readCorpus();
  if (pages === null)
    process.stdout.write(
      `skipped: the corpus of real pages is not at ${FOLDER}. It is 170 pages of WCXB (CC-BY-4.0), ` +
        'https://github.com/Murrough-Foley/web-content-extraction-benchmark\n',
    );
  return pages;
}

/** A page as it was captured. */
export const pageBytes = ({ id }: Truth): Uint8Array =>
  gunzipSync(readFileSync(`${FOLDER}html/${id}.html.gz`));

/** A snippet as text: some were kept as HTML. */
export const unescaped = (snippet: string): string =>
  /&(?:#\d+|\w+);/.test(snippet) ? load(snippet)('body').text() : snippet;

export const percent = (part: number, whole: number): string =>
  `${whole === 0 ? '–' : ((100 * part) / whole).toFixed(2)} % (${part} of ${whole})`;
