import { describe, expect, it } from 'vitest';
import { cited } from './cited.js';
import { bullet, heading, p, setIn } from './plan.js';
import { docx } from './word-report.js';

/** What is listed: publisher, title, address, date, date of access. */
const LISTED = {
  afp: [
    'Agence France-Presse (AFP)',
    'Karvan frees 40 protesters',
    'https://afp.example/karvan-40',
    '12 May 2025',
    '2 June 2026',
  ],
  amnesty: [
    'Amnesty International (AI)',
    'Karvan: ‘They took the boys first’: Arrests in the northern provinces',
    'https://amnesty.example/asa-17-4137',
    '14 March 2025',
    '3 June 2026',
  ],
  bti: [
    'Bertelsmann Stiftung (BS)',
    'BTI 2026 Country Report – Karvan',
    'https://bti.example/2026/KRV',
    '2026',
    '3 June 2026',
  ],
  chatham: [
    'Chatham House',
    'What is the Karvan Corridor?',
    'https://chathamhouse.example/corridor',
    '19 December 2022',
    '4 June 2026',
  ],
  cecc: [
    'Commission on Eastern and Central Countries (CECC)',
    'Frequently Asked Questions',
    'https://cecc.example/faq',
    'no date',
    '4 June 2026',
  ],
  dfat: [
    'Department of Foreign Affairs and Trade (DFAT)',
    'DFAT Country Information Report Karvan',
    'https://dfat.example/karvan.pdf',
    '27 December 2024',
    '5 June 2026',
  ],
  fh: [
    'Freedom House (FH)',
    'Freedom in the World 2026',
    'https://freedomhouse.example/karvan/2026',
    '2026',
    '8 June 2026',
  ],
  hrw: [
    'Human Rights Watch (HRW)',
    'World Report 2026',
    'https://hrw.example/2026/karvan',
    '4 February 2026',
    '9 June 2026',
  ],
  irb: [
    'Immigration and Refugee Board of Canada (IRB)',
    'Karvan: Treatment of returnees by the authorities, including those who left without exit permits (2023–March 2025)',
    'https://irb.example/201234',
    '28 March 2025',
    '9 June 2026',
  ],
  odi: [
    'Overseas Development Institute (ODI)',
    'Debt and dowry in rural Karvan: what families told us',
    'https://odi.example/debt',
    '7 July 2024',
    '9 June 2026',
  ],
  usdos: [
    'US Department of State (USSD)',
    '2024 Country Reports on Human Rights Practices: Karvan',
    'https://state.example/karvan-2024',
    '12 August 2025',
    '10 June 2026',
  ],
  unhcr: [
    'UN High Commissioner for Refugees (UNHCR)',
    'International Protection Considerations with Regard to People Fleeing Karvan, Update II',
    'https://unhcr.example/karvan-2',
    'May 2025',
    '10 June 2026',
  ],
} as const;
type Key = keyof typeof LISTED;

const ISO: Readonly<Record<string, string | null>> = {
  '12 May 2025': '2025-05-12',
  '14 March 2025': '2025-03-14',
  '2026': '2026',
  '19 December 2022': '2022-12-19',
  'no date': null,
  '27 December 2024': '2024-12-27',
  '4 February 2026': '2026-02-04',
  '28 March 2025': '2025-03-28',
  '7 July 2024': '2024-07-07',
  '12 August 2025': '2025-08-12',
  'May 2025': '2025-05',
  '2 June 2026': '2026-06-02',
  '3 June 2026': '2026-06-03',
  '4 June 2026': '2026-06-04',
  '5 June 2026': '2026-06-05',
  '8 June 2026': '2026-06-08',
  '9 June 2026': '2026-06-09',
  '10 June 2026': '2026-06-10',
};

/** A note in short: abbreviation, linked and perhaps cut title, pinpoint in brackets, date. */
const note = (key: Key, short: string, title: string, more: string): string =>
  `${short}, [${title}](${LISTED[key][2]})${more}`;

