import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Watchlist } from '../src/model/watchlist.js';
import { citewatch, emptyFolder } from './command-line.js';
import { type Replica, startReplica } from './replica/web.js';

const ROOT = join(import.meta.dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Command lines of the README's blocks, without their comments. */
const LINES = [...README.matchAll(/^ *```(?:sh|console)\n([\s\S]*?)^ *```/gmu)]
  .flatMap(([, block = '']) => block.split('\n'))
  .map((line) => line.replace(/ +# .*$/u, '').trim())
  .filter((line) => line !== '');

/** What is not run here, and why. */
const WHY_NOT: readonly (readonly [RegExp, string])[] = [
  [
    /^npm ci && npm run demo$/u,
    'installs; its nights are those of this test and of test/cli.slow.test.ts',
  ],
  [/^npm cit$/u, 'installs, and runs the tests, of which this is one'],
  [/^npm ci && npm link$/u, 'installs, and changes what the machine calls citewatch'],
  [
    /^npm install --global \.\/citewatch-\*\.tgz$/u,
    'test/package.slow.test.ts installs what was packed',
  ],
  [
    /^npm start\b/u,
    'asks the live web; test/cli.slow.test.ts checks the same file over the replica',
  ],
  [/^citewatch check report\.docx$/u, 'test/package.slow.test.ts does it with what was packed'],
  [/^citewatch (?:find|archive) /u, 'asks the live web, and the archives'],
];
const whyNot = (line: string): string | undefined =>
  WHY_NOT.find(([pattern]) => pattern.test(line))?.[1];

/** The one that makes a folder of its own, and those that are run in the folder of the shipped report. */
const INIT = 'citewatch init report.docx';
const RUN = /^citewatch (?!init )/u;

/** The words of a line of the README, which quotes with double marks only. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? '');

describe('the README, in the folder of the shipped sources.json after two nights', () => {
  const folder = emptyFolder();
  let replica: Replica;

  beforeAll(async () => {
    const shipped = join(ROOT, 'sources.json');
    copyFileSync(shipped, join(folder, 'sources.json'));
    replica = await startReplica(JSON.parse(readFileSync(shipped, 'utf8')) as Watchlist);
    const web = [
      ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
      '--cacert',
      replica.caFile,
    ];
    for (const night of [1, 2]) {
      replica.setNight(night);
      const now = `2025-10-2${night}T02:00:00Z`;
      const rest = ['--archive', 'none', '--host-delay', '0', '--fail-on', 'never', '--now', now];
      const { code, err } = await citewatch(['check', ...web, ...rest], folder);
      expect(code, err).toBe(0);
    }
  });
  afterAll(() => replica.close());

  it.each(LINES.filter((line) => RUN.test(line) && whyNot(line) === undefined))(
    '%s does what it says',
    async (line) => {
      const [, ...words] = wordsOf(line);
      const { code, out, err } = await citewatch(words, folder);
      // Those that judge end with 2 for what they found.
      expect(/ (?:lint|check)\b/u.test(line) ? [0, 2] : [0], `${out}${err}`).toContain(code);
      expect(`${out}${err}`).not.toBe('');
    },
  );

  it('citewatch init report.docx makes the folder that it promises', async () => {
    expect(LINES).toContain(INIT);
    const fresh = emptyFolder();
    const text = [
      '“The court slashed the rate”',
      'Reuters, “Top court slashes rate”, 20 August 2020, last accessed: 15 March 2025',
    ];
    const report = new Document({
      sections: [{ children: text.map((line) => new Paragraph(line)) }],
    });
    writeFileSync(join(fresh, 'report.docx'), await Packer.toBuffer(report));
    const { code, err } = await citewatch(['init', 'report.docx'], fresh);
    expect(code, err).toBe(0);
    for (const path of ['sources.json', '.github/workflows/citewatch.yml'])
      expect(existsSync(join(fresh, path)), path).toBe(true);
  });

  it('shows no other command, but for those of which it is said why they are not run here', () => {
    const known = (line: string) => RUN.test(line) || line === INIT || whyNot(line) !== undefined;
    expect(LINES.filter((line) => !known(line))).toEqual([]);
    for (const [pattern] of WHY_NOT)
      expect(
        LINES.some((line) => pattern.test(line)),
        String(pattern),
      ).toBe(true);
  });
});

it('the pictures of the README are there, each under 300 kB, with words for those who do not see them', () => {
  const pictures = [...README.matchAll(/!\[([^\]]*)\]\((docs\/pictures\/[^)]+)\)/gu)];
  expect(pictures.length).toBeGreaterThanOrEqual(3);
  for (const [, words = '', path = ''] of pictures) {
    expect(words.length, path).toBeGreaterThan(30);
    expect(readFileSync(join(ROOT, path)).length, path).toBeLessThan(300_000);
  }
});
