import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSchema, sourceSchema } from '../../src/exports/verdicts.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { commentsOf, commentsOfOdt, highlightsOf } from '../manuscript/annotate/annotated.js';
import { odt } from '../manuscript/houses/odt-report.js';
import { pdfReport } from '../manuscript/houses/pdf-report.js';
import { p } from '../manuscript/houses/plan.js';
import { startArchive } from '../web/archives/loopback-archive.js';
import { hasBrowser } from '../web/browser/browser.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury in that year.';
const REST =
  '<p>The report goes on about other courts, and about what they heard in other years.'.repeat(30);
/** What holds in a folder that is watched, and in no single look. */
const PROMISES =
  /next check|tonight|every night|sources\.json|citewatch (?:ack|archive|evidence|find|fix|witness)/u;
const withoutCode = (html: string): string => html.replace(/<(style|script).*?<\/\1>/gsu, '');
const HOW = [
  '--allow-private',
  '--archive',
  'none',
  '--host-delay',
  '0',
  '--retries',
  '0',
  '--again-after',
  '1',
];

let site = '';
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  if (request.url?.startsWith('/gone') === true) return void response.writeHead(404).end();
  if (request.url?.startsWith('/busy') === true) return void response.writeHead(503).end();
  // Dead when it is asked first, and alive from then on.
  if (request.url === '/blink' && asked.filter((path) => path === '/blink').length < 2)
    return void response.writeHead(404).end();
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (request.url === '/report.html') return void response.end(htmlReport());
  response.end(
    `<!doctype html><html lang="en"><title>Top court slashes rate</title><main><p>${PASSAGE}</p>${REST}`,
  );
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const cited = (path: string, title = 'Top court slashes rate'): string =>
  `Reuters, ${title}, 20 August 2020, ${site}${path}, last accessed: 15 March 2025`;
const markdown = (quote = PASSAGE, path = '/rate', title?: string): string =>
  `# Usury\n\n## 1 Courts\n\n> ${quote}\n\n${cited(path, title)}\n`;
const htmlReport = (): string =>
  `<!doctype html><title>Usury</title><h1>Usury</h1><h2>1 Courts</h2><blockquote>${PASSAGE}</blockquote><p>${cited('/rate')}</p>`;