const N: readonly (readonly [text: string, ...of: readonly (readonly [Key, string | null])[]])[] = [
  [
    note(
      'dfat',
      'DFAT',
      'DFAT Country Information Report Karvan',
      ' (paragraph 3.198- 3.199), 27 December 2024',
    ),
    ['dfat', 'paragraph 3.198- 3.199'],
  ],
  [note('fh', 'FH', 'Freedom in the World 2026', ' (G4), 2026'), ['fh', 'G4']],
  [note('hrw', 'HRW', 'World Report 2026', ', 4 February 2026'), ['hrw', null]],
  [note('cecc', 'CECC', 'Frequently Asked Questions', ', no date'), ['cecc', null]],
  [
    note('chatham', 'Chatham House', 'What is the Karvan Corridor?', ', updated 19 December 2022'),
    ['chatham', null],
  ],
  [
    note(
      'irb',
      'IRB',
      'Karvan: Treatment of returnees by the authorities, including those…',
      ' (section 4.2), 28 March 2025',
    ),
    ['irb', 'section 4.2'],
  ],
  [
    `${note('amnesty', 'AI', 'Karvan: ‘They took the boys first’…', ' (page 12), 14 March 2025')}; ${note('usdos', 'USSD', '2024 Country Reports on Human Rights Practices: Karvan', ' (section 1.D), 12 August 2025')}`,
    ['amnesty', '12'],
    ['usdos', 'section 1.D'],
  ],
  [
    note('odi', 'ODI', 'Debt and dowry in rural Karvan: what…', ' (pages 14-15), 7 July 2024'),
    ['odi', '14-15'],
  ],
  [
    note(
      'unhcr',
      'UNHCR',
      'International Protection Considerations with Regard to People…',
      ' (paragraph 23), May 2025',
    ),
    ['unhcr', 'paragraph 23'],
  ],
  [note('bti', 'BS', 'BTI 2026 Country Report – Karvan', ' (page 8), 2026'), ['bti', '8']],
  [note('afp', 'AFP', 'Karvan frees 40 protesters', ', 12 May 2025'), ['afp', null]],
  [
    note('dfat', 'DFAT', 'DFAT Country Information Report…', ' (paragraph 2.14), 27 December 2024'),
    ['dfat', 'paragraph 2.14'],
  ],
  [
    note('hrw', 'HRW', 'World Report 2026', ' (Freedom of expression), 4 February 2026'),
    ['hrw', 'Freedom of expression'],
  ],
  [
    note(
      'usdos',
      'USSD',
      '2024 Country Reports on Human Rights…',
      ' (section 2.a), 12 August 2025',
    ),
    ['usdos', 'section 2.a'],
  ],
  [note('fh', 'FH', 'Freedom in the World 2026', ' (F2), 2026'), ['fh', 'F2']],
  // Without a link: known by its cut title and its abbreviation.
  [
    'DFAT, DFAT Country Information Report… (paragraph 5.1), 27 December 2024',
    ['dfat', 'paragraph 5.1'],
  ],
  ['ODI, Debt and dowry in rural Karvan: what… (page 20), 7 July 2024', ['odi', '20']],
  [
    `${note('hrw', 'HRW', 'World Report 2026', ', 4 February 2026')}; ${note('amnesty', 'AI', 'Karvan: ‘They took the boys first’…', ', 14 March 2025')}`,
    ['hrw', null],
    ['amnesty', null],
  ],
  [
    note('irb', 'IRB', 'Karvan: Treatment of returnees by the…', ' (section 2), 28 March 2025'),
    ['irb', 'section 2'],
  ],
  [note('cecc', 'CECC', 'Frequently Asked Questions', ', no date'), ['cecc', null]],
  [
    note('unhcr', 'UNHCR', 'International Protection Considerations…', ' (paragraph 31), May 2025'),
    ['unhcr', 'paragraph 31'],
  ],
  [note('bti', 'BS', 'BTI 2026 Country Report – Karvan', ' (page 19), 2026'), ['bti', '19']],
  [
    note('chatham', 'Chatham House', 'What is the Karvan Corridor?', ', updated 19 December 2022'),
    ['chatham', null],
  ],
  [
    note('usdos', 'USSD', '2024 Country Reports on Human Rights…', ' (section 6), 12 August 2025'),
    ['usdos', 'section 6'],
  ],
  [note('odi', 'ODI', 'Debt and dowry in rural Karvan…', ' (page 3), 7 July 2024'), ['odi', '3']],
  [note('afp', 'AFP', 'Karvan frees 40 protesters', ', 12 May 2025'), ['afp', null]],
  [
    note('amnesty', 'AI', 'Karvan: ‘They took the boys first’…', ' (page 30), 14 March 2025'),
    ['amnesty', '30'],
  ],
  [
    note('dfat', 'DFAT', 'DFAT Country Information Report…', ' (paragraph 3.4), 27 December 2024'),
    ['dfat', 'paragraph 3.4'],
  ],
  [note('fh', 'FH', 'Freedom in the World 2026', ' (E1), 2026'), ['fh', 'E1']],
  [note('hrw', 'HRW', 'World Report 2026', ', 4 February 2026'), ['hrw', null]],
  ['The exchange rate of 9 June 2026 is used throughout this note.'],
];

