import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Watchlist } from '../../src/model/watchlist.js';
import { parsePackage } from '../../src/settings/nightly.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { nightlyWorkflow, pullRequestWorkflow } from '../../src/surfaces/init.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { type Replica, startReplica } from '../replica/web.js';
import { scriptsIn } from '../workflows.js';
import { run } from './run.js';

const ROOT = join(import.meta.dirname, '../..');
/** As it is shipped: a report is read in a thread, which runs what was built. */
const { addInit } = (await import(
  join(ROOT, 'dist/commands/set-up.js')
)) as typeof import('../../src/commands/set-up.js');
/** A report that was published; it is not part of the repository, what is cited in it is. */
const REAL = join(ROOT, '../shared/seed/ASI2025-01.docx');

/** A source of a built-in series, one without an address, and a quotation without a citation. */
const REPORT = `# Country report

## 1. Trafficking

The victims are seen too rarely:

> “The government did not report identifying any victims”

US Department of State, [“2024 Trafficking in Persons Report: China”](https://www.state.gov/reports/2024-trafficking-in-persons-report/china/), 24 June 2024, last accessed: 15 March 2025

A newspaper says:

> “The court slashed the rate”

Reuters, “Top court slashes rate”, 20 August 2020, last accessed: 15 March 2025
`;

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** A folder with a report in it. */
function place(text = REPORT) {
  const folder = emptyFolder();
  const report = join(folder, 'R1.md');
  writeFileSync(report, text);
  return { folder, report, args: ['init', report, '--dir', folder] };
}

let replica: Replica;
let web: readonly string[];
beforeAll(async () => {
  replica = await startReplica(JSON.parse(read(ROOT, 'sources.json')) as Watchlist);
  web = [
    ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
    '--cacert',
    replica.caFile,
    '--archive',
    'none',
    '--host-delay',
    '0',
    '--now',
    '2025-03-26T02:00:00Z',
  ];
});
afterAll(() => replica.close());

