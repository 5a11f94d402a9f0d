import type { Document } from '../../../src/model/document.js';
import { furniture, type Given, heading, pageOf } from '../pages.js';
import { type EditionStory, later, NEWS, note, of, report, trap } from './case.js';

const QUOTE = 'Local officials told the delegation that the register had been closed for two years.';

/** A whole report in its own language: a title, then sections with all paragraphs under each. */
const whole = (
  lang: string,
  title: string,
  sections: readonly string[],
  prose: readonly string[],
): Document => ({
  ...pageOf(
    heading(title),
    ...sections.flatMap((name): readonly Given[] => [
      heading(name, 2),
      ...prose.map((text) => `${name}: ${text}`),
    ]),
    QUOTE,
  ),
  title,
  lang,
});

/** A cited edition in its own language, and the later one beside it. */
const abroad = (
  what: string,
  name: string,
  [edition, cited]: readonly [string, string],
  [newer, title]: readonly [string, string],
  body: (title: string) => Document,
): EditionStory => ({
  ...later(what, of(name, edition, cited), title, newer, body(title)),
  document: body(cited),
});

const withLinks = (document: Document, ...links: Document['links']): Document => ({ ...document, links });

const french = (title: string): Document =>
  whole(
    'fr',
    title,
    [
      'Premières demandes de protection',
      'Décisions rendues',
      'Recours devant la Cour',
      'Mineurs non accompagnés',
      'Glossaire',
    ],
    [
      'Les demandes enregistrées au guichet unique sont comptées par personne, enfants compris, quelle que soit la procédure suivie.',
      'Les ressortissants de cinq pays représentent plus de la moitié des personnes protégées au cours de la période étudiée.',
      'Le délai moyen d’instruction a légèrement diminué, mais le stock de dossiers de plus d’un an demeure important.',
    ],
  );
const german = (title: string): Document =>
  whole(
    'de',
    title,
    ['Asylanträge', 'Herkunftsländer', 'Entscheidungen', 'Dublin-Verfahren', 'Gerichtsverfahren'],
    [
      'Die Zahl der Erstanträge ist gegenüber dem Vorjahreszeitraum gesunken, während die Zahl der Folgeanträge gestiegen ist.',
      'Die bereinigte Schutzquote wird ohne die formellen Entscheidungen berechnet und liegt daher über der Gesamtschutzquote.',
      'Über die anhängigen Verfahren wurde im Durchschnitt nach acht Monaten entschieden, bei Familien etwas schneller.',
    ],
  );
const spanish = (title: string): Document =>
  whole(
    'es',
    title,
    ['Solicitudes de protección', 'Resoluciones', 'Acogida', 'Apatridia', 'Recomendaciones'],
    [
      'Las personas solicitantes esperaron una media de once meses hasta obtener la primera cita para formalizar su petición.',
      'La tasa de reconocimiento sigue por debajo de la media europea y varía mucho según la nacionalidad de la persona.',
      'Las organizaciones denunciaron la falta de intérpretes en los puestos fronterizos y en los centros de internamiento.',
    ],
  );
const portuguese = (title: string): Document =>
  whole(
    'pt',
    title,
    [
      'Solicitações de reconhecimento',
      'Decisões do Comitê',
      'Perfil dos refugiados',
      'Distribuição por estado',
      'Notas',
    ],
    [
      'As solicitações registradas nas unidades da federação foram analisadas conforme o país de nacionalidade ou de residência.',
      'A maior parte das pessoas reconhecidas tinha entre vinte e cinco e trinta e nove anos de idade no momento do pedido.',
      'Os dados foram extraídos dos registros administrativos e revisados pela equipe do observatório antes da divulgação.',
    ],
  );
const dutch = (title: string): Document =>
  whole(
    'nl',
    title,
    [
      'Politieke ontwikkelingen',
      'Veiligheidssituatie',
      'Mensenrechten',
      'Vluchtelingen en ontheemden',
      'Terugkeer',
    ],
    [
      'In de verslagperiode bleef de veiligheidssituatie in het zuiden zorgwekkend en vonden er geregeld gewapende aanvallen plaats.',
      'Documenten konden alleen in de hoofdstad worden aangevraagd, en de wachttijd liep volgens bronnen op tot zes maanden.',
      'Leden van minderheidsclans hadden beperkt toegang tot de rechter en vielen terug op bemiddeling door ouderlingen.',
    ],
  );