const Q: Readonly<Record<number, readonly string[]>> = {
  1: [
    'Women who return without male relatives face a moderate risk of societal discrimination, which can include violence.',
  ],
  2: [
    'Forced labour is widespread in the brick kilns, and employers’ agents hold the workers’ papers.',
  ],
  3: ['In the ’90s the dogs’ handlers were police officers; today they’re hired men.'],
  4: [
    'The law does not criminalise debt bondage where a contract was signed in the presence of an elder.',
  ],
  6: [
    '[S]everal sources noted that returnees are questioned at the airport for between two and six hours.\n\nThe Embassy of Karvan stated that “no returnee has been detained for leaving without a permit” since 2021.',
  ],
  7: [
    'Boys as young as 14 were taken from their homes at night, and parents were told nothing for weeks.',
  ],
  8: ['families sold land before they sold labour', 'what the lender wanted was never the money'],
  9: [
    'Persons fleeing Karvan may be in need of international protection depending on the circumstances of their case.',
  ],
  11: [
    'A court in the capital ordered the release of forty protesters on Monday, their lawyer said.',
  ],
  12: [
    'Journalists called the new press law “a muzzle” and said that it’d silence the ‘last free paper’ in the north.',
  ],
  14: [
    'There were no reports of the government’s having prosecuted officials for such abuses during the year.',
  ],
  16: ['The border is open only on the days that the customs officers’ union agrees to.'],
};

