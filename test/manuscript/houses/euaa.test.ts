import { describe, expect, it } from 'vitest';
import { cited } from './cited.js';
import { pdfReport } from './pdf-report.js';
import { bullet, heading, type Plan, p, setIn } from './plan.js';
import { docx } from './word-report.js';

/** What is listed: author, title, date as printed, the same in ISO, address. */
const LISTED = {
  acled: [
    'ACLED',
    'Karvan: A Year of Ceasefires',
    '3 May 2024',
    '2024-05-03',
    'https://acleddata.example/karvan',
  ],
  ai: [
    'AI (Amnesty International)',
    'Karvan: Voices from the Camps',
    '24 April 2024',
    '2024-04-24',
    'https://amnesty.example/voices',
  ],
  euaa: [
    'EUAA',
    'COI Report - Karvan: Security Situation',
    'December 2023',
    '2023-12',
    'https://euaa.example/karvan-security',
  ],
  iom: [
    'IOM',
    'DTM Karvan, Displacement Report, Round 34',
    '29 April 2024',
    '2024-04-29',
    'https://dtm.iom.example/karvan-34',
  ],
  ndf: [
    'Nadir, S., Ferro, A. and Lund, M.',
    'Land and Return in Eastern Karvan',
    '2023',
    '2023',
    'https://doi.org/10.1080/1234567',
  ],
  radio: [
    'Radio Karvan',
    'Three killed in market attack in Sel',
    '11 March 2024',
    '2024-03-11',
    'https://radiokarvan.example/sel',
  ],
  ocha: [
    'UNOCHA',
    'Karvan: Humanitarian Update #12',
    '31 March 2024',
    '2024-03-31',
    'https://unocha.example/karvan-12',
  ],
  unsc: [
    'UN Security Council',
    'Report of the Panel of Experts on Karvan',
    '15 February 2024',
    '2024-02-15',
    'https://undocs.example/S-2024-99',
  ],
} as const;
type Key = keyof typeof LISTED;

const full = (key: Key, pinpoint = ''): string => {
  const [author, title, date, , address] = LISTED[key];
  return `${author}, ${title}, ${date}, [url](${address})${pinpoint}`;
};

/** The notes, and what each cites: document and pinpoint. */
const N: readonly (readonly [text: string, ...of: readonly (readonly [Key, string | null])[]])[] = [
  [full('acled', ', p. 12'), ['acled', '12']],
  ['Ibid., p. 14', ['acled', 'p. 14']],
  [full('ocha', ', p. 3'), ['ocha', '3']],
  [full('radio'), ['radio', null]],
  ['ACLED, op. cit., p. 20', ['acled', 'p. 20']],
  [full('unsc', ', para. 45'), ['unsc', 'para. 45']],
  ['Ibid.', ['unsc', null]],
  [`${full('ai', ', p. 8')}; ${full('iom', ', pp. 4-5')}`, ['ai', '8'], ['iom', '4-5']],
  [full('ndf', ', p. 112'), ['ndf', '112']],
  ['UNOCHA, op. cit., p. 5', ['ocha', 'p. 5']],
  [full('euaa', ', section 2.1'), ['euaa', 'section 2.1']],
  ['See note 6 above, para. 51', ['unsc', 'para. 51']],
  ['AI (Amnesty International), op. cit., p. 31', ['ai', 'p. 31']],
  [full('iom', ', p. 9'), ['iom', '9']],
  ['Ibid.', ['iom', null]],
  ['Radio Karvan, op. cit.', ['radio', null]],
];

const Q = {
  1: 'Armed clashes fell by a third after the ceasefire, yet roadside bombs killed more civilians than in any year since 2019.',
  4: 'Three people were killed and eleven wounded when a device exploded under a vegetable stall in the market of Sel.',
  6: 'The Panel established that four commanders who had signed the ceasefire went on to collect levies at the crossings of the river, that the levies were paid in fuel as well as in cash, and that receipts were issued in the name of a ministry which had been dissolved in 2021. Drivers who refused were held overnight in the customs yard.',
  8: 'We were told to go home, but nobody could tell us whose home it was now.',
  11: 'The province of Tamar remained under the control of the Northern Council.',
  13: 'Women spoke of “walking between two checkpoints and two laws” every day.',
} as const;

