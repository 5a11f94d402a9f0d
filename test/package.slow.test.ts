import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Document, Packer, Paragraph } from 'docx';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder } from './command-line.js';
import { pdf } from './reading/pdf-writer.js';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);
const NPM = { maxBuffer: 2 ** 26, env: { ...process.env, npm_config_update_notifier: 'false' } };

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const folder = emptyFolder();
let packed: Packed;

/** A PATH with Node and npm alone: no compiler, no Python, no git. */
const BARE = emptyFolder();
for (const name of ['npm', 'npx']) {
  const found = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, name));
  symlinkSync(realpathSync(found.find((path) => existsSync(path)) ?? name), join(BARE, name));
}
symlinkSync(process.execPath, join(BARE, 'node'));

/** Packs a copy of what is built: others may be building meanwhile, or start what is. */
async function pack(): Promise<Packed> {
  const copy = emptyFolder();
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const name of [
    'package.json',
    'package-lock.json',
    'tools',
    'README.md',
    'LICENSE',
    'dist',
    'src/settings',
  ])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  expect(files).toContain('npm-shrinkwrap.json');
  await run('npm', ['run', '--silent', 'prepack'], { ...NPM, cwd: copy });
  const how = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', how, { ...NPM, cwd: copy });
  return (JSON.parse(stdout) as [Packed])[0];
}

/** Installs it as anybody can: no script is run, and nothing is there that could compile. */
async function install(): Promise<void> {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const how = [
    'install',
    '--ignore-scripts',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    `./${packed.filename}`,
  ];
  await run('npm', how, { ...NPM, env: { ...NPM.env, PATH: BARE }, cwd: folder });
}

/** Runs the installed program, which ends with 0. */
const installed = (args: readonly string[], cwd: string): Promise<{ stdout: string }> =>
  run(process.execPath, [join(folder, 'node_modules/citewatch/dist/cli.js'), ...args], {
    cwd,
    env: { PATH: BARE },
  });

/** The version of each package that a lock file of npm's names, by the package's place. */
function versionsIn(lockFile: string): ReadonlyMap<string, string> {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
  return new Map(
    Object.entries<{ version: string }>(packages).map(([path, { version }]) => [path, version]),
  );
}

const bytesIn = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
    : statSync(path).size;

