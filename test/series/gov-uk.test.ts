import { describe, expect, it } from 'vitest';
import { html, json, links, shippedSource, web } from './shelf.js';

const API =
  'https://www.gov.uk/api/content/government/publications/china-country-policy-and-information-notes';
const PAGE = API.replace('/api/content', '');

describe('the Home Office’s note', () => {
  const note = shippedSource('ukho-cpin-china-modern-slavery', { until: '2.0 October 2024' });
  const path = new URL(note.url).pathname;
  const page = (month: string, version: string, passage: string): string =>
    html(`Country policy and information note: modern slavery, China, ${month} (accessible)`, {
      'Version control': `Version ${version}, ${month}`,
      Statistics: passage,
    });
  const content = (attachments: readonly (readonly [string, string])[], more = {}) =>
    json({
      base_path: new URL(PAGE).pathname,
      title: 'China: country policy and information notes',
      withdrawn_notice: {},
      details: {
        attachments: attachments.map(([url, title]) => ({ url, title, attachment_type: 'html' })),
        change_history: [
          {
            public_timestamp: '2024-10-16T09:30:00.000+01:00',
            note: 'Added a note on modern slavery.',
          },
          {
            public_timestamp: '2026-09-01T09:30:00.000+01:00',
            note: 'Replaced the note on modern slavery.',
          },
        ],
      },
      ...more,
    });
  const TITLE = 'Country policy and information note: modern slavery, China';
  const OTHER = [
    `${new URL(PAGE).pathname}/muslims-july-2025-accessible`,
    'Country policy and information note: Muslims, China, July 2025 (accessible)',
  ] as const;

  it('gets a new slug, which the content API lists; the old one is no longer listed', async () => {
    const next = `${path.replace('october-2024', 'august-2026')}`;
    const w = web();
    w.pages.set(note.url, page('October 2024', '2.0', note.passage));
    w.pages.set(API, content([[path, `${TITLE}, October 2024 (accessible)`], OTHER]));
    expect((await w.night('2026-08-01', note)).edition).toMatchObject({
      status: 'current',
      newer: [],
    });
    w.pages.set(API, content([[next, `${TITLE}, August 2026 (accessible)`], OTHER]));
    w.pages.set(
      `https://www.gov.uk${next}`,
      page('August 2026', '3.0', note.passage.replace('269', '270')),
    );
    const { edition, findings, asked } = await w.night('2026-09-02', note);
    expect(edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: 'August 2026', quotes: [{ verdict: 'altered' }] }],
    });
    expect(edition.reason).toContain(
      `no longer listed at ${PAGE}; on 1 September 2026 it said: “Replaced the note on modern slavery.”`,
    );
    expect(findings).toEqual(['edition-newer@August 2026 new']);
    expect(asked).not.toContain(`https://www.gov.uk${OTHER[0]}`);
  });

  it('is withdrawn, with the publisher’s explanation, although its page stands', async () => {
    const w = web();
    w.pages.set(note.url, page('October 2024', '2.0', note.passage));
    w.pages.set(
      API,
      content([[path, TITLE]], {
        withdrawn_notice: {
          explanation: '<div class="govspeak"><p>These notes are under&nbsp;review.</p></div>',
          withdrawn_at: '2026-05-05T09:30:00Z',
        },
      }),
    );
    const { edition, findings } = await w.night('2026-05-06', note);
    expect(edition).toMatchObject({
      status: 'withdrawn',
      reason: 'the publisher withdrew it on 5 May 2026: “These notes are under review.”',
    });
    expect(findings).toEqual(['edition-withdrawn new']);
  });

  it('is withdrawn by a banner on the page, whose explanation follows it', async () => {
    const w = web();
    const banner =
      '<section aria-label="Notice"><h2>This guidance was withdrawn on 5 May 2026</h2><p>Do not rely on it.</p></section>';
    w.pages.set(
      note.url,
      page('October 2024', '2.0', note.passage).replace('<main>', `<main>${banner}`),
    );
    expect((await w.night('2026-05-06', note)).edition).toMatchObject({
      status: 'withdrawn',
      reason: 'the publisher says: “This guidance was withdrawn on 5 May 2026. Do not rely on it.”',
    });
  });

  it('is replaced at a slug with the old date', async () => {
    const w = web();
    w.pages.set(note.url, page('October 2024', '2.0', note.passage));
    await w.night('2026-08-01', note);
    w.pages.set(note.url, page('August 2026', '3.0', 'The figures were revised.'));
    const { edition } = await w.night('2026-09-02', note);
    expect(edition).toMatchObject({
      status: 'replaced-in-place',
      reason: 'cover date October 2024 became August 2026',
      newer: [{ quotes: [{ note: 'its section “Statistics” is there, the sentence is not' }] }],
    });
    expect((await w.night('2026-09-03', note)).edition).toEqual(edition);
  });

  it('is not called withdrawn or unlisted when the API is down, answers nonsense, or lists nothing', async () => {
    const w = web();
    w.pages.set(note.url, page('October 2024', '2.0', note.passage));
    for (const answer of [503, '<html><p>Sorry</p></html>', json([1, 2]), content([])]) {
      w.pages.set(API, answer);
      const { edition } = await w.night('2026-08-01', note);
      expect(edition).toMatchObject({
        status: 'unknown',
        reason: expect.stringMatching(
          /^whether an edition after 2\.0 October 2024 is out is not known/u,
        ),
      });
    }
  });
});

