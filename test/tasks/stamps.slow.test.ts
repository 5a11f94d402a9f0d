import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { load } from 'cheerio';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { renderSummary } from '../../src/surfaces/files/workflow.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { exportExhibit } from '../../src/tasks/exhibit.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { noOpenssl, openTsa, type Tsa } from '../evidence/tsa.js';
import { night, one, PASSAGE, url } from '../night/nights.js';
import { fetcher } from '../web/fetching.js';
import { listen } from '../web/servers.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';

let tsa: Tsa;
beforeAll(() => {
  if (noOpenssl !== null) return console.warn(noOpenssl);
  tsa = openTsa();
  return () => tsa.remove();
});

/** An authority behind http, as `answer` has it. */
const serveTsa = async (answer: RequestListener) =>
  `${(await listen(createServer(answer))).origin}/tsr`;

/** One that answers each question as it should. */
const honest: RequestListener = (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const isAsked =
      request.method === 'POST' &&
      request.headers['content-type'] === 'application/timestamp-query';
    response.writeHead(isAsked ? 200 : 400, { 'content-type': 'application/timestamp-reply' });
    response.end(tsa.answer(Buffer.concat(pieces)));
  });
};

/** A world that keeps evidence, and asks these authorities through the real door. */
function stampedWorld(addresses: readonly string[], roots: string | null = null) {
  const folder = emptyFolder();
  const evidence = openEvidence(folder, EVIDENCE_LIMITS);
  const fake = fakeWorld();
  const door = fetcher({ timeout: 500, maxBytes: 200_000, hostDelay: 0 });
  const world = Object.assign(fake, { evidence, tsa: { addresses, roots } });
  const pages = fake.fetch;
  world.fetch = (request) =>
    addresses.includes(request.url) ? door.fetch(request) : pages(request);
  world.pages.set(url, page(PASSAGE));
  return { world, evidence, folder };
}

const screen = { colour: false, width: 400 };

describe.skipIf(noOpenssl !== null)('the end of a night', () => {
  it('has the log stamped by each authority, keeps the stamps, and tells them', async () => {
    const addresses = [await serveTsa(honest), await serveTsa(honest)];
    const { world, evidence, folder } = stampedWorld(addresses, tsa.root);
    const run = await night(world, one, 1);
    expect(run.run.stamps).toMatchObject(
      addresses.map((address) => ({ kind: 'stamped', tsa: new URL(address).origin })),
    );
    // What follows may be a key: it is named nowhere, and no file of the evidence holds it.
    expect(JSON.stringify(run)).not.toContain('/tsr');
    expect(readFileSync(join(folder, 'log.jsonl'), 'utf8')).not.toContain('/tsr');
    const { stamps, problems, tip } = await evidence.verify([], tsa.root);
    expect(problems).toEqual([]);
    expect(stamps).toMatchObject({ count: 2, upTo: 1 });
    expect(run.run.evidence).toEqual({ n: tip.n, sha256: tip.sha256 });
    expect(renderSummary(ENGLISH, run)).toContain('The evidence was stamped by');
    expect(renderTerminal(ENGLISH, run, screen)).not.toContain('stamp');
    expect(JSON.parse(renderJson(run)).run.stamps[0].reason).toMatch(
      /^The evidence was stamped by/,
    );
  });

  it.each<readonly [string, RequestListener | null, RegExp]>([
    ['is down', null, /refused the connection/],
    ['refuses', (_, response) => void response.writeHead(403).end(), /status 403/],
    [
      'leads elsewhere',
      (_, response) => void response.writeHead(302, { location: '/' }).end(),
      /status 302/,
    ],
    ['answers nothing', (_, response) => void response.writeHead(200).end(), /is no time stamp/],
    ['answers garbage', (_, response) => void response.end('<html>No</html>'), /is no time stamp/],
    [
      'answers without end',
      (_, response) => void response.end(Buffer.alloc(1_000_000)),
      /longer than a time stamp/,
    ],
    ['never answers', () => {}, /no answer within/],
    [
      'stops in its answer',
      (_, response) => void response.writeHead(200).write('a'),
      /stopped in the middle/,
    ],
  ])('is not stopped by an authority that %s, which is told', async (_, answer, why) => {
    const address = answer === null ? 'http://127.0.0.1:9/tsr' : await serveTsa(answer);
    const { world, evidence } = stampedWorld([address, await serveTsa(honest)]);
    const run = await night(world, one, 1);
    expect(run.run.online).toBe(true);
    expect(run.findings).toEqual([]);
    expect(run.run.stamps).toMatchObject([{ kind: 'failed' }, { kind: 'stamped' }]);
    const told = [
      renderTerminal(ENGLISH, run, screen),
      renderSummary(ENGLISH, run).replaceAll('\\', ''),
      renderJson(run),
    ];
    for (const text of told) {
      expect(text).toContain('No time stamp of the evidence came from');
      expect(text).toMatch(why);
    }
    expect((await evidence.verify([], tsa.root)).stamps.count).toBe(1);
  });

  it('asks nobody where the web was not seen, where nothing is kept, or where nobody is named', async () => {
    const sources = ['a', 'b', 'c'].map((id) => source(id));
    const watch = watchlist(sources, [citation(1, 'a', PASSAGE)]);
    const { world } = stampedWorld([await serveTsa(honest)]);
    for (const one of sources) world.pages.set(one.url as string, page(`${PASSAGE} ${one.id}`));
    expect((await night(world, watch, 1)).run.stamps).toHaveLength(1);
    const down = {
      kind: 'failed',
      failure: 'dns',
      code: 'ENOTFOUND',
      message: 'no such name',
    } as const;
    for (const one of sources) world.pages.set(one.url as string, down);
    expect((await night(world, watch, 2)).run).not.toHaveProperty('stamps');
    const { world: empty } = stampedWorld([await serveTsa(honest)]);
    empty.pages.set(url, { http: 204, body: null });
    expect((await night(empty, one, 1)).run).not.toHaveProperty('stamps');
    const { world: bare } = stampedWorld([]);
    Object.assign(bare, { tsa: null });
    expect((await night(bare, one, 1)).run).not.toHaveProperty('stamps');
  });
});