describe('the package, installed into an empty folder', () => {
  beforeAll(async () => {
    packed = await pack();
    await install();
  }, 300_000);

  it('is at most 2.2 MB, without source maps, and without modules that stand in another file of it too', () => {
    expect(packed.size).toBeLessThanOrEqual(2_200_000);
    const ours = packed.files.map(({ path }) => path);
    expect(ours.filter((path) => path.endsWith('.map'))).toEqual([]);
    const { outputs } = JSON.parse(readFileSync(join(ROOT, 'dist/bundle.json'), 'utf8')) as {
      readonly outputs: Readonly<Record<string, { readonly inputs: object }>>;
    };
    const inputs = Object.values(outputs).flatMap(({ inputs: taken }) => Object.keys(taken));
    expect(inputs.filter((path, i) => inputs.indexOf(path) !== i)).toEqual([]);
    const made = new Set([...Object.keys(outputs), 'dist/exports/verdicts.js']);
    expect(ours.filter((path) => path.endsWith('.js') && !made.has(path))).toEqual([]);
  });

  it('takes at most 60 MB with all that npm brings: as many packages and megabytes as the README says', () => {
    const bytes = bytesIn(join(folder, 'node_modules'));
    expect(bytes).toBeLessThanOrEqual(60_000_000);
    const { packages } = JSON.parse(
      readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'),
    );
    const [, count, size] =
      /is (\d+) packages and takes (\d+) MB/u.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ??
      [];
    expect({ count, size }).toEqual({
      count: `${Object.keys(packages).length}`,
      size: `${Math.round(bytes / 1_000_000)}`,
    });
  });

  it('brings nothing that only some need', () => {
    for (const optional of ['playwright-core', 'docx', 'pg', '@modelcontextprotocol', 'pdfjs-dist'])
      expect(readdirSync(join(folder, 'node_modules'))).not.toContain(optional);
  });

  it('installs by its own lock what it needs and no more, as the workflows do that init writes', async () => {
    const unpacked = emptyFolder();
    await run(
      'tar',
      ['--extract', '--file', join(folder, packed.filename), '--strip-components=1'],
      { cwd: unpacked },
    );
    const env = { ...NPM.env, PATH: BARE };
    await run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline'], {
      ...NPM,
      env,
      cwd: unpacked,
    });
    const locked = versionsIn(join(unpacked, 'node_modules/.package-lock.json'));
    const chosen = versionsIn(join(ROOT, 'package-lock.json'));
    expect([...locked].filter(([path, version]) => chosen.get(path) !== version)).toEqual([]);
    // A plain install may take a newer version of a package, which came out since.
    const free = [...versionsIn(join(folder, 'node_modules/.package-lock.json')).keys()];
    const names = (paths: readonly string[]) =>
      [...new Set(paths.map((path) => path.split('node_modules/').at(-1)))].sort();
    expect(names([...locked.keys()])).toEqual(
      names(free.filter((path) => path !== 'node_modules/citewatch')),
    );
  });

  it('starts by its name', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const { stdout } = await run('npx', ['--no-install', 'citewatch', '--version'], {
      ...NPM,
      cwd: folder,
    });
    expect(stdout.trim()).toBe(version);
  });

  it('gives what it exports, a PDF in a Chinese encoding read too, and nothing else', async () => {
    writeFileSync(join(folder, 'use.js'), USE);
    const chinese = [{ x: 72, y: 100, text: '\u00d6\u00d0\u00b9\u00fa' }];
    writeFileSync(join(folder, 'chinese.pdf'), pdf({ pages: [chinese], chinese: true }));
    const { stdout } = await run(process.execPath, ['use.js'], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual({
      intact: 'intact',
      altered: 'altered',
      parsed: 'intact',
      title: 'Courts',
      chinese: '中国',
      schema: 'object',
      bare: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
    });
  });

  it('reads pages in the old encodings of East Asia', async () => {
    writeFileSync(join(folder, 'encoded.js'), ENCODED);
    const { stdout } = await run(process.execPath, ['encoded.js'], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual([
      '中国',
      '中国',
      '中国',
      '中國',
      '日本',
      '日本',
      '日本',
      '한국',
    ]);
  });

  it('checks a report in an empty folder: verdicts, a page, and no other file', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>Courts</title><main><p>${SAID}</p>${'<p>More is said of other years.</p>'.repeat(50)}`,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/courts`;
    const lines = [
      `“${SAID}”`,
      `Reuters, “Courts”, 20 August 2020, ${url}, last accessed: 15 March 2025`,
    ];
    const report = new Document({
      sections: [{ children: lines.map((line) => new Paragraph(line)) }],
    });
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'report.docx'), await Packer.toBuffer(report));
    const how = ['--allow-private', '--archive', 'none', '--now', '2025-04-01T02:00:00Z'];
    const line = ['--no-install', 'citewatch', 'check', 'report.docx', ...how];
    const { stdout } = await run('npx', line, { ...NPM, cwd: empty });
    server.close();
    expect(stdout).toContain('1 of 1 source');
    expect(readdirSync(empty).sort()).toEqual(['report.check.html', 'report.docx']);
  });

  it('plays two nights, writes the page, and verifies a passage', async () => {
    let words = SAID;
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>Courts</title><main><p>${words}</p>${'<p>More is said of other years.</p>'.repeat(50)}`,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/courts`;
    const watched = join(folder, 'watched');
    mkdirSync(watched);
    const citations = [
      { id: '1', source: 'courts', accessed: '2025-03-15', quotes: [{ text: SAID }] },
    ];
    const sources = [{ id: 'courts', publisher: 'A court', title: 'Courts', url }];
    const report = { reports: [{ id: 'a', title: 'A report', citations }], sources };
    writeFileSync(join(watched, 'sources.json'), JSON.stringify(report));
    const web = ['--allow-private', '--archive', 'none'];
    const night = async (now: string) => {
      await installed(['check', ...web, '--fail-on', 'never', '--now', now], watched);
      const { sources: seen } = JSON.parse(
        readFileSync(join(watched, 'reports/latest.json'), 'utf8'),
      );
      return [seen[0].content.change, seen[0].citations[0].quotes[0].verdict];
    };
    expect(await night('2025-04-01T02:00:00Z')).toEqual(['first-visit', 'intact']);
    const { stdout } = await installed(['verify', url, '--quote', SAID, ...web], watched);
    expect(stdout).toContain('stands word for word');
    words = SAID.replace('90', '19');
    expect(await night('2025-04-02T02:00:00Z')).toEqual(['edited', 'altered']);
    expect(readFileSync(join(watched, 'reports/index.html'), 'utf8')).toContain('Courts');
    server.close();
  });

  it('says what agents need', async () => {
    await expect(
      run(process.execPath, ['node_modules/citewatch/dist/cli.js', 'mcp'], { cwd: folder }),
    ).rejects.toMatchObject({
      code: 3,
      stderr:
        'Serving agents needs what is not installed. Run: npm install @modelcontextprotocol/server (with --global, where citewatch was)\n',
    });
  });

  it('says what to do where better-sqlite3 has no build', async () => {
    const build = join(folder, 'node_modules/better-sqlite3/prebuilds');
    renameSync(build, `${build}-aside`);
    writeFileSync(join(folder, 'report.md'), 'A report');
    const args = ['node_modules/citewatch/dist/cli.js', 'check', 'report.md'];
    await expect(run(process.execPath, args, { cwd: folder })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^citewatch could not do its job: better-sqlite3 brings no build .*npm run build-release$/mu,
      ),
    });
    renameSync(`${build}-aside`, build);
  });

  it('has types that a consumer compiles against', async () => {
    writeFileSync(join(folder, 'consumer.ts'), CONSUMER);
    const compilerOptions = {
      module: 'node16',
      moduleResolution: 'node16',
      target: 'es2022',
      lib: ['ES2022', 'DOM'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: [],
      skipLibCheck: false,
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['consumer.ts'] }),
    );
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const compiled = await run(tsc, ['-p', folder], { cwd: folder }).catch(
      (error: { stdout: string }) => error,
    );
    expect(compiled.stdout).toBe('');
    writeFileSync(join(folder, 'consumer.ts'), CONSUMER.replace("'intact'", "'asleep'"));
    await expect(run(tsc, ['-p', folder], { cwd: folder })).rejects.toThrow();
  });
});