const russian = (title: string): Document =>
  whole(
    'ru',
    title,
    ['Общая ситуация', 'Доступ к процедуре', 'Судебная практика', 'Депортации', 'Рекомендации'],
    [
      'Число лиц, получивших временное убежище, продолжает сокращаться, а статус беженца предоставляется лишь в единичных случаях.',
      'Заявителям отказывают в приёме документов на границе, хотя закон обязывает должностных лиц зарегистрировать ходатайство.',
      'Адвокаты организации вели более двухсот дел в судах и добились отмены решений о выдворении в сорока из них.',
    ],
  );
const turkish = (title: string): Document =>
  whole(
    'tr',
    title,
    ['Geçici koruma', 'Uluslararası koruma', 'Düzensiz göç', 'Geri gönderme merkezleri', 'Yöntem'],
    [
      'Geçici koruma altındaki kişilerin illere göre dağılımı nüfus kayıtlarına dayanmakta ve her dönem güncellenmektedir.',
      'Başvuru sahiplerinin büyük bölümü uydu kentlerde ikamet etmekte, bir bölümü ise büyükşehirlerde çalışmaktadır.',
      'Avukatların merkezlere erişimi önceki döneme göre zorlaşmış, tercüman sayısı ise talebi karşılamamıştır.',
    ],
  );
const arabic = (title: string): Document =>
  whole(
    'ar',
    title,
    ['الملخص التنفيذي', 'الاحتجاز التعسفي', 'الاختفاء القسري', 'حرية التعبير', 'التوصيات'],
    [
      'وثقت المنظمة خلال الفترة المشمولة مئات حالات الاحتجاز التعسفي في مختلف المحافظات، وكان بين المحتجزين أطفال ونساء.',
      'لم تستجب السلطات لطلبات الزيارة التي قدمتها المنظمة، ولم تسمح للمحامين بالاطلاع على ملفات موكليهم.',
      'تراجعت حرية العمل الصحفي بعد إغلاق عدد من المكاتب ومنع صحفيين من السفر دون قرار قضائي.',
    ],
  );
const persian = (title: string): Document =>
  whole(
    'fa',
    title,
    ['مقدمه', 'اعدام‌ها', 'اقلیت‌های مذهبی', 'حقوق زنان', 'پیشنهادها'],
    [
      'در دوره گزارش شمار احکام اجرا شده افزایش یافته و بیشتر آن‌ها به‌طور رسمی اعلام نشده است.',
      'خانواده‌های بازداشت‌شدگان از محل نگهداری عزیزان خود بی‌خبر ماندند و وکلا به پرونده‌ها دسترسی نداشتند.',
      'پیروان اقلیت‌های مذهبی از تحصیل در دانشگاه و از استخدام در دستگاه‌های دولتی محروم شدند.',
    ],
  );
const vietnamese = (title: string): Document =>
  whole(
    'vi',
    title,
    ['Tóm tắt', 'Tự do tôn giáo', 'Tù nhân lương tâm', 'Xã hội dân sự', 'Khuyến nghị'],
    [
      'Trong kỳ báo cáo, nhiều nhà hoạt động bị bắt giữ và xét xử kín mà gia đình không được thông báo trước.',
      'Các hội thánh tại gia ở Tây Nguyên tiếp tục bị sách nhiễu, tín đồ bị buộc ký giấy từ bỏ đức tin của mình.',
      'Luật sư gặp khó khăn khi tiếp cận hồ sơ vụ án, và nhiều người đã bị tước chứng chỉ hành nghề.',
    ],
  );
const korean = (title: string): Document =>
  whole(
    'ko',
    title,
    ['조사 개요', '시민적 권리', '경제적 권리', '취약계층', '정책 제언'],
    [
      '조사 대상자들은 이동의 자유가 과거보다 더 엄격하게 제한되고 있으며 통행증 발급이 어려워졌다고 증언하였다.',
      '구금시설에서의 강제노동과 구타는 여전히 보고되고 있으며 여성 수용자에 대한 보호 조치는 확인되지 않았다.',
      '식량 사정은 지역별로 차이가 크고 배급에 의존하지 못하는 주민들은 장마당을 통해 생계를 유지하고 있다.',
    ],
  );
