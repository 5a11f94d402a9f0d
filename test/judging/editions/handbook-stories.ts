import type { Document } from '../../../src/model/document.js';
import { furniture, heading, pageOf } from '../pages.js';
import { type Cited, type EditionStory, NEWS, note, of, report } from './case.js';

const QUOTE = 'Local officials told the delegation that the register had been closed for two years.';

/** A document of a publisher: an opening, and sections of a heading and paragraphs. */
const full = (
  title: string,
  lang: string,
  opening: readonly string[],
  sections: readonly (readonly [string, ...string[]])[],
): Document => ({
  ...pageOf(
    heading(title),
    ...opening,
    ...sections.flatMap(([name, ...text]) => [heading(name, 2), ...text]),
    QUOTE,
  ),
  title,
  lang,
});

const linked = (document: Document, ...links: Document['links']): Document => ({ ...document, links });
const link = (url: string, text: string, rel = ''): Document['links'][number] => ({ url, text, rel });

/** A country chapter on trafficking. */
const chapter = (country: string, year: string): Document =>
  full(
    `${year} Trafficking in Persons Report: ${country}`,
    'en',
    [
      `The Government of ${country} does not fully meet the minimum standards for the elimination of trafficking but is making significant efforts to do so.`,
      `These efforts included identifying more victims and adopting a national action plan. However, the government did not demonstrate overall increasing efforts compared with the previous reporting period.`,
    ],
    [
      [
        'Prioritized recommendations',
        'Vigorously investigate and prosecute traffickers, including complicit officials, and seek adequate penalties for those convicted.',
        'Eliminate recruitment fees that are charged to workers by labor recruiters and ensure that employers pay them.',
      ],
      [
        'Prosecution',
        'The penal code criminalized sex trafficking and labor trafficking and prescribed penalties of five to ten years’ imprisonment, which were sufficiently stringent.',
        'Authorities initiated 84 investigations involving 202 suspects, compared with 71 investigations in the previous reporting period.',
      ],
      [
        'Protection',
        'The government identified 147 victims, including 39 boys and 12 men exploited on fishing vessels, and referred 120 of them to services.',
        'Shelters run by the women’s union offered counselling, legal aid and vocational training for up to three months.',
      ],
      [
        'Prevention',
        'A steering committee met twice and allotted the equivalent of 740,000 dollars to implement the plan.',
      ],
      [
        'Trafficking profile',
        `As reported over the past five years, human traffickers exploit domestic and foreign victims in ${country}, and traffickers exploit victims from ${country} abroad.`,
      ],
    ],
  );

/** A note for those who decide claims. */
const cpin = (title: string, period: string): Document =>
  full(
    title,
    'en',
    [
      'Purpose: this note provides country of origin information and analysis for decision makers handling particular types of protection and human rights claims.',
      'It is not intended to be an exhaustive survey of a particular subject or theme.',
    ],
    [
      [
        'Assessment',
        'Decision makers must consider each case on its individual facts, with the onus on the person to demonstrate that they face persecution or serious harm.',
        'Where the person has a well-founded fear of persecution from the state they are unlikely to be able to relocate to escape that risk.',
      ],
      [
        'Country information',
        `The cut-off date for the information in this note is ${period}. Sources have been taken from a range of organisations.`,
        'Fighting continued around the regional capital, and the UN verified 3,870 civilian deaths in the preceding six months.',
        'Checkpoints run by armed men demanded payment from those who fled and separated young men from their families.',
      ],
      [
        'Freedom of movement',
        'Roads to the east were closed for most of the rainy season, and flights ran from the coast only.',
      ],
      [
        'Bibliography',
        'Full details of all sources cited and consulted in alphabetical order are given below.',
      ],
      [
        'Version control and feedback',
        `This version was valid from ${period}. Changes from last version of this note: updated country information and assessment.`,
      ],
    ],
  );

/** Counts, by quarter or year. */
const counts = (title: string, period: string, n: number): Document =>
  full(
    title,
    'en',
    [
      `This release covers ${period}. There were ${n},412 asylum applications relating to ${n + 20},070 people.`,
      'Figures are provisional and are revised each year once case records have been reconciled.',
    ],
    [
      [
        'Applications',
        `The most common nationality was Pakistani, followed by Afghan and Eritrean; together these made up a third of all people who applied in ${period}.`,
        'More than half of the people who applied had entered by irregular routes, most of them on small boats.',
      ],
      [
        'Initial decisions',
        `There were ${n + 3},550 initial decisions, of which just under half were grants of refugee permission or humanitarian protection.`,
        'The grant rate varied by nationality: almost all Sudanese and Eritrean applicants were granted.',
      ],
      [
        'Awaiting a decision',
        'At the end of the period 70,532 cases were awaiting an initial decision, a fall of a quarter on the same point a year before.',
      ],
      [
        'About these statistics',
        'The data tables give breakdowns by age, sex, nationality and case outcome, and the user guide describes the quality of each series.',
      ],
    ],
  );

