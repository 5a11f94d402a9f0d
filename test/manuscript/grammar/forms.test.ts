import { describe, expect, it } from 'vitest';
import { read } from './line.js';

type Expected = Readonly<Record<string, unknown>> | null;

const of = (
  publisher: string | null,
  title: string,
  published?: string,
  more: Record<string, unknown> = {},
) => ({
  ...(publisher === null ? { doubts: [{ kind: 'no-publisher' }] } : { publisher }),
  title,
  ...(published === undefined ? {} : { published }),
  ...more,
});
const accessed = '2024-06-04';
const url = 'https://example.org/peru';

const ASYLOS: readonly (readonly [string, Expected])[] = [
  [
    'El Comercio, “Peru votes”, 3 May 2024, last accessed: 4 June 2024',
    of('El Comercio', 'Peru votes', '2024-05-03', { accessed }),
  ],
  [
    'El Comercio: "Peru votes", 03 May 2024, last accessed: 04 June 2024',
    of('El Comercio', 'Peru votes', '2024-05-03', { accessed }),
  ],
  [
    'El Comercio, “[Peru votes](https://example.org/peru)”, 3 May 2024, last accessed: 4 June 2024',
    of('El Comercio', 'Peru votes', '2024-05-03', { accessed, url }),
  ],
  [
    'El Comercio, [“Peru votes”](https://example.org/peru), 3 May 2024, last accessed: 4 June 2024',
    of('El Comercio', 'Peru votes', '2024-05-03', { accessed, url }),
  ],
  [
    '[El Comercio, “Peru votes”, 3 May 2024](https://example.org/peru), last accessed: 4 June 2024',
    of('El Comercio', 'Peru votes', '2024-05-03', { accessed, url }),
  ],
  [
    'Quispe, Ana and Rojas, Luz and Soto, Eva, "Debt in Lima: A Survey", 01 July 2019, last accessed: 4 June 2024',
    of('Quispe, Ana and Rojas, Luz and Soto, Eva', 'Debt in Lima: A Survey', '2019-07-01', {
      accessed,
    }),
  ],
  [
    '《经济评论》：“高利贷研究”，2019，last accessed: 4 June 2024',
    of('《经济评论》', '高利贷研究', '2019', { accessed }),
  ],
  [
    '新华网：《关于打击拐卖的通知》，2019年12月18日，last accessed: 4 June 2024',
    of('新华网', '关于打击拐卖的通知', '2019-12-18', { accessed }),
  ],
  [
    '人民网，“打击高利贷”，2019年12月，访问日期：2024年6月4日',
    of('人民网', '打击高利贷', '2019-12', { accessed }),
  ],
  [
    'Ana Quispe “Peru votes” Agencia Andina, May 3 2024, last accessed: 4 June 2024',
    of('Agencia Andina', 'Peru votes', '2024-05-03', { accessed }),
  ],
  [
    'Free Lima, “Peru Index: Debt”, Luz Foundation. November 2023. last accessed: 4 June 2024',
    of('Luz Foundation', 'Peru Index: Debt', '2023-11', { accessed }),
  ],
  [
    'Free Lima, “Peru Index”, n.d, last accessed: 4 June 2024',
    of('Free Lima', 'Peru Index', undefined, { accessed, undated: true }),
  ],
  [
    'Free Lima, “Peru Index”, 29 September 2023: October 2023',
    of('Free Lima', 'Peru Index', '2023-09-29', { accessed: '2023-10' }),
  ],
  [
    'Free Lima (FL), report “No Sister Behind” January 2023, last accessed: 4 June 2024',
    of('Free Lima (FL)', 'No Sister Behind', '2023-01', { accessed }),
  ],
  [
    'Free Lima: "The Plan (2021-2030)," April 29, 2021, last accessed: 4 June 2024',
    of('Free Lima', 'The Plan (2021-2030)', '2021-04-29', { accessed }),
  ],
  [
    'Soto, Rojas et al., "Return in Lima" in Andean Review Vol 63, October 2023, last accessed: 4 June 2024',
    of('Andean Review', 'Return in Lima', '2023-10', { accessed }),
  ],
  [
    'Free Lima, “Peru Index”, 24 November 2020, page 40, last accessed: 4 June 2024',
    of('Free Lima', 'Peru Index', '2020-11-24', { accessed, pinpoint: '40' }),
  ],
  [
    'USDOS – US Department of State, “Peru Report”, 14 Oct 2022, last accessed: 4 June 2024',
    of('US Department of State', 'Peru Report', '2022-10-14', { accessed }),
  ],
  [
    'The Guardian, “How “sharks” lend”, 3 May 2024, last accessed: 4 June 2024',
    of('The Guardian', 'How “sharks” lend', '2024-05-03', { accessed }),
  ],
  [
    'The Guardian, "How "sharks" lend", 3 May 2024, last accessed: 4 June 2024',
    of('The Guardian', 'How "sharks" lend', '2024-05-03', { accessed }),
  ],
  [
    'openDemocracy, “Peru’s Fall”, 3 May 2024, last accessed: 4 June 2024',
    of('openDemocracy', 'Peru’s Fall', '2024-05-03', { accessed }),
  ],
  [
    'ecoi.net, “Peru’s Fall”, 3 May 2024, last accessed: 4 June 2024',
    of('ecoi.net', 'Peru’s Fall', '2024-05-03', { accessed }),
  ],
  [
    'Source: UNHCR, “Peru Update”, March 2024, last accessed: 4 June 2024',
    of('UNHCR', 'Peru Update', '2024-03', { accessed }),
  ],
  ['See also: UNHCR, “Peru Update”, March 2024', of('UNHCR', 'Peru Update', '2024-03')],
  [
    'Xinhua, “Peru votes”, 3 May 2024 [in Chinese], last accessed: 4 June 2024',
    of('Xinhua', 'Peru votes', '2024-05-03', { accessed, lang: 'zh' }),
  ],
  [
    'Tass, “Peru votes” (Russian), 3 May 2024',
    of('Tass', 'Peru votes', '2024-05-03', { lang: 'ru' }),
  ],
  [
    'Reuters, 3 May 2024, “Peru votes”, https://example.org/peru',
    of('Reuters', 'Peru votes', '2024-05-03', { url }),
  ],
  [
    'Reuters, “Peru votes”, retrieved 4 June 2024 from https://example.org/peru',
    of('Reuters', 'Peru votes', undefined, { accessed, url }),
  ],
  // Look-alikes.
  [
    'China Daily, in its report “Police to fortify crackdown”, 26 February 2019, said that the police act.',
    null,
  ],
  ['The ministry said “we will act”, 3 May 2019.', null],
  ['The Guardian reported “Peru votes” in May 2019.', null],
  ['“A man surnamed Lin went to the police in Wenling, Zhejiang, on April 26, 2018.”', null],
  ['“We will act”, 3 May 2019', null],
  ['In February 2019, China Daily reported a police crackdown on loans.', null],
  ["According to the US Department of State's 2024 report, the police do not act.", null],
  ['人民网报道：“打击高利贷”。', null],
];

