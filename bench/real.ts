import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { visibleText } from '../src/model/document.js';
import type { Finding } from '../src/model/finding.js';
import type { Run } from '../src/model/run.js';
import type { SourceVerdict } from '../src/model/verdict.js';
import type { Source, Watchlist } from '../src/model/watchlist.js';
import { extract } from '../src/reading/extract.js';
import { contentReason } from '../src/surfaces/words/documents.js';
import { ENGLISH } from '../src/surfaces/words/locale.js';
import { check } from '../test/check.js';
import { citation, fakeWorld, settings, source, watchlist } from '../test/world.js';
import { percent } from './corpus.js';
import {
  type Capture,
  changedLines,
  isBannerOnly,
  isOutsideTruth,
  isShownOn,
  letters,
  type Page,
  sentencesOf,
  type Version,
} from './real-truth.js';

/**
 * Real nights: captures of one page over years, each different in bytes from the one before, against the text that
 * hand-written selectors took from it. Prints how many visits with the same text are quiet, which false findings were
 * raised, how many true changes are seen, and how many passages are judged rightly, beside two plain hashes. Pages that changed
 * outside what the selectors take count as noise, and are listed apart with the words that changed.
 *
 *   npm run bench -- real                      all pages of ../shared/real-nights
 *   npm run bench -- real DIR --only TEXT   another folder; pages whose name contains TEXT
 *   npm run bench -- real --verbose         every night that is not as it should be, with its reason
 *   npm run bench -- real --no-reader       without the reader-mode hash, which takes most of the time
 */

const args = process.argv.slice(2);
const optionOf = (name: string): string | undefined => args[args.indexOf(name) + 1];
const verbose = args.includes('--verbose');
const withReader = !args.includes('--no-reader');
const only = args.includes('--only') ? (optionOf('--only') ?? '') : '';
const FOLDER =
  args.find((arg, i) => !arg.startsWith('--') && args[i - 1] !== '--only') ??
  fileURLToPath(new URL('../../shared/real-nights/', import.meta.url));

/** A version is dated by when it was recorded: up to two minutes after its capture. */
const RECORDED_WITHIN = 120_000;
/** Quotations of a page: enough to meet most of its changes, few enough for a night of all pages. */
const QUOTATIONS = 8;
const DAY = 86_400_000;
const FIRST_NIGHT = Date.UTC(2025, 0, 1, 2);

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

class Tally {
  notShown = 0;
  sameText = 0;
  quiet = 0;
  /** Visits on which the page changed outside what the truth's selectors take, each with the words that did. */
  readonly outside: string[] = [];
  quietByText = 0;
  quietByReader = 0;
  changes = 0;
  seen = 0;
  seenByText = 0;
  seenByReader = 0;
  banners = 0;
  bannersSeen = 0;
  passages = 0;
  right = 0;
  unverifiable = 0;
  falseIntact = 0;
  falseLost = 0;
  readonly falseFindings = new Map<string, number>();

  /** A night on which the truth saw the same text: every new finding is false. */
  same(news: readonly Finding[], noticed: boolean, now: Reading, before: Reading): void {
    this.sameText++;
    if (news.length === 0 && !noticed) this.quiet++;
    if (before.text === now.text) this.quietByText++;
    if (before.reader === now.reader) this.quietByReader++;
    for (const { severity, kind } of news) {
      const name = `${severity} ${kind}`;
      this.falseFindings.set(name, (this.falseFindings.get(name) ?? 0) + 1);
    }
  }

  /** A night on which the truth saw another text. */
  changed(isBanner: boolean, noticed: boolean, now: Reading, before: Reading): void {
    this[isBanner ? 'banners' : 'changes']++;
    if (noticed) this[isBanner ? 'bannersSeen' : 'seen']++;
    if (isBanner) return;
    if (before.text !== now.text) this.seenByText++;
    if (before.reader !== now.reader) this.seenByReader++;
  }