const japanese = (title: string): Document =>
  whole(
    'ja',
    title,
    ['概況', '難民認定手続', '収容と仮放免', '在留資格', '今後の課題'],
    [
      '難民認定申請の処理期間は前年に比べて長期化しており、審査請求を含めると平均して三年を超えている。',
      '仮放免中の者は就労が認められず、国民健康保険にも加入できないため、支援団体に頼って生活している。',
      '補完的保護対象者の認定制度が始まり、多くの避難民が定住者としての在留資格を得ることとなった。',
    ],
  );
const traditional = (title: string): Document =>
  whole(
    'zh-Hant',
    title,
    ['總論', '司法權', '移工權利', '難民與尋求庇護者', '建議'],
    [
      '本會於觀察期間訪談多位外籍漁工，發現扣留護照與超時工作的情形仍然普遍，申訴管道亦不暢通。',
      '難民法草案至今未完成立法，尋求庇護者僅能依個案取得臨時停留許可，無法合法工作。',
      '監所超收的問題雖有改善，但醫療資源不足，長期單獨監禁的規範仍未符合國際標準。',
    ],
  );
const simplified = (title: string): Document =>
  whole(
    'zh-Hans',
    title,
    ['卷首语', '专题研究', '案例评析', '立法动态', '书讯'],
    [
      '本文讨论不推回原则在边境管理中的适用，并比较若干国家的法院对安全第三国概念的不同解释。',
      '作者认为，临时保护制度虽然灵活，但缺乏明确的期限和审查程序，容易使受保护人长期处于不确定状态。',
      '评析指出，法院在审查来源国信息时应当说明其所依据的资料的日期和出处，并听取当事人的意见。',
    ],
  );