const FILL =
  'The security situation differed from province to province during the reference period, and sources disagreed about who controlled the roads between the district centres. ';

const PLAN: Plan = {
  body: [
    heading(1, 'Karvan: Country Focus'),
    p('Country of Origin Information Report, June 2024'),
    heading(1, '1. Security situation'),
    heading(2, '1.1. Armed clashes'),
    p(
      `According to ACLED, “${Q[1]}”[^1] Most of the clashes took place in the east[^2], and 4 000 persons fled[^3].`,
    ),
    p(FILL.repeat(9).trim()),
    p(FILL.repeat(4).trim()),
    p(`Radio Karvan reported: “${Q[4]}”[^4] In the north the number of incidents rose[^5].`),
    p(FILL.repeat(3).trim()),
    p('On the levies, the Panel of Experts reported that:'),
    setIn(`“${Q[6]}”[^6]`),
    p('The Panel named none of the drivers.[^7]'),
    heading(2, '1.2. Displacement'),
    p(
      `Returnees in the camps said: “${Q[8]}”[^8] Land had been given to others[^9], houses were occupied[^10].`,
    ),
    p(`EUAA wrote that “${Q[11]}”[^11] The council taxed traders[^12].`),
    p(
      `“${Q[13]}”[^13] Displacement went on in 2024[^14][^15], as it had after the attack on the market[^16].`,
    ),
    heading(1, 'Annex 1: Bibliography'),
    heading(2, 'Public sources'),
    ...(Object.keys(LISTED) as Key[]).map((key) => p(`${full(key)}, accessed 4 June 2024`)),
    p(
      'Karvan Times, New road tax announced, 9 January 2024, [url](https://karvantimes.example/tax), accessed 7 June 2024',
    ),
    heading(1, 'Annex 2: Terms of Reference'),
    bullet('Main actors in the conflict and the areas that they control'),
    bullet('Displacement and return, with figures where they are known'),
  ],
  notes: N.map(([text]) => text),
};

/** A PDF parts words as it breaks lines. */
describe.each([
  ['a Word file', () => docx(PLAN)],
  ['a PDF', () => pdfReport(PLAN, 'COI REPORT: KARVAN')],
])('a report of the EU Agency for Asylum as %s', async (_, write) => {
  const { citations, draft } = await cited(write(), 'karvan');
  const all = N.flatMap(([, ...of], i) =>
    of.map(([key, pinpoint], nth) => ({ i: i + 1, nth, key, pinpoint })),
  );

  it('has a citation for each document that a note names, ibid. and op. cit. with it', () => {
    expect(citations.map(({ url, pinpoint }) => [url, pinpoint])).toEqual(
      all.map(({ key, pinpoint }) => [LISTED[key][4], pinpoint]),
    );
  });

  it('has every quotation, also the one that runs over a page', () => {
    expect(citations.map(({ passages }) => passages)).toEqual(
      all.map(({ i, nth }) => (nth === 0 && i in Q ? [Q[i as keyof typeof Q]] : [])),
    );
  });

  it('has a quotation that runs over a page, where there are pages', () => {
    const [over, next] = draft.citations.slice(5, 7).map(({ place }) => place.page);
    expect([over, next]).toEqual(next === null ? [null, null] : [1, 2]);
  });

  it('has every document as it is listed, with the date of access', () => {
    expect(
      citations.map(({ title, publisher, published, accessed }) => [
        publisher,
        title,
        published,
        accessed,
      ]),
    ).toEqual(all.map(({ key }) => [LISTED[key][0], LISTED[key][1], LISTED[key][3], '2024-06-04']));
    expect(draft.uncited.map(({ reference: { title } }) => title)).toEqual([
      'New road tax announced',
    ]);
    expect(draft.sources.length).toBe(8);
  });

  it('has each in its section', () => {
    expect(citations.map(({ section }) => section)).toEqual(
      all.map(({ i }) => (i <= 7 ? '1.1' : '1.2')),
    );
  });
});
