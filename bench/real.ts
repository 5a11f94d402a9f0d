import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extract } from '../src/extract/extract.js';
import { check } from '../src/flow.js';
import { visibleText } from '../src/model/document.js';
import type { Finding } from '../src/model/finding.js';
import type { Run } from '../src/model/run.js';
import { citation, fakeWorld, settings, source, watchlist } from '../test/world.js';
import { percent } from './corpus.js';
import { changedLines, isBannerOnly, letters, sentencesOf } from './real-truth.js';

/**
 * Real nights: captures of one page over years, each different in bytes from the one before, against the text that
 * hand-written selectors took from it. Prints how many visits with the same text are quiet, which false findings were
 * raised, how many true changes are seen, and how many passages are judged rightly, beside two plain hashes.
 *
 *   npm run bench:real                      all pages of ../shared/real-nights
 *   npm run bench:real -- DIR --only TEXT   another folder; pages whose name contains TEXT
 *   npm run bench:real -- --verbose         every night that is not as it should be, with its reason
 *   npm run bench:real -- --no-reader       without the reader-mode hash, which takes most of the time
 */

interface Capture {
  readonly at: string;
  readonly html: string;
}
interface Version {
  readonly at: string;
  readonly kind: 'first' | 'text changed' | 'extraction changed';
  readonly text: string;
}
interface Page {
  readonly page: string;
  readonly captures: readonly Capture[];
  readonly versions: readonly Version[];
}

const args = process.argv.slice(2);
const valueOf = (name: string): string | undefined => args[args.indexOf(name) + 1];
const verbose = args.includes('--verbose');
const withReader = !args.includes('--no-reader');
const only = args.includes('--only') ? (valueOf('--only') ?? '') : '';
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
  sameText = 0;
  quiet = 0;
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

  /** A finding that the truth does not bear out. */
  accuse(finding: Finding): void {
    const name = `${finding.severity} ${finding.kind}`;
    this.falseFindings.set(name, (this.falseFindings.get(name) ?? 0) + 1);
  }

  toString(): string {
    const accused = [...this.falseFindings].sort().map(([name, n]) => `${n} × ${name}`);
    return [
      `same text, quiet         ${percent(this.quiet, this.sameText)}   text hash ${percent(this.quietByText, this.sameText)}${withReader ? `   reader-mode hash ${percent(this.quietByReader, this.sameText)}` : ''}`,
      `false findings           ${accused.length === 0 ? 'none' : accused.join(', ')}`,
      `true changes, seen       ${percent(this.seen, this.changes)}   text hash ${percent(this.seenByText, this.changes)}${withReader ? `   reader-mode hash ${percent(this.seenByReader, this.changes)}` : ''}`,
      `only a banner's, seen    ${percent(this.bannersSeen, this.banners)} (told apart: no change of the document)`,
      `passages, right          ${percent(this.right, this.passages)}; unverifiable ${this.unverifiable}, false intact ${this.falseIntact}, false lost ${this.falseLost}`,
    ].join('\n  ');
  }
}

function readerText(html: string): string {
  try {
    const { document } = parseHTML(html);
    return new Readability(document as unknown as Document).parse()?.textContent?.replace(/\s+/gu, ' ') ?? '';
  } catch {
    return '';
  }
}

const isActiveOn = (run: Run): readonly Finding[] => run.findings.filter(({ state }) => state === 'new');