describe('the National Referral Mechanism statistics', () => {
  const COLLECTION =
    'https://www.gov.uk/government/collections/national-referral-mechanism-statistics';
  const at = (months: string): string =>
    `https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-${months}`;
  const nrm = shippedSource('ukho-cpin-china-modern-slavery', {
    source: { series: null, edition: null },
  });
  const series = shippedSource('ukho-cpin-china-modern-slavery').series;
  const watch = {
    ...nrm,
    sources: nrm.sources.map((s) => ({
      ...s,
      title:
        'Modern slavery: National Referral Mechanism and Duty to Notify statistics UK, quarter 1 2024',
      url: at('january-to-march-2024'),
      series: 'uk-nrm',
      edition: 'Q1 2024',
    })),
    series: series.map((s) => ({
      ...s,
      id: 'uk-nrm',
      name: 'UK Home Office, National Referral Mechanism statistics',
      cadence: { every: '3m', grace: '60d' },
      index: [COLLECTION],
      subject: ['National Referral Mechanism'],
      editions: [{ edition: 'Q1 2024', url: at('january-to-march-2024'), published: '2024-05-10' }],
    })),
  };
  const page = (title: string): string =>
    html(`Modern slavery: NRM and DtN statistics UK, ${title}`, { Referrals: nrm.passage });
  const text = (months: string): string => `Modern Slavery: NRM and DtN statistics, ${months}`;
  const standing = () => {
    const w = web();
    w.pages.set(at('january-to-march-2024'), page('quarter 1 2024 – January to March'));
    return w;
  };

  it('come out each quarter: overdue after half a year without one', async () => {
    const w = standing();
    expect((await w.night('2024-07-31', watch)).edition.status).toBe('unknown');
    const listed = { [at('january-to-march-2024')]: text('January to March 2024') };
    w.pages.set(COLLECTION, links('National Referral Mechanism statistics', listed));
    expect((await w.night('2024-08-01', watch)).edition.status).toBe('current');
    expect((await w.night('2024-11-01', watch)).edition.status).toBe('overdue');
  });

  it('are not overdue for ever: after one more quarter nobody knows', async () => {
    const w = standing();
    expect((await w.night('2025-02-01', watch)).edition).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining(
        'it may come out less often now, under another name, or no more',
      ),
    });
  });

  it('may become year-to-date: that is the next one', async () => {
    const w = standing();
    const months = at('january-to-september-2024');
    w.pages.set(
      COLLECTION,
      links('National Referral Mechanism statistics', {
        [months]: text('January to September 2024'),
      }),
    );
    w.pages.set(months, page('year to date – January to September 2024'));
    expect((await w.night('2024-11-08', watch)).edition.newer.map((n) => n.edition)).toEqual([
      'January to September 2024',
    ]);
  });

  it('are named by their quarters in three schemes; a yearly summary is one of them, an announcement is none', async () => {
    const w = standing();
    const [q2, q3, year] = [
      at('april-to-june-2024'),
      at('july-to-september-2024'),
      at('end-of-year-summary-2024'),
    ];
    w.pages.set(
      COLLECTION,
      links('National Referral Mechanism statistics', {
        [at('january-to-march-2024')]: text('January to March 2024'),
        [q2]: text('April to June 2024'),
        [q3]: text('Q3 2024'),
        [year]: text('end of year summary 2024'),
      }),
    );
    w.pages.set(q2, page('quarter 2 2024 – April to June'));
    w.pages.set(q3, page('July to September 2024'));
    w.pages.set(
      year,
      page('end of year summary 2024').replace(
        '<p>',
        '<p>Release date: 19 February 2026 9:30am (confirmed)</p><p>',
      ),
    );
    const { edition } = await w.night('2025-01-10', watch);
    expect(edition.newer.map((n) => n.edition)).toEqual(['April to June 2024', 'Q3 2024']);
    w.pages.set(year, page('end of year summary 2024'));
    expect((await w.night('2025-03-10', watch)).edition.newer.at(-1)?.edition).toBe(
      'end of year summary 2024',
    );
  });
});
