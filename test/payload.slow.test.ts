import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, type Ended, emptyFolder } from './command-line.js';
import { citation, source, watchlist } from './world.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury in that year.';
/** Letters between which something stands that nobody sees. */
const HIDDEN = 'al\u061cef\u3164be\u115ft gi\u{e0049}\u{e0047}mel';
/** What a page or a list may hold so that whoever shows it obeys it. */
const ORDERS = [
  '::error file=x::owned',
  '::set-output name=a::b',
  '##[error]owned',
  '<img src=x onerror=alert(1)>',
  '<script>alert(2)</script>',
  '</style></title><iframe src=javascript:alert(3)>',
  '[x](javascript:alert(4))',
  'a\u202eb\u2066c\u200fd',
  '=HYPERLINK("http://evil.example")',
  '＝1+1',
  '\u200b＋1',
  '\u2060－1',
  '\ufeff＠SUM(A1)',
  '\t=1+1',
  HIDDEN,
];
/** What `sources.json` may not hold, but a page may. */
const CONTROLS =
  '\u001b]0;owned\u0007 \u001b[2J \u009b31m \u0085::error::x \u2028::error::y \r::error::z';

let server: Server;
let folder: string;
const outputs = new Map<string, Ended>();
let passage = PASSAGE;
/** What was asked of the publishers: line, headers. */
const asked: string[] = [];

/** A page that holds every order, in text, in what it says of itself, in its links and its headers. */
const page = (): string => {
  const words = ORDERS.map((order) => `<p>${order.replaceAll('<', '&lt;')} ${CONTROLS}</p>`).join(
    '\n',
  );
  const title = `${ORDERS.join(' ').replaceAll('<', '&lt;')} ${CONTROLS}`;
  return `<!doctype html><title>${title}</title><meta name=author content='${title.replaceAll("'", '')}'>
    <script type="application/ld+json">{"@type":"Article","headline":"half \\ud83d ::error::x","datePublished":"\\ud800"}</script>
    <article><h1>::error::The court</h1>\n${words}<p>${passage}</p><a href="javascript:alert(5)">::debug::x</a></article>`;
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push([request.method, request.url, ...request.rawHeaders].join('\n'));
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .setHeader('server', '::error::x');
    if (request.url === '/gone') response.writeHead(404).end(page());
    else if (request.url === '/from')
      response.writeHead(302, { location: '/to?a=::error::x&b=%1b%5d%3Cscript%3E' }).end();
    else response.end(page());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  folder = emptyFolder();
  const hostile = {
    publisher: ORDERS[8] as string,
    title: [...ORDERS.slice(0, 8), HIDDEN].join(' '),
  };
  const watch = watchlist(
    [
      source('a', { url: 'http://a.example/', ...hostile }),
      source('b', { url: 'http://b.example/from', publisher: '::error::p', title: '＝1+1' }),
      source('c', {
        url: 'http://c.example/gone',
        publisher: '\u200b=1',
        title: `##[group] ${HIDDEN}`,
      }),
      source('d', { url: null, publisher: '@p', title: '::warning::t' }),
    ],
    ['a', 'b', 'c', 'd'].map((id, n) =>
      citation(n + 1, id, PASSAGE, {
        cited: `${ORDERS[n + 9]} ::error::c`,
        section: ORDERS[n + 9] as string,
      }),
    ),
  );
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
  writeFileSync(
    join(folder, 'bad.json'),
    JSON.stringify({
      ...watch,
      [ORDERS.join('\n')]: 1,
      sources: [{ id: '::error::x\u202e', url: '::error::y' }],
    }),
  );
  const web = ['--connect-to', `:80:127.0.0.1:${(server.address() as AddressInfo).port}`];
  const how = ['--archive', 'none', '--retries', '0', '--host-delay', '0', ...web];
  const env = {
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  const say = async (name: string, args: readonly string[]) =>
    outputs.set(name, await citewatch(args, folder, env));
  await say('check', ['check', ...how, '--now', '2025-10-01T02:00:00Z']);
  passage = `${PASSAGE.replace('90', '19')} ${ORDERS[0]}`;
  await say('check, changed', ['check', ...how, '--now', '2025-10-02T02:00:00Z']);
  await say('check --json', ['check', '--json', ...how, '--now', '2025-10-09T02:00:00Z']);
  await Promise.all([
    ...['html', 'md', 'json', 'csv', 'feed'].map((format) =>
      say(`report ${format}`, ['report', '--format', format]),
    ),
    ...['a', 'b', 'c', 'd'].map((id) => say(`explain ${id}`, ['explain', id])),
  ]);
  await Promise.all([
    say('digest', ['digest']),
    say('digest html', ['digest', '--html']),
    say('history', ['history', 'a']),
    say('diff', ['diff', 'a', '--from', '1', '--to', '2']),
    say('diff page', ['diff', 'a', '--from', '1', '--to', '2', '--html', 'diff.html']),
    say('verify', ['evidence', 'verify']),
    say('export', ['evidence', 'export', 'a', '--to', 'filed']),
    say('check --from-evidence', ['check', '--from-evidence', '--now', '2025-10-03T02:00:00Z']),
    say('problems', ['check', '--sources', 'bad.json']),
    say('an unknown source', ['explain', '::error::x\n::error::y\u001b[31m']),
    say('an unknown command', ['::error::x']),
  ]);
});
afterAll(() => server.close());