const CPIN: readonly (readonly [string, Expected])[] = [
  [
    'DFAT, [Peru Country Information Report](https://example.org/peru) (paragraph 3.198- 3.199), 27 December 2024',
    of('DFAT', 'Peru Country Information Report', '2024-12-27', {
      url,
      pinpoint: 'paragraph 3.198- 3.199',
    }),
  ],
  [
    'DFAT, Peru Country Information Report (paragraph 3.198- 3.199), 27 December 2024',
    of('DFAT', 'Peru Country Information Report', '2024-12-27', {
      pinpoint: 'paragraph 3.198- 3.199',
    }),
  ],
  [
    'Freedom House, [Freedom in the World 2026](https://example.org/peru) (G4), 2026',
    of('Freedom House', 'Freedom in the World 2026', '2026', { url, pinpoint: 'G4' }),
  ],
  [
    'Chatham House, [What is the Andean Fund (AF)?](https://example.org/peru), updated 19 December 2022',
    of('Chatham House', 'What is the Andean Fund (AF)?', '2022-12-19', { url }),
  ],
  [
    'CECC, [Frequently Asked Questions](https://example.org/peru), no date',
    of('CECC', 'Frequently Asked Questions', undefined, { url, undated: true }),
  ],
  [
    'CECC, Frequently Asked Questions, no date',
    of('CECC', 'Frequently Asked Questions', undefined, { undated: true }),
  ],
  [
    'HRW, [World Report 2025](https://example.org/peru), undated',
    of('HRW', 'World Report 2025', undefined, { url, undated: true }),
  ],
  [
    'BBC News, [Peru country profile](https://example.org/peru), n.d.',
    of('BBC News', 'Peru country profile', undefined, { url, undated: true }),
  ],
  [
    'USSD, [2024 Country Reports: Peru (Includes …](https://example.org/peru) (section 3.2), 12 August 2025',
    of('USSD', '2024 Country Reports: Peru (Includes …', '2025-08-12', {
      url,
      pinpoint: 'section 3.2',
    }),
  ],
  [
    'EUAA, Security situation and human rights in the east, May 2024',
    of('EUAA', 'Security situation and human rights in the east', '2024-05'),
  ],
  [
    'Human Rights Watch (HRW), [World Report 2026](https://example.org/peru), 4 February 2026. Accessed: 9 June 2026',
    of('Human Rights Watch (HRW)', 'World Report 2026', '2026-02-04', {
      url,
      accessed: '2026-06-09',
    }),
  ],
  [
    'Foreign, Commonwealth and Development Office (FCDO), [Travel advice](https://example.org/peru), updated 3 May 2024. Accessed: 4 June 2024',
    of('Foreign, Commonwealth and Development Office (FCDO)', 'Travel advice', '2024-05-03', {
      url,
      accessed,
    }),
  ],
  [
    '[Travel advice](https://example.org/peru), 3 May 2024. Accessed: 4 June 2024',
    of(null, 'Travel advice', '2024-05-03', { url, accessed }),
  ],
  // Look-alikes.
  [
    'According to [Human Rights Watch](https://example.org/peru), the police arrested many people in 2019.',
    null,
  ],
  ['Read more about [Peru’s new law](https://example.org/peru) here, 3 May 2024.', null],
  ['The police act. [HRW](https://example.org/peru) says so.', null],
  ['DFAT assessed in its report of 27 December 2024 (paragraph 3.198) that the risk is low.', null],
  ['3.2 Corruption, trafficking and loans in Peru, 2019', null],
  ['Ana, Luz and Eva were released on bail, 3 May 2019.', null],
  ['Peru, 3 May 2024', null],
  ['Human Rights Watch, Amnesty International and Freedom House', null],
];

