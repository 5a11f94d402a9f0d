import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingSchema } from '../../src/exports/verdicts.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { type Replica, startReplica } from '../replica/web.js';
import { serve } from '../web/servers.js';
import { page } from '../world.js';
import { agentIn, CLI } from './agent.js';

const SHIPPED = JSON.parse(readFileSync(join(import.meta.dirname, '../../sources.json'), 'utf8'));
const [PRINTED] = SHIPPED.reports;
/** Al Jazeera's article, which is edited on the second night, two others, and one without an address. */
const CITED = ['ASI2025-01/20', 'ASI2025-01/33', 'ASI2025-01/36', 'ASI2025-01/3'];
const citations = PRINTED.citations
  .filter(({ id }: { id: string }) => CITED.includes(id))
  .map((one: { id: string }) => ({
    ...one,
    accessed: one.id.endsWith('/33') ? '2025-01-15' : '2025-09-20',
  }));
const sources = SHIPPED.sources
  .filter(({ id }: { id: string }) =>
    citations.some(({ source }: { source: string }) => source === id),
  )
  .map((one: object) => ({ ...one, series: null }));
const LIST = {
  ...SHIPPED,
  series: [],
  sources,
  decisions: [],
  reports: [{ ...PRINTED, citations }],
};
const EDITED = citations.find(({ id }: { id: string }) => id === 'ASI2025-01/20');
const { url: EDITED_URL } = sources.find(({ id }: { id: string }) => id === EDITED.source);

type Agent = Awaited<ReturnType<typeof agentIn>>;

