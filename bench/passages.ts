import { openCorpus } from './corpus.js';
import { benchAdversaries } from './passages/adversaries.js';
import { type Page, readPage } from './passages/page.js';
import { benchPages } from './passages/pages-bench.js';
import { benchPractice } from './passages/practice-bench.js';
import { benchScripts } from './passages/scripts-bench.js';
import { type Row, tableOf } from './passages/tally.js';
import { sayFonts } from './printed/fonts.js';
import { HELD_OUT } from './printed/held-out.js';
import { LATER_LAYOUTS } from './printed/later-layouts.js';
import { LAYOUTS } from './printed/layouts.js';
import { benchPrinted } from './printed/printed.js';
import { openPrinter } from './printed/printer.js';
import { TEXTS } from './printed/texts.js';

/** `--practice`, `--scripts`, `--pages`, `--printed`, `--adversaries`: that part only. */
const only = process.argv.filter((one) =>
  /^--(?:practice|scripts|pages|printed|adversaries)$/.test(one),
);
const isWanted = (part: string): boolean => only.length === 0 || only.includes(`--${part}`);

async function rowsOfPages(): Promise<readonly Row[]> {
  const truths = openCorpus();
  if (truths === null) return [];
  const pages: Page[] = [];
  for (const truth of truths) pages.push(await readPage(truth));
  return benchPages(pages);
}

async function printed(): Promise<void> {
  const printer = await openPrinter();
  if (printer === null) return;
  sayFonts(TEXTS.map(({ lang }) => lang));
  await benchPrinted(printer, 'the layouts that the reader was tuned on', LAYOUTS, TEXTS);
  await benchPrinted(printer, 'layouts that were held out at first', LATER_LAYOUTS, TEXTS);
  await benchPrinted(printer, 'held-out layouts', HELD_OUT, TEXTS);
  await printer.close();
}

if (isWanted('practice')) await benchPractice();
const rows = [
  ...(isWanted('pages') ? await rowsOfPages() : []),
  ...(isWanted('scripts') ? await benchScripts() : []),
];
if (rows.length > 0) console.log(`\n${tableOf(rows)}\n`);
if (isWanted('printed')) await printed();
if (isWanted('adversaries')) benchAdversaries();