const REFWORLD: readonly (readonly [string, Expected])[] = [
  [
    'Canada: Immigration and Refugee Board of Canada, Iraq: Security in Dohuk […] (2014-March 2016), 11 March 2016, IRQ105461.E, available at: https://example.org/peru [accessed 4 June 2024]',
    of(
      'Immigration and Refugee Board of Canada',
      'Iraq: Security in Dohuk […] (2014-March 2016)',
      '2016-03-11',
      {
        url,
        accessed,
      },
    ),
  ],
  [
    'UN High Commissioner for Refugees (UNHCR), International Protection of People Fleeing Peru, May 2019, HCR/PC/PER/2019/05, available at: https://example.org/peru [accessed 4 June 2024]',
    of(
      'UN High Commissioner for Refugees (UNHCR)',
      'International Protection of People Fleeing Peru',
      '2019-05',
      {
        url,
        accessed,
      },
    ),
  ],
  [
    'Amnesty International, "We are lost": Persecution in Peru, 10 June 2021, ASA 17/4137/2021, available at: https://example.org/peru [accessed 4 June 2024]',
    of('Amnesty International', '"We are lost": Persecution in Peru', '2021-06-10', {
      url,
      accessed,
    }),
  ],
  [
    'Human Rights Council, Report on Peru, A/HRC/40/52, 1 March 2019, para. 12',
    of('Human Rights Council', 'Report on Peru', '2019-03-01', { pinpoint: 'para. 12' }),
  ],
  [
    'Peru: Ministry of Health, Annual Survey, 2019, available at: https://example.org/peru [accessed 4 June 2024]',
    of('Ministry of Health', 'Annual Survey', '2019', { url, accessed }),
  ],
  [
    'The report is available at https://example.org/peru and was read by many people in the ministry.',
    null,
  ],
];

const ACCORD: readonly (readonly [string, Expected])[] = [
  [
    '(European Commission, European Migration Network: Ad-hoc query on COI, 22 September 2014, p. 14)',
    of('European Commission, European Migration Network', 'Ad-hoc query on COI', '2014-09-22', {
      pinpoint: '14',
    }),
  ],
  [
    '(IRB website: About the Board, last updated 3 February 2020)',
    of('IRB website', 'About the Board', '2020-02-03'),
  ],
  [
    '(Freedom House: Freedom in the World 2020 - Peru, 4 March 2020)',
    of('Freedom House', 'Freedom in the World 2020 - Peru', '2020-03-04'),
  ],
  [
    '(HRW, Peru: Events of 2023, 11 January 2024, p. 3)',
    of('HRW', 'Peru: Events of 2023', '2024-01-11', { pinpoint: '3' }),
  ],
  [
    '(Reuters: Peru votes, 3 May 2024, https://example.org/peru)',
    of('Reuters', 'Peru votes', '2024-05-03', { url }),
  ],
  [
    '(Reuters: [Peru votes](https://example.org/peru), 3 May 2024)',
    of('Reuters', 'Peru votes', '2024-05-03', { url }),
  ],
  ['(the police came: nobody was there, 3 May 2024)', null],
  ['(3 May 2024)', null],
  ['(see the chapter on health)', null],
];