describe.skipIf(noOpenssl !== null)('an exhibit', () => {
  async function handedOut(order: object = {}) {
    const { world } = stampedWorld([await serveTsa(honest)], tsa.root);
    const { fetch } = world;
    await night(world, one, 1);
    world.pages.set(url, page(`${PASSAGE}</p><p>And more.`));
    world.fetch = fetch;
    await night(world, one, 2);
    const to = join(emptyFolder(), 'filed');
    await exportExhibit(ENGLISH, world, {
      source: 'a',
      all: false,
      by: null,
      to,
      program: 'citewatch 1',
      ...order,
    });
    const text = (name: string): string => readFileSync(join(to, name), 'utf8');
    return { to, text, html: text('index.html'), manifest: JSON.parse(text('manifest.json')) };
  }

  it('has the stamp that covers the capture, and openssl says that it is good as the page has it', async () => {
    const { to, html, manifest, text } = await handedOut({ run: 1 });
    const [stamp, ...more] = manifest.stamps;
    expect(more).toEqual([]);
    expect(stamp).toMatchObject({ n: 2, of: { n: 1 }, file: 'stamp-2.tsr' });
    expect(text('stamp-2.txt')).toBe(`1 ${manifest.records[0].lineSha256}\n`);
    const command = load(html)('code')
      .toArray()
      .map((code) => load(html)(code).text())
      .find((line) => line.startsWith('openssl ts -verify'));
    writeFileSync(join(to, 'roots.pem'), tsa.root);
    const run = (line: string) =>
      execFileSync('sh', ['-c', `${line} 2>&1`], { cwd: to }).toString();
    expect(run(command ?? 'false')).toContain('Verification: OK');
    expect(run('openssl x509 -in stamp-2.pem -noout -subject')).toContain('Test signer');
    writeFileSync(join(to, 'stamp-2.txt'), `2 ${manifest.records[0].lineSha256}\n`);
    expect(() => run(command ?? 'false')).toThrow();
  });

  it('has the lines of the log up to its stamp where that is asked for, which a shell can follow', async () => {
    const { to, html, text } = await handedOut({ run: 1, log: true });
    expect(text('log-1-to-1.jsonl').split('\n')).toHaveLength(2);
    expect(html).toContain('log-1-to-1.jsonl');
    const docs = readFileSync(join(import.meta.dirname, '../../docs/evidence.md'), 'utf8');
    const [, shell = ''] = /```sh\n(# Follow[\s\S]*?)```/u.exec(docs) ?? [];
    const follow = (): string =>
      execFileSync('sh', ['-c', shell.replaceAll('log-7-to-12.jsonl', 'log-1-to-1.jsonl')], {
        cwd: to,
      }).toString();
    expect(text('stamp-2.txt')).toBe(follow());
    writeFileSync(
      join(to, 'log-1-to-1.jsonl'),
      text('log-1-to-1.jsonl').replace('"run":1', '"run":2'),
    );
    expect(follow()).toContain('altered');
  });

  it('says that no stamp covers it where none does', async () => {
    const { world } = stampedWorld([]);
    await night(world, one, 1);
    const to = join(emptyFolder(), 'filed');
    await exportExhibit(ENGLISH, world, {
      source: 'a',
      all: false,
      by: null,
      to,
      program: 'citewatch 1',
    });
    expect(readFileSync(join(to, 'index.html'), 'utf8')).toContain(
      'no time stamp of an independent authority',
    );
  });
});