const NEWER: readonly EditionStory[] = [
  later(
    'a department’s chapter on one country, the year before the name',
    of(
      'Country Reports on Human Rights Practices',
      '2023',
      '2023 Country Reports on Human Rights Practices: Eritrea',
      'Eritrea',
    ),
    '2024 Country Reports on Human Rights Practices: Eritrea',
    '2024',
  ),
  {
    ...of(
      'DFAT Country Information Report',
      '23 December 2021',
      'DFAT Country Information Report Sri Lanka',
      'Sri Lanka',
    ),
    what: 'a foreign ministry’s country report that a later day’s has replaced at its address',
    url: 'https://ministry.example/country-information-report-sri-lanka.pdf',
    earlier: report('DFAT Country Information Report Sri Lanka, 23 December 2021'),
    document: report('DFAT Country Information Report Sri Lanka, 2 May 2024'),
    status: 'replaced-in-place',
    newer: ['2 May 2024'],
  },
  later(
    'a policy note whose second version number reaches two digits',
    of(
      'Country policy and information note',
      'version 3.9',
      'Country policy and information note: Kurds and Kurdish political groups, Syria, version 3.9',
      'Syria',
    ),
    'Country policy and information note: Kurds and Kurdish political groups, Syria, version 3.10',
    'version 3.10',
  ),
  later(
    'a yearbook in Roman volumes, nine to ten',
    of('Yearbook of Statelessness Law', 'Volume IX', 'Yearbook of Statelessness Law, Volume IX'),
    'Yearbook of Statelessness Law, Volume X',
    'Volume X',
  ),
  later(
    'a fiscal year over the turn of a decade',
    of('Humanitarian Program Outcomes', '2019-20', 'Australia’s Humanitarian Program Outcomes 2019-20'),
    'Australia’s Humanitarian Program Outcomes 2020-21',
    '2020-21',
  ),
  {
    ...later(
      'a court’s statistics by FY, of no declared series, in the index of their folder',
      of(
        'Statistics Yearbook of the Immigration Courts',
        'FY23',
        'Statistics Yearbook of the Immigration Courts, FY23',
      ),
      'Statistics Yearbook of the Immigration Courts, FY24',
      'FY24',
    ),
    series: null,
  },
  {
    what: 'a handbook for judges of no declared series, whose DOI the register joins to the next edition',
    series: null,
    cited: 'Detention Handbook for Tribunal Judges, Sixth edition',
    edition: 'Sixth edition',
    url: 'https://doi.org/10.5555/detention-handbook-6',
    works: [
      {
        doi: '10.5555/detention-handbook-6',
        title: 'Detention Handbook for Tribunal Judges, Sixth edition',
        published: '2020-03-02',
        container: null,
        later: ['10.5555/detention-handbook-7'],
        earlier: [],
        retracted: null,
      },
      {
        doi: '10.5555/detention-handbook-7',
        title: 'Detention Handbook for Tribunal Judges, 7th edition',
        published: '2025-02-17',
        container: null,
        later: [],
        earlier: ['10.5555/detention-handbook-6'],
        retracted: null,
      },
    ],
    behind: { 'detention-handbook-7': report('Detention Handbook for Tribunal Judges, 7th edition') },
    status: 'superseded',
    newer: ['7th edition'],
  },
  abroad(
    'a French quarter over the new year',
    'Statistiques de l’asile',
    ['4e trimestre 2025', 'Statistiques de l’asile, 4e trimestre 2025'],
    ['1er trimestre 2026', 'Statistiques de l’asile, 1er trimestre 2026'],
    french,
  ),
  abroad(
    'a German month over the new year',
    'Kurzbericht zur Asylstatistik',
    ['Dezember 2025', 'Kurzbericht zur Asylstatistik, Dezember 2025'],
    ['Juni 2026', 'Kurzbericht zur Asylstatistik, Juni 2026'],
    german,
  ),
  abroad(
    'a Spanish report counted in words',
    'Informe sobre la apatridia en el Caribe',
    ['Segundo informe', 'Segundo informe sobre la apatridia en el Caribe'],
    ['Tercer informe', 'Tercer informe sobre la apatridia en el Caribe'],
    spanish,
  ),
  abroad(
    'a Portuguese ordinal in numerals',
    'Refúgio em Números',
    ['8ª edição', 'Refúgio em Números, 8ª edição'],
    ['9ª edição', 'Refúgio em Números, 9ª edição'],
    portuguese,
  ),
  {
    what: 'a Dutch month of no declared series, whose page links the latest edition',
    series: null,
    cited: 'Algemeen ambtsbericht Somalië, juni 2023',
    edition: 'juni 2023',
    url: 'https://ministerie.example/documenten/ambtsbericht-somalie-juni',
    document: withLinks(dutch('Algemeen ambtsbericht Somalië, juni 2023'), {
      url: 'https://ministerie.example/documenten/ambtsbericht-somalie-nieuw',
      text: 'Bekijk de nieuwste editie',
      rel: '',
    }),
    behind: { 'ambtsbericht-somalie-nieuw': dutch('Algemeen ambtsbericht Somalië, april 2025') },
    status: 'superseded',
    newer: ['april 2025'],
  },
  abroad(
    'a Turkish month',
    'Göç ve Koruma Bülteni',
    ['Mart 2026', 'Göç ve Koruma Bülteni, Mart 2026'],
    ['Haziran 2026', 'Göç ve Koruma Bülteni, Haziran 2026'],
    turkish,
  ),
  // Its writer wanted `superseded`: a name that is an ordinal and no noun is compared with nothing yet.
  {
    ...abroad(
      'an Arabic ordinal in words',
      'التقرير السنوي عن حالة حقوق الإنسان في اليمن',
      ['الثامن', 'التقرير السنوي الثامن عن حالة حقوق الإنسان في اليمن'],
      ['التاسع', 'التقرير السنوي التاسع عن حالة حقوق الإنسان في اليمن'],
      arabic,
    ),
    status: 'unknown',
    newer: [],
  },
  abroad(
    'a Persian year in Persian digits',
    'گزارش سالانه حقوق بشر در ایران',
    ['۱۴۰۳', 'گزارش سالانه حقوق بشر در ایران ۱۴۰۳'],
    ['۱۴۰۴', 'گزارش سالانه حقوق بشر در ایران ۱۴۰۴'],
    persian,
  ),
  abroad(
    'an issue of a Chinese journal in the simplified script',
    '难民法研究通讯',
    ['第十九期', '难民法研究通讯 第十九期'],
    ['第二十期', '难民法研究通讯 第二十期'],
    simplified,
  ),
  abroad(
    'a Korean white paper, the year before the name',
    '북한인권백서',
    ['2024', '2024 북한인권백서'],
    ['2025', '2025 북한인권백서'],
    korean,
  ),
  {
    what: 'a report of no declared series whose page names its successor',
    series: null,
    cited: 'Stateless in Law: The Rohingya in South Asia 2022',
    edition: '2022',
    url: 'https://ngo.example/library/rohingya-south-asia-2022',
    document: withLinks(report('Stateless in Law: The Rohingya in South Asia 2022'), {
      url: 'https://ngo.example/library/rohingya-south-asia-2025',
      text: 'Stateless in Law: The Rohingya in South Asia 2025',
      rel: 'successor-version',
    }),
    behind: { 'rohingya-south-asia-2025': report('Stateless in Law: The Rohingya in South Asia 2025') },
    status: 'superseded',
    newer: ['2025'],
  },
  {
    what: 'a report of no declared series whose address answers with the year raised',
    series: null,
    cited: 'Freedom on the Net 2024: Kyrgyzstan',
    edition: '2024',
    url: 'https://house.example/country/kyrgyzstan/freedom-net/2024',
    behind: {
      '2025': report('Freedom on the Net 2025: Kyrgyzstan'),
      '2026': 'absent',
      '2027': 'absent',
    },
    status: 'superseded',
    newer: ['2025'],
  },
  {
    what: 'a page of no declared series with a selector of years',
    series: null,
    cited: 'Amnesty Annual Report 2023: Equatorial Guinea',
    edition: '2023',
    url: 'https://amnesty.example/annual/equatorial-guinea/ed-2023',
    document: withLinks(
      report('Amnesty Annual Report 2023: Equatorial Guinea'),
      { url: 'https://amnesty.example/annual/equatorial-guinea/ed-2022', text: '2022', rel: '' },
      { url: 'https://amnesty.example/annual/equatorial-guinea/ed-2023', text: '2023', rel: '' },
      { url: 'https://amnesty.example/annual/equatorial-guinea/ed-2024', text: '2024', rel: '' },
    ),
    behind: {
      'ed-2022': report('Amnesty Annual Report 2022: Equatorial Guinea'),
      'ed-2023': report('Amnesty Annual Report 2023: Equatorial Guinea'),
      'ed-2024': report('Amnesty Annual Report 2024: Equatorial Guinea'),
      'ed-2025': 'absent',
    },
    status: 'superseded',
    newer: ['2024'],
  },
];