  toString(): string {
    const accused = [...this.falseFindings].sort().map(([name, n]) => `${n} × ${name}`);
    return [
      `same text, quiet         ${percent(this.quiet, this.sameText)}   text hash ${percent(this.quietByText, this.sameText)}${withReader ? `   reader-mode hash ${percent(this.quietByReader, this.sameText)}` : ''}`,
      `without ${String(this.outside.length).padStart(3)} visits      ${percent(this.quiet, this.sameText - this.outside.length)} on which the page as sent says otherwise outside the truth's selection:`,
      ...this.outside.map((what) => `  ${what}`),
      `false findings           ${accused.length === 0 ? 'none' : accused.join(', ')}`,
      `true changes, seen       ${percent(this.seen, this.changes)}   text hash ${percent(this.seenByText, this.changes)}${withReader ? `   reader-mode hash ${percent(this.seenByReader, this.changes)}` : ''}`,
      `only a banner's, seen    ${percent(this.bannersSeen, this.banners)} (told apart: no change of the document)`,
      `left out                 ${this.notShown} visits to pages on which nothing of the truth's text stands (error pages)`,
      `passages, right          ${percent(this.right, this.passages)}; unverifiable ${this.unverifiable}, false intact ${this.falseIntact}, false lost ${this.falseLost}`,
    ].join('\n  ');
  }
}

function readerText(html: string): string {
  try {
    const { document } = parseHTML(html);
    return (
      new Readability(document as unknown as Document)
        .parse()
        ?.textContent?.replace(/\s+/gu, ' ') ?? ''
    );
  } catch {
    return '';
  }
}

/** One page played night after night, and what its truth says of it. */
class Play {
  readonly #world = fakeWorld();
  readonly #one: Source;
  readonly #quotes: readonly string[];
  readonly #watch: Watchlist;
  readonly #truths: readonly string[];
  #before: Reading | null = null;

