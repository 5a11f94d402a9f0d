import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import { type Html, html, Html as Markup } from '../../src/surfaces/escape.js';
import { hashSource, STYLE } from '../../src/surfaces/page/style.js';
import { sentenceList } from '../sentences.js';
import { tellNight } from './nights.js';

/**
 * `npm run site`: the demo's pages and mails, the benchmark's table, every sentence and the library's types, as a site without a server in `docs/site`. It
 * plays the demo, runs the benchmark and makes the pages of types first.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a site is made of. */
interface SiteParts {
  /** The folder in which the demo was played. */
  readonly demo: string;
  /** The benchmark's tables, in Markdown; null where it was not run. */
  readonly benchmark: string | null;
  /** The pages of the library's types; null where they were not made. */
  readonly api: string | null;
}

const SHEET = `${STYLE}
figure{margin:1.5rem 0}figure img{max-width:100%;height:auto;border:1px solid var(--line)}figure.phone img{max-width:20rem}
figcaption{color:var(--soft)}.wide{overflow-x:auto}.wide table{font-size:.85em}.wide :is(td,th){overflow-wrap:normal}`;
const POLICY = `default-src 'none'; style-src ${hashSource(SHEET)}; img-src 'self' data:; base-uri 'none'; form-action 'none'`;

/** The story in pictures: what each shows, and what it means to whom. */
const STORY = [
  [
    'terminal.png',
    '',
    'A source’s life, and what changed in it',
    'A report quotes a news article. Every night the article is read again. In the second night a figure in it is another.',
  ],
  [
    'mail-phone.png',
    'phone',
    'The mail, on a phone',
    'The volunteer gets one mail: what is new, the words as they were and as they are, and what would mend the citation.',
  ],
  [
    'page.png',
    '',
    'The reviewer’s page',
    'The reviewer opens one page: which sections need top-up research, the most urgent first, with the evidence beside each.',
  ],
  [
    'page-phone.png',
    'phone',
    'The same page on a phone',
    'Nothing is loaded from elsewhere. It is one file, and opens without a network.',
  ],
] as const;

const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><title>${title}</title><link rel="icon" href="data:,"><style>${new Markup(SHEET)}</style></head>
<body>${body}<footer><p>Made by <code>npm run site</code>. The pages and mails are those of the demo: a real report, over a web that was made for it.</p></footer></body></html>
`.text;

const links = (all: readonly (readonly [href: string, words: string])[]): Html =>
  html`<ul>${all.map(([href, words]) => html`<li><a href="${href}">${words}</a></li>`)}</ul>`;

/** Writes the site into an empty folder. */
export function makeSite({ demo, benchmark, api }: SiteParts, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(join(ROOT, 'docs/pictures'), join(to, 'pictures'), { recursive: true });
  cpSync(join(demo, 'reports'), join(to, 'nights'), { recursive: true });
  const mails = readdirSync(demo).filter((name) => /^mail-\d\.html$/u.test(name));
  for (const name of mails) cpSync(join(demo, name), join(to, name));
  if (api !== null) cpSync(api, join(to, 'api'), { recursive: true });
  if (benchmark !== null)
    writeFileSync(
      join(to, 'benchmark.html'),
      page('Does a quotation stand? A benchmark', fromMarkdown(benchmark)),
    );
  writeFileSync(
    join(to, 'sentences.html'),
    page('Every sentence, and who reads it', fromMarkdown(sentenceList())),
  );
  const nights = readdirSync(join(demo, 'reports'))
    .filter((name) => /-run-\d+$/u.test(name))
    .sort();
  writeFileSync(join(to, 'index.html'), page('citewatch', home({ nights, mails, benchmark, api })));
}

const fromMarkdown = (text: string): Html => {
  const shown = (marked.parse(text, { async: false }) as string)
    .replaceAll('<table>', '<div class="wide"><table>')
    .replaceAll('</table>', '</table></div>');
  return html`<header><p><a href="index.html">citewatch</a></p></header><main>${new Markup(shown)}</main>`;
};

const home = ({
  nights,
  mails,
  benchmark,
  api,
}: { readonly nights: readonly string[]; readonly mails: readonly string[] } & Pick<
  SiteParts,
  'benchmark' | 'api'
>): Html => html`<header><h1>citewatch</h1>
<p class="headline">It re-reads every source that a report cites, every night, and says which citations no longer stand.</p></header>
<main><h2>In thirty seconds</h2>
${STORY.map(([file, kind, alt, words]) => html`<figure class="${kind}"><figcaption>${words}</figcaption><img src="pictures/${file}" alt="${alt}"></figure>`)}
<h2>Look at it</h2>
<p>Four nights of the demo, as the reviewer sees them, and the mails that went out:</p>
${nights.map(
  (name, i) =>
    html`<h3>Night ${i + 1}</h3><p>${tellNight(i + 1).join(' ')}</p>${links([
      [`nights/${name}/index.html`, 'the reviewer’s page'],
      ...mails
        .filter((mail) => mail === `mail-${i + 1}.html`)
        .map((mail) => [mail, 'the mail'] as const),
    ])}`,
)}
<h2>How well does it judge?</h2>
${benchmark === null ? html`<p>The benchmark was not run.</p>` : links([['benchmark.html', 'The benchmark: ways of telling whether a passage stands on a page, one table']])}
<h2>What people read</h2>
${links([['sentences.html', 'Every sentence, and who reads it']])}
<h2>For programs</h2>
${api === null ? html`<p>The pages of the library were not made.</p>` : links([['api/index.html', 'The library, type by type']])}</main>`;

const textIn = (file: string): string | null =>
  existsSync(file) ? readFileSync(file, 'utf8') : null;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const to = join(ROOT, 'docs/site');
  const api = join(ROOT, 'docs/api');
  makeSite(
    {
      demo: join(ROOT, '.citewatch/demo'),
      benchmark: textIn(join(ROOT, '.citewatch/benchmark/table.md')),
      api: existsSync(api) ? api : null,
    },
    to,
  );
  process.stdout.write(`${join(to, 'index.html')}\n`);
}