/** A passage, and a page that carries it. */
const SAID = 'The court of the first district heard 90 cases in that year.';

/** Prints what two letters are read as, in each encoding. */
const ENCODED = `
import { readDocument } from 'citewatch/reading';
const letters = {
  gb2312: 'd6d0b9fa', gbk: 'd6d0b9fa', gb18030: 'd6d0b9fa', big5: 'a4a4b0ea',
  shift_jis: '93fa967b', 'euc-jp': 'c6fccbdc', 'iso-2022-jp': '1b2442467c4b5c1b2842', 'euc-kr': 'c7d1b1b9',
};
const read = [];
for (const [charset, hex] of Object.entries(letters)) {
  const bytes = Buffer.concat([Buffer.from('<p>'), Buffer.from(hex, 'hex'), Buffer.from('</p>')]);
  const { blocks } = await readDocument({ bytes, contentType: \`text/html; charset=\${charset}\` });
  read.push(blocks[0]?.text);
}
console.log(JSON.stringify(read));
`;

const USE = `
import { readFileSync } from 'node:fs';
import { judgePassage } from 'citewatch/passage';
import { readDocument } from 'citewatch/reading';
import { quoteSchema } from 'citewatch/verdicts';
import schema from 'citewatch/sources.schema.json' with { type: 'json' };
const rest = '<p>The report goes on about other courts and other years, at some length.'.repeat(30);
const page = (words) => ({
  bytes: new TextEncoder().encode('<!doctype html><title>Courts</title><main><p>' + words + '</p>' + rest + '</main>'),
  contentType: 'text/html',
});
const said = 'The court of the first district heard 90 cases in that year.';
const verdict = await judgePassage(said, page(said));
const printed = await readDocument({ bytes: readFileSync('chinese.pdf'), contentType: 'application/pdf' });
console.log(JSON.stringify({
  intact: verdict.verdict,
  altered: (await judgePassage(said, page(said.replace('90', '19')))).verdict,
  parsed: quoteSchema.parse(verdict).verdict,
  title: (await readDocument(page(said))).title,
  chinese: printed.blocks.map(({ text }) => text).join(''),
  schema: typeof schema.properties,
  bare: await import('citewatch').then(() => 'there is one', ({ code }) => code),
}));`;

const CONSUMER = `
import { judgePassage, type PassageVerdict } from 'citewatch/passage';
import { readDocument } from 'citewatch/reading';
import { runSchema, type PublishedSource } from 'citewatch/verdicts';
export async function stands(bytes: Uint8Array): Promise<boolean> {
  const verdict: PassageVerdict = await judgePassage({ text: 'a', original: { lang: 'zh', text: 'b' } }, { bytes, contentType: null });
  const title: string | null = (await readDocument({ bytes, contentType: 'text/html', url: 'https://a.example/' })).title;
  return title !== null && verdict.verdict === 'intact';
}
export const dead = (text: string): readonly PublishedSource[] =>
  runSchema.parse(JSON.parse(text)).sources.filter(({ link }) => link.status === 'gone');
`;