const REPORT = docx({
  body: [
    p('Country policy and information note: Debt bondage, Karvan'),
    p('Version 2.0, June 2026'),
    heading(1, 'Country information'),
    heading(2, '3. Women and debt'),
    p(
      `3.1.1 In its country report, published in December 2024, DFAT noted that: ‘${Q[1]?.[0]}’[^1]`,
    ),
    p(
      `3.1.2 The Freedom House report stated: ‘${Q[2]?.[0]}’[^2] HRW wrote of its interviews in the north: ‘${Q[3]?.[0]}’[^3] No other source was found among those consulted.`,
    ),
    p(`3.1.3 The CECC noted:[^4] ‘${Q[4]?.[0]}’`),
    p('3.1.4 The corridor runs from the capital to the port and was opened in 2021[^5].'),
    heading(2, '4. Returnees'),
    p('4.1.1 In March 2025 the IRB, citing various sources, stated that:'),
    setIn(
      '‘[S]everal sources noted that returnees are questioned at the airport for between two and six hours.',
    ),
    setIn(
      '‘The Embassy of Karvan stated that “no returnee has been detained for leaving without a permit” since 2021.’[^6]',
    ),
    p(
      `4.1.2 Amnesty International and the US Department of State reported on arrests. ‘${Q[7]?.[0]}’[^7]`,
    ),
    p(
      `4.1.3 The ODI paper found that ‘${Q[8]?.[0]}’ and that ‘${Q[8]?.[1]}’[^8], though it did not say in how many villages.`,
    ),
    p('4.1.4 UNHCR considered that:'),
    setIn(`${Q[9]?.[0]}[^9]`),
    p('4.1.5 There is no functioning register of debts[^10] and none is planned.'),
    p(`4.1.6 AFP reported on 12 May 2025 that: ‘${Q[11]?.[0]}’[^11]`),
    heading(2, '5. Freedom of expression'),
    p(`5.1.1 DFAT said: ‘${Q[12]?.[0]}’[^12] The situation had not changed by February 2026[^13].`),
    p(
      `5.1.2 ‘${Q[14]?.[0]}’[^14] Courts were not independent[^15]. DFAT added: ‘${Q[16]?.[0]}’[^16]`,
    ),
    p(
      '5.1.3 Lenders were often relatives[^17]. Raids went on in 2025 and 2026[^18], and some returnees were fined[^19]. Contracts need a witness[^20], and protection may be needed[^21] where there is none[^22]. The corridor employs 4,000 people[^23]. Minorities own little land[^24], and dowries have risen[^25]. The protesters were released[^26], the boys were not[^27]. The state funds shelters[^28]. Assemblies are rarely allowed[^29] and are watched[^30]. One dinar is worth 4 pence[^31].',
    ),
    heading(1, 'Bibliography'),
    heading(2, 'Sources cited'),
    ...(Object.keys(LISTED) as Key[]).flatMap((key) => {
      const [name, title, url, date, accessed] = LISTED[key];
      const line = `[${title}](${url}), ${date}. Accessed: ${accessed}`;
      // The publisher stands over a list of one, or before its title.
      return ['amnesty', 'dfat', 'irb', 'odi'].includes(key)
        ? [p(`${name},`), bullet(line)]
        : [p(`${name}, ${line}`)];
    }),
    heading(2, 'Sources consulted but not cited'),
    p(
      'Danish Immigration Service (DIS), [Karvan: Exit and entry](https://dis.example/karvan), 6 May 2023. Accessed: 9 June 2026',
    ),
  ],
  notes: N.map(([text]) => text),
});

describe('a country policy and information note of the Home Office', async () => {
  const { citations, draft } = await cited(REPORT, 'karvan-cpin.docx');
  const all = N.flatMap(([, ...of], i) =>
    of.map(([key, pinpoint], nth) => ({ i: i + 1, nth, key, pinpoint })),
  );

  it('has a citation for each document that a note names, in order, and none for a remark', () => {
    expect(citations.map(({ url, pinpoint }) => [url, pinpoint])).toEqual(
      all.map(({ key, pinpoint }) => [LISTED[key][2], pinpoint]),
    );
    expect(all.length).toBe(32);
  });

  it('has every quotation letter for letter', () => {
    expect(citations.map(({ passages }) => passages)).toEqual(
      all.map(({ i, nth }) => (nth === 0 ? (Q[i] ?? []) : [])),
    );
  });

  it('has every date of access, name and whole title from the list of sources', () => {
    expect(
      citations.map(({ title, publisher, published, accessed }) => [
        publisher,
        title,
        published,
        accessed,
      ]),
    ).toEqual(
      all.map(({ key }) => {
        const [name, title, , date, access] = LISTED[key];
        return [name, title, ISO[date], ISO[access]];
      }),
    );
  });

  it('has the document apart that was read and not cited', () => {
    expect(draft.sources.length).toBe(12);
    expect(draft.uncited.map(({ reference: { publisher, title } }) => [publisher, title])).toEqual([
      ['Danish Immigration Service (DIS)', 'Karvan: Exit and entry'],
    ]);
  });

  it('has each in its section', () => {
    expect([...new Set(citations.map(({ section }) => section))]).toEqual(['3', '4', '5']);
  });
});
