import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { Answered, Wire } from '../../src/model/outcome.js';
import { usesOf } from '../../src/model/watchlist.js';
import { openZip } from '../../src/reading/zip.js';
import { exportedWords, otherLines } from '../../src/surfaces/exhibit/exhibit.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { type ExportOrder, exportExhibit } from '../../src/tasks/exhibit.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { night, PASSAGE, url } from '../night/nights.js';
import { createAuthority } from '../web/certificates.js';
import { citation, fakeWorld, type Page, page, source, watchlist } from '../world.js';
import { readWacz } from './exported.js';

const SECOND =
  'The ministry said that 3,210 of the suspects had been released on bail by the end of March.';
const two = watchlist([source('a')], [citation(1, 'a', PASSAGE), citation(2, 'a', SECOND)]);
const OTHER = page(
  'A wholly different report about the harvest of 2026 stands here now, by other people.',
  'The harvest',
);

/** A world that keeps evidence, after nights on which the source answered so; a way to export from it. */
async function kept(...answers: readonly Page[]) {
  const folder = emptyFolder();
  const evidence = openEvidence(folder, EVIDENCE_LIMITS);
  const world = Object.assign(fakeWorld(), { evidence });
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    await night(world, two, i + 1);
  }
  const handOut = async (order: Partial<ExportOrder> = {}) => {
    const to = join(emptyFolder(), 'filed');
    const said = await exportExhibit(ENGLISH, world, {
      source: 'a',
      all: false,
      by: null,
      to,
      program: 'citewatch 1',
      ...order,
    });
    const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'));
    const html = readFileSync(join(to, 'index.html'), 'utf8');
    return { ...said, to, manifest, html, wacz: join(to, 'a.wacz') };
  };
  return { world, evidence, folder, handOut };
}

const both = page(`${PASSAGE}</p><p>${SECOND}`);
const one = page(PASSAGE);

describe('the capture that is handed out', () => {
  it('is the latest that carries the passages, and not the latest', async () => {
    const { handOut } = await kept(both, both, OTHER, OTHER);
    const { manifest, passages, others } = await handOut();
    expect(manifest.capture).toMatchObject({ run: 2, passages: { stand: 2, of: 2 } });
    expect(exportedWords(ENGLISH, passages, others, null)).toBe('2 of 2 passages stand in it.');
    expect(otherLines(ENGLISH, others)).toEqual([
      'also kept: run 4, 4 October 2025 (and 1 run with the same bytes): 0 of 2 passages stand in it',
      'also kept: run 1, 1 October 2025: 2 of 2 passages stand in it',
    ]);
  });

  it('is the one that carries most where none carries all', async () => {
    const { handOut } = await kept(one, OTHER);
    const { manifest } = await handOut();
    expect(manifest.capture).toMatchObject({ run: 1, passages: { stand: 1, of: 2 } });
  });

  it('is the latest that shows the document where none carries a passage, and says so', async () => {
    const { handOut } = await kept(OTHER, OTHER);
    const { manifest, passages, others } = await handOut();
    expect(manifest.capture).toMatchObject({ run: 2, passages: { stand: 0, of: 2 } });
    expect(exportedWords(ENGLISH, passages, others, null)).toBe(
      'No capture that is kept carries a passage.',
    );
  });

  it('is the next best where the best was damaged, which is told', async () => {
    const { handOut, folder } = await kept(both, page(`${PASSAGE}</p><p>Later: ${SECOND}`));
    writeFileSync(join(folder, 'run-000002.warc.gz'), Buffer.alloc(9000));
    const { manifest, problems } = await handOut();
    expect(manifest.capture.run).toBe(1);
    expect(problems).toEqual([expect.stringMatching(/^run-000002\.warc\.gz at 0: record 2 /)]);
    await expect(handOut({ run: 2 })).rejects.toThrow('is not as it was written');
  });

  it('is that of the run or the night that is named, and says when another one carries more', async () => {
    const { handOut } = await kept(both, OTHER, OTHER);
    const { manifest, passages, others } = await handOut({ run: 2 });
    expect(manifest.capture.run).toBe(2);
    expect(exportedWords(ENGLISH, passages, others, null)).toBe(
      '0 of 2 passages stand in it. Another capture carries more.',
    );
    expect((await handOut({ night: '2025-10-03' })).manifest.capture.run).toBe(3);
    await expect(handOut({ night: '2025-10-09' })).rejects.toThrow(
      'no bytes of a are kept of 2025-10-09; the latest runs that kept it: 1 (2025-10-01), 2 (2025-10-02), 3 (2025-10-03)',
    );
  });
});

