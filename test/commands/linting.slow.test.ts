import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addLint } from '../../src/commands/set-up.js';
import type { Document } from '../../src/model/document.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { citewatch, emptyFolder, start } from '../command-line.js';
import { CLEAN } from '../manuscript/lint/clean-report.js';
import { quoteOf } from '../manuscript/samples.js';
import { HOUR, night, readingOf, runOf, verdictOf, visitOf } from '../store/samples.js';
import { SARIF_LOG } from '../surfaces/sarif-shape.js';
import { run } from './run.js';

const LIST = join(import.meta.dirname, '../../sources.json');
const folder = emptyFolder();
const lint = (...args: readonly string[]) => run(addLint, ['lint', '--now', '2025-10-01', ...args]);

/** A list with one citation in which nothing is wrong, and what is changed in it. */
function listWith(change: object = {}, more: object = {}): string {
  const path = join(folder, 'sources.json');
  const citation = {
    id: 'r/1',
    source: 's',
    accessed: '2025-09-01',
    cited: 'Publisher, “Title”, 3 May 2024, last accessed: 1 September 2025',
    quotes: [{ text: 'The words that stand in the source.' }],
    ...change,
  };
  const source = {
    id: 's',
    publisher: 'Publisher',
    title: 'Title',
    url: 'https://example.org/title',
  };
  const reports = [{ id: 'r', title: 'Report', citations: [citation] }];
  const sources = [{ ...source, published: '2024-05-03' }];
  writeFileSync(path, JSON.stringify({ reports, sources, ...more }, null, 2));
  return path;
}