async function word(...addresses: readonly string[]): Promise<Buffer> {
  const children = (addresses.length > 0 ? addresses : [`${site}/rate`]).flatMap((address, n) => {
    const title = `Top court slashes rate${n === 0 ? '' : `, part ${n}`}`;
    const link = new ExternalHyperlink({ link: address, children: [new TextRun(title)] });
    const line = [
      new TextRun('Reuters, “'),
      link,
      new TextRun('”, 20 August 2020, last accessed: 15 March 2025'),
    ];
    return [new Paragraph(`“${PASSAGE}”`), new Paragraph({ children: line })];
  });
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = emptyFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
const check = (folder: string, ...args: readonly string[]) =>
  citewatch(['check', ...HOW, '--now', '2025-04-01T02:00:00Z', ...args], folder);

describe('citewatch check FILE', () => {
  it('says what a file is that is no report', async () => {
    const folder = folderWith({
      'sources.json': '{"reports":[],"sources":[]}',
      'scan.pdf': '<!doctype html><html>Log in',
    });
    const list = await check(folder, 'sources.json');
    expect([list.code, list.err]).toEqual([
      3,
      expect.stringContaining('sources.json: names what reports cite'),
    ]);
    const scan = await check(folder, 'scan.pdf');
    expect([scan.code, scan.err]).toEqual([
      3,
      expect.stringContaining('scan.pdf: is an HTML page, and no PDF'),
    ]);
  });
});

describe('citewatch file-check REPORT', () => {
  const fileCheck = (folder: string, ...args: readonly string[]) =>
    citewatch(['file-check', ...args, ...HOW, '--now', '2025-04-01T02:00:00Z'], folder);
  const certificateIn = (folder: string) => readFileSync(join(folder, 'certificate.html'), 'utf8');

  it('leaves a folder with a certificate, the page and the evidence', async () => {
    const bytes = await word();
    const folder = folderWith({ 'report.docx': bytes });
    const { code, out, err } = await fileCheck(folder, 'report.docx');
    expect(code, err).toBe(0);
    const made = join(folder, 'report.file-check');
    expect(out).toContain(join('report.file-check', 'certificate.html'));
    expect(readdirSync(made)).toEqual(
      expect.arrayContaining([
        'certificate.html',
        'report.checked.docx',
        'index.html',
        'latest.json',
        'evidence',
      ]),
    );
    const certificate = certificateIn(made);
    expect(certificate).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(certificate).toContain('stands word for word: 1');
    const { run } = JSON.parse(readFileSync(join(made, 'latest.json'), 'utf8'));
    expect(certificate).toContain(`${run.evidence.n}:${run.evidence.sha256}`);
    const verified = await citewatch(
      ['evidence', 'verify', '--db', join(made, 'citewatch.db')],
      folder,
    );
    expect(verified.code, verified.err).toBe(0);
    // Each certificate that was made is named, and one that was not is said.
    expect(out.includes('certificate.pdf')).toBe(existsSync(join(made, 'certificate.pdf')));
    expect(err.includes('no certificate.pdf was made')).toBe(
      !existsSync(join(made, 'certificate.pdf')),
    );
    expect((await fileCheck(folder, 'report.docx')).err).toContain(
      'is not empty: name another folder',
    );
  });

  it('counts what is quoted without a citation, and names the words that changed', async () => {
    const alone = 'Nobody was heard in any of the courts of the second district in those years.';
    const folder = folderWith({
      'report.md': `${markdown(PASSAGE.replace('90', '70'))}\nThe report also says: “${alone}” It gives no source.\n`,
    });
    await fileCheck(folder, 'report.md');
    const certificate = certificateIn(join(folder, 'report.file-check'));
    expect(certificate).toContain('1 quotation, which was not checked');
    expect(certificate).toContain(alone.slice(0, 60));
    expect(certificate).toContain('“70” is now “90”');
    const index = readFileSync(join(folder, 'report.file-check/index.html'), 'utf8');
    for (const page of [certificate, withoutCode(index)]) expect(page).not.toMatch(PROMISES);
  });

  it('certifies that nothing was judged where nothing of the web was seen', async () => {
    const nowhere = ['a', 'b', 'c', 'd'].map((host) => `https://${host}.invalid/rate`);
    const folder = folderWith({ 'report.docx': await word(...nowhere) });
    const { code, out, err } = await fileCheck(folder, 'report.docx');
    expect(code, err).toBe(1);
    expect(out).toContain('certificate.html');
    expect(certificateIn(join(folder, 'report.file-check'))).toContain('nothing was judged');
  });

  it('keeps the Word files of two reports of one name apart', async () => {
    const folder = emptyFolder();
    for (const of of ['a', 'b']) {
      mkdirSync(join(folder, of));
      writeFileSync(join(folder, of, 'report.docx'), await word());
    }
    const { code, err } = await fileCheck(
      folder,
      'a/report.docx',
      'b/report.docx',
      '--out',
      'filed',
    );
    expect(code, err).toBe(0);
    const checked = readdirSync(join(folder, 'filed')).filter((name) =>
      name.endsWith('.checked.docx'),
    );
    expect(checked.sort()).toEqual(['report-2.checked.docx', 'report.checked.docx']);
  });

  it('hands back an ODT and a PDF as it does a Word file', async () => {
    const plan = { body: [p(`“${PASSAGE}”`), p(cited('/rate'))], notes: [] };
    const folder = folderWith({
      'a.odt': Buffer.from(odt(plan)),
      'b.pdf': Buffer.from(pdfReport(plan, 'Usury')),
    });
    const { code, err } = await fileCheck(folder, 'a.odt', 'b.pdf', '--out', 'filed');
    expect(code, err).toBe(0);
    const read = (name: string) => new Uint8Array(readFileSync(join(folder, 'filed', name)));
    const told = [commentsOfOdt(read('a.checked.odt')), await highlightsOf(read('b.checked.pdf'))];
    for (const [sum] of told)
      expect(sum?.lines).toEqual([expect.stringContaining('1 citation: 1 ')]);
  });

  it('takes up a check that was stopped, and no folder or file of somebody', async () => {
    const folder = folderWith({ 'report.docx': await word(), taken: 'a file' });
    for (const of of ['stopped', 'used']) mkdirSync(join(folder, of));
    writeFileSync(join(folder, 'used', 'notes.txt'), 'mine');
    for (const out of ['taken', 'used']) {
      const { code, err } = await fileCheck(folder, 'report.docx', '--out', out);
      expect([code, err]).toEqual([
        3,
        expect.stringContaining('is not empty: name another folder'),
      ]);
    }
    await fileCheck(folder, 'report.docx', '--out', 'stopped');
    rmSync(join(folder, 'stopped', 'certificate.html'));
    const { code, err } = await fileCheck(folder, 'report.docx', '--out', 'stopped');
    expect(code, err).toBe(0);
    expect(certificateIn(join(folder, 'stopped'))).toContain('stands word for word: 1');
  });

  it.skipIf(!hasBrowser)('prints it on one page', async () => {
    const folder = folderWith({ 'report.docx': await word() });
    await fileCheck(folder, 'report.docx', '--out', 'filed');
    const pdf = readFileSync(join(folder, 'filed', 'certificate.pdf'), 'latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/gu)).toHaveLength(1);
  });

  it('says what does not stand, and what could not be checked, in the language that is asked for', async () => {
    const cites = `${markdown(PASSAGE.replace('90', '70'))}\n> Another passage of some length that stood on a page.\n\n${cited('/gone', 'Gone')}\n`;
    const folder = folderWith({ 'report.md': cites });
    const { code, err } = await fileCheck(folder, 'report.md', '--out', 'filed', '--lang', 'de');
    expect(code, err).toBe(2);
    const certificate = certificateIn(join(folder, 'filed'));
    expect(certificate).toMatch(
      /<html lang="de">.*Passage geändert: Top court slashes rate.*Gone/su,
    );
    expect(certificate).not.toContain('steht wörtlich');
  });
});

describe('citewatch check REPORT', () => {
  it('asks each source of a Word file once, prints what check prints, and leaves one page', async () => {
    const folder = folderWith({ 'report.docx': await word() });
    asked.length = 0;
    const { code, out, err } = await check(folder, 'report.docx');
    expect(code, err).toBe(0);
    expect(out).toContain('1 of 1 source');
    expect(err).toContain('report: 1 citation, 1 source, 1 quotation');
    expect(asked.filter((path) => path === '/rate')).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['report.check.html', 'report.docx']);
    const page = readFileSync(join(folder, 'report.check.html'), 'utf8');
    expect(page).toContain(PASSAGE);
    expect(page).not.toMatch(/href="(?!https?:|#|data:)|evidence export/u);
  });

  it.each([
    ['a passage with another number', () => markdown(PASSAGE.replace('90', '19')), [], 2],
    [
      'the same, for whoever wants no code for it',
      () => markdown(PASSAGE.replace('90', '19')),
      ['--fail-on', 'never'],
      0,
    ],
    [
      'a note without its mark',
      () => `${markdown()}\n[^9]: HRW, World Report, 4 February 2025.\n`,
      [],
      2,
    ],
    ['nothing that is cited', () => '# Usury\n\nWords.\n', [], 3],
    ['an option of a watched folder', markdown, ['--only', 'a'], 3],
  ])('ends with the code of a check: %s', async (_, text, more, code) => {
    const folder = folderWith({ 'report.md': text() });
    expect((await check(folder, 'report.md', ...more)).code).toBe(code);
    expect(readdirSync(folder).length).toBe(code === 3 ? 1 : 2);
  });

  it('calls a page dead that is dead when it is asked again, fails by it, and promises no other look', async () => {
    const folder = folderWith({ 'report.md': markdown(PASSAGE, '/gone') });
    asked.length = 0;
    const { code, out, err } = await check(folder, 'report.md');
    expect(code, err).toBe(2);
    expect(asked.filter((path) => path === '/gone')).toHaveLength(2);
    expect(out).toMatch(/Medium: Page gone .*answered 404 twice, 1 second apart/su);
    const page = readFileSync(join(folder, 'report.check.html'), 'utf8');
    for (const said of [out, withoutCode(page)]) expect(said).not.toMatch(PROMISES);
  });

  it('offers the archived copy of what is dead twice', async () => {
    const body = `<!doctype html><html lang="en"><title>Top court slashes rate</title><main><p>${PASSAGE}</p>${REST}`;
    const archive = await startArchive({
      captures: [{ url: `${site}/gone`, at: '2025-03-20T00:00:00Z', body }],
    });
    try {
      const folder = folderWith({ 'report.docx': await word(`${site}/gone`) });
      const { code, out } = await check(folder, 'report.docx', '--archive', archive.base);
      expect(code).toBe(2);
      expect(out).toMatch(
        /Medium: Page gone .*Archived copy of 20 March 2025, carries the passage:/su,
      );
      const how = ['--archive', archive.base, '--lang', 'de', '--out', 'filed'];
      await citewatch(
        ['file-check', 'report.docx', ...HOW, '--now', '2025-04-01T02:00:00Z', ...how],
        folder,
      );
      const comments = commentsOf(
        new Uint8Array(readFileSync(join(folder, 'filed/report.checked.docx'))),
      );
      const [, comment] = comments.map(({ lines }) => lines.join('\n'));
      expect(comment).toMatch(
        /zweimal Antwort 404 im Abstand von 1 Sekunde.*Archivkopie zitieren/su,
      );
      expect(comment).not.toMatch(PROMISES);
    } finally {
      await archive.close();
    }
  });

  it.each([
    [
      'that never asks again',
      '/gone',
      ['--again-after', '0'],
      1,
      'The only source could not be read',
    ],
    ['of a server in trouble', '/busy', [], 1, 'The only source could not be read'],
    ['of a page that is back', '/blink', [], 0, 'Nothing to do. 1 of 1 source stands.'],
    ['that fails for what is high alone', '/gone', ['--fail-on', 'high'], 0, '1 page is gone.'],
  ])('ends as it should after a look %s', async (_, path, more, code, last) => {
    asked.length = 0;
    const folder = folderWith({ 'report.md': markdown(PASSAGE, path) });
    const ended = await check(folder, 'report.md', ...more);
    expect(ended.out.trimEnd().split('\n').at(-1)).toContain(last);
    expect(ended.code, ended.err).toBe(code);
  });

  it('is no good look where every address is private, and names the option that contacts them', async () => {
    const folder = folderWith({ 'report.md': markdown() });
    const { code, out } = await citewatch(['check', 'report.md', '--archive', 'none'], folder);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/Every address is private .*--allow-private/su),
    ]);
  });

  it('names its own page where there is more than it prints', async () => {
    const many = Array.from(
      { length: 20 },
      (_, n) => `> ${PASSAGE.replace('90', `${n}`)}\n\n${cited(`/rate?${n}`, `Court ${n}`)}\n`,
    );
    const folder = folderWith({ 'report.md': `# Usury\n\n## 1 Courts\n\n${many.join('\n')}` });
    const { out } = await check(folder, 'report.md');
    expect(out).toMatch(/more: report\.check\.html/u);
  });

  it('asks a watched folder nothing again', async () => {
    const { code, err } = await citewatch(['check', '--again-after', '1'], emptyFolder());
    expect([code, err]).toEqual([
      3,
      '--again-after: is for a report, and not for a watched folder\n',
    ]);
  });

  it('--json gives the run as one document, whatever else is said', async () => {
    const folder = folderWith({ 'report.md': markdown() });
    const { out } = await check(folder, 'report.md', '--json');
    expect(runSchema.parse(JSON.parse(out)).sources.map(({ link }) => link.status)).toEqual([
      'alive',
    ]);
  });

  it('takes several files as one, of one name too, and puts the page where --reports says', async () => {
    const folder = folderWith({ 'a.md': markdown() });
    for (const name of ['b', 'pages']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'b/a.md'), markdown(PASSAGE, '/gone', 'Another page'));
    const { code, out } = await check(folder, 'a.md', 'b/a.md', '--reports', 'pages', '--json');
    expect(code).toBe(2);
    const { sources } = runSchema.parse(JSON.parse(out));
    expect(sources.map(({ link, citations }) => [link.status, citations[0]?.report])).toEqual([
      ['alive', 'a'],
      ['gone', 'a-2'],
    ]);
    expect([readdirSync(folder).sort(), readdirSync(join(folder, 'pages'))]).toEqual([
      ['a.md', 'b', 'pages'],
      ['reports.check.html'],
    ]);
  });

  it('reads a report from its address, and says of one that does not answer what it answered', async () => {
    const folder = emptyFolder();
    const { code, err } = await check(folder, `${site}/report.html`);
    expect(code, err).toBe(0);
    expect(readdirSync(folder)).toEqual(['report.check.html']);
    const { code: bad, err: why } = await check(folder, `${site}/gone.html`);
    expect([bad, why]).toEqual([3, `${site}/gone.html: answered 404\n`]);
  });

  it('leaves the folder in which a report is watched as it is, and says how the two differ', async () => {
    const folder = folderWith({ 'report.md': markdown() });
    await citewatch(['import', 'report.md'], folder);
    const watched = readFileSync(join(folder, 'sources.json'), 'utf8');
    writeFileSync(join(folder, 'report.md'), markdown(PASSAGE.replace('first', 'second')));
    const { err } = await check(folder, 'report.md');
    expect(err).toContain(
      'stays as it is: it lacks 0 citations and 1 quotation, and has 0 citations and 1 quotation besides',
    );
    expect(readFileSync(join(folder, 'sources.json'), 'utf8')).toBe(watched);
    expect(readdirSync(folder).sort()).toEqual(['report.check.html', 'report.md', 'sources.json']);
  });
});