/** A book for judges. */
const bench = (title: string): Document =>
  full(
    title,
    'en',
    [
      `Foreword. ${title} is written for judges and members of tribunals who hear appeals in protection cases.`,
      'The authors thank the members of the working group, who met four times and read every chapter.',
    ],
    [
      [
        'Chapter 1. Standard and burden of proof',
        'The applicant must establish the facts to the required standard; the duty to ascertain them is shared between the applicant and the examiner.',
      ],
      [
        'Chapter 2. Credibility',
        'A tribunal should avoid placing weight on demeanour, which is an unreliable guide and is shaped by culture, trauma and interpretation.',
      ],
      [
        'Chapter 3. Country of origin information',
        'Reports should be weighed by their source, method and date, and the parties should be given an opportunity to comment on them.',
      ],
      [
        'Chapter 4. Vulnerable witnesses',
        'Directions should be given early on breaks, on the order of questions, and on whether the witness may be accompanied.',
      ],
      ['Table of cases', 'Cases are listed by the paragraph in which they are discussed.'],
    ],
  );

/** A series whose list names the cited edition and others, each by its own address. */
const listed = (
  what: string,
  cited: Cited,
  others: readonly (readonly [text: string, slug: string])[],
  behind: NonNullable<EditionStory['behind']>,
  more: Partial<EditionStory> & Pick<EditionStory, 'status'>,
): EditionStory => ({ ...cited, what, index: [...others, [cited.cited, 'cited']], behind, ...more });

const tipVn = of(
  'Trafficking in Persons Report',
  '2024',
  '2024 Trafficking in Persons Report: Vietnam',
  'Vietnam',
);
const dfat = of(
  'DFAT Country Information Report Sri Lanka',
  'May 2024',
  'DFAT Country Information Report Sri Lanka, May 2024',
  'Sri Lanka',
);
const cpinSudan = of(
  'Country policy and information note: Security situation, Sudan',
  'version 3.0',
  'Country policy and information note: Security situation, Sudan, version 3.0',
  'Sudan',
);
const nhrc = of(
  'Annual Report of the National Human Rights Commission',
  '2022-23',
  'Annual Report of the National Human Rights Commission 2022-23',
);
const yearbook = of(
  'Yearbook of Displacement Statistics',
  'Volume XII',
  'Yearbook of Displacement Statistics, Volume XII',
);
const benchbook = of('Asylum Bench Book', 'Third Edition', 'Asylum Bench Book, Third Edition');
const bka = of(
  'Bundeslagebild Menschenhandel und Ausbeutung',
  '2023',
  'Bundeslagebild Menschenhandel und Ausbeutung 2023',
);
const taiwan = of('人口販運防制工作成果報告', '2023', '人口販運防制工作成果報告（2023）');
const korea = of('북한인권 동향 보고', '2025년 1분기', '북한인권 동향 보고 2025년 1분기');
const ofpra = of(
  'Bulletin trimestriel de l’asile',
  '3e trimestre 2025',
  'Bulletin trimestriel de l’asile, 3e trimestre 2025',
);
const ambtsbericht = of(
  'Algemeen ambtsbericht Eritrea',
  'december 2023',
  'Algemeen ambtsbericht Eritrea, december 2023',
  'Eritrea',
);
const fiw = of('Freedom in the World', '2025', 'Freedom in the World 2025: Tajikistan', 'Tajikistan');
const hrw = of('World Report', '2025', 'World Report 2025: Cambodia', 'Cambodia');
const gsi = of('Global Slavery Index', '2023', 'Global Slavery Index 2023');
const guidance = of(
  'Country Guidance: Afghanistan',
  '2024',
  'Country Guidance: Afghanistan, 2024',
  'Afghanistan',
);
const stats = of('Asylum statistics', 'Q1 2026', 'Asylum statistics, Q1 2026');
const amnesty = of(
  'The State of the World’s Human Rights',
  '2025',
  'The State of the World’s Human Rights 2025',
);

const ministry = (title: string, year: number): Document =>
  full(
    title,
    'de',
    [
      `Das Bundeslagebild enthält die aktuellen Erkenntnisse zur Lage und Entwicklung des Menschenhandels im Jahr ${year}.`,
      'Grundlage sind die Meldungen der Landeskriminalämter, der Bundespolizei und der Zollverwaltung.',
    ],
    [
      [
        'Ermittlungsverfahren',
        `Im Jahr ${year} wurden insgesamt 576 Ermittlungsverfahren abgeschlossen, ein Anstieg gegenüber dem Vorjahr um gut acht Prozent.`,
        'Der größte Teil entfiel auf die sexuelle Ausbeutung, gefolgt von der Arbeitsausbeutung und der Zwangsprostitution.',
      ],
      [
        'Opfer und Tatverdächtige',
        'Mehr als die Hälfte der Opfer stammte aus Staaten Südosteuropas; ihr Durchschnittsalter lag bei 26 Jahren.',
        'Täter warben ihre Opfer häufig über soziale Netzwerke an und stellten falsche Arbeitsverträge in Aussicht.',
      ],
      [
        'Bewertung',
        'Von einem erheblichen Dunkelfeld ist auszugehen, da Betroffene aus Angst oder Misstrauen keine Anzeige erstatten.',
      ],
    ],
  );

