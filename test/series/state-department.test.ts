import { describe, expect, it } from 'vitest';
import { html, links, shippedDecision, shippedSource, web } from './shelf.js';

const at = (year: number | string, report: string, end = '', chapter = 'china/'): string =>
  `https://www.state.gov/reports/${year}-${report}${end}/${chapter}`;

describe('the Trafficking in Persons Report', () => {
  const TIP = 'trafficking-in-persons-report';
  const INDEX = `https://www.state.gov/${TIP}/`;
  const tip2024 = shippedSource('usdos-tip-2024-china', { until: '2024' });
  const page = (year: number, passage: string, country = 'China'): string =>
    html(`${year} Trafficking in Persons Report: ${country}`, {
      Protection: passage,
      Prosecution: 'None.',
    });
  const reworded = tip2024.passage.replace('PRC victims', 'Chinese victims');
  const standing = () => {
    const w = web();
    w.pages.set(tip2024.url, page(2024, tip2024.passage));
    w.pages.set(
      INDEX,
      links('Trafficking in Persons Report', { [at(2024, TIP, '', '')]: '2024 report' }),
    );
    return w;
  };

  it('is late in 2025: overdue only when the year and its grace have passed', async () => {
    const w = standing();
    expect((await w.night('2025-08-01', tip2024)).edition.status).toBe('current');
    expect((await w.night('2025-11-25', tip2024)).edition).toMatchObject({
      status: 'overdue',
      reason: expect.stringContaining('November 2025'),
    });
  });

  it('is found at its irregular slug through the hub that the index links to, with the word that changed', async () => {
    const w = standing();
    const hub = at(2025, TIP, '-2', '');
    w.pages.set(
      INDEX,
      links('Trafficking in Persons Report', { [hub]: '2025 Trafficking in Persons Report' }),
    );
    w.pages.set(`${hub}china/`, page(2025, reworded));
    const { edition, findings, asked } = await w.night('2025-10-01', tip2024);
    expect(edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: '2025', url: `${hub}china/`, quotes: [{ verdict: 'altered' }] }],
    });
    const words = edition.newer[0]?.quotes[0]?.diff
      .filter((d) => d.op !== 'same')
      .map((d) => d.text.trim());
    expect(words).toEqual(['PRC', 'Chinese']);
    expect(findings).toEqual(['edition-newer@2025 new']);
    expect(asked).not.toContain(at(2025, TIP));
  });

  it('is not lost, nor told anew, when a bot wall stands before it or before the index', async () => {
    const w = standing();
    const hub = at(2025, TIP, '-2', '');
    w.pages.set(
      INDEX,
      links('Trafficking in Persons Report', { [hub]: '2025 Trafficking in Persons Report' }),
    );
    w.pages.set(`${hub}china/`, page(2025, reworded));
    const found = await w.night('2025-10-01', tip2024);
    for (const url of [INDEX, `${hub}china/`]) w.pages.set(url, 403);
    const walled = await w.night('2025-10-02', tip2024);
    expect(walled.edition).toEqual(found.edition);
    expect(walled.findings).toEqual(['edition-newer@2025 open']);
    w.pages.set(`${hub}china/`, 404);
    expect((await w.night('2025-10-03', tip2024)).findings).toEqual([
      'edition-newer@2025 resolved',
    ]);
  });

  it('does not take a draft, another country’s chapter, or another report for its next edition', async () => {
    const w = standing();
    const strangers = {
      [at(2025, TIP, '', 'china-draft/')]: '2025 Trafficking in Persons Report: China',
      [at(2025, TIP, '', 'burma/')]: '2025 Trafficking in Persons Report: Burma',
      [at(2025, 'investment-climate-statements')]: '2025 Investment Climate Statements: China',
    };
    w.pages.set(INDEX, links('Trafficking in Persons Report', strangers));
    w.pages.set(at(2025, TIP), page(2025, reworded, 'Burma'));
    for (const url of Object.keys(strangers)) w.pages.set(url, page(2025, reworded));
    const { edition, findings, asked } = await w.night('2025-10-01', tip2024);
    expect(edition).toMatchObject({ status: 'current', newer: [] });
    expect(findings).toEqual([]);
    expect(asked).not.toContain(at(2025, TIP, '', 'china-draft/'));
  });

  it('is the same edition on the host to which an old administration’s pages move', async () => {
    const w = standing();
    const moved = at(2024, TIP).replace('www.', '2021-2025.');
    w.pages.set(
      INDEX,
      links('Reports', { [moved]: 'Trafficking in Persons Report: China (archived in 2025)' }),
    );
    w.pages.set(moved, page(2024, tip2024.passage));
    const { edition, asked } = await w.night('2025-08-01', tip2024);
    expect(edition).toMatchObject({ status: 'current', newer: [] });
    expect(asked).not.toContain(moved);
  });
});

