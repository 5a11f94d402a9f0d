import { readFileSync, statSync } from 'node:fs';
import { basename, extname, join, normalize, sep } from 'node:path';
import type { Asked, ServedPage } from '../delivery/server.js';
import { type Problem, problemWith, UserError } from '../model/problem.js';
import type { Watchlist } from '../model/watchlist.js';
import { DECISION_PAGE_CSP } from '../surfaces/serve/decision-pages.js';
import {
  type FileCheckView,
  type HandOver,
  renderFileCheck,
  renderHandOver,
} from '../surfaces/serve/hand-over.js';
import type { CatalogueLanguage } from '../surfaces/words/catalogues.js';
import type { Locale } from '../surfaces/words/locale.js';

/** A report's own file, as it was handed over. */
export interface HandedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A folder in which a check lies, and the names of what is in it. */
export interface CheckedFolder {
  readonly folder: string;
  readonly files: readonly string[];
}

/** What is done with a report's own file. */
export interface FileDesk {
  /** The file with what the last runs found of a report. Throws a `UserError` for a file that cannot be read. */
  readonly annotate: (
    handed: HandedFile,
    report: string,
    quotations: boolean,
  ) => Promise<HandedFile>;
  /** Checks a file before it is filed, and gives the folder that has all of it. Throws a `UserError` for one that cannot be read. */
  readonly fileCheck: (
    handed: HandedFile,
    language: CatalogueLanguage,
    asked: (done: number, of: number) => void,
  ) => Promise<CheckedFolder>;
}

/** A check of a file since the desk was opened. */
type FileCheck = { -readonly [P in keyof Omit<FileCheckView, 'n'>]: FileCheckView[P] };

/** Files that are handed over at a desk: they are annotated at once, and checked one after the other. */
export class FileCounter {
  readonly #checks: FileCheck[] = [];

  /** When all checks so far are over. */
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly desk: FileDesk) {}

  /** The answer to a request for `/file` or what lies below; null for a path that is none of it. */
  async answer(locale: Locale, asked: Asked, { reports }: Watchlist): Promise<ServedPage | null> {
    const [, start, n = '', ...path] = asked.path.split('/');
    if (start !== 'file') return null;
    if (asked.kind === 'file' && n === '') return await this.#take(locale, asked, reports);
    if (n === '') return this.#form(locale, asked, reports);
    const check = this.#checks[Number(n) - 1];
    if (check === undefined || asked.kind !== 'page') return null;
    return path.length > 0
      ? fileIn(check, path)
      : sheet(200, renderFileCheck(locale, { ...check, n: Number(n) }));
  }

  #form(
    locale: Locale,
    asked: Asked,
    reports: Watchlist['reports'],
    problems: readonly Problem[] = [],
  ): ServedPage {
    const told =
      asked.kind === 'unwritten'
        ? [problemWith('file', locale.statuses.unwritten[asked.why])]
        : problems;
    const checks = this.#checks.map((check, i) => ({ ...check, n: i + 1 }));
    const given: HandOver = { token: asked.token, reports, checks, problems: told };
    return sheet(told.length > 0 ? 422 : 200, renderHandOver(locale, given));
  }

  async #take(
    locale: Locale,
    asked: Asked & { readonly kind: 'file' },
    reports: Watchlist['reports'],
  ): Promise<ServedPage> {
    const { form, file, name } = asked;
    const handed = { name: name === '' ? 'report' : name, bytes: file };
    if (form.get('do') === 'check') return this.#check(locale, handed);
    try {
      const made = await this.desk.annotate(
        handed,
        form.get('report') ?? '',
        form.get('quotations') !== null,
      );
      const type = 'application/octet-stream';
      return {
        status: 200,
        body: made.bytes,
        type,
        download: made.name,
        policy: "default-src 'none'",
      };
    } catch (error) {
      return this.#form(locale, asked, reports, problemsOf(error));
    }
  }

  #check(locale: Locale, handed: HandedFile): ServedPage {
    const check: FileCheck = {
      name: handed.name,
      done: 0,
      of: 0,
      folder: null,
      files: [],
      problems: [],
    };
    const n = this.#checks.push(check);
    const before = this.#last;
    const work = async () => {
      await before;
      try {
        Object.assign(
          check,
          await this.desk.fileCheck(handed, locale.language, (done, of) =>
            Object.assign(check, { done, of }),
          ),
        );
      } catch (error) {
        check.problems = problemsOf(error);
      }
    };
    this.#last = work();
    // A page that can be loaded again.
    return { ...sheet(303, ''), goTo: `/file/${n}` };
  }
}

const sheet = (status: number, body: string): ServedPage => ({
  status,
  body,
  policy: DECISION_PAGE_CSP,
});

const problemsOf = (error: unknown): readonly Problem[] =>
  error instanceof UserError
    ? error.problems.map((one) => ({ ...one, file: basename(one.file) }))
    : [problemWith('file', error instanceof Error ? error.message : String(error))];

/**
 * A file of a check. A page of it runs in a sandbox (HTML, `sandbox` of its policy), as a page of nobody: captured pages lie there too. All else
 * is saved.
 */
function fileIn({ folder }: FileCheck, path: readonly string[]): ServedPage | null {
  const within = normalize(path.map(decodeURIComponent).join(sep));
  if (folder === null || within.startsWith('..') || within.includes('\0')) return null;
  const file = join(folder, within);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return null;
  const body = readFileSync(file);
  if (extname(file) === '.html')
    return { status: 200, body, policy: 'sandbox allow-scripts allow-popups' };
  return {
    status: 200,
    body,
    policy: 'sandbox',
    type: 'application/octet-stream',
    download: basename(file),
  };
}
