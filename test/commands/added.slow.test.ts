import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Citation, Watchlist } from '../../src/model/watchlist.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { type Replica, startReplica } from '../replica/web.js';

const SHIPPED = JSON.parse(readFileSync('sources.json', 'utf8')) as Watchlist;
const TIP = 'usdos-tip-2024-china';
const XI = 'aljazeera-2022-xi-anti-graft';
const [REPORT] = SHIPPED.reports;
const cited = (source: string): Citation =>
  REPORT?.citations.find((one) => one.source === source) as Citation;

let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(SHIPPED);
});
afterAll(() => replica.close());

/** The file with some of its citations only. */
const citing = (...citations: readonly Citation[]): Watchlist => ({
  ...SHIPPED,
  reports: [{ ...(REPORT as Watchlist['reports'][number]), citations }],
});

/** A citation of an article, with a figure that the article has not. */
const altered = (): Citation => {
  const one = cited(XI);
  return { ...one, quotes: one.quotes.map(({ text }) => ({ text: text.replace('4.4', '4.5') })) };
};

const written = (folder: string, name: string, watch: Watchlist | string): void =>
  writeFileSync(
    join(folder, name),
    typeof watch === 'string' ? watch : JSON.stringify(watch, null, 2),
  );

/** A pull request's check, in a checkout with both files. */
async function check(
  now: Watchlist,
  before: Watchlist | string | null,
  ...more: readonly string[]
) {
  const folder = emptyFolder();
  written(folder, 'sources.json', now);
  if (before !== null) written(folder, 'before.json', before);
  return { folder, ...(await checkIn(folder, ...more)) };
}

const web = (): readonly string[] => [
  ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
  '--cacert',
  replica.caFile,
  '--archive',
  'none',
  '--host-delay',
  '0',
  '--retries',
  '0',
];

async function checkIn(folder: string, ...more: readonly string[]) {
  const asked = replica.requests.length;
  const args = [
    'check',
    '--added-since',
    'before.json',
    ...web(),
    '--now',
    '2025-03-26T02:00:00Z',
    ...more,
  ];
  const ended = await citewatch(args, folder, { GITHUB_ACTIONS: 'true' });
  return { ...ended, hosts: new Set(replica.requests.slice(asked).map(({ host }) => host)) };
}