describe('the human rights report, named after the year that it covers', () => {
  const HRR = 'country-reports-on-human-rights-practices';
  const hrr = shippedSource('usdos-hrr-2023-china');
  const SECTION = 'Section 4. Corruption in Government';
  const page = (year: number, sections: Record<string, string>): string =>
    html(`${year} Country Reports on Human Rights Practices: China`, sections);
  const standing = () => {
    const w = web();
    const sections = { 'Section 1. Life': 'Text.', [SECTION]: hrr.passage };
    w.pages.set(hrr.url, page(2023, sections).replace('<p>', '<p>April 22, 2024</p><p>'));
    return w;
  };
  const kept = { ...hrr, decisions: [shippedDecision('usdos-hrr-2023-china')] };

  it('is current in the year after, although its page is dated 2024', async () => {
    expect((await standing().night('2025-03-01', hrr)).edition).toMatchObject({
      status: 'current',
      newer: [],
    });
  });

  it('is kept by decision: the 2024 edition lost the section on corruption, and nobody is alerted', async () => {
    const w = standing();
    w.pages.set(
      at(2024, HRR),
      page(2024, { 'Section 1. Life': 'Text.', 'Section 2. Liberty': 'Text.' }),
    );
    const { edition, findings } = await w.night('2025-09-25', kept);
    expect(edition).toMatchObject({
      status: 'acknowledged',
      newer: [
        {
          edition: '2024',
          quotes: [{ verdict: 'missing', note: `its section “${SECTION}” is gone` }],
        },
      ],
    });
    expect(edition.reason).toContain('does not cover corruption');
    expect(findings).toEqual(['edition-newer@2024 acknowledged']);
  });

  it('tells a section that is gone from a sentence that is', async () => {
    const w = standing();
    w.pages.set(
      at(2024, HRR),
      page(2024, { '3. Corruption in Government': 'It says something else now.' }),
    );
    const [later] = (await w.night('2025-09-25', hrr)).edition.newer;
    expect(later?.quotes).toMatchObject([
      { verdict: 'missing', note: `its section “${SECTION}” is there, the sentence is not` },
    ]);
  });

  it('alerts again when a still newer edition comes out, and when the decision ends', async () => {
    const w = standing();
    w.pages.set(at(2024, HRR), page(2024, {}));
    expect((await w.night('2025-09-25', kept)).findings).toEqual([
      'edition-newer@2024 acknowledged',
    ]);
    w.pages.set(at(2025, HRR), page(2025, { [SECTION]: hrr.passage }));
    const again = await w.night('2026-06-01', kept);
    expect(again.edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: '2024' }, { edition: '2025', quotes: [{ verdict: 'intact' }] }],
    });
    expect(again.findings).toContain('edition-newer@2025 new');
    const [decision] = kept.decisions;
    const both = {
      ...kept,
      decisions: [{ ...decision, edition: '2025', until: '2026-06-10' }] as typeof kept.decisions,
    };
    expect((await w.night('2026-06-10', both)).findings).toContain(
      'edition-newer@2025 acknowledged',
    );
    expect((await w.night('2026-06-11', both)).findings).toContain('edition-newer@2025 new');
  });
});

describe('the Investment Climate Statements', () => {
  it('say nearly the same every year: the passage stands in 2025, and the pattern finds 2026 without an index', async () => {
    const ics = shippedSource('usdos-ics-2024-china');
    const ICS = 'investment-climate-statements';
    const page = (year: number, text: string): string =>
      html(`${year} Investment Climate Statements: China`, { '9. Corruption': text });
    const w = web();
    w.pages.set(ics.url, page(2024, ics.passage));
    w.pages.set(at(2025, ICS, '', 'china'), page(2025, ics.passage));
    w.pages.set(at(2026, ICS), page(2026, ics.passage.replace('In June 2020', 'In 2020')));
    const { edition } = await w.night('2026-10-01', ics);
    expect(edition.newer.map((n) => [n.edition, n.quotes[0]?.verdict])).toEqual([
      ['2025', 'intact'],
      ['2026', 'altered'],
    ]);
  });
});
