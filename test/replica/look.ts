import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { terminalPage } from './terminal-page.js';

/**
 * After `npm run demo`: pictures of the reviewer's page, a mail and the terminal as people see them, at the widths of a desk and of a
 * phone. `npm run look` takes whole pages, light and dark, into the demo's folder; `npm run shots` the README's, into `docs/pictures`.
 * `CHROMIUM` names the browser.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = join(ROOT, '.citewatch', 'demo');
const SHOTS = join(ROOT, 'docs', 'pictures');
/** The third night is the busiest. */
const PAGE = 'reports/2025-03-28-run-3/index.html';
const MAIL = 'mail-3.html';
const DESK = 1280;
const PHONE = 390;

/** What is taken, and how. */
interface Picture {
  /** An address, or HTML. */
  readonly of: string;
  readonly to: string;
  readonly width: number;
  /** Absent for the whole page. */
  readonly height?: number;
  readonly dark?: boolean;
}

async function take(browser: Browser, { of, to, width, height, dark }: Picture): Promise<void> {
  const viewport = { width, height: height ?? 400 };
  const page = await browser.newPage({ viewport, colorScheme: dark ? 'dark' : 'light' });
  if (of.startsWith('<')) await page.setContent(of);
  else await page.goto(of);
  await page.screenshot({ path: to, fullPage: height === undefined });
  await page.close();
  process.stdout.write(`${to}\n`);
}

const inDemo = (file: string): string => pathToFileURL(join(DEMO, file)).href;

const looks = (): readonly Picture[] =>
  [PAGE, MAIL].flatMap((file) =>
    [DESK, PHONE].flatMap((width) =>
      [false, true].map((dark) => {
        const name = `${file === MAIL ? 'mail' : 'page'}-${width}${dark ? '-dark' : ''}.png`;
        return { of: inDemo(file), to: join(DEMO, name), width, dark };
      }),
    ),
  );

const shots = (): readonly Picture[] => [
  { of: inDemo(PAGE), to: join(SHOTS, 'page.png'), width: DESK, height: 800 },
  { of: inDemo(PAGE), to: join(SHOTS, 'page-phone.png'), width: PHONE, height: 844 },
  { of: inDemo(MAIL), to: join(SHOTS, 'mail-phone.png'), width: PHONE, height: 844 },
  { of: terminal(), to: join(SHOTS, 'terminal.png'), width: 900 },
];

/** What two commands print of the demo's store, in colour. */
function terminal(): string {
  const source = 'aljazeera-2022-xi-anti-graft';
  const lines = [`history ${source}`, `diff ${source} --from 1 --to 2`];
  const env = { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' };
  const told = lines.map((words) => {
    const args = [
      join(ROOT, 'dist', 'cli.js'),
      ...words.split(' '),
      '--db',
      join(DEMO, 'citewatch.db'),
    ];
    return {
      line: `citewatch ${words}`,
      printed: execFileSync(process.execPath, args, { env, encoding: 'utf8' }),
    };
  });
  return terminalPage(told);
}

mkdirSync(SHOTS, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const picture of process.argv.includes('--shots') ? shots() : looks())
    await take(browser, picture);
} finally {
  await browser.close();
}