describe('citewatch verify', () => {
  const verify = (path: string, quotes: readonly string[], ...more: readonly string[]) =>
    citewatch(
      [
        'verify',
        `${site}${path}`,
        ...quotes.flatMap((quote) => ['--quote', quote]),
        ...HOW,
        ...more,
      ],
      folder,
    );
  const folder = emptyFolder();

  it.each([
    ['what stands', '/rate', [PASSAGE], 0, [/^✓ “.*” stands word for word$/u]],
    [
      'another number',
      '/rate',
      [PASSAGE.replace('90', '19')],
      2,
      [/^▲ “.*” stands with other words/u, /\[-19-\] \{\+90\+\}/u],
    ],
    [
      'what stands nowhere',
      '/rate',
      ['Nobody was heard in any of the courts.'],
      2,
      [/^▲ “.*” nothing similar was found/u, /The nearest text: “/u],
    ],
    ['a dead page', '/gone', [PASSAGE], 2, [/^◆ “.*” answered 404 twice, 1 second apart/u]],
    [
      'a page that is back when it is asked again',
      '/blink',
      [PASSAGE],
      0,
      [/^✓ “.*” stands word for word$/u],
    ],
    ['a page that could not be read', '/busy', [PASSAGE], 1, [/^◆ “.*” answered 503/u]],
  ])(
    'says in a line or two, and by its code, whether a passage stands: %s',
    async (_, path, quotes, code, lines) => {
      const ended = await verify(path, quotes);
      expect([ended.code, ended.err]).toEqual([code, '']);
      const said = ended.out.trimEnd().split('\n');
      for (const [i, line] of lines.entries())
        expect(said.slice(i).join(' ')).toMatch(
          new RegExp(line.source.replace('^', i === 0 ? '^' : ''), 'u'),
        );
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('judges several passages by one visit, each in its line, and all of them must stand', async () => {
    asked.length = 0;
    const { code, out } = await verify('/rate', [PASSAGE, PASSAGE.replace('90', '19')]);
    expect(code).toBe(2);
    expect(out.match(/^[✓▲]/gmu)).toEqual(['✓', '▲']);
    expect(asked.filter((path) => path === '/rate')).toHaveLength(1);
  });

  it('--json prints the entry of latest.json', async () => {
    const { code, out } = await verify('/rate', [PASSAGE], '--json');
    const { citations } = sourceSchema.parse(JSON.parse(out));
    expect([code, citations[0]?.quotes.map(({ verdict }) => verdict)]).toEqual([0, ['intact']]);
  });

  it('refuses what is no address and no passage, each with its sentence', async () => {
    const { code, err } = await citewatch(['verify', 'nowhere', '--quote', ''], folder);
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/^URL: .*\n--quote: .*\n2 problems\n$/u),
    });
  });

  it('reaches no private address unless it is told to', async () => {
    asked.length = 0;
    const { code, out } = await citewatch(
      ['verify', `${site}/rate`, '--quote', PASSAGE, '--archive', 'none'],
      folder,
    );
    expect([code === 0, asked]).toEqual([false, []]);
    expect(out).toMatch(/private|loopback/u);
  });
});
