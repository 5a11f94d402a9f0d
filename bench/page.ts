import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CDPSession, chromium } from 'playwright-core';
import type { Run } from '../src/model/run.js';
import { pageFiles } from '../src/surfaces/page/page.js';
import { dice, paragraph } from '../test/replica/prose.js';
import { buildRun, citation, finding, quote, source } from '../test/surfaces/fixture-run.js';

/**
 * `npm run bench -- page [CITATIONS]`: the reviewer's page of a report of 10,000 citations (or as many as are given) in Chromium:
 * until it can be used, and what each filter takes from the click to the next picture. `CHROMIUM` names the browser.
 */
const CITATIONS = Number(process.argv[2] ?? 10_000);
/** Citations in a section, and of a source that needs a person. */
const SECTION = 40;
const NEEDY = 100;
const TIMES = 5;
/** Milliseconds in which the page reads its texts, so that a search need not. */
const SETTLED = 3_000;

function made(): Run {
  const roll = dice('page');
  // A made-up run has some sources without an address besides.
  const others = buildRun([], []).sources.length;
  const sources = Array.from({ length: CITATIONS - others }, (_, n) => {
    const of = quote(`q-${n}`, paragraph(roll, 'en'));
    const cited = citation(100 + n, String(1 + Math.floor(n / SECTION)), [of], {
      currency: 'fresh',
      cited: `Publisher ${n % 50}, “A note of some length on matter ${n}”, 12 March 2024, last accessed: 25 March 2025`,
    });
    return source(
      `source-${n}`,
      `Publisher ${n % 50}`,
      `A note on matter ${n}`,
      `https://p${n % 50}.example/${n}`,
      {
        citations: [cited],
      },
    );
  });
  const findings = sources
    .filter((_, n) => n % NEEDY === 0)
    .map(({ id }) =>
      finding('source-gone', 'high', id, 'The page is gone.', 'Find an archived copy.'),
    );
  return buildRun(sources, findings);
}

/** Milliseconds, and how many of them the page's thread worked: where others use the machine too, that is what can be compared. */
interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

const least = (all: readonly Taken[]): Taken => ({
  wall: Math.min(...all.map(({ wall }) => wall)),
  cpu: Math.min(...all.map(({ cpu }) => cpu)),
});

/** What a job takes, the least of several times. */
async function taken(
  session: CDPSession,
  job: () => Promise<number>,
  undo: () => Promise<unknown>,
): Promise<Taken> {
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const all: Taken[] = [];
  for (let n = 0; n < TIMES; n++) {
    const before = await worked();
    const wall = await job();
    all.push({ wall, cpu: (await worked()) - before });
    await undo();
  }
  return least(all);
}

const timed = (act: string): string => `new Promise((done) => {
  const from = performance.now();
  ${act};
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
})`;

const choose = (nth: number, value: string): string =>
  `(() => { const s = document.querySelectorAll('select')[${nth}]; s.value = ${value}; s.dispatchEvent(new Event('change')); })()`;
const type = (word: string): string =>
  `(() => { const s = document.querySelector('input[type=search]'); s.value = '${word}'; s.dispatchEvent(new Event('input')); })()`;
const click = (view: string): string =>
  `document.querySelector('[name=show][value=${view}]').click()`;

const folder = mkdtempSync(join(tmpdir(), 'citewatch-page-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const files = pageFiles(made(), {}).map(([name, text]) => [name, text()] as const);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const size = files.map(([, text]) => `${(text.length / 1e6).toFixed(1)} MB`).join(', ');
  console.log(`${CITATIONS} citations: ${files.length} pages of ${size}, ${browser.version()}`);
  const address = pathToFileURL(join(folder, 'index.html')).href;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const say = (what: string, { wall, cpu }: Taken) =>
    console.log(
      `${what.padEnd(24)} ${wall.toFixed(0).padStart(6)} ms, the page's thread ${cpu.toFixed(0).padStart(5)} ms`,
    );
  const open = async (): Promise<number> => {
    await page.goto(address);
    return page.evaluate('performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd');
  };
  say('until it can be used', await taken(session, open, () => page.goto('about:blank')));
  await open();
  await page.waitForTimeout(SETTLED);
  const act = async (what: string, doing: string, undoing: string): Promise<void> =>
    say(
      what,
      await taken(
        session,
        () => page.evaluate(timed(doing)),
        () => page.evaluate(timed(undoing)),
      ),
    );
  await act('a severity', click('high'), click('all'));
  await act('what stands', click('sound'), click('all'));
  await act('a section', choose(0, 's.options[3].value'), choose(0, "''"));
  await act('a rare word', type('matter 777'), type(''));
  await act('a common word', type('the'), type(''));
  await act('nothing', type('zzzz'), type(''));
  await act('grouped by publisher', choose(1, "'publisher'"), choose(1, "'section'"));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
