import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, carriesAll } from '../src/judging/witness.js';
import { visibleText } from '../src/model/document.js';
import type { Run } from '../src/model/run.js';
import { usesOf } from '../src/model/watchlist.js';
import { thoughtIn } from '../src/pool/thought.js';
import { extract } from '../src/reading/extract.js';
import { parseWatchlist } from '../src/settings/watchlist.js';
import { ENGLISH } from '../src/surfaces/words/locale.js';
import { evidenceBeside } from '../src/tasks/evidence-folder.js';
import { exportExhibit } from '../src/tasks/exhibit.js';
import { openRecords } from '../src/tasks/stores.js';
import { citewatch, emptyFolder, start } from './command-line.js';
import { onThisThread } from './pool/on-this-thread.js';
import { letters, partsOf } from './replica/reader.js';
import { type SmtpSink, startSmtpSink } from './replica/smtp.js';
import { type Replica, startReplica } from './replica/web.js';
import { SARIF_LOG } from './surfaces/sarif-shape.js';
import { readWacz } from './tasks/exported.js';

const SHIPPED = join(import.meta.dirname, '../sources.json');
const watch = parseWatchlist(readFileSync(SHIPPED, 'utf8'), 'sources.json');

describe('citewatch on the shipped sources.json, over four nights of the replica', () => {
  const folder = emptyFolder();
  let replica: Replica;
  let sink: SmtpSink;
  let web: readonly string[];
  const check = (night: number, ...more: readonly string[]) => {
    replica.setNight(night);
    const now = `2025-10-2${night}T02:00:00Z`;
    return citewatch(
      ['check', '--json', '--archive', 'none', '--host-delay', '0', '--now', now, ...web, ...more],
      folder,
    );
  };

  beforeAll(async () => {
    copyFileSync(SHIPPED, join(folder, 'sources.json'));
    replica = await startReplica(watch);
    sink = await startSmtpSink();
    web = [
      '--cacert',
      replica.caFile,
      ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
    ];
  });
  afterAll(async () => {
    await replica.close();
    await sink.close();
  });

  it('gives 34 verdicts: every source with an address alive, every passage intact, the others without an address', async () => {
    const { code, out, err } = await check(1);
    expect(code, err).toBe(0);
    const run = JSON.parse(out) as Run;
    expect(run.schema).toBe('citewatch.run/1');
    expect(run.run).toMatchObject({ id: 1, online: true, sources: 34, citations: 44, quotes: 45 });
    expect(run.sources.map((s) => s.id)).toEqual(watch.sources.map((s) => s.id));
    expect(run.sources.filter((s) => s.link.status === 'no-url')).toHaveLength(14);
    for (const source of run.sources.filter((s) => s.url !== null)) {
      expect(source.link.status, source.id).toBe('alive');
      for (const quote of source.citations.flatMap((c) => c.quotes))
        expect(quote.verdict, quote.id).toBe('intact');
    }
    expect(JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8'))).toEqual(run);
  });

  it('has exactly the shape that scripts rely on', async () => {
    const run = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')) as Run;
    const keys = (value: object | undefined): readonly string[] => Object.keys(value ?? {});
    const tip = run.sources.find((s) => s.id === 'usdos-tip-2024-china');
    expect(keys(run)).toEqual(expect.arrayContaining(['schema', 'run', 'sources', 'findings']));
    expect(keys(run.run)).toEqual(
      expect.arrayContaining([
        'id',
        'startedAt',
        'finishedAt',
        'online',
        'sources',
        'citations',
        'quotes',
        'requests',
        'bytes',
      ]),
    );
    expect(keys(tip)).toEqual(
      expect.arrayContaining([
        'id',
        'url',
        'finalUrl',
        'witness',
        'link',
        'content',
        'edition',
        'archive',
        'citations',
      ]),
    );
    expect(keys(tip?.link)).toEqual(
      expect.arrayContaining([
        'status',
        'by',
        'http',
        'reason',
        'hops',
        'failures',
        'confirmed',
        'since',
      ]),
    );
    expect(keys(tip?.content)).toEqual(expect.arrayContaining(['change', 'sha256', 'textSha256']));
    expect(keys(tip?.citations[0])).toEqual(
      expect.arrayContaining(['id', 'section', 'currency', 'quotes']),
    );
    expect(keys(tip?.citations[0]?.quotes[0])).toEqual(
      expect.arrayContaining(['id', 'verdict', 'tier', 'similarity', 'found', 'diff', 'link']),
    );
    expect(tip?.edition.newer[0]?.quotes).toEqual([
      expect.objectContaining({ verdict: 'altered' }),
    ]);
    expect(keys(run.findings[0])).toEqual(
      expect.arrayContaining([
        'id',
        'source',
        'citation',
        'kind',
        'severity',
        'state',
        'since',
        'message',
        'action',
      ]),
    );
  });

  it('tells what happens on the second and third night, and fails for it', async () => {
    const second = await check(2);
    expect(second.code, second.err).toBe(2);
    const altered = (JSON.parse(second.out) as Run).findings.filter(
      (f) => f.kind === 'passage-altered',
    );
    expect(altered).toMatchObject([
      { source: 'aljazeera-2022-xi-anti-graft', severity: 'high', state: 'new' },
    ]);
    const nca = (JSON.parse(second.out) as Run).sources.find(
      (s) => s.id === 'nca-2023-modern-slavery',
    );
    expect(nca?.content.change).toBe('cosmetic');
    const walls = (JSON.parse(second.out) as Run).sources.filter(
      (s) => s.link.status === 'blocked',
    );
    expect(walls.map((s) => s.publisher)).toEqual(Array(3).fill('Transparency International'));
    const third = JSON.parse((await check(3)).out) as Run;
    const fresh = (id: string) =>
      third.findings.filter((f) => f.source === id && f.state === 'new');
    const kinds = (id: string) => fresh(id).map((f) => f.kind);
    expect(kinds('dfat-2024-china-cir')).toEqual(['edition-replaced-in-place']);
    const explained = fresh('dfat-2024-china-cir')[0]?.consequences?.map((f) => f.kind);
    expect(explained).toContain('passage-missing');
    expect(kinds('ukho-cpin-china-modern-slavery')).toContain('edition-withdrawn');
    expect(kinds('chinadaily-2020-online-loan-sharks')).toEqual(['source-gone']);
  });

  it('mails a digest once, and has nothing to say when nothing changed', async () => {
    const mail = {
      SMTP_URL: sink.url,
      MAIL_FROM: 'citewatch@asylos.example',
      MAIL_TO: 'a@asylos.example, b@asylos.example',
    };
    const first = await citewatch(['digest', '--send'], folder, mail);
    expect(first.code, first.err).toBe(0);
    expect(sink.messages).toHaveLength(2);
    expect(sink.messages[0]?.subject).toMatch(/^China report: 8 citations: Passage changed \(1\)/u);
    const second = await citewatch(['digest', '--send'], folder, mail);
    expect(second).toMatchObject({ code: 0, err: expect.stringContaining('nothing to say') });
    expect(sink.messages).toHaveLength(2);
  });

  it('mails whom it can where an entry of subscribers.json makes no sense, and nobody where none does', async () => {
    const from = 'bot@asylos.example';
    const bad = { address: 'c@asylos.example', send: 'daily', hour: 99 };
    const place = (...subscribers: readonly object[]) =>
      writeFileSync(join(folder, 'subscribers.json'), JSON.stringify({ from, subscribers }));
    place(bad, { address: 'd@asylos.example' });
    const before = sink.messages.length;
    const some = await citewatch(['digest', '--send'], folder, { SMTP_URL: sink.url });
    expect(some).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^subscribers\.json:1:\d+: "hour" must/mu),
    });
    expect(sink.messages.slice(before).map(({ to }) => [to].flat()[0]?.text)).toEqual([
      'd@asylos.example',
    ]);
    place(bad);
    expect((await citewatch(['digest', '--send'], folder, { SMTP_URL: sink.url })).code).toBe(3);
    rmSync(join(folder, 'subscribers.json'));
    expect(sink.messages).toHaveLength(before + 1);
  });

  it('shows a source’s life, what changed in it, and an earlier run again', async () => {
    const source = 'aljazeera-2022-xi-anti-graft';
    const history = await citewatch(['history', source], folder);
    expect(
      history.out.split('\n').filter((line) => /\d{4}/.test(line)).length,
    ).toBeGreaterThanOrEqual(3);
    const diff = await citewatch(['diff', source, '--from', '1', '--to', '2'], folder);
    expect(diff.out.replace(/\s+/g, ' ')).toContain('[-4.4-] {+4.7+}');
    const report = await citewatch(['report', '--run', '1', '--format', 'json'], folder);
    expect(JSON.parse(report.out)).toMatchObject({ run: { id: 1 } });
    for (const format of ['html', 'md', 'csv', 'feed']) {
      const again = await citewatch(['report', '--format', format], folder);
      expect(again.code, again.err).toBe(0);
      expect(again.out.length).toBeGreaterThan(1000);
    }
  });

  it('records a decision in sources.json, after which the finding does not alert', async () => {
    const source = 'usdos-tip-2024-china';
    const ack = await citewatch(
      ['ack', source, '--about', 'edition-newer', '--reason', 'only 2024 says "PRC victims"'],
      folder,
    );
    expect(ack.code, ack.err).toBe(0);
    const run = JSON.parse((await check(4)).out) as Run;
    expect(run.findings.find((f) => f.source === source && f.kind === 'edition-newer')?.state).toBe(
      'acknowledged',
    );
    const again = await citewatch(
      ['ack', source, '--about', 'edition-newer', '--reason', 'x', '--until', 'yesterday'],
      folder,
    );
    expect(again).toMatchObject({ code: 3, err: expect.stringContaining('yesterday') });
  });

  it('hands out of every source of a series a WACZ by its specification, which shows the passages when it is replayed', async () => {
    const db = join(folder, '.citewatch/citewatch.db');
    const store = await openRecords(db);
    const places = {
      store,
      evidence: evidenceBeside(db),
      now: () => new Date('2025-10-25T00:00:00Z'),
    };
    const issues = watch.sources.filter(({ series, url }) => series !== null && url !== null);
    expect(issues.length).toBeGreaterThan(5);
    try {
      for (const source of issues)
        for (const all of [false, true]) {
          const order = { source: source.id, all, by: null, program: 'citewatch' };
          const to = join(folder, `filed-${source.id}-${all}`);
          const { passages } = await exportExhibit(
            ENGLISH,
            { ...places, thought: thoughtIn(onThisThread) },
            { ...order, to },
          );
          const { problems, answers, pages } = await readWacz(join(to, `${source.id}.wacz`));
          expect([source.id, ...problems]).toEqual([source.id]);
          expect(passages?.stand, source.id).toBe(passages?.of);
          // What the first page of the archive leads to, or, where that refers to bytes, what holds them.
          const [first] = pages;
          const shown = answers.find(
            ({ url, at }) => url === first.url && first.ts.replace(/\D/g, '').startsWith(at),
          );
          const held = answers.find(
            ({ type, payloadDigest }) =>
              type === 'response' && payloadDigest === shown?.payloadDigest,
          );
          const { body, url, contentType } = held ?? expect.fail(source.id);
          const document = await extract(body, { contentType, url: url ?? '' });
          const text = letters(visibleText(document));
          expect(
            partsOf(watch, source).filter((quote) => !text.includes(quote)),
            source.id,
          ).toEqual([]);
          const heard = ask(
            { place: { kind: 'copy', by: 'the archive' }, url: url ?? '', document },
            usesOf(source, watch),
          );
          expect([source.id, carriesAll(heard)]).toEqual([source.id, true]);
        }
    } finally {
      await store.close();
    }
  });

  it('judges the stored captures again without the web, and proves that they were not altered', async () => {
    const { code, out, err } = await citewatch(
      ['check', '--from-evidence', '--json', '--now', '2025-10-24T02:00:00Z'],
      folder,
    );
    expect(code, err).toBe(2);
    const run = JSON.parse(out) as Run;
    expect(run.sources).toHaveLength(34);
    expect(run.sources.filter((s) => s.link.status === 'alive')).toHaveLength(20);
    const intact = run.sources
      .flatMap((s) => s.citations)
      .flatMap((c) => c.quotes)
      .filter((q) => q.verdict === 'intact');
    expect(intact.length).toBeGreaterThan(20);
    expect((await citewatch(['evidence', 'verify'], folder)).code).toBe(0);
    const file = join(folder, '.citewatch/evidence/run-000001.warc.gz');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    writeFileSync(file, bytes);
    const damaged = await citewatch(['evidence', 'verify'], folder);
    expect(damaged.code).toBe(1);
    expect(damaged.out + damaged.err).toContain('run-000001.warc.gz');
  });

  it('prints annotations and a job summary where GitHub Actions listens', async () => {
    const summary = join(folder, 'summary.md');
    const { out } = await citewatch(
      [
        'check',
        '--archive',
        'none',
        '--host-delay',
        '0',
        '--now',
        '2025-10-25T02:00:00Z',
        '--fail-on',
        'never',
        '--db',
        'anew.db',
        '--sarif',
        'ci/found.sarif',
        '--junit',
        'ci/tests.xml',
        ...web,
      ],
      folder,
      { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, CI: 'true' },
    );
    expect(out).toMatch(/^::\w+ file=sources\.json,line=\d+/m);
    expect(
      SARIF_LOG.parse(JSON.parse(readFileSync(join(folder, 'ci/found.sarif'), 'utf8'))).runs,
    ).toHaveLength(1);
    expect(readFileSync(join(folder, 'ci/tests.xml'), 'utf8').match(/<testcase /g)).toHaveLength(
      45,
    );
    expect(readFileSync(summary, 'utf8')).toContain('#');
  });
});