describe('citewatch mcp on the second night of the replica', () => {
  const folder = emptyFolder();
  const [file, latest] = [join(folder, 'sources.json'), join(folder, 'reports/latest.json')];
  const open = (path = latest) =>
    JSON.parse(readFileSync(path, 'utf8'))
      .findings.filter(({ state }: { state: string }) => state === 'new' || state === 'open')
      .map(({ id }: { id: string }) => id);
  const idsOf = (facts: { readonly findings: readonly { readonly id: string }[] }) =>
    facts.findings.map(({ id }) => id);
  let replica: Replica;
  let web: readonly string[];
  let reader: Agent;
  let writer: Agent;
  /** The tools' own options: the night that they ask on is the second one. */
  const options = () => [...web, '--now', '2025-10-22T02:00:00Z'];

  beforeAll(async () => {
    writeFileSync(file, `${JSON.stringify(LIST, null, 2)}\n`);
    replica = await startReplica(SHIPPED);
    web = [
      ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
      '--cacert',
      replica.caFile,
      '--archive',
      'none',
      '--host-delay',
      '0',
    ];
    const night = ['check', ...web, '--fail-on', 'never', '--now', '2025-10-21T02:00:00Z'];
    const { code, err } = await citewatch(night, folder);
    expect(code, err).toBe(0);
    replica.setNight(2);
    [reader, writer] = await Promise.all([
      agentIn(folder, options()),
      agentIn(folder, [...options(), '--write']),
    ]);
  });
  afterAll(async () => {
    await reader.close();
    await writer.close();
    await replica.close();
  });

  it('verify_quote says what verify says', async () => {
    const quote = EDITED.quotes[0].text;
    const { said, facts } = await reader.call('verify_quote', { url: EDITED_URL, quote });
    const line = ['verify', EDITED_URL, '--quote', quote, '--json', ...options()];
    const [shown] = JSON.parse((await citewatch(line, folder)).out).citations[0].quotes;
    expect(said).toBe('Passage: stands with other words. Address: opens.');
    expect(facts.quote).toMatchObject({
      verdict: 'altered',
      similarity: shown.similarity,
      reason: shown.reason,
    });
    expect(facts.quote.diff.map(({ op }: { op: string }) => op)).toEqual(
      shown.diff.map(({ op }: { op: string }) => op),
    );
  });

  it('verify_quote asks a dead page again, once', async () => {
    let asked = 0;
    const { origin } = await serve((_, response) => {
      asked++;
      response.writeHead(404).end();
    });
    const how = [
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
    const agent = await agentIn(folder, how);
    const { facts } = await agent.call('verify_quote', {
      url: `${origin}/gone`,
      quote: 'A passage that stood here.',
    });
    expect([asked, facts.quote.reason]).toEqual([
      2,
      expect.stringContaining('answered 404 twice, 1 second apart'),
    ]);
    await agent.close();
  });

  it('verify_quote reads files of the folder, and tells of no other whether it is there', async () => {
    const quote = 'The court of the first district heard 90 cases in that year.';
    writeFileSync(join(folder, 'saved.html'), page(quote));
    symlinkSync(
      join(import.meta.dirname, '../fixtures/exact-plain.html'),
      join(folder, 'away.html'),
    );
    const verdictOn = async (words: string) =>
      (await reader.call('verify_quote', { file: 'saved.html', quote: words })).facts.quote.verdict;
    expect(await verdictOn(quote)).toBe('intact');
    expect(await verdictOn(quote.replace('90', '19'))).toBe('altered');
    const outside = [
      'away.html',
      '../x.html',
      '/etc/hostname.html',
      'sources.json',
      'nothing.html',
      '.',
    ];
    for (const other of outside) {
      const { isError, said } = await reader.call('verify_quote', { file: other, quote });
      expect({ other, isError, said }).toEqual({
        other,
        isError: true,
        said: expect.stringMatching(/^file: is no HTML/u),
      });
    }
  });

  it('check_report tells the last night, a look that nobody keeps, and records a night where it may', async () => {
    const before = readFileSync(latest, 'utf8');
    const last = await reader.call('check_report', {});
    expect(idsOf(last.facts)).toEqual(open());
    expect(last.said).toMatch(
      / open \(\d high, \d medium, \d low\), by run 1 on 21 October 2025\.$/u,
    );

    const heard: number[] = [];
    const onprogress = ({ progress }: { readonly progress: number }) => heard.push(progress);
    const asked = await reader.call('check_report', { ask: true }, { onprogress });
    expect(heard.length).toBeGreaterThanOrEqual(sources.length - 1);
    expect(asked.facts.run.recorded).toBe(false);
    expect(asked.facts.findings).toContainEqual(
      expect.objectContaining({ kind: 'passage-altered', state: 'new' }),
    );
    expect(asked.said).toContain('by a look that is not kept');
    // It remembers the night before.
    expect(asked.facts.findings.map(({ state }: { state: string }) => state)).toContain('open');
    expect(readFileSync(latest, 'utf8')).toBe(before);
    expect(idsOf((await reader.call('check_report', {})).facts)).toEqual(idsOf(last.facts));

    const locked = await reader.call('check_report', { record: true });
    expect(locked).toMatchObject({
      isError: true,
      said: 'record: needs a server that was started with --write',
    });
    const recorded = await writer.call('check_report', { record: true });
    expect(recorded.facts.run).toMatchObject({ id: 2, recorded: true });
    expect(idsOf(recorded.facts).sort()).toEqual(idsOf(asked.facts).sort());
    expect(open().sort()).toEqual(idsOf(recorded.facts).sort());
  });

  it('explain_source tells what the night knows', async () => {
    const { said, facts } = await reader.call('explain_source', { source: EDITED.source });
    const entry = JSON.parse(readFileSync(latest, 'utf8')).sources.find(
      ({ id }: { id: string }) => id === EDITED.source,
    );
    expect(said).toMatch(
      /^aljazeera-2022-xi-anti-graft: address: opens; text: edited; (?:one|\d) open findings?\.$/u,
    );
    expect(facts.source.link).toEqual(entry.link);
    expect(facts.nights.map(({ content }: { content: string }) => content)).toEqual([
      'edited',
      'first-visit',
    ]);
    expect(facts.findings.every((one: unknown) => findingSchema.safeParse(one).success)).toBe(true);
    expect((await reader.call('explain_source', { source: 'nobody' })).said).toBe(
      'source: no check has looked at a source "nobody"',
    );
  });

  it('find_source says what find says, and writes nothing', async () => {
    const [{ id }] = sources.filter(({ url }: { url: string | null }) => url === null);
    const before = readFileSync(file, 'utf8');
    const { facts } = await writer.call('find_source', { source: id });
    const line = ['find', id, '--dry-run', '--json', ...web];
    expect(facts.search).toEqual(JSON.parse((await citewatch(line, folder)).out)[0]);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('propose_fix proposes, and takes a remedy where it may', async () => {
    const before = readFileSync(file, 'utf8');
    const source = citations.find(({ id }: { id: string }) => id.endsWith('/33')).source;
    const { said, facts } = await reader.call('propose_fix', { source });
    expect(said).toBe('One remedy is known, 1 proved.');
    expect(facts.remedies).toEqual([expect.objectContaining({ kind: 'accessed', proven: true })]);
    const locked = await reader.call('propose_fix', { source, apply: true });
    expect(locked).toMatchObject({
      isError: true,
      said: 'apply: needs a server that was started with --write',
    });
    const unclear = await writer.call('propose_fix', {
      source,
      remedy: 'moved:other',
      apply: true,
    });
    expect(unclear.said).toBe(`remedy: must be one of ${facts.remedies[0].id}`);
    expect(readFileSync(file, 'utf8')).toBe(before);

    const taken = await writer.call('propose_fix', { source, apply: true });
    expect(taken.facts.taken).toMatchObject({ written: true, reason: null });
    const { changes } = JSON.parse(readFileSync(file, 'utf8'));
    expect(changes).toMatchObject([
      { field: 'accessed', printed: '2025-01-15', decided: '2025-10-22', state: 'taken' },
    ]);
    expect((await citewatch(['undo'], folder)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

it('ends with its input in the middle of a night, which the next check takes up; its output was the protocol alone', async () => {
  const folder = emptyFolder();
  let asked = (): void => {};
  const reached = new Promise<void>((resolve) => {
    asked = resolve;
  });
  // One page comes, the other never does.
  const { origin } = await serve(({ url }, response) => {
    if (url === '/slow') return asked();
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page('A passage that stands here and nowhere else.'));
  });
  const pages = ['/a', '/slow'].map((path, i) => ({
    ...sources[0],
    id: `s${i}`,
    url: origin + path,
    copies: [],
  }));
  const uses = pages.map(({ id }, i) => ({ ...citations[0], id: `r/${i + 1}`, source: id }));
  const list = { ...LIST, sources: pages, reports: [{ ...PRINTED, citations: uses }] };
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(list));
  const options = ['--allow-private', '--archive', 'none', '--host-delay', '0', '--per-host', '2'];
  const child = spawn(process.execPath, [CLI, 'mcp', '--write', ...options], { cwd: folder });
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data;
  });
  const clientInfo = { name: 'test', version: '0' };
  for (const message of [
    {
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
    },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/call', params: { name: 'check_report', arguments: { record: true } } },
  ])
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  child.stdin.write('no protocol\n');
  await reached;
  child.stdin.end();
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  const lines = out.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).jsonrpc)).toEqual(lines.map(() => '2.0'));
  expect(existsSync(join(folder, 'reports'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  const next = await citewatch(
    ['check', ...options, '--timeout', '500', '--retries', '0', '--json'],
    folder,
  );
  expect(JSON.parse(next.out).run).toMatchObject({ id: 1, sources: 2 });
});