const taiwanReport = (year: number): Document =>
  full(
    `人口販運防制工作成果報告（${year}）`,
    'zh-Hant',
    [
      `本報告說明政府於${year}年間在追訴、保護、預防及夥伴關係四個面向的具體作為與成果。`,
      '各部會依防制人口販運行動計畫辦理相關業務，並定期召開協調會報檢討執行情形。',
    ],
    [
      [
        '查緝起訴',
        '司法警察機關共查獲人口販運案件一百五十一件，其中勞力剝削五十九件，性剝削九十二件。',
        '檢察機關起訴被告三百四十二人，法院判決有罪者一百零七人，刑度較往年提高。',
      ],
      [
        '保護',
        '新收安置被害人共計一百二十四人，並提供通譯、法律協助、心理輔導及醫療服務。',
        '外籍漁工之申訴管道增設至十二處，勞動檢查員亦登船訪查。',
      ],
      ['預防', '辦理教育訓練二百餘場次，參訓人員逾一萬八千人，並製作多國語言宣導資料。'],
      ['夥伴關係', '與二十三個國家簽署移民事務與防制人口販運合作瞭解備忘錄。'],
    ],
  );

const koreaReport = (quarter: string): Document =>
  full(
    `북한인권 동향 보고 ${quarter}`,
    'ko',
    [
      `이 보고서는 ${quarter} 동안 수집된 증언과 자료를 바탕으로 북한 주민의 인권 상황을 정리한 것이다.`,
      '조사는 국내에 입국한 북한이탈주민과의 심층 면접을 통해 이루어졌으며 개인 정보는 모두 삭제하였다.',
    ],
    [
      [
        '시민적 권리',
        '국경 지역의 이동 통제가 강화되었고 통행증 없이 이동한 주민은 단련대에 보내졌다는 증언이 이어졌다.',
        '외부 영상물을 시청하거나 유포한 청년에 대한 공개 재판이 여러 도시에서 열렸다.',
      ],
      [
        '사회적 권리',
        '시장 활동 시간이 줄어들고 곡물 판매가 국영 상점으로 제한되어 가계 소득이 크게 감소하였다.',
        '의약품 부족이 계속되어 주민들은 장마당에서 값비싼 약을 사야 했다.',
      ],
      ['취약 계층', '구금 시설의 여성은 의료 지원을 받지 못하였고 아동은 농촌 동원에 참여하였다.'],
    ],
  );

const bulletinFr = (quarter: string): Document =>
  full(
    `Bulletin trimestriel de l’asile, ${quarter}`,
    'fr',
    [
      `Ce bulletin présente les principales données de la demande d’asile pour la période : ${quarter}.`,
      'Les chiffres sont provisoires et seront consolidés dans le rapport d’activité de l’Office.',
    ],
    [
      [
        'Demandes introduites',
        'L’Office a enregistré 38 214 demandes, mineurs accompagnants compris, dont 2 906 demandes de réexamen.',
        'L’Ukraine, l’Afghanistan et la République démocratique du Congo demeurent les trois premiers pays de provenance.',
      ],
      [
        'Décisions',
        'Le taux d’accord en première instance s’établit à 41,7 %, contre 39,2 % à la même période de l’année précédente.',
        'Le délai moyen de traitement s’est réduit de onze jours grâce au renforcement des effectifs.',
      ],
      [
        'Protection',
        'Au terme de la période, 672 000 personnes étaient placées sous la protection de l’Office.',
      ],
    ],
  );

const dutch = (month: string): Document =>
  full(
    `Algemeen ambtsbericht Eritrea, ${month}`,
    'nl',
    [
      'In dit algemeen ambtsbericht wordt de situatie in Eritrea beschreven voor zover deze van belang is voor de beoordeling van asielverzoeken.',
      `Het bericht bestrijkt de periode tot en met ${month} en is een actualisering van eerdere ambtsberichten.`,
    ],
    [
      [
        'Landeninformatie',
        'De politieke en veiligheidssituatie bleef gespannen; langs de zuidelijke grens werden meer troepen gelegerd.',
        'De grondwet van 1997 was nog altijd niet in werking getreden en verkiezingen bleven uit.',
      ],
      [
        'Nationale dienstplicht',
        'De duur van de dienstplicht bleef onbepaald. Bij razzia’s in de hoofdstad werden jongeren opgepakt die zich niet konden legitimeren.',
        'Familieleden van dienstweigeraars werden onder druk gezet en verloren soms hun handelsvergunning.',
      ],
      [
        'Terugkeer',
        'Wie illegaal was vertrokken moest een spijtbetuiging tekenen en tien jaar diasporabelasting betalen.',
      ],
    ],
  );

const GUIDE_TEXT = (year: string): Document =>
  full(
    `Country Guidance: Afghanistan, ${year}`,
    'en',
    [
      'The country guidance represents the common assessment of the situation in the country of origin by senior policy officials of the Member States.',
      `The analysis and guidance note of ${year} is based on country of origin information published in the months before.`,
    ],
    [
      [
        'Actors of persecution',
        'The de facto authorities control the territory and are the main actor; they issue decrees and enforce them through inspectors of virtue.',
        'Armed groups opposed to them carry out attacks in the east and in the capital.',
      ],
      [
        'Refugee status',
        'For women and girls in general, well-founded fear of persecution would be substantiated on account of the accumulation of measures.',
        'For former officials the individual assessment should take into account role, visibility, and personal enmities.',
      ],
      [
        'Subsidiary protection',
        'Indiscriminate violence in all provinces is assessed not to reach a high level at present.',
      ],
      [
        'Internal protection alternative',
        'It is considered that no part of the country meets the requirement of safety for those who fear the authorities.',
      ],
    ],
  );