describe('citewatch lint', () => {
  it('says that nothing is wrong where nothing is', async () => {
    expect(await lint('--sources', listWith())).toEqual({
      code: 0,
      out: 'Nothing is wrong with the citations.\n',
      err: '',
    });
  });

  it('refuses a report that is not there, also where no file of it is named', async () => {
    const asked = lint('--sources', listWith({}), '--report', 'R');
    await expect(asked).rejects.toThrow('--report: unknown report "R"');
    expect((await lint('--sources', listWith({}), '--report', 'r')).code).toBe(0);
  });

  it('groups what it finds by rule, worst first, with the line and how it is mended', async () => {
    const { code, out } = await lint('--sources', LIST);
    expect(code).toBe(2);
    expect(out).toMatch(/^high {2}Quotation without a citation \(uncited-quotation, 1\)\n/);
    expect(out).toMatch(
      /section 2 · ASI2025-01\/11 · \S+sources\.json:\d+ · “Online loan sharks losing their bite”\n {4}The address says 23 January 2020/,
    );
    expect(out).toContain('Read long ago (access-stale, 31)');
    const severities = out.match(/^(?:high|medium|low)(?= )/gm) ?? [];
    const order = ['high', 'medium', 'low'];
    expect(severities).toEqual(severities.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  });

  it('says once what holds of many places, and names a source where the rule says it all', async () => {
    const { out } = await lint('--sources', LIST);
    const entry = (rule: string) =>
      out.split('\n\n').find((one) => one.includes(`(${rule}, `)) ?? '';
    expect(entry('access-stale').split('\n').length).toBeLessThan(20);
    expect(entry('access-stale')).toContain(
      '  The source was last accessed on 28 March 2025, 186 days ago.\n    ASI2025-01/2 · /3\n',
    );
    expect(entry('no-address').match(/^ {2}section .+ · “.+”$/gm)).toHaveLength(14);
    for (const one of out.split('\n\n').slice(0, -1)) {
      const said = one.split('\n').filter((line) => /^ {2,4}\S.*[.]$/u.test(line));
      if (said.length > 3) expect(new Set(said).size).toBe(said.length);
      expect(one).toMatch(/\n {2}→ .+\.\n?$/u);
    }
  });

  it.each([
    ['high', {}, 0],
    ['high', { cited: null }, 2],
    ['high', { accessed: '2025-09' }, 0],
    ['medium', { accessed: '2025-09' }, 2],
    ['never', { cited: null }, 0],
  ])('with --fail-on %s and %j ends with %i', async (failOn, change, code) => {
    expect((await lint('--sources', listWith(change), '--fail-on', failOn)).code).toBe(code);
  });

  it('finds nothing high or medium in the least file that works, as the reference has it', async () => {
    const reference = readFileSync(
      join(import.meta.dirname, '../../docs/reference/sources-json.md'),
      'utf8',
    );
    const least = /```json\n([^`]+)```/u.exec(reference)?.[1] ?? '';
    const path = join(folder, 'sources.json');
    const rules = async (text: string) => {
      writeFileSync(path, text);
      const { out } = await lint('--sources', path, '--json', '--now', '2026-12-01T00:00:00Z');
      const lints = JSON.parse(out).lints as readonly { rule: string; severity: string }[];
      return lints.filter(({ severity }) => severity !== 'low').map(({ rule }) => rule);
    };
    expect(await rules(least)).toEqual([]);
    // Without the day as well nothing is said of a line that the report may have.
    expect(await rules(least.replace(/ *"accessed":.*\n/u, ''))).toEqual([]);
    // Its twin: the file says that the report prints none.
    expect(await rules(least.replace('"accessed"', '"cited": null, "accessed"'))).toEqual([
      'uncited-quotation',
    ]);
  });

  it('finds nothing high or medium in a citation as add writes it; in the report’s own it does', async () => {
    const rules = async (change: object) => {
      const path = listWith({ cited: null, ...change });
      const list = JSON.parse(readFileSync(path, 'utf8'));
      list.sources[0] = {
        ...list.sources[0],
        title: 'World Report 2019',
        url: 'https://example.org/2019/05/01/title',
        lang: 'zh',
      };
      writeFileSync(path, JSON.stringify(list));
      const { out } = await lint('--sources', path, '--json');
      const lints = JSON.parse(out).lints as readonly { rule: string; severity: string }[];
      return lints.filter(({ severity }) => severity !== 'low').map(({ rule }) => rule);
    };
    expect(await rules({ added: true })).toEqual([]);
    expect(await rules({})).toEqual([
      'uncited-quotation',
      'address-date',
      'translation-unsaid',
      'edition-year',
    ]);
    // A line that was filled in later is one that can be wrong.
    expect(
      await rules({ added: true, cited: 'Publisher, “World Report 2019”, 3 May 2024' }),
    ).toContain('address-date');
  });

  it('gives the figures as JSON', async () => {
    const { out } = await lint('--sources', listWith({ accessed: '2025-09' }), '--json');
    expect(JSON.parse(out)).toMatchObject({
      schema: 'citewatch.lint/1',
      lints: [
        {
          rule: 'access-imprecise',
          severity: 'medium',
          citation: 'r/1',
          line: 7,
          why: { named: true },
        },
      ],
    });
  });

  it('knows the report’s own rules of currency and cut-off', async () => {
    const path = listWith({}, {});
    const list = (rules: object) =>
      writeFileSync(
        path,
        JSON.stringify({
          reports: [
            {
              id: 'r',
              title: 'Report',
              published: '2026-06-01',
              ...rules,
              citations: [
                {
                  id: 'r/1',
                  source: 's',
                  accessed: '2025-09-01',
                  cited: 'Publisher, “Title”, 3 May 2024',
                },
              ],
            },
          ],
          sources: [
            { id: 's', publisher: 'Publisher', title: 'Title', url: 'https://example.org/t' },
          ],
        }),
      );
    const rules = async () => {
      const { out } = await lint('--sources', path, '--json');
      return JSON.parse(out).lints.map(({ rule }: { rule: string }) => rule);
    };
    list({});
    expect(await rules()).toEqual([]);
    list({ currency: '3y', cutOff: '2025-09-01' });
    expect(await rules()).toEqual([]);
    list({ currency: '2y', cutOff: '2025-08-31' });
    expect(await rules()).toEqual(['access-after-cut-off', 'source-outdated']);
    list({ currency: '270d' });
    expect(await rules()).toEqual(['access-outdated', 'source-outdated']);
    list({ currency: '274d' });
    expect(await rules()).toEqual(['source-outdated']);
  });

  it.each([
    [{ reason: 'The newer one leaves the passage out.', until: '2026-01-01' }, []],
    [
      { reason: 'The newer one leaves the passage out.', until: '2025-09-30' },
      ['decision-expired'],
    ],
    [{ reason: 'The newer one leaves the passage out.' }, ['decision-open-ended']],
    [{ reason: 'ok', until: '2026-01-01' }, ['decision-reason']],
    [{ reason: 'The edition that is cited now.', edition: '2024' }, ['decision-idle']],
    [{ reason: 'Nobody cites it any more.', source: 'idle' }, ['decision-idle']],
  ])('looks at decisions: %j', async (change, rules) => {
    const decision = {
      source: 's',
      about: 'edition-newer',
      edition: '2025',
      keep: true,
      on: '2025-09-01',
    };
    const named = { publisher: 'Publisher', title: 'Title', published: '2024-05-03' };
    const sources = ['s', 'idle'].map((id) => ({
      ...named,
      id,
      url: `https://example.org/${id}`,
      edition: '2024',
    }));
    const path = listWith({}, { sources, decisions: [{ ...decision, ...change }] });
    const { out } = await lint('--sources', path, '--json');
    expect(JSON.parse(out).lints.map(({ rule }: { rule: string }) => rule)).toEqual(rules);
  });

  it.each([
    ['--fail-on', 'sometimes'],
    ['--stale-after', 'soon'],
    ['--now', 'tomorrow'],
  ])('refuses %s %s', async (option, value) => {
    await expect(run(addLint, ['lint', '--sources', LIST, option, value])).rejects.toThrow(option);
  });
});