  constructor(
    readonly page: Page,
    readonly tally: Tally,
  ) {
    const slug = page.page.toLowerCase().replace(/[^a-z]+/gu, '-');
    const first = page.versions[this.#versionAt(page.captures[0] as Capture)] as Version;
    this.#quotes = sentencesOf(first.text, QUOTATIONS);
    this.#one = source(slug, {
      title: page.page.replace('/', ' '),
      publisher: page.page.split('/')[0] ?? '',
    });
    const quotes = this.#quotes.map((text) => ({ text }));
    this.#watch = watchlist([this.#one], [citation(1, slug, '', { accessed: null, quotes })]);
    this.#truths = page.versions.map((v) => letters(v.text));
  }

  #versionAt({ at }: Capture): number {
    const latest = Date.parse(at) + RECORDED_WITHIN;
    return Math.max(
      0,
      this.page.versions.findLastIndex((v) => Date.parse(v.at) <= latest),
    );
  }

  async all(): Promise<void> {
    for (const [i, capture] of this.page.captures.entries()) await this.#night(i, capture);
    await this.#world.close();
  }

  async #night(i: number, capture: Capture): Promise<void> {
    const url = this.#one.url as string;
    this.#world.date = new Date(FIRST_NIGHT + i * DAY).toISOString();
    this.#world.pages.set(url, capture.html);
    const run = await check(
      this.#world,
      this.#watch,
      settings({ archive: 'none' }),
      () => undefined,
    );
    const document = await extract(Buffer.from(capture.html), {
      contentType: 'text/html; charset=utf-8',
      url,
    });
    const version = this.#versionAt(capture);
    const text = sha(visibleText(document));
    const reader = withReader ? sha(readerText(capture.html)) : '';
    const tell = (what: string): void => {
      if (verbose) console.log(`  ${this.page.page} night ${i + 1} (${capture.at}): ${what}`);
    };
    const verdict = run.sources[0] as SourceVerdict;
    if (!isShownOn(this.page.versions[version]?.text ?? '', capture.html)) {
      this.tally.notShown++;
      tell(`the truth's text is not on the page, which says “${document.title}”: left out`);
      return;
    }
    this.#passages(verdict, this.#truths[version] as string, tell);
    const now: Reading = { version, text, reader, html: capture.html };
    if (this.#before !== null) this.#compare(run, now, this.#before, tell);
    this.#before = now;
  }

  /** What stands in the truth's text must be intact, and what does not must not. */
  #passages(verdict: SourceVerdict, truth: string, tell: (what: string) => void): void {
    for (const [n, quote] of this.#quotes.entries()) {
      const found = verdict.citations[0]?.quotes[n]?.verdict ?? 'unverifiable';
      const stands = truth.includes(letters(quote));
      this.tally.passages++;
      if (found === 'unverifiable') this.tally.unverifiable++;
      else if ((found === 'intact') === stands) this.tally.right++;
      else {
        this.tally[stands ? 'falseLost' : 'falseIntact']++;
        tell(
          `passage that ${stands ? 'stands' : 'does not stand'} is ${found}: “${quote.slice(0, 100)}”`,
        );
      }
    }
  }

  /** Holds what was told tonight against what the truth says changed since the night before. */
  #compare(run: Run, now: Reading, before: Reading, tell: (what: string) => void): void {
    const { content, link } = run.sources[0] as SourceVerdict;
    const news = run.findings.filter(({ state }) => state === 'new');
    const noticed =
      content.change === 'edited' ||
      content.change === 'replaced' ||
      news.some(({ kind }) => /^(?:passage|content)-|corrected|retracted/u.test(kind));
    const { versions } = this.page;
    const [earlier, later] = [
      versions[before.version]?.text ?? '',
      versions[now.version]?.text ?? '',
    ];
    const told = `${link.status} ${content.change} (${contentReason(ENGLISH, content.why)})`;
    if (now.version === before.version) {
      this.tally.same(news, noticed, now, before);
      const parts = content.diff
        .filter((d) => d.op !== 'same')
        .map((d) => `${d.op} “${d.text.slice(0, 120)}”`);
      const kinds = news.map((f) => `${f.severity} ${f.kind}`);
      if (isOutsideTruth(content.diff, before.html, now.html))
        this.tally.outside.push(
          `${this.page.page}: ${parts.slice(0, 6).join(' ')}${parts.length > 6 ? ` and ${parts.length - 6} more` : ''}`,
        );
      if (news.length > 0 || noticed)
        tell(`same text, but ${told} ${kinds.join(', ')} ${parts.slice(0, 4).join(' ')}`);
    } else if (letters(earlier) !== letters(later)) {
      const lines = changedLines(earlier, later);
      this.tally.changed(isBannerOnly(lines), noticed, now, before);
      if (!noticed) tell(`changed, but ${told}: ${lines.slice(0, 6).join(' | ').slice(0, 500)}`);
    }
  }
}

interface Reading {
  readonly version: number;
  readonly text: string;
  readonly reader: string;
  readonly html: string;
}

if (!existsSync(FOLDER)) {
  console.log(
    `skipped: there are no real nights at ${FOLDER}. They are captures of the collections demo and ` +
      'france-elections of Open Terms Archive, https://opentermsarchive.org',
  );
} else {
  const tallies = new Map<string, Tally>();
  for (const file of readdirSync(FOLDER).filter(
    (name) => name.endsWith('.json.br') && name.includes(only),
  )) {
    const page: Page = JSON.parse(
      brotliDecompressSync(readFileSync(`${FOLDER}/${file}`)).toString(),
    );
    const collection = file.split('--')[0] as string;
    const tally = tallies.get(collection) ?? new Tally();
    tallies.set(collection, tally);
    await new Play(page, tally).all();
    if (verbose) console.log(`${file}\n  ${tally}`);
  }
  for (const [name, tally] of tallies) console.log(`${name}\n  ${tally}`);
}
