import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { usesOf } from '../../src/model/watchlist.js';
import { openZip } from '../../src/reading/zip.js';
import type { Replay } from '../../src/surfaces/exhibit/replay.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { exportExhibit } from '../../src/tasks/exhibit.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { night } from '../night/nights.js';
import { sectionsAround } from '../replica/article.js';
import { makePdf } from '../replica/pdf.js';
import { dice, paragraph } from '../replica/prose.js';
import { citation, fakeWorld, type Page, source, watchlist } from '../world.js';

const [SOURCES, NIGHTS] = [50, 20];
const CLI = join(import.meta.dirname, '../../dist/cli.js');
/** Other Nodes to try, their paths with a colon between. */
const NODES = [process.execPath, ...(process.env.OTHER_NODES?.split(':') ?? [])];

const english = (n: number): string =>
  `Police busted ${1_000 + n} criminal gangs that were involved in loan scams and arrested ${16_000 + n} suspects.`;
const chinese = (n: number): string =>
  `警方共打掉犯罪團夥${1_000 + n}個，抓獲犯罪嫌疑人${16_000 + n}名，並追回大量資金。`;
const passageOf = (n: number): string => (n % 5 === 4 ? chinese(n) : english(n));

/** What becomes of a passage in a night; each tells of another text than the night before. */
const KINDS: readonly ((passage: string) => string | number)[] = [
  (passage) => `<p>${passage}`,
  (passage) => `<p>${passage.replace(/\d/u, '9')}`,
  (passage) => `<p>${passage.replace('arrested', 'did not arrest').replace('抓獲', '未抓獲')}`,
  (passage) =>
    `<p>${passage.replace(/(\d+)/u, '<a href="/x"><b>$1</b></a>\u00AD').replaceAll(' ', '\u00A0')}`,
  (passage) => `<p><del>${passage}</del>`,
  () => '<p>Nothing of it stands here any more.',
  (passage) => `<p>${passage.slice(0, 40)}</p><aside>Advertisement</aside><p>${passage.slice(40)}`,
  () => 503,
  (passage) => `<p hidden>${passage}`,
  (passage) => `<h2>Corrections</h2><p>An earlier version said: ${passage}`,
];

const bodyOf = (bytes: Uint8Array) => ({
  bytes,
  truncated: false,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The page of a source in a night: bytes and text are those of no other. */
function pageOf(n: number, day: number): Page {
  const shown = (KINDS[(day + n) % KINDS.length] as (typeof KINDS)[number])(passageOf(n));
  if (typeof shown === 'number') return shown;
  const language = n % 5 === 4 ? 'zh-Hant' : 'en';
  const title = `Article ${n} of a paper`;
  if (n % 10 === 7) {
    const text = shown.replace(/<[^>]+>/gu, '');
    const pdf = makePdf({
      url: new URL(`https://a.example/${n}`),
      title,
      publisher: 'Paper',
      published: null,
      lang: 'en',
      edition: `${day}`,
      withdrawn: null,
      sections: sectionsAround([[{ text, translation: null }]], ['Part'], 'en', `${n} ${day}`),
    });
    return { headers: { 'content-type': 'application/pdf' }, body: bodyOf(pdf) };
  }
  const from = dice(`${n} ${day}`);
  const [before, after] = Array.from({ length: 2 }, () =>
    `<p>${paragraph(from, language)}</p>`.repeat(2),
  );
  const html = `<html lang="${language}"><title>${title}</title><nav>Home</nav><h1>${title}</h1>${before}${shown}${after}`;
  return {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: bodyOf(Buffer.from(html)),
  };
}

/** Of files that the compiler made the rules have another digest than those it was given. */
const withoutRules = (record: Buffer): string =>
  record.toString().replace(/"rules": "[0-9a-f]{64}"/u, '');

it('a thousand captures are judged again as their archives say, byte for byte, on every Node', async () => {
  const ids = Array.from({ length: SOURCES }, (_, n) => `s${n}`);
  const watch = watchlist(
    ids.map((id, n) => source(id, { url: `https://a.example/${n}` })),
    ids.map((id, n) => citation(n + 1, id, passageOf(n))),
  );
  const world = Object.assign(fakeWorld(), {
    evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS),
  });
  for (let day = 1; day <= NIGHTS; day++) {
    for (const n of ids.keys()) world.pages.set(`https://a.example/${n}`, pageOf(n, day));
    await night(world, watch, day);
  }
  const verdicts = new Map<string, number>();
  let captures = 0;
  for (const one of watch.sources) {
    const to = join(emptyFolder(), 'filed');
    const question = { source: one, series: null, uses: usesOf(one, watch) };
    await exportExhibit(ENGLISH, world, {
      source: one.id,
      all: true,
      by: null,
      to,
      program: 'citewatch 1',
      question,
    });
    const file = join(to, `${one.id}.wacz`);
    const said = Buffer.from(openZip(readFileSync(file))('citewatch/replay.json') ?? []);
    for (const { judged } of (JSON.parse(said.toString()) as Replay).captures) {
      captures += judged === null ? 0 : 1;
      const [{ verdict } = { verdict: 'none' }] = judged?.quotes ?? [];
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    for (const node of NODES) {
      const { status, stdout, stderr } = spawnSync(node, [CLI, 'replay', file, '--json'], {
        maxBuffer: 2 ** 28,
      });
      expect(`${stderr}`, node).toBe('');
      expect(status, node).toBe(0);
      expect(withoutRules(stdout) === withoutRules(said), `${one.id} on ${node}`).toBe(true);
    }
  }
  expect(captures).toBe(SOURCES * NIGHTS);
  // A test in which all say the same would show little.
  for (const verdict of ['intact', 'altered', 'missing', 'unverifiable'])
    expect(verdicts.get(verdict), verdict).toBeGreaterThan(SOURCES);
}, 3_600_000);