describe('citewatch lint --report-file', () => {
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  /** As it is shipped: a thread reads the file. */
  const lintFile = (...args: readonly string[]) =>
    start(['lint', '--now', '2025-06-15', ...args], { cwd: folder }).ended;
  const alone = ['--sources', 'nowhere.json', '--report-file'];
  const other = written('other.md', CLEAN.replace('On 4 March 2021', 'On 14 March 2021'));

  it('looks at a report of which nothing is imported yet', async () => {
    expect(await lintFile(...alone, written('report.md', CLEAN))).toEqual({
      code: 0,
      out: 'Nothing is wrong with the citations.\n',
      err: '',
    });
  });

  it('names the paragraph of the report', async () => {
    const { code, out } = await lintFile(...alone, other);
    expect(code).toBe(2);
    expect(out).toMatch(/ {2}section 1 · paragraph \d+ · “Spring call-up begins”\n/);
  });

  it('names paragraphs once where the same holds of many', async () => {
    const late = written(
      'late.md',
      CLEAN.replaceAll(/last accessed: 1[245] May 2025/g, 'last accessed: May 2025'),
    );
    const { out } = await lintFile(...alone, late);
    expect(out).toMatch(
      / {2}The citation gives May 2025, without a day\.\n {4}paragraph \d+(?: · \d+){7,}\n/,
    );
  });

  it('names it in SARIF too', async () => {
    const { runs } = JSON.parse((await lintFile(...alone, other, '--format', 'sarif')).out);
    expect(runs[0].results[0].locations[0]).toEqual({
      physicalLocation: { artifactLocation: { uri: 'other.md' } },
      logicalLocations: [
        { fullyQualifiedName: expect.stringMatching(/^section 1, paragraph \d+$/) },
      ],
    });
  });

  it.each([
    ['nothing.docx', [], 'there is no such file'],
    ['report.rtf', [], 'no citation could be read in it'],
    ['other.md', ['--sources', LIST, '--report', 'ASI2052-01'], 'did you mean "ASI2025-01"?'],
  ])('refuses %s %j', async (name, more, words) => {
    written('report.rtf', 'Nothing is cited here.');
    const { code, err } = await lintFile(...alone, name, ...more);
    expect(err).toContain(words);
    expect(code).toBe(3);
  });
});

describe('two sources of the list at one address', () => {
  it.each([
    ['https://www.example.org/a/?utm_source=x', ['source-twice']],
    ['https://example.org/b', []],
  ])('are told: %s', async (url, rules) => {
    const named = { publisher: 'Publisher', published: '2024-05-03' };
    const sources = [
      { ...named, id: 's', title: 'Title', url: 'https://example.org/a/' },
      { ...named, id: 't', title: 'Other', url },
    ];
    const citations = sources.map(({ id, title }) => ({
      id: `r/${id}`,
      source: id,
      accessed: '2025-09-01',
      cited: `Publisher, “${title}”, 3 May 2024, last accessed: 1 September 2025`,
    }));
    const path = listWith({}, { sources, reports: [{ id: 'r', title: 'Report', citations }] });
    const { out } = await lint('--sources', path, '--json');
    expect(JSON.parse(out).lints.map(({ rule }: { rule: string }) => rule)).toEqual(rules);
  });
});