/** What a terminal or a log obeys: control characters but for tab and line end, and what turns the direction of text. */
const OBEYED = /[^\P{Cc}\t\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** What stands in a text and is not seen. */
const UNSEEN = /[\u061c\u115f\u1160\u3164\uffa0\u{e0000}-\u{e007f}]/u;
const OURS = /^::(?:error|warning|notice) file=sources\.json,/u;
const linesOf = (text: string): readonly string[] => text.split(/[\r\n\u0085\u2028\u2029]/u);

/** The text files of a folder, by their paths. */
const textsIn = (path: string): readonly (readonly [string, string])[] =>
  statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => textsIn(join(path, name)))
    : /\.(?:html|md|csv|json|xml)$/u.test(path)
      ? [[path, readFileSync(path, 'utf8')]]
      : [];

function expectHarmless(markup: string): void {
  const $ = load(markup);
  expect($('img, iframe, object, embed, [onerror], [onload]').length).toBe(0);
  expect($('script').length).toBeLessThanOrEqual(1);
  expect($('script').text()).not.toContain('alert');
  for (const a of $('[href]').toArray())
    expect($(a).attr('href')).toMatch(/^(?:https?:|data:,|#|(?!\/\/)[\w./#%-]+$)/u);
}

/** The cells of a table (RFC 4180). */
function cellsOf(csv: string): readonly string[] {
  return [
    ...csv.replace(/^\ufeff/u, '').matchAll(/(?:^|[,\n])(?:"((?:[^"]|"")*)"|([^",\r\n]*))/gu),
  ].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '');
}