describe('bad input', () => {
  it('lists every problem of a file broken in ten ways, with its place, and exits with 3', async () => {
    const folder = emptyFolder();
    const lines = readFileSync(SHIPPED, 'utf8').split('\n');
    const breakLine = (what: RegExp, from: string | RegExp, to: string): number => {
      const at = lines.findIndex((line) => what.test(line) && line !== line.replace(from, to));
      lines[at] = (lines[at] as string).replace(from, to);
      return at + 1;
    };
    const broken = [
      breakLine(/"id": "ASI2025-01\/2"/, 'ASI2025-01/2"', 'ASI2025-01/1"'),
      breakLine(
        /"source": "reuters-2020/,
        'reuters-2020-private-lending-rate',
        'reuters-2020-privat-lending-rate',
      ),
      breakLine(/"accessed": "2025-03-25"/, '2025-03-25', '2025-02-30'),
      breakLine(/"accessed": "2025-03-01"/, '"accessed"', '"acessed"'),
      breakLine(/"url": "https:\/\/www.aljazeera/, 'https://', 'htp:/'),
      breakLine(/"published": "2024-04-23"/, '2024-04-23', 'April 2024'),
      breakLine(/"series": "usdos-ics"/, 'usdos-ics', 'usdos-icx'),
      breakLine(/"every": "1y"/, '1y', 'yearly'),
      breakLine(/"about": "edition-newer"/, 'edition-newer', 'edition-new'),
      breakLine(/"pattern": "https/, '{edition}', '{year}'),
    ];
    writeFileSync(join(folder, 'sources.json'), lines.join('\n'));
    const { code, out, err } = await citewatch(['check'], folder);
    expect(code).toBe(3);
    expect(out).toBe('');
    const places = [...err.matchAll(/^sources\.json:(\d+):\d+: .+/gm)].map((m) => Number(m[1]));
    expect(places, err).toEqual([...broken].sort((a, b) => a - b));
    expect(err).toContain('10 problems');
    expect(err).toContain('did you mean "accessed"?');
  });

  it('tells the problems of the options and of the file together', async () => {
    const { code, err } = await citewatch(
      ['check', '--sources', 'none.json', '--retries', 'many'],
      emptyFolder(),
    );
    expect(code).toBe(3);
    expect(err).toContain('--retries');
    expect(err).toContain('none.json: there is no such file');
  });

  it.each([[['chek']], [['check', '--jsn']], [['report', '--format', 'pdf']], [['ack']]])(
    'exits with 3 for %j',
    async (args) => {
      expect((await citewatch(args, emptyFolder())).code).toBe(3);
    },
  );

  it('exits with 1 when the store is no store', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'x.db'), 'not a database, but a letter '.repeat(100));
    expect(await citewatch(['report', '--db', 'x.db'], folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('x.db'),
    });
  });

  it('explains itself', async () => {
    const { code, out } = await citewatch(['check', '--help'], emptyFolder());
    expect(code).toBe(0);
    for (const option of [
      '--sources',
      '--db',
      '--json',
      '--only',
      '--fail-on',
      '--connect-to',
      '--cacert',
      '--stale-after',
    ])
      expect(out).toContain(option);
  });
});

describe('watch', () => {
  it('checks on its schedule, one run at a time, and stops cleanly when asked to', async () => {
    const folder = emptyFolder();
    writeFileSync(
      join(folder, 'sources.json'),
      JSON.stringify({
        reports: [],
        sources: [{ id: 'a', publisher: 'p', title: 't', url: 'http://127.0.0.1:1/' }],
        series: [],
      }),
    );
    const args = [
      'watch',
      '--archive',
      'none',
      '--cron',
      '* * * * * *',
      '--retries',
      '0',
      '--host-delay',
      '0',
      '--allow-private',
    ];
    const { child, ended } = start(args, {
      cwd: folder,
      onErr: (text) => {
        if (text.includes('1/1')) setTimeout(() => child.kill('SIGTERM'), 1500);
      },
    });
    const { code, err } = await ended;
    expect(code, err).toBe(0);
    expect(err).toContain('next check');
    expect(err).not.toContain('failed');
    expect(existsSync(join(folder, 'reports/latest.json'))).toBe(true);
    expect((await citewatch(['watch', '--cron', 'soon'], folder)).code).toBe(3);
  });
});