const GERMAN: readonly (readonly [string, Expected])[] = [
  [
    'Schweizerische Flüchtlingshilfe / A. Muster, Russland: Verfolgung von Verwandten, Auskunft vom 25. Juli 2014, S. 4 f.',
    of(
      'Schweizerische Flüchtlingshilfe / A. Muster',
      'Russland: Verfolgung von Verwandten',
      '2014-07-25',
      {
        pinpoint: 'S. 4 f.',
      },
    ),
  ],
  [
    'Auswärtiges Amt, Bericht über die Lage in Peru, 3.5.2024, S. 12 (Zugriff 4.6.2024)',
    of('Auswärtiges Amt', 'Bericht über die Lage in Peru', '2024-05-03', {
      pinpoint: '12',
      accessed,
    }),
  ],
  [
    'BFA, Länderinformation: Peru, 3.5.2024, https://example.org/peru (Zugriff 4.6.2024)',
    of('BFA', 'Länderinformation: Peru', '2024-05-03', { url, accessed }),
  ],
  [
    'Spiegel Online, „Der Krieg im Süden“, 25. Juli 2014, https://example.org/peru, zuletzt aufgerufen am 4. Juni 2024',
    of('Spiegel Online', 'Der Krieg im Süden', '2014-07-25', { url, accessed }),
  ],
  [
    'SFH, Peru: Gesundheitsversorgung, 12. März 2023, abrufbar unter: https://example.org/peru, abgerufen am 04.06.2024',
    of('SFH', 'Peru: Gesundheitsversorgung', '2023-03-12', { url, accessed }),
  ],
  [
    'vgl. SFH, Peru: Gesundheitsversorgung, 12. März 2023, Rn. 14',
    of('SFH', 'Peru: Gesundheitsversorgung', '2023-03-12', { pinpoint: 'Rn. 14' }),
  ],
  ['Das Amt erteilte am 25. Juli 2014 eine Auskunft, die das Gericht wertete.', null],
  ['Nach Auskunft der SFH, Peru, vom 25. Juli 2014', null],
];

