import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Watchlist } from '../../src/model/watchlist.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { emptyFolder, start } from '../command-line.js';
import { type Replica, startReplica } from '../replica/web.js';
import { run } from './run.js';

const ROOT = join(import.meta.dirname, '../..');
/** As it is shipped: pages are read in a thread, which runs what was built. */
const { addAdd } = (await import(
  join(ROOT, 'dist/commands/set-up.js')
)) as typeof import('../../src/commands/set-up.js');

const SHIPPED = JSON.parse(readFileSync(join(ROOT, 'sources.json'), 'utf8')) as Watchlist;
const TIP = 'https://www.state.gov/reports/2024-trafficking-in-persons-report/china/';
const PASSAGE =
  SHIPPED.reports[0]?.citations.find(({ source }) => source === 'usdos-tip-2024-china')?.quotes[0]
    ?.text ?? '';

let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(SHIPPED);
});
afterAll(() => replica.close());

/** Adds to the `sources.json` of a folder. */
function add(folder: string, url: string, quote: string, ...more: readonly string[]) {
  const web = [
    ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
    '--cacert',
    replica.caFile,
  ];
  const how = [
    '--archive',
    'none',
    '--host-delay',
    '0',
    '--retries',
    '0',
    '--now',
    '2025-03-26T02:00:00Z',
  ];
  const files = ['--sources', join(folder, 'sources.json'), '--db', join(folder, 'citewatch.db')];
  return run(addAdd, ['add', url, '--quote', quote, ...files, ...web, ...how, ...more]);
}

const sourcesIn = (folder: string): Watchlist =>
  JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8')) as Watchlist;

