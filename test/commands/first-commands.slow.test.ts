import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { citewatch, emptyFolder } from '../command-line.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury in that year.';
const REST =
  '<p>The report goes on about other courts, and about what they heard in other years.'.repeat(30);
const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><title>${title}</title><main><p>${text}</p>${REST}`;
const WALL = '<title>Just a moment...</title><p>Checking your browser';

const server = createServer((request, response) => {
  const { host = '' } = request.headers;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  switch (host.split('.')[0]) {
    case 'gone':
      return void response.writeHead(404).end();
    case 'busy':
      return void response.writeHead(503).end();
    case 'wall':
      return void response
        .writeHead(403, { 'cf-mitigated': 'challenge', server: 'cloudflare' })
        .end(WALL);
    case 'hotel':
      return void response.end(
        page('Welcome to the hotel', 'Log in with the number of your room.'),
      );
    default:
      return void response.end(page('Top court slashes rate', PASSAGE));
  }
});
let port = 0;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

const cited = (address: string, title = 'Top court slashes rate'): string =>
  `> ${PASSAGE}\n\nReuters, ${title}, 20 August 2020, ${address}, last accessed: 15 March 2025\n`;
const report = (...citations: readonly string[]): string =>
  `# Usury\n\n## 1 Courts\n\n${citations.join('\n')}`;
const three = (domain: string, scheme = 'http'): string =>
  report(
    ...['a', 'b', 'c'].map((at) =>
      cited(`${scheme}://${domain}.${at}.example/rate`, `Top court slashes rate, part ${at}`),
    ),
  );

const FILES = {
  'good.md': report(cited('http://news.example/rate')),
  'changed.md': report(cited('http://news.example/rate').replace('90', '70')),
  'gone.md': report(cited('http://gone.example/rate')),
  'some.md': report(
    cited('http://news.example/rate'),
    cited('http://busy.example/rate', 'Another court'),
  ),
  'wall.md': report(cited('http://wall.example/rate')),
  'busy.md': report(cited('http://busy.example/rate')),
  'three.md': three('news'),
  'hotel.md': three('hotel'),
  'secure.md': three('news', 'https'),
  'private.md': report(
    cited('http://127.0.0.1/rate'),
    cited('http://10.0.0.7/rate', 'Another court'),
  ),
  'bare.md': '# Usury\n\n## 1 Courts\n\nThe courts heard many cases.\n',
  'picture.png': Buffer.from('89504e470d0a1a0a30303030', 'hex'),
};

const QUOTE = ['--quote', PASSAGE];
/** For https, too, which the server does not speak. */
const toServer = (): readonly string[] =>
  [80, 443].flatMap((at) => ['--connect-to', `:${at}:127.0.0.1:${port}`]);
/** Nothing listens there. */
const toNowhere = (): readonly string[] => ['--connect-to', ':80:127.0.0.1:9'];
const ONCE = ['--archive', 'none', '--host-delay', '0', '--retries', '0', '--again-after', '1'];

interface FirstCommand {
  readonly what: string;
  /** What was typed before. */
  readonly before?: readonly string[];
  readonly line: readonly string[];
  /** How the web is reached; absent where the command does not get there. */
  readonly web?: () => readonly string[];
  readonly code: number;
  /** The line that tells: on standard output where there is a verdict, else on standard error. */
  readonly says: RegExp;
}