const internet = of('Freedom on the Net', '2024', 'Freedom on the Net 2024: Azerbaijan', 'Azerbaijan');
const bench = of(
  'Bench Book on Credibility in Asylum Appeals',
  '3rd edition',
  'Bench Book on Credibility in Asylum Appeals, 3rd edition',
);
const slavery = of('Global Slavery Index', '2023', 'Global Slavery Index 2023');
const displaced = of('Internal Displacement Report', '2025', 'Internal Displacement Report 2025');
const guidance = of('Country Guidance', '2024', 'Country Guidance: Nigeria 2024', 'Nigeria');

const TRAPS: readonly EditionStory[] = [
  trap(
    'a press release with the new year in its title',
    internet,
    'Freedom on the Net 2025: Azerbaijan among the sharpest declines',
    note(
      'Freedom on the Net 2025: Azerbaijan among the sharpest declines',
      'BAKU, 12 November — FOR IMMEDIATE RELEASE. Internet freedom declined for the fifth year in a row, researchers said today at a press conference.',
      ...NEWS,
      'Media contact: press@house.example, or call the duty officer.',
    ),
  ),
  trap(
    'an invitation to the launch of the next edition',
    bench,
    'Launch: Bench Book on Credibility in Asylum Appeals, 4th edition',
    note(
      'Launch: Bench Book on Credibility in Asylum Appeals, 4th edition',
      'Join us on 26 November 2026 at six in the evening in the Old Hall for the launch of the fourth edition. Places are limited.',
      'Please register by the end of October. A recording will be sent to those who cannot attend in person.',
      'Speakers: the President of the Upper Tribunal and the two editors of the book.',
    ),
  ),
  trap(
    'a corrigendum of a later year to the cited edition',
    slavery,
    'Global Slavery Index 2023: Corrigendum, February 2025',
    note(
      'Global Slavery Index 2023: Corrigendum, February 2025',
      'On page 117, Table 4, the estimate for Mauritania should read 149,000. On page 203, footnote 88 should refer to the survey of 2021.',
      'The online version of the Index has been corrected. No other finding is affected.',
    ),
  ),
  trap(
    'a methodology note to an edition that is still to come',
    slavery,
    'Global Slavery Index 2027: Methodology note',
    note(
      'Global Slavery Index 2027: Methodology note',
      'This note explains how prevalence will be estimated for the next Index, how countries are chosen for surveys and how missing values are imputed.',
      'Households are sampled in three stages, and each respondent answers for the members of the immediate family.',
      'Risk scores are built from twenty-three variables in five dimensions, each scaled from one to one hundred.',
    ),
  ),
  trap(
    'a placeholder of one sentence under the full title of the next edition',
    displaced,
    'Internal Displacement Report 2026',
    note('Internal Displacement Report 2026', 'The 2026 edition will be available here on publication.'),
  ),
  trap(
    'a search page that echoes the title and finds the cited edition',
    displaced,
    'Internal Displacement Report 2026',
    note(
      'Search results for “Internal Displacement Report 2026”',
      'Your search for Internal Displacement Report 2026 returned 3 results. Sort by relevance or date.',
      'Internal Displacement Report 2025 (PDF, 6 MB). Refine your search by year, language or type of document.',
    ),
  ),
  trap(
    'another country’s chapter of the next year',
    internet,
    'Freedom on the Net 2025: Armenia',
    report('Freedom on the Net 2025: Armenia'),
  ),
  trap(
    'a whole draft of the next edition, for consultation',
    bench,
    'Bench Book on Credibility in Asylum Appeals, 4th edition, consultation draft',
    report(
      'Bench Book on Credibility in Asylum Appeals, 4th edition, consultation draft',
      'DRAFT FOR CONSULTATION. Not to be cited or relied upon. Comments are welcome until 31 January 2027.',
    ),
  ),
  trap(
    'a Spanish translation of the cited edition, made a year after it',
    guidance,
    'Country Guidance: Nigeria 2024. Traducción al español, 2025',
    spanish('Country Guidance: Nigeria 2024. Traducción al español, 2025'),
  ),
  trap(
    'a call for contributions to the next report',
    of('Shadow Report on Places of Detention', '2025', 'Shadow Report on Places of Detention 2025'),
    'Call for evidence: Shadow Report on Places of Detention 2026',
    note(
      'Call for evidence: Shadow Report on Places of Detention 2026',
      'We invite lawyers, visitors and people with experience of detention to send us evidence for our report of 2026 by 15 December.',
      'Submissions should not exceed three thousand words. Tell us if you want your name withheld.',
    ),
  ),
  trap(
    'a review in a journal of the next edition of a handbook',
    of('Refugee Law in Context', 'Second Edition', 'Refugee Law in Context, Second Edition'),
    'Book review: Refugee Law in Context, Third Edition',
    note(
      'Book review: Refugee Law in Context, Third Edition',
      'The first thing that strikes the reviewer of this welcome volume is how much the law has moved since the authors last wrote about it.',
      'Chapter four is the best account of internal relocation known to me; chapter nine, on exclusion, disappoints. Oxford, 612 pages, hardback.',
      'The reviewer is a lecturer in public law and sits as a fee-paid judge.',
    ),
  ),
  trap(
    'a fiscal year spelt otherwise is the same year',
    of('Resettlement Outcomes', 'FY2023-24', 'Resettlement Outcomes FY2023-24'),
    'Resettlement Outcomes 2023/2024',
    report('Resettlement Outcomes 2023/2024'),
  ),
  trap(
    'the same volume in Roman and Arabic numerals',
    of(
      'Reports of the Asylum Appeals Chamber',
      'Volume XIX',
      'Reports of the Asylum Appeals Chamber, Volume XIX',
    ),
    'Reports of the Asylum Appeals Chamber, Vol. 19',
    report('Reports of the Asylum Appeals Chamber, Vol. 19'),
  ),
  {
    ...trap(
      'the cited yearbook in the other Chinese script',
      of('臺灣人權觀察年報', '2024', '2024 臺灣人權觀察年報'),
      '2024 台湾人权观察年报（简体版）',
      whole(
        'zh-Hans',
        '2024 台湾人权观察年报（简体版）',
        ['总论', '司法权', '移工权利', '难民与寻求庇护者', '建议'],
        [
          '本会于观察期间访谈多位外籍渔工，发现扣留护照与超时工作的情形仍然普遍，申诉管道亦不畅通。',
          '难民法草案至今未完成立法，寻求庇护者仅能依个案取得临时停留许可，无法合法工作。',
          '监所超收的问题虽有改善，但医疗资源不足，长期单独监禁的规范仍未符合国际标准。',
        ],
      ),
    ),
    document: traditional('2024 臺灣人權觀察年報'),
  },
  {
    ...of('Báo cáo nhân quyền Việt Nam', '2024', 'Báo cáo nhân quyền Việt Nam 2024'),
    what: 'a Vietnamese report that came every May, of which the next has not come by October of the year after',
    series: {
      name: 'Báo cáo nhân quyền Việt Nam',
      cadence: { every: '1y', grace: '3m' },
      editions: [
        { edition: '2021', url: null, published: '2022-05-18' },
        { edition: '2022', url: null, published: '2023-05-16' },
        { edition: '2023', url: null, published: '2024-05-21' },
        { edition: '2024', url: null, published: '2025-05-20' },
      ],
    },
    index: [
      'Báo cáo nhân quyền Việt Nam 2022',
      'Báo cáo nhân quyền Việt Nam 2023',
      'Báo cáo nhân quyền Việt Nam 2024',
    ],
    document: vietnamese('Báo cáo nhân quyền Việt Nam 2024'),
    page: vietnamese('Báo cáo nhân quyền Việt Nam 2023'),
    status: 'overdue',
  },
  {
    ...trap(
      'a Russian news item about the report that is being prepared',
      of('Беженцы в России: ежегодный доклад', '2024', 'Беженцы в России: ежегодный доклад за 2024 год'),
      'Беженцы в России: о докладе за 2025 год',
      {
        ...note(
          'Беженцы в России: о докладе за 2025 год',
          'Организация сообщила, что работа над докладом за 2025 год началась и что он выйдет ближе к концу осени.',
          'Журналисты могут обращаться с вопросами в пресс-службу по рабочим дням с десяти до шести часов.',
        ),
        lang: 'ru',
      },
    ),
    document: russian('Беженцы в России: ежегодный доклад за 2024 год'),
  },
  {
    what: 'a Japanese revised edition cannot be compared with one of a season',
    series: { name: '日本の難民白書' },
    cited: '日本の難民白書 改訂版',
    edition: '改訂版',
    index: ['日本の難民白書 改訂版', '日本の難民白書 秋号'],
    document: japanese('日本の難民白書 改訂版'),
    page: japanese('日本の難民白書 秋号'),
    status: 'unknown',
  },
  {
    ...of('Modern Slavery Survey of the Gulf', '2025', 'Modern Slavery Survey of the Gulf 2025'),
    what: 'a survey declared yearly that has in fact come every third year is not overdue after sixteen months',
    series: {
      name: 'Modern Slavery Survey of the Gulf',
      cadence: { every: '1y', grace: '2m' },
      editions: [
        { edition: '2016', url: null, published: '2016-06-10' },
        { edition: '2019', url: null, published: '2019-06-12' },
        { edition: '2022', url: null, published: '2022-06-09' },
        { edition: '2025', url: null, published: '2025-06-11' },
      ],
    },
    index: [
      'Modern Slavery Survey of the Gulf 2016',
      'Modern Slavery Survey of the Gulf 2019',
      'Modern Slavery Survey of the Gulf 2022',
      'Modern Slavery Survey of the Gulf 2025',
    ],
    status: 'current',
  },
  {
    ...of(
      'Country policy and information note',
      'July 2022',
      'Country policy and information note: blood feuds, Kosovo, July 2022',
      'Kosovo',
    ),
    what: 'a policy note that its office has withdrawn without another in its place',
    index: ['Country policy and information note: blood feuds, Kosovo, July 2022'],
    document: report(
      'Country policy and information note: blood feuds, Kosovo, July 2022',
      furniture('This guidance was withdrawn on 3 March 2026'),
      'This publication has been withdrawn because it is out of date. It should not be relied on in decisions.',
    ),
    status: 'withdrawn',
  },
  {
    what: 'a journal article whose DOI the register joins only to its own preprint',
    series: null,
    cited: 'Cessation and the Somali Diaspora: A Reappraisal',
    edition: null,
    url: 'https://doi.org/10.5555/ijrl.2023.0417',
    works: [
      {
        doi: '10.5555/ijrl.2023.0417',
        title: 'Cessation and the Somali Diaspora: A Reappraisal',
        published: '2023-09-14',
        container: 'Journal of Refugee Law',
        later: [],
        earlier: ['10.5555/preprint.2022.88'],
        retracted: null,
      },
    ],
    status: 'unknown',
  },
];

/** Forty nights of an editor of an asylum law handbook: twenty with a newer edition, twenty without. */
export const HANDBOOK_FOURTH: readonly EditionStory[] = [...NEWER, ...TRAPS];