async function play({ page, captures, versions }: Page, tally: Tally): Promise<void> {
  const slug = page.toLowerCase().replace(/[^a-z]+/gu, '-');
  const truthAt = ({ at }: Capture): number =>
    Math.max(
      0,
      versions.findLastIndex((v) => Date.parse(v.at) <= Date.parse(at) + RECORDED_WITHIN),
    );
  const first = versions[truthAt(captures[0] as Capture)] as Version;
  const quotes = sentencesOf(first.text, QUOTATIONS);
  const world = fakeWorld();
  const one = source(slug, { title: page.replace('/', ' '), publisher: page.split('/')[0] ?? page });
  const cited = citation(1, slug, '', { accessed: null, quotes: quotes.map((text) => ({ text })) });
  const watch = watchlist([one], [cited]);
  const set = settings({ archive: 'none' });
  const truthLetters = versions.map((v) => letters(v.text));
  let before: { version: number; text: string; reader: string; edits: number } | null = null;
  for (const [i, capture] of captures.entries()) {
    world.date = new Date(FIRST_NIGHT + i * DAY).toISOString();
    world.pages.set(one.url as string, capture.html);
    const run = await check(world, watch, set, () => undefined);
    const version = truthAt(capture);
    const verdict = run.sources[0];
    const document = await extract(Buffer.from(capture.html), {
      contentType: 'text/html; charset=utf-8',
      url: one.url as string,
    });
    const text = sha(visibleText(document));
    const reader = withReader ? sha(readerText(capture.html)) : '';
    const news = isActiveOn(run);
    const told = (what: string): void => {
      if (verbose) console.log(`  ${page} night ${i + 1} (${capture.at}): ${what}`);
    };
    // Passages: what stands in the truth's text must be intact, what does not must not.
    for (const [n, quote] of quotes.entries()) {
      const found = verdict?.citations[0]?.quotes[n];
      const stands = (truthLetters[version] as string).includes(letters(quote));
      tally.passages++;
      if (found === undefined || found.verdict === 'unverifiable') tally.unverifiable++;
      else if ((found.verdict === 'intact') === stands) tally.right++;
      else {
        if (stands) tally.falseLost++;
        else tally.falseIntact++;
        told(`passage ${stands ? 'stands but is' : 'does not stand but is'} ${found.verdict}: “${quote.slice(0, 100)}”`);
      }
    }
    if (before !== null) {
      const crossed = versions.slice(Math.min(before.version, version) + 1, Math.max(before.version, version) + 1);
      const changed =
        crossed.some((v) => v.kind === 'text changed') &&
        letters(versions[before.version]?.text ?? '') !== letters(versions[version]?.text ?? '');
      const noticed =
        verdict?.content.change === 'edited' ||
        verdict?.content.change === 'replaced' ||
        news.some((f) => f.kind.startsWith('passage-') || f.kind.startsWith('content-') || f.kind.startsWith('source-corrected') || f.kind.startsWith('source-retracted'));
      if (crossed.length === 0) {
        tally.sameText++;
        if (news.length === 0 && !noticed) tally.quiet++;
        else told(`same text, but ${verdict?.link.status} ${verdict?.content.change} (${verdict?.content.reason}) ${news.map((f) => `${f.severity} ${f.kind}`).join(', ')} ${(verdict?.content.diff ?? []).filter((d) => d.op !== 'same').map((d) => `${d.op} “${d.text.slice(0, 120)}”`).slice(0, 4).join(' ')}`);
        for (const finding of news) tally.accuse(finding);
        if (before.text === text) tally.quietByText++;
        if (before.reader === reader) tally.quietByReader++;
      } else if (changed) {
        const lines = changedLines(versions[before.version]?.text ?? '', versions[version]?.text ?? '');
        if (isBannerOnly(lines)) {
          tally.banners++;
          if (noticed) tally.bannersSeen++;
        } else {
          tally.changes++;
          if (noticed) tally.seen++;
          else told(`changed, but ${verdict?.link.status} ${verdict?.content.change} (${verdict?.content.reason}): ${lines.slice(0, 6).join(' | ').slice(0, 500)}`);
          if (before.text !== text) tally.seenByText++;
          if (before.reader !== reader) tally.seenByReader++;
        }
      }
    }
    before = { version, text, reader, edits: 0 };
  }
  await world.close();
}

if (!existsSync(FOLDER)) {
  console.log(`skipped: there are no real nights at ${FOLDER}`);
} else {
  const tallies = new Map<string, Tally>();
  const all = new Tally();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json.br') && name.includes(only))) {
    const page: Page = JSON.parse(brotliDecompressSync(readFileSync(`${FOLDER}/${file}`)).toString());
    const collection = file.split('--')[0] as string;
    const tally = tallies.get(collection) ?? new Tally();
    tallies.set(collection, tally);
    await play(page, tally);
    if (verbose) console.log(`${file}\n  ${tally}`);
  }
  for (const [name, tally] of tallies) console.log(`${name}\n  ${tally}`);
  void all;
}