/** What somebody types who has never used citewatch, what is the matter with it, and what comes. */
const COMMANDS: readonly FirstCommand[] = [
  {
    what: 'a report of which all stands',
    line: ['check', 'good.md'],
    web: toServer,
    code: 0,
    says: /^Nothing urgent\. 1 of 1 source stands\.$/mu,
  },
  {
    what: 'a quotation of other words',
    line: ['check', 'changed.md'],
    web: toServer,
    code: 2,
    says: /^1 quoted passage changed\. 0 of 1 source stands\.$/mu,
  },
  {
    what: 'a dead link',
    line: ['check', 'gone.md'],
    web: toServer,
    code: 2,
    says: /^ {2}◆ Medium: Page gone \(new\)\. The page is gone: answered 404 twice, 1 second apart: not found\.$/mu,
  },
  {
    what: 'a dead link that is asked for once',
    line: ['check', 'gone.md', '--again-after', '0'],
    web: toServer,
    code: 1,
    says: /^ {2}○ Low: .+ The page was not there: answered 404: not found\. It was asked\s+once\.$/mu,
  },
  {
    what: 'a wall',
    line: ['check', 'wall.md'],
    web: toServer,
    code: 1,
    says: /^The only source could not be read: nothing is known of it\.$/mu,
  },
  {
    what: 'a site in trouble',
    line: ['check', 'busy.md'],
    web: toServer,
    code: 1,
    says: /^The only source could not be read: nothing is known of it\.$/mu,
  },
  {
    what: 'a site in trouble among others',
    line: ['check', 'some.md'],
    web: toServer,
    code: 0,
    says: /^1 of 2 sources could not be checked\. 1 of 2 sources stands\.$/mu,
  },
  {
    what: 'no network',
    line: ['check', 'three.md'],
    web: toNowhere,
    code: 1,
    says: /^This machine was offline: nothing was judged\.$/mu,
  },
  {
    what: 'the login page of a hotel',
    line: ['check', 'hotel.md'],
    web: toServer,
    code: 1,
    says: /^Every site showed the same page, as the login page of a network does \(a captive portal\):\s+nothing\s+was\s+judged\.$/mu,
  },
  {
    what: 'a network that breaks into every connection',
    line: ['check', 'secure.md'],
    web: toServer,
    code: 1,
    says: /^Everything failed in the same way, so the trouble is on this side \(news\.[abc]\.example does not speak\s+https at\s+this port\.\):\s+nothing\s+was\s+judged\.$/mu,
  },
  {
    what: 'private addresses',
    line: ['check', 'private.md'],
    web: () => [],
    code: 1,
    says: /^Every address is private or local, and none was contacted \(--allow-private contacts\s+them\): nothing\s+was\s+judged\.$/mu,
  },
  {
    what: 'a file of another kind',
    line: ['check', 'picture.png'],
    code: 3,
    says: /^picture\.png: is an image, and no report: save the report itself as DOCX, ODT, PDF or HTML\n$/u,
  },
  {
    what: 'a report without a citation',
    line: ['check', 'bare.md'],
    code: 3,
    says: /^bare\.md: no citation could be read in it: .+\n$/u,
  },
  {
    what: 'a file that is not there',
    line: ['check', 'god.md'],
    code: 3,
    says: /^god\.md: there is no such file\n$/u,
  },
  {
    what: 'a typing error in the command',
    line: ['chekc', 'good.md'],
    code: 3,
    says: /^error: unknown command 'chekc'\n\(Did you mean check\?\)$/mu,
  },
  {
    what: 'a typing error in the id of a source',
    before: ['init', 'good.md', '--no-check'],
    line: ['check', '--only', 'reuters-2020-top-cuort-slashes-rate'],
    code: 3,
    says: /^--only: unknown source "reuters-2020-top-cuort-slashes-rate"; did you mean "reuters-2020-top-court-slashes-rate"\?\n$/u,
  },
  {
    what: 'an empty folder',
    line: ['check'],
    code: 3,
    says: /^sources\.json: there is no such file: citewatch init REPORT makes it, and citewatch check REPORT does without\n$/u,
  },
  {
    what: 'a passage at a page that is gone',
    line: ['verify', 'http://gone.example/rate', ...QUOTE],
    web: toServer,
    code: 2,
    says: /answered 404 twice, 1 second apart:\s+not found/u,
  },
  {
    what: 'a passage at a site in trouble',
    line: ['verify', 'http://busy.example/rate', ...QUOTE],
    web: toServer,
    code: 1,
    says: /answered 503: the site is in\s+trouble/u,
  },
];

it.each(COMMANDS)('$what: exit code $code', async ({ before, line, web, code, says }) => {
  const folder = emptyFolder();
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
  if (before !== undefined) expect((await citewatch(before, folder)).code).toBe(0);
  const once = line.includes('--again-after') ? ONCE.slice(0, -2) : ONCE;
  const asked = web === undefined ? [] : [...once, ...web()];
  const ended = await citewatch([...line, ...asked], folder);
  expect(ended.code, ended.err).toBe(code);
  expect(ended.code === 3 ? ended.err : ended.out).toMatch(says);
});