describe('citewatch add', () => {
  it('keeps the page behind an archived copy as the address, and the copy beside it', async () => {
    const folder = emptyFolder();
    const capture = `https://web.archive.org/web/20240701120000/${TIP}`;
    const { code } = await add(folder, capture, PASSAGE, '--report', 'R1');
    expect(code).toBe(0);
    expect(sourcesIn(folder).sources).toMatchObject([
      {
        publisher: 'state.gov',
        url: TIP,
        published: '2024-06-24',
        copies: [{ url: capture, by: 'web.archive.org' }],
      },
    ]);
    const later = capture.replace('20240701', '20250101');
    const again = await add(folder, later, PASSAGE, '--report', 'R1', '--section', '2');
    expect(again.code).toBe(0);
    const { sources } = sourcesIn(folder);
    expect(sources).toHaveLength(1);
    expect(sources[0]?.copies.map(({ url }) => url)).toEqual([capture, later]);
    await expect(add(folder, TIP, PASSAGE, '--report', 'R1', '--section', '2')).rejects.toThrow(
      'is quoted of',
    );
  });

  it('writes a quotation that stands, with what the page says of itself, and records the visit', async () => {
    const folder = emptyFolder();
    const asked = replica.requests.length;
    const { code, out } = await add(folder, TIP, PASSAGE, '--report', 'R1', '--section', '7b');
    expect(out).toContain('Quotation: stands word for word.');
    expect(out).toContain('The page names no publisher: its host stands for it.');
    expect(code).toBe(0);
    const { reports, sources } = sourcesIn(folder);
    expect(sources).toMatchObject([
      {
        publisher: 'state.gov',
        url: TIP,
        published: '2024-06-24',
        lang: 'en-US',
        series: 'usdos-tip',
      },
    ]);
    expect(reports[0]?.citations).toMatchObject([
      {
        id: 'R1/1',
        source: sources[0]?.id,
        section: '7b',
        accessed: '2025-03-26',
        quotes: [{ text: PASSAGE }],
      },
    ]);
    expect(
      replica.requests.slice(asked).filter(({ path }) => path === new URL(TIP).pathname),
    ).toHaveLength(1);
    const store = openStore(join(folder, 'citewatch.db'));
    expect(await store.life(sources[0]?.id ?? '')).toHaveLength(1);
    await store.close();
  });

  it('names the series and the edition of what it adds, and what there is to mend, as an import does', async () => {
    const folder = emptyFolder();
    const note = SHIPPED.sources.find(({ id }) => id === 'ukho-cpin-china-modern-slavery');
    const cited = SHIPPED.reports[0]?.citations.find(({ source }) => source === note?.id);
    const { out } = await add(
      folder,
      note?.url ?? '',
      cited?.quotes[0]?.text ?? '',
      '--report',
      'R1',
      '--anyway',
    );
    expect(out).toMatch(
      / {2}Series: uk-cpin\S*, October 2024\. A newer edition will be looked for\./,
    );
    expect(sourcesIn(folder).sources[0]?.series).toBe('uk-cpin');
    const article = await add(
      folder,
      TIP.replace('persons-report/china', 'persons-report/about-it/china'),
      PASSAGE,
      '--anyway',
    );
    expect(article.out).not.toContain('Series:');
    expect(article.out).toMatch(/\d things? to mend in the citations themselves/);
  });

  it('takes the language of a page that says none from the quotation, in any script', async () => {
    const folder = emptyFolder();
    const gone = TIP.replace('china', 'no-such-place');
    await add(
      folder,
      gone,
      '警方拘留了两名记者，他们的家人没有得到通知。',
      '--report',
      'R1',
      '--anyway',
    );
    expect(sourcesIn(folder).sources[0]?.lang).toBe('zh-Hans');
  });

  it('fills in the address of a source of its name that has none', async () => {
    const folder = emptyFolder();
    await add(folder, TIP, PASSAGE, '--report', 'R1');
    const file = join(folder, 'sources.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(`"url": "${TIP}"`, '"url": null').replace(/,\s*"addressFrom": "seen"/, ''),
    );
    const { out } = await add(folder, TIP, PASSAGE, '--section', '9');
    expect(out).toContain('in the file already, without an address');
    expect(sourcesIn(folder).sources.map(({ url }) => url)).toEqual([TIP]);
  });

  it('adds the citation only where the address is known, and leaves the rest of the file byte for byte', async () => {
    const folder = emptyFolder();
    const text =
      '{ "reports": [{ "id": "R", "title": "T", "citations": [] }],\n  "sources": [\n    { "id": "tip", "publisher": "P", "title": "T",\n      "url": "URL" } ] }\n';
    const before = text.replace('URL', TIP);
    writeFileSync(join(folder, 'sources.json'), before);
    const { out } = await add(folder, TIP.replace('https://www.', 'http://'), PASSAGE);
    expect(out).toContain('in the file already: only the citation is new');
    const after = readFileSync(join(folder, 'sources.json'), 'utf8');
    expect(after).toContain(before.slice(before.indexOf('"sources"')));
    expect(sourcesIn(folder).reports[0]?.citations.map(({ id, source }) => [id, source])).toEqual([
      ['R/1', 'tip'],
    ]);
  });

  it('writes nothing where a word differs, and shows the difference; --anyway writes it', async () => {
    const folder = emptyFolder();
    const forged = PASSAGE.replace('reducing access', 'improving access');
    expect(forged).not.toBe(PASSAGE);
    const { code, out } = await add(folder, TIP, forged, '--report', 'R1');
    expect(code).toBe(2);
    expect(out).toContain('[-improving-] {+reducing+}');
    expect(out).toContain('Nothing written.');
    expect(existsSync(join(folder, 'sources.json'))).toBe(false);
    expect(existsSync(join(folder, 'citewatch.db'))).toBe(false);
    expect((await add(folder, TIP, forged, '--report', 'R1', '--anyway')).code).toBe(0);
    expect(sourcesIn(folder).sources[0]?.note).toContain('not seen to stand');
  });

  it('keeps an address without what led there, and says so', async () => {
    const led = `https://www.google.com/url?q=${encodeURIComponent(`${TIP}?utm_source=mail`)}&sa=D`;
    for (const pasted of [
      led,
      ` ${TIP} `,
      `<${TIP}>`,
      `${TIP}#:~:text=a`,
      `${TIP}?utm_source=mail&fbclid=1`,
    ]) {
      const folder = emptyFolder();
      const { out } = await add(folder, pasted, PASSAGE, '--report', 'R1');
      expect(out.replace(/\s+/gu, ' ')).toContain(`Asked and kept without what led there: ${TIP}`);
      expect(sourcesIn(folder).sources[0]?.url).toBe(TIP);
    }
    const plain = await add(emptyFolder(), TIP, PASSAGE, '--report', 'R1');
    expect(plain.out).not.toContain('what led there');
    const doi = await add(
      emptyFolder(),
      '10.1093/ijrl/eeae012',
      PASSAGE,
      '--report',
      'R1',
      '--anyway',
    );
    expect(doi.out).toContain('https://doi.org/10.1093/ijrl/eeae012');
    expect(doi.out).not.toContain('what led there');
  });

  it('refuses what the report quotes of it in that section already, and takes it in another one', async () => {
    const folder = emptyFolder();
    await add(folder, TIP, PASSAGE, '--report', 'R1');
    const asked = replica.requests.length;
    const failed = await add(folder, `${TIP}?utm_source=x`, `“${PASSAGE}”`).catch((error) => error);
    expect(failed.problems[0].message).toContain('already: citation R1/1');
    expect(replica.requests.length).toBe(asked);
    expect((await add(folder, TIP, PASSAGE, '--section', '9')).code).toBe(0);
    expect(sourcesIn(folder).reports[0]?.citations.map(({ id }) => id)).toEqual(['R1/1', 'R1/2']);
  });

  it('reads the quotation from standard input', async () => {
    const { child, ended } = start(['add', 'nowhere', '--quote', '-', '--report', 'R'], {
      cwd: emptyFolder(),
    });
    child.stdin?.end(' \n');
    expect((await ended).err).toContain('--quote: must not be empty');
  });

  it('takes the day from a PDF, which states a moment', async () => {
    const folder = emptyFolder();
    const url = 'https://www.dfat.gov.au/sites/default/files/country-information-report-china.pdf';
    const { reports } = SHIPPED;
    const cited = reports[0]?.citations.find(({ source }) => source === 'dfat-2024-china-cir');
    const { code } = await add(folder, url, cited?.quotes[0]?.text ?? '', '--report', 'R1');
    expect(code).toBe(0);
    expect(sourcesIn(folder).sources[0]?.published).toBe('2024-12-27');
  });

  it('says what happened at an address that is dead', async () => {
    const folder = emptyFolder();
    const { code, out } = await add(folder, `${TIP}nowhere`, PASSAGE, '--report', 'R1');
    expect(code).toBe(2);
    expect(out).toMatch(/Address: gone\. .*404/);
    expect(out).toContain('Quotation: answered 404');
  });

  it.each([
    [TIP, [], 'citewatch init makes one'],
    ['state.gov', ['--report', 'R'], 'URL: must be an absolute'],
    [TIP, ['--report', 'R', '--original', '人'], '--original: say its language with --lang'],
    [TIP, ['--report', 'R', '--accessed', 'today'], '--accessed: must be'],
  ])('refuses %s %j', async (url, more, words) => {
    const failed = await add(emptyFolder(), url, PASSAGE, ...more).catch((error) => error);
    const [{ file, message }] = failed.problems;
    expect(`${file}: ${message}`).toContain(words);
  });
});