describe('citewatch init in an empty folder', () => {
  it('writes what a watched folder needs, says what needs a person, and names the next command', async () => {
    const { folder, args } = place();
    const { code, out } = await run(addInit, args);
    expect(code).toBe(0);
    expect(out).toContain('R1: 2 citations, 2 sources, 2 quotations');
    expect(out).toContain('Addresses missing for 1 of 2 sources');
    expect(out).toMatch(/things? to mend in the citations themselves \(.*\d medium/);
    expect(out).toContain(`1. cd ${folder} && citewatch check`);
    expect(read(folder, '.gitignore').split('\n')).toContain('.citewatch/');
    expect(existsSync(join(folder, '.citewatch'))).toBe(false);
  });

  it('sets the built-in series of an address that has its shape, and of no other', async () => {
    const { folder, args } = place(
      REPORT.replace('Reuters, “', 'Reuters, [“').replace(
        'rate”, 20',
        'rate”](https://www.state.gov/reports/2024-trafficking/china/), 20',
      ),
    );
    const { out } = await run(addInit, args);
    expect(out).toMatch(/: usdos-tip\/china, 2024$/m);
    const watch = parseWatchlist(read(folder, 'sources.json'), 'sources.json');
    expect(watch.sources.map(({ series, edition }) => [series, edition])).toEqual([
      ['usdos-tip/china', '2024'],
      [null, null],
    ]);
  });

  it('puts the schema beside sources.json, where an editor finds it in any folder', async () => {
    const { folder, args } = place();
    await run(addInit, args);
    const sources = JSON.parse(read(folder, 'sources.json'));
    expect(Object.keys(sources)[0]).toBe('$schema');
    const schema = z.fromJSONSchema(JSON.parse(read(folder, sources.$schema)));
    expect(schema.safeParse(sources).success).toBe(true);
    expect(schema.safeParse({ ...sources, source: [] }).success).toBe(false);
  });

  it('overwrites nothing that is there, and says what a file lacks', async () => {
    const { folder, args } = place();
    writeFileSync(join(folder, '.gitignore'), 'mine\n');
    writeFileSync(join(folder, 'sources.schema.json'), '{}');
    const { out } = await run(addInit, args);
    expect(out).toContain('= .gitignore stays: add a line .citewatch/');
    expect(out).toContain('= sources.schema.json was there and stays');
    expect(read(folder, '.gitignore')).toBe('mine\n');
    expect(read(folder, 'sources.schema.json')).toBe('{}');
  });

  it('is an import when it is done again: what people wrote stays', async () => {
    const { folder, report, args } = place();
    await run(addInit, args);
    const mended = read(folder, 'sources.json').replace(
      '"url": null',
      '"url": "https://example.org/rate"',
    );
    const own = mended.replace('"series": "usdos-tip"', '"series": null');
    writeFileSync(join(folder, 'sources.json'), own);
    expect((await run(addInit, args)).out).toContain('= sources.json was there and stays');
    expect(read(folder, 'sources.json')).toBe(own);
    writeFileSync(report, REPORT.replace('slashed the rate', 'slashed the legal rate'));
    expect((await run(addInit, args)).out).toContain('~ sources.json');
    expect(read(folder, 'sources.json')).toContain('slashed the legal rate');
  });

  it.each([
    ['R1.md', 'Nothing of note.', 'no citation could be read'],
    ['R1.docx', 'no Word file at all', 'R1.docx'],
  ])('leaves the folder as it is when %s cannot be read', async (name, text, words) => {
    const folder = emptyFolder();
    const report = join(emptyFolder(), name);
    writeFileSync(report, text);
    const { code, err } = await citewatch(['init', report], folder);
    expect(code).toBe(3);
    expect(err).toContain(words);
    expect(existsSync(join(folder, 'sources.json'))).toBe(false);
    expect(existsSync(join(folder, '.gitignore'))).toBe(false);
  });

  it('finds every mistake on the command line before it writes', async () => {
    const { folder, args } = place();
    const asked = run(addInit, [...args, '--from', 'x"; rm', '--timeout', 'soon']);
    await expect(asked).rejects.toMatchObject({
      problems: [{ file: '--from' }, { file: '--timeout' }],
    });
    expect(existsSync(join(folder, 'sources.json'))).toBe(false);
  });
});

describe('the first check of citewatch init', () => {
  it('is made at once with --check, and its exit code is that of init', async () => {
    const { folder, args } = place();
    const { code, out } = await run(addInit, [...args, '--check', '--fail-on', 'low', ...web]);
    expect(code).toBe(2);
    expect(out).toContain('Open ');
    expect(JSON.parse(read(folder, 'reports/latest.json')).sources).toHaveLength(2);
  });

  it.each([
    ['', true],
    ['Yes', true],
    ['n', false],
  ])('is asked for at a terminal: %j', async (answer, checks) => {
    const { folder, args } = place();
    const asked: string[] = [];
    const ask = (question: string) => {
      asked.push(question);
      return Promise.resolve(answer);
    };
    await run(addInit, [...args, ...web], {}, ask);
    expect(asked).toEqual(['\nCheck the 2 sources now? [Y/n] ']);
    expect(existsSync(join(folder, 'reports/latest.json'))).toBe(checks);
  });

  it('is not asked for with --no-check', async () => {
    const { args } = place();
    const ask = () => Promise.reject(new Error('asked'));
    expect((await run(addInit, [...args, '--no-check'], {}, ask)).code).toBe(0);
  });

  it.skipIf(!existsSync(REAL))(
    'leads from the real report to first verdicts in one command',
    async () => {
      const folder = emptyFolder();
      const { code, out } = await citewatch(['init', REAL, '--check', ...web], folder);
      expect(code).toBe(0);
      expect(out).toContain(
        'ASI2025-01: 44 citations, 33 sources, 44 quotations, 7 with the original wording',
      );
      expect(out).toContain('1 citation of an unknown source, not written');
      expect(out).toMatch(
        /a quotation without a citation: “The UK Home Office's National Referral Mechanism/,
      );
      const { sources, run: night } = JSON.parse(read(folder, 'reports/latest.json'));
      expect(night).toMatchObject({ online: true, sources: 33, citations: 44, quotes: 44 });
      const links = sources.map(({ link }: { link: { status: string } }) => link.status);
      expect(new Set(links)).toEqual(new Set(['alive', 'no-url']));
    },
  );
});

describe('the nightly workflow', () => {
  /** Lines of one text that the other has not. */
  const only = (a: string, b: string): readonly string[] => {
    const lines = new Set(b.split('\n'));
    return a.split('\n').filter((line) => !lines.has(line) && !line.startsWith('#'));
  };
  const own = read(ROOT, '.github/workflows/nightly.yml');
  const RELEASED = 'https://github.com/a/b/releases/download/v0.1.0/citewatch-0.1.0.tgz';
  const DIGEST = 'ab'.repeat(32);

  it('is that of this repository, with a built package in the place of its action', () => {
    const written = nightlyWorkflow(RELEASED, '0.1.0');
    expect(only(own, written).map((line) => line.trim().replace(/:.*/u, ''))).toEqual([
      '- uses',
      'page-url',
      'subscribers',
      'pages-branch',
      'smtp-url',
      'mail-from',
      'mail-to',
      'webhook-url',
    ]);
  });

  it.each([
    [RELEASED, `CITEWATCH_URL: "${RELEASED}"`],
    [
      RELEASED,
      'gh attestation verify "$RUNNER_TEMP/citewatch.tgz" --repo a/b --signer-workflow a/b/.github/workflows/release.yml --source-ref refs/tags/v0.1.0',
    ],
    [
      `https://example.org/c.tgz#sha256=${DIGEST}`,
      `echo "${DIGEST}  $RUNNER_TEMP/citewatch.tgz" | sha256sum --check --strict`,
    ],
    [
      `${RELEASED}#sha256=${DIGEST}`,
      `echo "${DIGEST}  $RUNNER_TEMP/citewatch.tgz" | sha256sum --check --strict`,
    ],
    ['citewatch@0.1.0', 'CITEWATCH_PACKAGE: "citewatch@0.1.0"'],
    ['./citewatch-0.1.0.tgz', 'CITEWATCH_PACKAGE: "./citewatch-0.1.0.tgz"'],
  ])('from %s has %s', (from, line) => {
    expect(nightlyWorkflow(from, '0.1.0')).toContain(line);
    expect(pullRequestWorkflow(from, '0.1.0')).toContain(line);
  });

  it('installs nothing that was not checked: a package with other bytes ends it before npm is called', () => {
    const folder = emptyFolder();
    const script = (digest: string) =>
      scriptsIn(nightlyWorkflow(`https://example.org/c.tgz#sha256=${digest}`, '0.1.0'))[0]?.replace(
        '|\n',
        '',
      ) ?? '';
    writeFileSync(
      join(folder, 'curl'),
      '#!/bin/sh\nprintf built > "$RUNNER_TEMP/citewatch.tgz"\n',
      {
        mode: 0o755,
      },
    );
    const env = {
      RUNNER_TEMP: folder,
      PATH: `${folder}:${process.env.PATH}`,
      CITEWATCH_URL: 'https://example.org/c.tgz',
    };
    const fetched = (digest: string) =>
      spawnSync('bash', ['-eo', 'pipefail', '-c', script(digest)], { env }).status;
    expect(fetched(createHash('sha256').update('built').digest('hex'))).toBe(0);
    expect(fetched(createHash('sha256').update('built otherwise').digest('hex'))).not.toBe(0);
    writeFileSync(join(folder, 'curl'), '#!/bin/sh\nexit 22\n', { mode: 0o755 });
    const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', script(DIGEST)], {
      env,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(/^::error::.*is that version released\?/u),
    ]);
  });

  it.each([
    ['a/b', RELEASED],
    ['github:a/b', RELEASED],
    ['https://github.com/a/b', RELEASED],
    ['git+https://github.com/a/b.git#v0.1.0', RELEASED],
    [
      'github:a/b#v1.2.3-rc.1',
      'https://github.com/a/b/releases/download/v1.2.3-rc.1/citewatch-1.2.3-rc.1.tgz',
    ],
    [RELEASED, RELEASED],
    [`https://example.org/c.tgz#sha256=${DIGEST}`, `https://example.org/c.tgz#sha256=${DIGEST}`],
    ['citewatch', 'citewatch@0.1.0'],
    ['citewatch@1.2.3', 'citewatch@1.2.3'],
    ['@asylos/citewatch', '@asylos/citewatch@0.1.0'],
    ['./citewatch-0.1.0.tgz', './citewatch-0.1.0.tgz'],
  ])('installs %s as %s', (from, spec) => {
    expect(parsePackage(from, '0.1.0')).toBe(spec);
  });

  it.each([
    ['github:a/b#main', 'would be compiled each night'],
    ['a/b#0123abc', 'would be compiled each night'],
    ['git+https://example.org/a/b.git#v1.2.3', 'must be built already'],
    ['git@example.org:a/b.git', 'must be built already'],
    ['citewatch@^1', 'must name one version'],
    ['citewatch@latest', 'must name one version'],
    ['https://example.org/citewatch-0.1.0.tgz', '#sha256='],
    ['https://example.org/citewatch-0.1.0.tgz#sha256=abc', 'must'],
    ['http://example.org/citewatch-0.1.0.tgz', 'must'],
    ['../citewatch.tgz', 'must'],
  ])('refuses %s, which is another thing each night or compiled: %s', (from, words) => {
    expect(() => parsePackage(from, '0.1.0')).toThrow(words);
  });

  it.each(['', '--global', 'a b', '{{ secrets.X }}', '$X', 'a"b', 'a\nb', '$(id)'])(
    'refuses %j',
    (from) => {
      expect(() => parsePackage(from, '0.1.0')).toThrow('--from');
    },
  );
});