describe('the WACZ', () => {
  it('is one by its specification, and shows the passage when it is replayed', async () => {
    const { handOut } = await kept(both, both, OTHER);
    const { wacz, manifest } = await handOut({ by: 'A. Researcher' });
    const { problems, answers, pages, manifest: said } = await readWacz(wacz);
    expect(problems).toEqual([]);
    // The second night received the bytes of the first, and refers to them.
    expect(answers.map(({ type }) => type)).toEqual(['response', 'revisit']);
    expect(answers[0]?.body.toString()).toContain(PASSAGE);
    expect(pages[0]).toMatchObject({ url, ts: manifest.capture.at });
    expect(said).toMatchObject({
      mainPageUrl: url,
      mainPageDate: manifest.capture.at,
      software: 'citewatch 1',
    });
    expect(said.description).toContain('exported by A. Researcher');
  });

  it('holds every capture when it is asked for all', async () => {
    const { handOut } = await kept(both, OTHER, one);
    const { wacz } = await handOut({ all: true });
    const { problems, answers } = await readWacz(wacz);
    expect(problems).toEqual([]);
    expect(answers).toHaveLength(3);
    expect((await readWacz((await handOut()).wacz)).answers).toHaveLength(1);
  });

  it.each([
    ['a byte of its WARC file', (zip: Buffer) => zip.indexOf(Buffer.from([0x1f, 0x8b])) + 40],
    ['a byte of its manifest', (zip: Buffer) => zip.indexOf('"title"') + 10],
    ['a byte of its index', (zip: Buffer) => zip.indexOf('recordDigest') + 30],
  ])('is not sound any more when %s is changed', async (_, where) => {
    const { wacz } = await (await kept(both)).handOut();
    const zip = readFileSync(wacz);
    const at = where(zip);
    zip[at] = (zip[at] ?? 0) ^ 1;
    writeFileSync(wacz, zip);
    const problems = await readWacz(wacz).then(
      (read) => read.problems,
      (error: Error) => [error.message],
    );
    expect(problems).not.toEqual([]);
  });
});

describe('a quotation that was edited after the capture', () => {
  const ask = (quote: string) => {
    const watch = watchlist([source('a')], [citation(1, 'a', quote), citation(2, 'a', SECOND)]);
    const [cited] = watch.sources;
    if (cited === undefined) throw new Error('nothing is cited');
    return { source: cited, series: null, uses: usesOf(cited, watch) };
  };
  const EDITED = PASSAGE.replace('1,664', '1,446');

  it('is shown beside what was judged, each with its day, as the archive is judged for it', async () => {
    const { handOut } = await kept(both);
    const { manifest, html, wacz } = await handOut({ question: ask(EDITED) });
    expect(manifest.quotes.map(({ quote }: { quote: object }) => quote)).toMatchObject([
      { text: PASSAGE, verdict: 'intact' },
      { text: SECOND, verdict: 'intact' },
    ]);
    expect(manifest).toMatchObject({
      judgedAt: '2025-10-01T02:00:00.000Z',
      exportedAt: '2025-10-01T02:00:00.000Z',
    });
    expect(manifest.requoted).toMatchObject([
      { id: 'R/1#1', citation: 'R/1', text: EDITED, quote: { text: EDITED, verdict: 'altered' } },
    ]);
    expect(html).toMatch(/The verdicts above were given on <bdi>1 October 2025/u);
    expect(html).toContain(EDITED);
    const replayed = JSON.parse(
      Buffer.from(openZip(readFileSync(wacz))('citewatch/replay.json') ?? []).toString(),
    );
    expect(replayed.captures[0].judged.quotes[0]).toMatchObject({
      text: EDITED,
      verdict: 'altered',
    });
    expect(replayed.rules).toBe(manifest.rules);
  });

  it('is none where the report quotes as it did', async () => {
    const { handOut } = await kept(both);
    const { manifest, html } = await handOut({ question: ask(PASSAGE) });
    expect(manifest.requoted).toEqual([]);
    expect(html).not.toContain('quotes otherwise');
    expect((await handOut()).manifest).toMatchObject({ requoted: [], rules: null });
  });
});