const OFFICES: readonly (readonly [string, Expected])[] = [
  [
    'EUAA, Peru: Country Focus, 3 May 2024, [url](https://example.org/peru)',
    of('EUAA', 'Peru: Country Focus', '2024-05-03', { url }),
  ],
  [
    'EUAA, COI Report – Peru: Security, May 2024, [url](https://example.org/peru), pp. 45-47',
    of('EUAA', 'COI Report – Peru: Security', '2024-05', { url, pinpoint: '45-47' }),
  ],
  [
    'Lima Times. 14 Feb. 2020. Ana Quispe. "Passports Now Harder to Get." [Accessed 4 June 2024]',
    of('Lima Times', 'Passports Now Harder to Get', '2020-02-14', { accessed }),
  ],
  [
    'Peru. 11 March 2020. Ministry of Health. "Lima." Annual Reports for 2019. [Accessed 12 Oct. 2021]',
    of('Ministry of Health', 'Lima', '2020-03-11', { accessed: '2021-10-12' }),
  ],
  [
    'Human Rights Watch (HRW). 14 January 2020. "Peru." World Report 2020. [Accessed 12 Oct. 2021]',
    of('Human Rights Watch (HRW)', 'Peru', '2020-01-14', { accessed: '2021-10-12' }),
  ],
  [
    'Landinfo, Peru: Pass og ID-dokumenter, 3. mai 2023, https://example.org/peru [lastet ned 4. juni 2024]',
    of('Landinfo', 'Peru: Pass og ID-dokumenter', '2023-05-03', { url, accessed }),
  ],
  [
    'Utenriksdepartementet, «Rapport om Peru», 3.5.2023 (lastet ned 4.6.2024)',
    of('Utenriksdepartementet', 'Rapport om Peru', '2023-05-03', { accessed }),
  ],
  [
    'Lifos, Säkerhetsläget i Peru, 2023-11-02, https://example.org/peru (hämtad 2024-06-04)',
    of('Lifos', 'Säkerhetsläget i Peru', '2023-11-02', { url, accessed }),
  ],
  [
    'OFPRA, Pérou : situation des minorités, 12 janvier 2023, https://example.org/peru, consulté le 4 juin 2024',
    of('OFPRA', 'Pérou : situation des minorités', '2023-01-12', { url, accessed }),
  ],
  [
    'ACNUR, “Situación en Perú”, 3 de mayo de 2023, disponible en: https://example.org/peru, consultado el 4 de junio de 2024',
    of('ACNUR', 'Situación en Perú', '2023-05-03', { url, accessed }),
  ],
  [
    'Ministério da Justiça, “Relatório anual”, 3 de maio de 2023, acesso em 4 de junho de 2024',
    of('Ministério da Justiça', 'Relatório anual', '2023-05-03', { accessed }),
  ],
  [
    "Ministero dell'Interno, “Rapporto annuale”, 3 maggio 2023, consultato il 4 giugno 2024",
    of("Ministero dell'Interno", 'Rapporto annuale', '2023-05-03', { accessed }),
  ],
  [
    'Ministerie van Buitenlandse Zaken, Algemeen ambtsbericht Peru, 3 mei 2023, https://example.org/peru, geraadpleegd op 4 juni 2024',
    of('Ministerie van Buitenlandse Zaken', 'Algemeen ambtsbericht Peru', '2023-05-03', {
      url,
      accessed,
    }),
  ],
  [
    'Udlændingestyrelsen, “Peru – adgang til pas”, 3. maj 2023, tilgået 4. juni 2024',
    of('Udlændingestyrelsen', 'Peru – adgang til pas', '2023-05-03', { accessed }),
  ],
  [
    'Danish Immigration Service, Peru: Military service, May 2019, https://example.org/peru, accessed 4 June 2024',
    of('Danish Immigration Service', 'Peru: Military service', '2019-05', { url, accessed }),
  ],
  ['La page a été consultée le 4 juin', null],
  ['EUAA published a new report on Peru on 3 May 2024.', null],
  ['En 2019, OFPRA a publié une note, consultée par la Cour.', null],
  ['Rapporten ble lastet ned mange ganger, og Landinfo svarte i 2023.', null],
];

const SCHOLARS: readonly (readonly [string, Expected])[] = [
  [
    'Rojas Soto, L. and Quispe, A. B. (eds), Realism: Theory, History, Community, Andes University Press, Lima, 1995',
    of('Andes University Press', 'Realism: Theory, History, Community', '1995'),
  ],
  [
    'European Commission, Peru 2023 Report, Publications Office of the European Union, Luxembourg, 2023, https://example.org/peru',
    of('Publications Office of the European Union', 'Peru 2023 Report', '2023', { url }),
  ],
  [
    "Soto, J. (2023) 'The workers' rights of Peru', Andean Journal, 12(3), pp. 45–67. doi:10.1093/and/feab001.",
    of('Andean Journal', "The workers' rights of Peru", '2023', {
      pinpoint: '45–67',
      url: 'https://doi.org/10.1093/and/feab001',
      from: 'worked-out',
    }),
  ],
  [
    'Soto, J. and Rojas, K. (2023). The rights of workers in Peru. Andean Journal, 12(3), 45–67. https://doi.org/10.1093/and/feab001',
    of('Andean Journal', 'The rights of workers in Peru', '2023', {
      url: 'https://doi.org/10.1093/and/feab001',
    }),
  ],
  [
    'Soto J (2020) Detained in Peru. Andes Press, Lima.',
    of('Andes Press', 'Detained in Peru', '2020'),
  ],
  [
    'Amnesty International (2024) ‘Peru: They took my brother’, Available at: https://example.org/peru (Accessed: 4 June 2024)',
    of('Amnesty International', 'Peru: They took my brother', '2024', { url, accessed }),
  ],
  [
    'Amnesty International (2023), Peru: Lethal Racism, 25 May 2023, https://example.org/peru',
    of('Amnesty International', 'Peru: Lethal Racism', '2023-05-25', { url }),
  ],
  [
    "Human Rights Watch, ‘Peru's Long Night’ (Human Rights Watch, 3 May 2024) <https://example.org/peru> accessed 4 June 2024",
    of('Human Rights Watch', "Peru's Long Night", '2024-05-03', { url, accessed }),
  ],
  [
    'Ana Quispe, ‘Peru closes its borders’ (The Guardian, 3 May 2024) <https://example.org/peru> accessed 4 June 2024',
    of('The Guardian', 'Peru closes its borders', '2024-05-03', { url, accessed }),
  ],
  [
    'World Bank. Peru Overview. 3 May 2024. https://example.org/peru',
    of('World Bank', 'Peru Overview', '2024-05-03', { url }),
  ],
  [
    'World Bank, Peru Overview (3 May 2024), https://example.org/peru',
    of('World Bank', 'Peru Overview', '2024-05-03', { url }),
  ],
  [
    'World Bank, Peru Overview, https://example.org/peru (last visited June 4, 2024)',
    of('World Bank', 'Peru Overview', undefined, { url, accessed }),
  ],
  ['Soto (2023) found that workers in Peru had few rights, and Rojas (2020) agreed.', null],
  ["Soto's book (Andes Press, 2020) was read in 'all the schools' of Lima.", null],
];