describe('orders in a page and in a list, through every command', () => {
  it('reach every output: what is not shown would prove nothing', () => {
    const all = [...outputs.values()].map(({ out, err }) => out + err).join('');
    for (const word of ['owned', 'HYPERLINK', 'alert(1)']) expect(all).toContain(word);
    expect([...outputs].filter(([, { code }]) => code === null)).toEqual([]);
    expect(outputs.get('check, changed')?.code).toBe(2);
    expect(outputs.get('problems')?.code).toBe(3);
    for (const [name, { out, err }] of outputs)
      expect(`${out}${err}`.length, name).toBeGreaterThan(20);
  });

  it('turn nothing in a terminal or a log, and are no command to GitHub', () => {
    for (const [name, { out, err }] of outputs)
      for (const text of [out, err]) {
        expect(text, name).not.toMatch(OBEYED);
        for (const line of linesOf(text))
          if (!OURS.test(line)) expect(line.trimStart(), name).not.toMatch(/^::|##\[/u);
      }
  });

  it('hide nothing from readers, in what is printed, in mails and in files', () => {
    const printed = [...outputs].map(([name, { out, err }]) => [name, out + err] as const);
    const files = textsIn(folder).filter(([path]) => !/sources|bad|filed/u.test(path));
    for (const [name, text] of [...files, ...printed]) expect(text, name).not.toMatch(UNSEEN);
    for (const name of ['digest', 'report html', 'report feed', 'report md', 'report csv'])
      expect(outputs.get(name)?.out, name).toContain('gi\ufffdmel');
  });

  it('turn nothing in the job’s summary, and are no markup there', () => {
    const summary = readFileSync(join(folder, 'summary.md'), 'utf8');
    expect(summary).toContain('onerror');
    expect(summary).not.toMatch(OBEYED);
    expect(summary.replace(/`[^`\n]*`/gu, '')).not.toMatch(
      /(?<!\\)<(?!\/?(?:del|ins|details|summary)>|https?:)/u,
    );
    expect(summary).not.toMatch(/(?<!\\)\]\(<?javascript:/u);
  });

  it('are no markup on a page or in a mail', () => {
    for (const name of ['report html', 'digest html'])
      expectHarmless(outputs.get(name)?.out ?? '<img>');
    const pages = ['reports', 'diff.html', 'filed/index.html'].flatMap((name) =>
      textsIn(join(folder, name)),
    );
    expect(pages.filter(([path]) => path.endsWith('.html')).length).toBeGreaterThanOrEqual(3);
    for (const [path, text] of pages) if (path.endsWith('.html')) expectHarmless(text);
    for (const [path, text] of pages)
      if (path.endsWith('.md')) expect(text, path).not.toMatch(/(?<!\\)<(?:script|img|iframe)/u);
  });

  it('are no formula in a table', () => {
    const tables = [
      outputs.get('report csv')?.out ?? '',
      readFileSync(join(folder, 'reports/latest.csv'), 'utf8'),
    ];
    for (const table of tables) {
      const cells = cellsOf(table);
      expect(cells.length).toBeGreaterThan(50);
      expect(cells.some((cell) => cell.includes('HYPERLINK'))).toBe(true);
      for (const cell of cells) expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@＝＋－＠﹢﹣﹦﹫−]/u);
    }
  });

  it('stay what they are in the JSON, to whoever reads it as such', () => {
    const { out } = outputs.get('report json') as Ended;
    expect(JSON.parse(out).sources[0].title).toContain('<script>alert(2)</script>');
  });
});

it('publishers learn neither what is quoted of them nor where nor by whom', () => {
  expect(asked.length).toBeGreaterThan(6);
  for (const request of asked) {
    expect(request).toMatch(/^GET\n/u);
    expect(request).not.toMatch(/referer|cookie|court|R\/\d|text=|HYPERLINK/iu);
  }
});

describe('a list that is bent', () => {
  it.each([
    ['nested without end', '['.repeat(100_000)],
    [
      'with NUL in an id',
      '{"reports":[],"series":[],"sources":[{"id":"a\\u0000b","publisher":"p","title":"t","url":null}]}',
    ],
    [
      'with half a character in an id',
      '{"reports":[],"series":[],"sources":[{"id":"a\\ud800","publisher":"p","title":"t","url":null}]}',
    ],
  ])('%s is refused with its place', async (_, text) => {
    const place = emptyFolder();
    writeFileSync(join(place, 'sources.json'), text);
    const { code, err } = await citewatch(['check'], place);
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/^sources\.json:1:\d+: /u),
    });
  });

  it('and a store without a night cannot be judged again', async () => {
    const { code, err } = await citewatch(
      ['check', '--from-evidence', '--db', 'mistyped.db'],
      folder,
    );
    expect({ code, err }).toEqual({
      code: 1,
      err: 'mistyped.db holds no night that could be judged again\n',
    });
  });
});