it('the page says who exported it, when, with what, and what else is kept', async () => {
  const { handOut } = await kept(both, OTHER);
  const { html, manifest } = await handOut({ by: 'A. <b>Researcher</b>, Asylos' });
  expect(manifest.custody).toEqual({ by: 'A. <b>Researcher</b>, Asylos' });
  expect(html).toContain('<dt>Exported by</dt><dd>A. &lt;b&gt;Researcher&lt;/b&gt;, Asylos</dd>');
  expect(html).toContain('<dt>Exported with</dt><dd>citewatch 1</dd>');
  expect(html).toContain('run 2, 2 October 2025: 0 of 2 passages stand in it');
  expect((await handOut()).html).toContain('<dt>Exported by</dt><dd>not said</dd>');
});

it('a finding about a passage names the capture to hand out, also below what explains it', async () => {
  const { world, evidence } = await kept(both, both, one, OTHER, OTHER, OTHER);
  const run = await world.store.run(null);
  const told = run?.findings.flatMap((finding) => [finding, ...(finding.consequences ?? [])]) ?? [];
  const captureOf = (quote: string) => told.find((finding) => finding.quote === quote)?.capture;
  const [, second, third] = await evidence.list('a');
  expect(captureOf('R/1#1')).toEqual({ run: 3, n: third?.n });
  expect(captureOf('R/2#1')).toEqual({ run: 2, n: second?.n });
  const never = await kept(OTHER, OTHER);
  for (const finding of (await never.world.store.run(null))?.findings ?? [])
    expect(finding).not.toHaveProperty('capture');
});

it('what was kept beside the capture goes out with it, and the page says that no server sent it', async () => {
  const { evidence, handOut } = await kept(both);
  const said = {
    subject: 'a',
    run: 1,
    url,
    at: '2025-10-01T02:00:09.000Z',
    userAgent: 'citewatch/1',
  };
  const dom = Buffer.from('<p>as the scripts left it');
  await evidence.keepResource({
    ...said,
    role: 'rendered',
    contentType: 'text/html',
    bytes: dom,
    by: 'Chromium <1>',
  });
  await evidence.keepResource({
    ...said,
    role: 'screenshot',
    contentType: 'image/png',
    bytes: Buffer.from('png'),
  });
  const { to, manifest, html, wacz } = await handOut();
  expect(manifest.resources).toMatchObject([
    { role: 'rendered', by: 'Chromium <1>', file: 'a-rendered-2025-10-01.html', url },
    { role: 'screenshot', by: null, file: 'a-screenshot-2025-10-01.png' },
  ]);
  expect(readFileSync(join(to, 'a-rendered-2025-10-01.html'))).toEqual(dom);
  expect(html).toContain('by Chromium &lt;1&gt;');
  expect(html).toContain('No server sent these');
  const { problems, answers } = await readWacz(wacz);
  expect(problems).toEqual([]);
  const rendered = answers.find((answer) => answer.url === `urn:rendered:${url}`);
  expect(rendered?.body).toEqual(dom);
});

it('shows the certificates, the request and its times, and hands the certificates out', async () => {
  const { cert } = await createAuthority('Test Publisher');
  const { raw, fingerprint256 } = new X509Certificate(cert);
  const sha256 = fingerprint256.replaceAll(':', '').toLowerCase();
  const { evidence, handOut } = await kept(both);
  const wire: Wire = {
    asked: ['2025-10-02T02:00:00.000Z'],
    request: ['GET /<b> HTTP/2', 'host: example.org'],
    ip: '192.0.2.1',
    tls: { version: 'TLSv1.3', cipher: 'TLS_X', protocol: 'h2', chain: [{ sha256, der: raw }] },
  };
  const outcome = (await evidence.outcomeOf('a')) as Answered;
  await evidence.keep({
    subject: 'a',
    run: 2,
    outcome: { ...outcome, wire },
    accepted: true,
    userAgent: 'c',
  });
  const { manifest, html, to } = await handOut({ run: 2 });
  expect(manifest.capture.connection).toMatchObject({
    ip: '192.0.2.1',
    tls: { certificates: [{ sha256, subject: 'CN=Test Publisher' }] },
  });
  for (const text of [
    sha256,
    'CN=Test Publisher',
    'GET /&lt;b&gt; HTTP/2',
    '192.0.2.1',
    'TLSv1.3, TLS_X, h2',
  ])
    expect(html).toContain(text);
  const pem = readFileSync(join(to, 'certificates.pem'), 'utf8');
  expect(new X509Certificate(pem).fingerprint256).toBe(fingerprint256);
  expect(readFileSync(join(to, 'SHA256SUMS'), 'utf8')).toContain('  certificates.pem\n');
  expect((await readWacz(join(to, 'a.wacz'))).problems).toEqual([]);
  const before = await handOut({ run: 1 });
  expect(before.html).toContain('made before the program kept them');
});
