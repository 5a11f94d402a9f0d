import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from '../command-line.js';
import { commentsOf, partOf } from '../manuscript/annotate/annotated.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury in that year.';
const REST =
  '<p>The report goes on about other courts, and about what they heard in other years.'.repeat(30);
const NIGHT = ['--allow-private', '--archive', 'none', '--host-delay', '0', '--retries', '0'];
const NOW = ['--now', '2025-10-01T02:00:00Z'];

let site = '';
const server = createServer((request, response) => {
  if (request.url === '/old') return void response.writeHead(308, { location: '/new' }).end();
  response.setHeader('content-type', 'text/html; charset=utf-8');
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

/** A report in Word that cites one source. */
function word(path: string, accessed: string): Promise<Buffer> {
  const link = new ExternalHyperlink({
    link: `${site}${path}`,
    children: [new TextRun('Top court slashes rate')],
  });
  const line = [
    new TextRun('Reuters, “'),
    link,
    new TextRun(`”, 20 August 2020, last accessed: ${accessed}`),
  ];
  const children = [new Paragraph(`“${PASSAGE}”`), new Paragraph({ children: line })];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}
const asFiled = () => word('/old', '5 January 2024');

/** A watched folder whose only source has moved, and was read too long ago. */
async function place() {
  const folder = emptyFolder();
  const write = (bytes: Buffer, name = 'filed.docx') => writeFileSync(join(folder, name), bytes);
  const run = async (...args: readonly string[]) => {
    const { code, out, err } = await citewatch(args, folder);
    return { code, said: `${out}\n${err}`.replace(/\s+/gu, ' ') };
  };
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  write(await asFiled());
  expect((await run('import', 'filed.docx', '--id', 'R')).code).toBe(0);
  const check = () => run('check', ...NIGHT, ...NOW);
  await check();
  const { id } = JSON.parse(read('sources.json')).sources[0];
  const fix = (...args: readonly string[]) =>
    run('fix', ...args, '--allow-private', '--archive', 'none');
  return { folder, write, run, read, check, fix, id };
}

const STILL = (path = '/old') =>
  `The filed report R still prints the address ${site}${path} (now ${site}/new): R/1.`;

describe('a remedy that was taken is not hidden', () => {
  it('in fix, check and its page, until it is taken back', async () => {
    const { read, check, fix, run, id } = await place();
    expect((await check()).said).not.toContain('still prints');
    expect((await fix(id, '--moved')).said).toContain(STILL());
    expect((await fix()).said).toContain(STILL());
    expect((await check()).said).toContain(
      `${STILL()} citewatch annotate puts a comment at each place`,
    );
    expect(read('reports/index.html')).toContain('Mended, but still in the report');
    await run('undo');
    expect((await check()).said).not.toContain('still prints');
    expect(read('reports/index.html')).not.toContain('Mended, but still in the report');
  });

  it('in comments and on a certificate, and not of a file that was mended', async () => {
    const { folder, write, run, fix, id } = await place();
    await fix(id, '--moved');
    expect((await run('annotate', 'filed.docx', ...NOW)).code).toBe(0);
    const comments = async (name: string) =>
      JSON.stringify(await commentsOf(readFileSync(join(folder, name))));
    const links = (name: string) => partOf(readFileSync(join(folder, name)), 'word/document.xml');
    expect(links('filed.checked.docx')).toMatch(
      new RegExp(`<w:ins [^>]*w:author="citewatch"[^>]*>(?:(?!</w:ins>).)*${site}/new`, 'su'),
    );
    expect(await comments('filed.checked.docx')).not.toContain('A remedy was taken');
    await run('file-check', 'filed.docx', '--out', 'one', ...NIGHT, ...NOW);
    expect(readFileSync(join(folder, 'one/certificate.html'), 'utf8')).toContain(STILL());
    write(await word('/new', '5 January 2024'), 'mended.docx');
    await run('annotate', 'mended.docx', ...NOW);
    expect(await comments('mended.checked.docx')).not.toContain('still prints');
    await run('file-check', 'mended.docx', '--out', 'two', ...NIGHT, ...NOW);
    expect(readFileSync(join(folder, 'two/certificate.html'), 'utf8')).not.toContain(
      'still prints',
    );
  });

  it('beside the report’s own file only as long as this prints it', async () => {
    const { write, check, fix, id } = await place();
    write(await asFiled(), 'R.docx');
    expect((await fix(id, '--moved')).said).toContain(STILL());
    write(await word('/new', '5 January 2024'), 'R.docx');
    expect((await check()).said).not.toContain('still prints');
  });
});

describe('an import of a file beside changes that were decided', () => {
  it('of the file as it was leaves them decided, and says that they are not in the report yet', async () => {
    const { run, read, fix, id } = await place();
    await fix(id, '--accessed');
    const mended = read('sources.json');
    const { code, said } = await run('import', 'filed.docx', '--id', 'R');
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringContaining(
        'Decided, and not in the report yet: the day of access 5 January 2024 (now 1 October 2025) (R/1)',
      ),
    });
    expect((await run('init', 'filed.docx', '--id', 'R', '--no-check')).code).toBe(0);
    expect(read('sources.json')).toBe(mended);
  });

  it('asks before it follows a file that prints something else, and does so with --take-back', async () => {
    const { write, run, read, fix, id } = await place();
    await fix(id, '--accessed');
    const mended = read('sources.json');
    write(await word('/old', '7 July 2024'));
    const { code, said } = await run('import', 'filed.docx', '--id', 'R');
    expect({ code, said }).toEqual({
      code: 2,
      said: expect.stringContaining(
        'prints neither what it printed nor what was decided in a place: - R/1: the day of access 5 January 2024 (now 1 October 2025) Nothing was written.',
      ),
    });
    expect((await run('init', 'filed.docx', '--id', 'R', '--no-check')).code).toBe(2);
    expect(read('sources.json')).toBe(mended);
    expect((await run('import', 'filed.docx', '--id', 'R', '--take-back')).code).toBe(0);
    expect(read('sources.json')).toContain('"accessed": "2024-07-07"');
    expect(read('sources.json')).toContain('"state": "rejected"');
    expect((await fix()).said).not.toContain('still prints');
  });

  it('is none where it changes nothing that was mended, and what the file prints no more is told no more', async () => {
    const { write, run, read, fix, id } = await place();
    await fix(id, '--moved');
    expect((await run('import', 'filed.docx', '--id', 'R')).code).toBe(0);
    expect(read('sources.json')).toContain(`"${site}/new"`);
    expect((await fix()).said).toContain(STILL());
    write(await word('/new', '5 January 2024'));
    expect((await run('import', 'filed.docx', '--id', 'R')).code).toBe(0);
    expect((await fix()).said).not.toContain('still prints');
  });
});
