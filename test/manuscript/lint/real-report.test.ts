import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/manuscript/lint/lint.js';
import { subjectOf } from '../../../src/manuscript/lint/subject.js';
import type { LintRule } from '../../../src/model/lint.js';
import { readDraft } from '../../../src/pool/read-draft.js';
import { parseWatchlist } from '../../../src/settings/watchlist.js';

/** A report that was published in three forms; it is not part of the repository. */
const REPORT = join(import.meta.dirname, '../../../../shared/seed/ASI2025-01');
const LIST = join(import.meta.dirname, '../../../sources.json');

const IS_HERE = existsSync(`${REPORT}.md`);

describe.skipIf(!IS_HERE).each(['md', 'docx', 'pdf'])('a real report as .%s', async (form) => {
  const watch = parseWatchlist(readFileSync(LIST, 'utf8'), LIST);
  const read = IS_HERE
    ? await readDraft({ bytes: readFileSync(`${REPORT}.${form}`), name: `ASI2025-01.${form}` })
    : null;
  const draft =
    read?.kind === 'draft' ? { of: read.draft, report: watch.reports[0] ?? null } : null;
  const when = { now: new Date('2025-10-01T12:00:00Z'), staleAfter: 183 };
  const found = lint(subjectOf(watch, draft, when));
  const places = (rule: LintRule) =>
    found
      .filter(({ why }) => why.rule === rule)
      .map(({ place }) => place.citation ?? place.section);
  const reasons = (rule: LintRule) =>
    found.map(({ why }) => why).filter((why) => why.rule === rule);

  it('has a quotation without a citation', () => {
    expect(places('uncited-quotation')).toEqual(['ASI2025-01/37']);
  });

  it('has five citations whose access date is a month that no “last accessed” names', () => {
    const five = [28, 34, 39, 41, 44].map((n) => `ASI2025-01/${n}`);
    expect(places('access-imprecise')).toEqual(five);
    expect(reasons('access-imprecise')).toEqual(
      five.map(() => ({ rule: 'access-imprecise', accessed: '2025-10', named: false })),
    );
  });

  it('has an introduction that gives another date than the citation, and one that names another publisher', () => {
    expect(places('prose-date')).toEqual(['ASI2025-01/7']);
    expect(reasons('prose-publisher')).toEqual([
      {
        rule: 'prose-publisher',
        said: 'Chinese Academy of Social Sciences',
        cited: '《法学杂志》',
      },
    ]);
  });

  it('has two citations of one source that give different access dates, and none that differ in the date of publication', () => {
    const [why] = reasons('other-access');
    expect(places('other-access')).toEqual(['ASI2025-01/18']);
    expect(why).toMatchObject({
      at: { citation: 'ASI2025-01/16' },
      first: '2025-03-12',
      here: '2025-09-24',
    });
    expect(places('other-date')).toEqual([]);
  });

  it('has 31 access dates that were stale on the first of October', () => {
    const fresh = new Set([7, 9, 13, 18, 27, 28, 31, 32, 34, 37, 39, 40, 41, 44]);
    const stale = Array.from({ length: 45 }, (_, i) => i + 1).filter((n) => !fresh.has(n));
    expect(stale).toHaveLength(31);
    expect(places('access-stale')).toEqual(stale.map((n) => `ASI2025-01/${n}`));
  });

  it('has six access dates that are later than its own date', () => {
    const six = [28, 32, 34, 39, 41, 44].map((n) => `ASI2025-01/${n}`);
    expect(places('access-after-report')).toEqual(six);
  });

  it('has fourteen sources without an address, each told once', () => {
    const fourteen = [1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 21, 26, 27].map((n) => `ASI2025-01/${n}`);
    expect(places('no-address')).toEqual(fourteen);
  });

  it('has two dates that addresses contradict', () => {
    expect(places('address-date')).toEqual(['ASI2025-01/11', 'ASI2025-01/43']);
    expect(reasons('address-date')).toEqual([
      { rule: 'address-date', address: '2020-01-23', cited: '2023-06-06' },
      { rule: 'address-date', address: '2020', cited: '2023-10' },
    ]);
  });

  it('has initials that point at a client', () => {
    expect(places('client-initials')).toEqual(['ASI2025-01/11']);
    expect(reasons('client-initials')[0]).toMatchObject({ words: 'XS' });
    expect(places('client-placeholder')).toEqual([]);
  });

  it('lists sources that it does not cite', () => {
    expect(reasons('consulted-not-cited').map((why) => 'name' in why && why.name)).toEqual([
      "Scotland's Crown Office and Procurator Fiscal Service (COPFS)",
      'UK Government',
      'UK Parliament',
      'Xinhua News Agency',
      'Chinese Academy of Social Sciences (CASS)',
    ]);
  });

  it('states a time frame that begins a month too early', () => {
    expect(reasons('time-frame')).toEqual([
      { rule: 'time-frame', end: 'earliest', said: 'February 2017', found: '2017-03-30' },
    ]);
  });

  it('has two sentences that drop a doubt of their quotation', () => {
    expect(
      reasons('claim-beyond').flatMap((why) => ('claims' in why ? why.claims : [])),
    ).toMatchObject([
      { class: 'modality', said: 'anti-corruption', quoted: 'suggests anti-corruption' },
      { class: 'modality', said: 'continued', quoted: 'likely continued' },
    ]);
  });

  it('raises no alarm that an editor would wave away', () => {
    const others = found.filter(({ why }) => !TOLD.has(why.rule));
    expect(others.map(({ place, why }) => `${place.citation ?? place.source} ${why.rule}`)).toEqual(
      [
        'ASI2025-01/37 secondary-citation',
        'usdos-hrr-2023-china decision-open-ended',
        'ASI2025-01/16 no-pinpoint',
        'ASI2025-01/40 no-pinpoint',
        'ASI2025-01/26 not-in-quotation',
        'ASI2025-01/24 claim-beyond',
        'ASI2025-01/44 claim-beyond',
        'ASI2025-01/14 unbalanced-quotation',
        'ASI2025-01/15 unbalanced-quotation',
        'ASI2025-01/15 cited-not-listed',
      ],
    );
  });
});

/** Rules that the tests above look at. */
const TOLD: ReadonlySet<LintRule> = new Set([
  'uncited-quotation',
  'access-imprecise',
  'access-after-report',
  'access-stale',
  'prose-date',
  'prose-publisher',
  'other-access',
  'address-date',
  'client-initials',
  'consulted-not-cited',
  'time-frame',
  'no-address',
]);