const lineOf = (folder: string, words: string): number =>
  readFileSync(join(folder, 'sources.json'), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1;

describe('citewatch check --added-since', () => {
  it('visits only what was added, keeps it as evidence, and ends well where it stands', async () => {
    const { code, out, hosts, folder } = await check(
      citing(cited(TIP), cited(XI)),
      citing(cited(TIP)),
    );
    expect(out).toContain(`${cited(XI).id}: Al Jazeera`);
    expect(out).toContain('✓ Quotation stands');
    expect(out).toContain('1 citation added or changed, with 1 new quotation. All of it stands.');
    expect(out).not.toContain('::');
    expect(code).toBe(0);
    expect([...hosts]).toEqual(['www.aljazeera.com']);
    expect(existsSync(join(folder, 'reports'))).toBe(false);
    const kept = await citewatch(['evidence', 'verify'], folder);
    expect(kept).toMatchObject({ code: 0 });
    const captures = readdirSync(join(folder, '.citewatch'), { recursive: true }).filter((path) =>
      String(path).includes('warc'),
    );
    expect(captures.length).toBeGreaterThan(0);
  });

  it('tells a quotation with one other digit on its own line, with the nearest text', async () => {
    const { code, out, folder } = await check(citing(cited(TIP), altered()), citing(cited(TIP)));
    expect(code).toBe(2);
    const [first] = out.split('\n').filter((line) => line.startsWith('::'));
    expect(first).toMatch(
      new RegExp(`^::error file=sources\\.json,line=${lineOf(folder, 'at least 4.5 million')},`),
    );
    expect(first).toContain('The nearest text');
    expect(first).toContain('[-4.5-] {+4.4+}');
    expect(out).toContain('1 does not stand.');
  });

  it('ends with 0 for the same under --fail-on never', async () => {
    expect((await check(citing(altered()), '', '--fail-on', 'never')).code).toBe(0);
  });

  it('tells an address that is dead, beside its citation', async () => {
    const dead = {
      ...SHIPPED.sources[0],
      id: 'dead',
      url: 'https://www.aljazeera.com/nothing-here',
    };
    const citation = { ...cited(TIP), id: 'ASI2025-01/99', source: 'dead' };
    const now = citing(cited(TIP), citation);
    const { code, out, folder } = await check(
      { ...now, sources: [...now.sources, dead as (typeof now.sources)[number]] },
      citing(cited(TIP)),
    );
    expect(code).toBe(2);
    expect(out).toMatch(
      new RegExp(
        `^::error file=sources\\.json,line=${lineOf(folder, '"ASI2025-01/99"') - 1},title=Address gone`,
        'm',
      ),
    );
  });

  it('says of a day of access that is long ago, and ends well', async () => {
    const old = { ...cited(XI), accessed: '2023-01-01' };
    const { code, out } = await check(citing(old), citing());
    expect(code).toBe(0);
    expect(out).toContain('1 January 2023 as the day');
    expect((await check(citing(old), citing({ ...old, accessed: '2025-03-25' }))).out).toContain(
      'Nothing was added',
    );
  });

  it.each([
    ['a file that was only set anew', (all: Watchlist) => JSON.stringify(all)],
    [
      'citations that were taken out',
      (all: Watchlist) =>
        JSON.stringify({
          ...all,
          reports: [
            { ...all.reports[0], citations: [...(all.reports[0]?.citations ?? []), cited(XI)] },
          ],
        }),
    ],
  ])('asks nothing, and makes no store, for %s', async (_, before) => {
    const now = citing(cited(TIP));
    const { code, out, hosts, folder } = await check(now, before(now));
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Nothing was added to sources.json: nothing was looked at.\n',
    });
    expect(hosts.size).toBe(0);
    expect(existsSync(join(folder, '.citewatch'))).toBe(false);
  });

  it.each([
    ['an empty file', ''],
    ['no file', null],
  ])('takes everything for new where there was %s', async (_, before) => {
    const { code, hosts } = await check(citing(cited(XI)), before);
    expect(code).toBe(0);
    expect([...hosts]).toEqual(['www.aljazeera.com']);
  });

  it('tells every problem of both files with its place, and asks nothing', async () => {
    const now = citing({ ...cited(XI), source: 'nobody' });
    const { code, err, hosts } = await check(
      now,
      '{ "reports": [],\n "sources": [{ "id": "a" }] }',
    );
    expect(code).toBe(3);
    expect(err).toMatch(/^before\.json:2:\d+: /m);
    expect(err).toMatch(/^sources\.json:\d+:\d+: .*nobody/m);
    expect(hosts.size).toBe(0);
  });

  it.each([
    ['--only', XI],
    ['--from-evidence', ''],
  ])('is not combined with %s', async (option, value) => {
    const { code } = await check(citing(), '', option, ...(value === '' ? [] : [value]));
    expect(code).toBe(3);
  });

  it('leaves the findings on other sources in a store as they are', async () => {
    const folder = emptyFolder();
    written(folder, 'sources.json', citing(altered()));
    written(folder, 'before.json', '');
    expect((await checkIn(folder)).code).toBe(2);
    written(folder, 'sources.json', citing(altered(), cited(TIP)));
    written(folder, 'before.json', citing(altered()));
    const { code, out } = await checkIn(folder, '--json');
    expect(code).toBe(0);
    const run = JSON.parse(out) as Run;
    expect([run.sources.map(({ id }) => id), run.findings]).toEqual([[TIP], []]);
    const rest = await citewatch(
      ['check', '--json', ...web(), '--now', '2025-03-27T02:00:00Z'],
      folder,
    );
    const { findings } = JSON.parse(rest.out) as Run;
    expect(findings.filter(({ source }) => source === XI)).toMatchObject([
      { kind: 'passage-altered', state: 'open', since: '2025-03-26T02:00:00.000Z' },
    ]);
  });
});