const iran = (year: string): Document =>
  full(
    `گزارش سالانه وضعیت حقوق بشر در ایران، ${year}`,
    'fa',
    [
      `این گزارش حاصل گردآوری و بررسی خبرهای نقض حقوق بشر در سراسر کشور در سال ${year} است.`,
      'داده‌ها از منابع رسمی، رسانه‌های محلی و گزارش خانواده‌های بازداشت‌شدگان فراهم آمده است.',
    ],
    [
      [
        'حق حیات',
        'دست‌کم نهصد تن در زندان‌های کشور اعدام شدند که نزدیک به نیمی از آنان به اتهام‌های مواد مخدر محکوم شده بودند.',
        'اجرای حکم در بیشتر موارد بدون آگاهی وکیل و خانواده انجام گرفت.',
      ],
      [
        'آزادی بیان',
        'روزنامه‌نگاران بسیاری احضار شدند و شماری از آنان به زندان و محرومیت از کار محکوم شدند.',
        'دسترسی به شبکه‌های اجتماعی همچنان محدود ماند.',
      ],
      ['اقلیت‌های دینی', 'شهروندان بهائی از تحصیل دانشگاهی بازماندند و مغازه‌های آنان در چند شهر پلمب شد.'],
    ],
  );

/** Forty nights by a handbook’s editor, who had not seen the program: docs/judging.md, 13. */
export const HANDBOOK: readonly EditionStory[] = [
  // Newer editions.
  listed(
    'a country chapter of the next year, among chapters of the year before',
    tipVn,
    [
      ['2025 Trafficking in Persons Report: Vietnam', 'vietnam-2025'],
      ['2023 Trafficking in Persons Report: Vietnam', 'vietnam-2023'],
    ],
    { 'vietnam-2025': chapter('Vietnam', '2025'), 'vietnam-2023': chapter('Vietnam', '2023') },
    { document: chapter('Vietnam', '2024'), status: 'superseded', newer: ['2025'] },
  ),
  listed(
    'a report of a foreign ministry, named by its month',
    dfat,
    [
      [
        'DFAT Country Information Report Sri Lanka, December 2025',
        'country-information-report-sri-lanka-dec-2025.pdf',
      ],
    ],
    {
      'country-information-report-sri-lanka-dec-2025.pdf': {
        ...report(
          'DFAT Country Information Report Sri Lanka, December 2025',
          'This report replaces the previous DFAT report on Sri Lanka, published in May 2024.',
        ),
        type: 'pdf',
      },
    },
    { status: 'superseded', newer: ['December 2025'] },
  ),
  listed(
    'a policy note in its next version',
    cpinSudan,
    [['Country policy and information note: Security situation, Sudan, version 4.0', 'sudan-security']],
    {
      'sudan-security': cpin(
        'Country policy and information note: Security situation, Sudan, version 4.0',
        '12 March 2026',
      ),
    },
    {
      document: cpin(
        'Country policy and information note: Security situation, Sudan, version 3.0',
        '4 June 2025',
      ),
      status: 'superseded',
      newer: ['version 4.0'],
    },
  ),
  listed(
    'a financial year after another, with the older ones below',
    nhrc,
    [
      ['Annual Report of the National Human Rights Commission 2023-24', 'AR-2023-24.pdf'],
      ['Annual Report of the National Human Rights Commission 2021-22', 'AR-2021-22.pdf'],
      ['Annual Report of the National Human Rights Commission 2020-21', 'AR-2020-21.pdf'],
    ],
    {
      'AR-2023-24.pdf': {
        ...report('Annual Report of the National Human Rights Commission 2023-24'),
        type: 'pdf',
      },
      'AR-2021-22.pdf': {
        ...report('Annual Report of the National Human Rights Commission 2021-22'),
        type: 'pdf',
      },
      'AR-2020-21.pdf': {
        ...report('Annual Report of the National Human Rights Commission 2020-21'),
        type: 'pdf',
      },
    },
    { status: 'superseded', newer: ['2023-24'] },
  ),
  listed(
    'a yearbook counted in Roman volumes',
    yearbook,
    [
      ['Yearbook of Displacement Statistics, Volume XIII', 'vol-xiii'],
      ['Yearbook of Displacement Statistics, Volume XI', 'vol-xi'],
      ['Yearbook of Displacement Statistics, Volume IX', 'vol-ix'],
    ],
    {
      'vol-xiii': counts('Yearbook of Displacement Statistics, Volume XIII', 'the calendar year', 31),
      'vol-xi': counts('Yearbook of Displacement Statistics, Volume XI', 'the calendar year', 27),
      'vol-ix': counts('Yearbook of Displacement Statistics, Volume IX', 'the calendar year', 19),
    },
    { status: 'superseded', newer: ['Volume XIII'] },
  ),
  listed(
    'a bench book in its fourth edition',
    benchbook,
    [['Asylum Bench Book, Fourth Edition', 'bench-book-4e']],
    { 'bench-book-4e': bench('Asylum Bench Book, Fourth Edition') },
    { document: bench('Asylum Bench Book, Third Edition'), status: 'superseded', newer: ['Fourth Edition'] },
  ),
  listed(
    'a German situation report of the next year',
    bka,
    [['Bundeslagebild Menschenhandel und Ausbeutung 2024', 'lagebild2024.html']],
    { 'lagebild2024.html': ministry('Bundeslagebild Menschenhandel und Ausbeutung 2024', 2024) },
    { document: ministry(bka.cited, 2023), status: 'superseded', newer: ['2024'] },
  ),
  listed(
    'two later reports in traditional Chinese',
    taiwan,
    [
      ['人口販運防制工作成果報告（2025）', 'tip-2025'],
      ['人口販運防制工作成果報告（2024）', 'tip-2024'],
    ],
    { 'tip-2025': taiwanReport(2025), 'tip-2024': taiwanReport(2024) },
    { document: taiwanReport(2023), status: 'superseded', newer: ['2024', '2025'] },
  ),
  listed(
    'a Korean quarter after another',
    korea,
    [
      ['북한인권 동향 보고 2025년 2분기', '3312'],
      ['북한인권 동향 보고 2024년 4분기', '3105'],
    ],
    { '3312': koreaReport('2025년 2분기'), '3105': koreaReport('2024년 4분기') },
    { document: koreaReport('2025년 1분기'), status: 'superseded', newer: ['2025년 2분기'] },
  ),
  listed(
    'a French quarter of the year after',
    ofpra,
    [
      ['Bulletin trimestriel de l’asile, 1er trimestre 2026', 'bulletin-t1-2026'],
      ['Bulletin trimestriel de l’asile, 2e trimestre 2025', 'bulletin-t2-2025'],
    ],
    {
      'bulletin-t1-2026': bulletinFr('1er trimestre 2026'),
      'bulletin-t2-2025': bulletinFr('2e trimestre 2025'),
    },
    { document: bulletinFr('3e trimestre 2025'), status: 'superseded', newer: ['1er trimestre 2026'] },
  ),
  listed(
    'a Dutch official report, whose months do not run by the alphabet',
    ambtsbericht,
    [
      ['Algemeen ambtsbericht Eritrea, mei 2025', 'ambtsbericht-eritrea-mei-2025'],
      ['Algemeen ambtsbericht Eritrea, mei 2022', 'ambtsbericht-eritrea-mei-2022'],
    ],
    {
      'ambtsbericht-eritrea-mei-2025': dutch('mei 2025'),
      'ambtsbericht-eritrea-mei-2022': dutch('mei 2022'),
    },
    { document: dutch('december 2023'), status: 'superseded', newer: ['mei 2025'] },
  ),
  {
    what: 'a source without a series, whose page names its successor in a link relation',
    series: null,
    cited: 'Country Focus: Somalia 2024',
    edition: '2024',
    url: 'https://agency.example/coi/somalia-focus',
    document: linked(
      report('Country Focus: Somalia 2024'),
      link(
        'https://agency.example/coi/somalia-focus-second',
        'Country Focus: Somalia 2025',
        'successor-version',
      ),
    ),
    behind: {
      'somalia-focus-second': report(
        'Country Focus: Somalia 2025',
        'This report updates the Country Focus on Somalia that was published in 2024.',
      ),
    },
    status: 'superseded',
    newer: ['2025'],
  },
  {
    what: 'a source without a series, at whose address the next year stands as well',
    series: null,
    cited: 'Prison Conditions in Belarus: Annual Monitoring Report 2024',
    edition: '2024',
    url: 'https://viasna.example/en/reports/prison-monitoring-2024',
    document: report('Prison Conditions in Belarus: Annual Monitoring Report 2024'),
    behind: {
      'prison-monitoring-2025': report('Prison Conditions in Belarus: Annual Monitoring Report 2025'),
      'prison-monitoring-2026': 'absent',
      'prison-monitoring-2027': 'absent',
      reports: 'absent',
      '': 'absent',
    },
    status: 'superseded',
    newer: ['2025'],
  },
  {
    what: 'a source without a series, with a link to the latest edition in its text',
    series: null,
    cited: 'Statelessness Index Country Briefing: Latvia 2023',
    edition: '2023',
    url: 'https://statelessness.example/resources/latvia-briefing',
    document: linked(
      report(
        'Statelessness Index Country Briefing: Latvia 2023',
        'This briefing has been updated. See the latest edition.',
      ),
      link('https://statelessness.example/resources/latvia-briefing-update', 'Latest edition'),
    ),
    behind: {
      'latvia-briefing-update': report('Statelessness Index Country Briefing: Latvia 2025'),
    },
    status: 'superseded',
    newer: ['2025'],
  },
  {
    what: 'a book by its DOI, whose publisher registered the next edition',
    series: null,
    cited: 'Refugee Law in Practice, 2nd edition',
    edition: '2nd edition',
    url: 'https://doi.org/10.5555/rlp.2',
    works: [
      {
        doi: '10.5555/rlp.2',
        title: 'Refugee Law in Practice, 2nd edition',
        published: '2019',
        container: null,
        later: ['10.5555/rlp.3'],
        earlier: [],
        retracted: null,
      },
      {
        doi: '10.5555/rlp.3',
        title: 'Refugee Law in Practice, 3rd edition',
        published: '2025',
        container: null,
        later: [],
        earlier: ['10.5555/rlp.2'],
        retracted: null,
      },
    ],
    document: bench('Refugee Law in Practice, 2nd edition'),
    behind: { 'rlp.3': bench('Refugee Law in Practice, 3rd edition') },
    status: 'superseded',
    newer: ['3rd edition'],
  },
  listed(
    'a Persian report of the next solar year, in Persian numerals',
    of('گزارش سالانه وضعیت حقوق بشر در ایران', '۱۴۰۲', 'گزارش سالانه وضعیت حقوق بشر در ایران، ۱۴۰۲'),
    [['گزارش سالانه وضعیت حقوق بشر در ایران، ۱۴۰۳', 'annual-1403']],
    {
      'annual-1403': iran('۱۴۰۳'),
    },
    { document: iran('۱۴۰۲'), status: 'superseded', newer: ['۱۴۰۳'] },
  ),
  {
    what: 'a policy note that says of itself that it has been replaced, with the new version on the list',
    cited: 'Country policy and information note: Humanitarian situation, Gaza, version 1.0',
    edition: 'version 1.0',
    series: { name: 'Country policy and information note: Humanitarian situation, Gaza', subject: ['Gaza'] },
    index: [
      ['Country policy and information note: Humanitarian situation, Gaza, version 2.1', 'gaza-2-1'],
      ['Country policy and information note: Humanitarian situation, Gaza, version 1.0', 'cited'],
    ],
    document: {
      ...pageOf(
        heading('Country policy and information note: Humanitarian situation, Gaza, version 1.0'),
        'This note has been superseded by version 2.1.',
        ...cpin(
          'Country policy and information note: Humanitarian situation, Gaza, version 1.0',
          '3 May 2025',
        ).blocks.slice(1),
      ),
      title: 'Country policy and information note: Humanitarian situation, Gaza, version 1.0',
      lang: 'en',
    },
    behind: {
      'gaza-2-1': cpin(
        'Country policy and information note: Humanitarian situation, Gaza, version 2.1',
        '9 February 2026',
      ),
    },
    status: 'superseded',
    newer: ['version 2.1'],
  },
  // Honestly current.
  listed(
    'the newest quarter on a list of five',
    stats,
    [
      ['Asylum statistics, Q4 2025', 'q4-2025'],
      ['Asylum statistics, Q3 2025', 'q3-2025'],
      ['Asylum statistics, Q2 2025', 'q2-2025'],
      ['Asylum statistics, Q1 2025', 'q1-2025'],
    ],
    {
      'q4-2025': counts('Asylum statistics, Q4 2025', 'October to December 2025', 28),
      'q3-2025': counts('Asylum statistics, Q3 2025', 'July to September 2025', 26),
    },
    { status: 'current' },
  ),
  listed(
    'a chapter above its forerunners, whose files were all uploaded later than it',
    hrw,
    [
      ['World Report 2024: Cambodia', 'uploads-2026-world-report-2024-cambodia'],
      ['World Report 2023: Cambodia', 'uploads-2026-world-report-2023-cambodia'],
    ],
    {
      'uploads-2026-world-report-2024-cambodia': report('World Report 2024: Cambodia'),
      'uploads-2026-world-report-2023-cambodia': report('World Report 2023: Cambodia'),
    },
    { now: '2025-11-20T03:00:00Z', status: 'current' },
  ),
  listed(
    'a Spanish half-yearly report, of whose months the cited one is the later',
    of(
      'Informe sobre desplazamiento forzado',
      'septiembre de 2025',
      'Informe sobre desplazamiento forzado, septiembre de 2025',
    ),
    [
      ['Informe sobre desplazamiento forzado, marzo de 2025', 'marzo'],
      ['Informe sobre desplazamiento forzado, septiembre de 2024', 'sept-24'],
    ],
    {},
    { status: 'current' },
  ),
  // Traps.
  listed(
    'a press release about the report of the next year',
    tipVn,
    [['Secretary announces work on the 2025 Trafficking in Persons Report: Vietnam', 'media-note']],
    {
      'media-note': note(
        'Secretary announces work on the 2025 Trafficking in Persons Report: Vietnam',
        'For immediate release. The Office to Monitor and Combat Trafficking in Persons has started work on its 2025 chapter on Vietnam.',
        ...NEWS,
        'Media contact: press@state.example.',
      ),
    },
    { status: 'current' },
  ),
  listed(
    'an invitation to the launch of an index',
    gsi,
    [['Global Slavery Index 2026: join us for the launch', 'launch']],
    {
      launch: note(
        'Global Slavery Index 2026: join us for the launch',
        'Date: Thursday 3 December 2026, 18:00. Venue: Royal Society of Arts, London, and online.',
        'The Global Slavery Index 2026 will be presented by its authors, followed by a panel discussion and a reception.',
        'Places are limited. Register by 20 November. Doors open at 17:30.',
      ),
    },
    { status: 'current' },
  ),
  listed(
    'a corrigendum to the cited edition, dated a year later',
    guidance,
    [['Corrigendum (2025) to Country Guidance: Afghanistan, 2024', 'corrigendum-2025']],
    {
      'corrigendum-2025': note(
        'Corrigendum (2025) to Country Guidance: Afghanistan, 2024',
        'On page 43, second paragraph, for “Nangarhar” read “Nuristan”.',
        'On page 61, footnote 112, the date of the source should read 14 November 2023.',
        'On page 98, in the map’s legend, the two lower shades were exchanged.',
      ),
    },
    { document: GUIDE_TEXT('2024'), status: 'current' },
  ),
  listed(
    'a methodology of the next year, which scores no country',
    fiw,
    [['Freedom in the World 2026: Methodology', 'fiw-2026-methodology']],
    {
      'fiw-2026-methodology': full(
        'Freedom in the World 2026: Methodology',
        'en',
        [
          'Freedom in the World uses a three-tiered rating system, consisting of scores, ratings, and statuses.',
        ],
        [
          [
            'Research and review',
            'Reports are prepared by analysts and advisers, who propose a score for each of 25 indicators and defend it at a review meeting.',
          ],
          [
            'Scoring',
            'A country is awarded 0 to 4 points for each of 10 political rights indicators and 15 civil liberties indicators.',
          ],
          [
            'Questions',
            'Was the current head of government elected through free and fair elections? Are the media free and independent?',
          ],
          ['Changes', 'No changes were made to the questions in this cycle.'],
        ],
      ),
    },
    { status: 'current' },
  ),
  listed(
    'a placeholder for an edition that is to come',
    amnesty,
    [['The State of the World’s Human Rights 2026', 'state-2026']],
    {
      'state-2026': note(
        'The State of the World’s Human Rights 2026',
        'The 2026 edition will be published here in December 2026.',
      ),
    },
    { status: 'current' },
  ),
  listed(
    'a search page that repeats the words sought',
    nhrc,
    [['Annual Report of the National Human Rights Commission 2024-25', 'search']],
    {
      search: note(
        'Search results for: Annual Report of the National Human Rights Commission 2024-25',
        furniture('Home | About | Publications | Search'),
        'You searched for “Annual Report of the National Human Rights Commission 2024-25”.',
        'No results were found. Check your spelling or try fewer words.',
      ),
    },
    { status: 'current' },
  ),
  listed(
    'the next year’s chapter on a neighbour',
    tipVn,
    [['2025 Trafficking in Persons Report: Laos', 'laos-2025']],
    { 'laos-2025': chapter('Laos', '2025') },
    { document: chapter('Vietnam', '2024'), status: 'current' },
  ),
  listed(
    'a draft of the next edition, open for comment',
    benchbook,
    [['Asylum Bench Book, Fourth Edition: consultation draft', 'consultation']],
    {
      consultation: {
        ...pageOf(
          heading('Asylum Bench Book, Fourth Edition: consultation draft'),
          'DRAFT. Not for citation. Comments are invited from members of the bar and the bench until 31 January 2027.',
          ...bench('Asylum Bench Book, Fourth Edition: consultation draft').blocks.slice(1),
        ),
        title: 'Asylum Bench Book, Fourth Edition: consultation draft',
        lang: 'en',
      },
    },
    { document: bench('Asylum Bench Book, Third Edition'), status: 'current' },
  ),
  listed(
    'a German translation of the cited edition',
    guidance,
    [['Länderleitfaden: Afghanistan, 2024 (deutsche Übersetzung)', 'afghanistan-de']],
    {
      'afghanistan-de': full(
        'Länderleitfaden: Afghanistan, 2024 (deutsche Übersetzung)',
        'de',
        [
          'Dies ist eine Übersetzung; maßgeblich ist die englische Fassung von Country Guidance: Afghanistan, 2024.',
        ],
        [
          [
            'Akteure',
            'Die De-facto-Behörden kontrollieren das Staatsgebiet und erlassen Verordnungen, die von Inspektoren durchgesetzt werden.',
          ],
          [
            'Flüchtlingseigenschaft',
            'Für Frauen und Mädchen wäre eine begründete Furcht vor Verfolgung im Allgemeinen anzunehmen.',
          ],
          ['Subsidiärer Schutz', 'Willkürliche Gewalt erreicht derzeit in keiner Provinz ein hohes Niveau.'],
        ],
      ),
    },
    { document: GUIDE_TEXT('2024'), status: 'current' },
  ),
  listed(
    'remarks of an official ahead of the next report',
    hrw,
    [['Remarks by the deputy director on Phnom Penh, ahead of World Report 2026: Cambodia', 'remarks']],
    {
      remarks: note(
        'Remarks by the deputy director on Phnom Penh, ahead of World Report 2026: Cambodia',
        'Good morning, everyone, and thank you for coming out in this weather.',
        'When I first travelled to Phnom Penh there were four newspapers one could trust; today there is none.',
        'I will keep this short. Our next report will be out in February, and I cannot say today what will be in it.',
        'Question: Will the report be available in Khmer? Answer: We hope so, later on.',
      ),
    },
    { now: '2025-12-20T03:00:00Z', status: 'current' },
  ),
  listed(
    'a call for contributions to the next yearbook',
    yearbook,
    [['Yearbook of Displacement Statistics, Volume XIII: call for papers', 'call']],
    {
      call: note(
        'Yearbook of Displacement Statistics, Volume XIII: call for papers',
        'The editors invite contributions of at most 9,000 words to Volume XIII, which is planned for 2027.',
        'Abstracts should be sent by 15 January 2027. Authors will be told of the outcome by the end of March.',
        'Contributions are reviewed by two readers. There is no fee.',
      ),
    },
    { status: 'current' },
  ),
  listed(
    'a later note on another theme of the same country',
    of(
      'Country policy and information note: Medical treatment, Nigeria',
      'version 4.0',
      'Country policy and information note: Medical treatment, Nigeria, version 4.0',
      'Nigeria',
    ),
    [
      [
        'Country policy and information note: Separatist groups in the South-East, Nigeria, version 5.0',
        'nigeria-separatists',
      ],
    ],
    {
      'nigeria-separatists': cpin(
        'Country policy and information note: Separatist groups in the South-East, Nigeria, version 5.0',
        '2 March 2026',
      ),
    },
    { status: 'current' },
  ),
  listed(
    'issues named after places, of which none can be said to be the later',
    of('Letters from the border', 'Agadez', 'Letters from the border: Agadez'),
    [['Letters from the border: Lampedusa', 'lampedusa']],
    { lampedusa: report('Letters from the border: Lampedusa') },
    { status: 'unknown' },
  ),
  {
    ...dfat,
    what: 'a series whose list was not read',
    status: 'unknown',
  },
  listed(
    'a next edition on the list that nobody could open',
    ambtsbericht,
    [['Algemeen ambtsbericht Eritrea, mei 2025', 'ambtsbericht-eritrea-mei-2025']],
    {},
    { document: dutch('december 2023'), status: 'unknown' },
  ),
  {
    ...listed(
      'a yearly report that is months behind its time',
      tipVn,
      [['2023 Trafficking in Persons Report: Vietnam', 'v23']],
      {},
      { status: 'overdue' },
    ),
    series: {
      name: 'Trafficking in Persons Report',
      subject: ['Vietnam'],
      cadence: { every: '1y', grace: '3m' },
      editions: [
        { edition: '2023', url: 'https://publisher.example/reports/v23', published: '2023-06-15' },
        { edition: '2024', url: 'https://publisher.example/reports/cited', published: '2024-06-24' },
      ],
    },
    now: '2025-12-01T03:00:00Z',
  },
  {
    ...listed(
      'a report of which its publisher says that it is withdrawn',
      of('Detention Monitor', '2025', 'Detention Monitor 2025: Libya', 'Libya'),
      [['Detention Monitor 2024: Libya', 'dm-24']],
      {},
      { status: 'withdrawn' },
    ),
    document: report('Detention Monitor 2025: Libya', 'This report has been withdrawn.'),
  },
  {
    what: 'a book by its DOI, of which only a review was registered since',
    series: null,
    cited: 'Membership of a Particular Social Group, 2nd edition',
    edition: '2nd edition',
    url: 'https://doi.org/10.5555/psg.2',
    works: [
      {
        doi: '10.5555/psg.2',
        title: 'Membership of a Particular Social Group, 2nd edition',
        published: '2021',
        container: null,
        later: [],
        earlier: [],
        retracted: null,
      },
      {
        doi: '10.5555/ijrl.review.88',
        title: 'Book review: Membership of a Particular Social Group, 2nd edition',
        published: '2023',
        container: 'Journal of Refugee Jurisprudence',
        later: [],
        earlier: [],
        retracted: null,
      },
    ],
    document: bench('Membership of a Particular Social Group, 2nd edition'),
    behind: {
      'ijrl.review.88': note(
        'Book review: Membership of a Particular Social Group, 2nd edition',
        'The second edition of this well-known monograph arrives seven years after the first, and it has grown by half.',
        'The reviewer would have liked to read more on the case law of the Latin American courts.',
      ),
    },
    status: 'unknown',
  },
  {
    what: 'a source without a series, at whose address of the next year stands another publication',
    series: null,
    cited: 'Landmine Casualties in Mali: Monitoring Report 2024',
    edition: '2024',
    url: 'https://monitor.example/files/mali-2024',
    document: report('Landmine Casualties in Mali: Monitoring Report 2024'),
    behind: {
      'mali-2025': note(
        'Staff retreat in Bamako 2025: photographs',
        'Colleagues from eleven offices met for three days by the river.',
        'Photographs may be used inside the organisation only.',
      ),
      'mali-2026': 'absent',
      'mali-2027': 'absent',
      files: 'absent',
      '': 'absent',
    },
    status: 'unknown',
  },
  listed(
    'tables of figures for the next quarter, ahead of the release',
    stats,
    [['Asylum statistics, Q2 2026: pre-release access list', 'pral']],
    {
      pral: note(
        'Asylum statistics, Q2 2026: pre-release access list',
        'The persons below are given access to the statistics 24 hours before their publication.',
        'Home Secretary; Permanent Secretary; Director of Communications; Chief Statistician; one private secretary for each.',
      ),
    },
    { status: 'current' },
  ),
];