const UNKNOWN: readonly (readonly [string, Expected])[] = [
  [
    'something printed in no known way, last accessed: 4 June 2024',
    {
      accessed,
      doubts: [
        { kind: 'no-title' },
        { kind: 'no-publisher' },
        { kind: 'left-over', text: 'something printed in no known way' },
      ],
    },
  ],
  ['https://example.org/peru', { url, doubts: [{ kind: 'no-title' }, { kind: 'no-publisher' }] }],
  [
    '[Peru votes again](https://example.org/peru)',
    of(null, 'Peru votes again', undefined, { url }),
  ],
  [
    'UNHCR, “Peru Update”, a paper read by the board, March 2024, last accessed: 4 June 2024',
    of('UNHCR', 'Peru Update', '2024-03', {
      accessed,
      doubts: [{ kind: 'left-over', text: 'a paper read by the board' }],
    }),
  ],
  [
    'what the board read, “Peru Update”, March 2024, last accessed: 4 June 2024',
    {
      title: 'Peru Update',
      published: '2024-03',
      accessed,
      doubts: [{ kind: 'no-publisher' }, { kind: 'left-over', text: 'what the board read' }],
    },
  ],
  ['See https://example.org/peru for details of what the police did that year, he said.', null],
  ['', null],
  ['Go to <https://example.org/peru>', null],
  ['You can donate at https://example.org/peru', null],
  ['Korean, German and Portuguese ([About us](https://example.org/peru))', null],
  [
    'World Bank <https://example.org/peru>',
    {
      url,
      doubts: [
        { kind: 'no-title' },
        { kind: 'no-publisher' },
        { kind: 'left-over', text: 'World Bank' },
      ],
    },
  ],
];

describe.each([
  ['the reports of Asylos', ASYLOS],
  ['the notes of the Home Office', CPIN],
  ['Refworld', REFWORLD],
  ['ACCORD and ecoi.net', ACCORD],
  ['German-speaking courts and offices', GERMAN],
  ['other offices of the field', OFFICES],
  ['scholars', SCHOLARS],
  ['no known form', UNKNOWN],
] as const)('a line in the form of %s', (_, lines) => {
  it.each(lines)('%s', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });
});

describe('a bracket behind the title', () => {
  const lineWith = (bracket: string) =>
    `HRW, [World Report](https://example.org/peru) ${bracket}4 February 2026`;
  it.each([
    ['(Freedom of expression), ', { pinpoint: 'Freedom of expression' }],
    ['(section 4.2), ', { pinpoint: 'section 4.2' }],
    [
      '(Luz Foundation), ',
      { publisher: 'HRW', doubts: [{ kind: 'left-over', text: 'Luz Foundation' }] },
    ],
    ['(Podcast), ', { publisher: 'HRW', doubts: [{ kind: 'left-over', text: 'Podcast' }] }],
    ['[PDF], ', { publisher: 'HRW' }],
    ['(Luz Foundation, Lima), ', { publisher: 'HRW' }],
  ])('is a part of the document, and no publisher where one is named: %s', (bracket, more) => {
    expect(read(lineWith(bracket))).toMatchObject({
      title: 'World Report',
      published: '2026-02-04',
      ...more,
    });
  });
  it('is left over where no comma follows it', () => {
    expect(read(lineWith('(Freedom of expression) '))).toBeNull();
  });
});