describe('citewatch lint --db', () => {
  const words = 'the courts of the capital have never heard the objectors in public before';
  const sources = ['s', 't'].map((id) => ({
    id,
    publisher: id,
    title: id,
    url: `https://example.org/${id}`,
    published: '2024-05-03',
  }));
  const citations = sources.map(({ id }) => ({
    id: `r/${id}`,
    source: id,
    accessed: '2025-09-01',
    cited: `${id}, “${id}”, 3 May 2024, last accessed: 1 September 2025`,
    quotes: [{ text: id === 's' ? words : 'The words that stand in the source.' }],
  }));

  /** What is told of the two when a night has read this of the second, and the next night nothing. */
  async function toldOf(
    name: string,
    change: Partial<Document>,
    verdict: Partial<SourceVerdict> = {},
  ): Promise<readonly object[]> {
    const db = join(folder, `${name}.db`);
    const reading = readingOf(name);
    const document = { ...reading.snapshot.document, ...change };
    const store = openStore(db);
    const first = await store.beginRun(night(1), HOUR);
    const { sha256 } = reading.snapshot;
    const read = { ...reading, snapshot: { ...reading.snapshot, document } };
    await store.keepVisit(visitOf(first.id, 't', { snapshot: sha256 }), read);
    await store.finishRun({ ...runOf(first.id), sources: [verdictOf('t')] }, []);
    const next = await store.beginRun(night(2), HOUR);
    await store.keepVisit(visitOf(next.id, 't'), null);
    await store.finishRun({ ...runOf(next.id), sources: [{ ...verdictOf('t'), ...verdict }] }, []);
    await store.close();
    const path = listWith({}, { sources, reports: [{ id: 'r', title: 'Report', citations }] });
    // Pages are looked over by threads, which start from what is built.
    const { out } = await citewatch(
      ['lint', '--now', '2025-10-01', '--sources', path, '--db', db, '--json'],
      folder,
    );
    expect(JSON.parse((await lint('--sources', path, '--json')).out).lints).toEqual([]);
    return JSON.parse(out).lints;
  }

  it('holds quotations against the texts of the other sources', async () => {
    expect(
      await toldOf('shared', { blocks: [{ text: `He said that ${words}.`, role: 'main' }] }),
    ).toMatchObject([{ rule: 'shared-text', citation: 'r/s', why: { other: 't' } }]);
  });

  it('holds the printed date against that of the page', async () => {
    const dates = { published: '2023-02-01', modified: null };
    const blocks = [{ text: '1 February 2023', role: 'main' as const }];
    expect(await toldOf('dated', { dates, blocks })).toMatchObject([
      { rule: 'page-date', citation: 'r/t' },
    ]);
  });

  it.each([
    [true, [{ rule: 'omission-weighs', citation: 'r/t', why: { words: 'not' } }]],
    [false, []],
  ])('tells what a quotation leaves out where it weighs: %j', async (weighty, told) => {
    const omitted = [{ where: 'between' as const, text: 'not', weighty }];
    const quote = { ...quoteOf('intact'), omitted };
    const citation = { id: 'r/t', report: 'r', section: null, cited: null, accessed: null };
    const verdict = { citations: [{ ...citation, currency: 'fresh' as const, quotes: [quote] }] };
    const found = await toldOf(`omitted-${weighty}`, {}, verdict);
    expect(found).toMatchObject(told);
    expect(found).toHaveLength(told.length);
  });

  it.each([
    [4, []],
    [5, [{ rule: 'no-pinpoint', citation: 'r/t', why: { pages: 5 } }]],
  ])('knows that an address leads to a PDF of %i pages', async (page, told) => {
    const blocks = [{ text: 'The words.', role: 'main' as const, page }];
    const found = await toldOf(`pdf-${page}`, { type: 'pdf', blocks });
    expect(found).toMatchObject(told);
    expect(found).toHaveLength(told.length);
  });
});

describe('its SARIF', () => {
  it('names a rule with help, a level, a message and a line for each result', async () => {
    const { out } = await lint('--sources', LIST, '--format', 'sarif');
    const log = JSON.parse(out);
    expect(SARIF_LOG.safeParse(log).error).toBeUndefined();
    const [{ tool, results }] = log.runs;
    const { rules } = tool.driver;
    expect(new Set(rules.map(({ id }: { id: string }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.shortDescription.text).toMatch(/\S/);
      expect(rule.help.text).toMatch(/\.$/);
    }
    expect(results.length).toBeGreaterThan(40);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(rules[ruleIndex].id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).toMatch(/\S/);
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri).toMatch(/sources\.json$/);
      expect(region.startLine).toBeGreaterThan(1);
    }
  });
});
