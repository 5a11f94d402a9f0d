import type { Document } from '../../../src/model/document.js';
import { heading, pageOf } from '../pages.js';
import { type EditionStory, later, note, of, report, trap } from './case.js';

const QUOTE = 'Local officials told the delegation that the register had been closed for two years.';

/** The headings and the sentences of a report in its own language. */
interface Tongue {
  readonly lang: string;
  readonly heads: readonly string[];
  readonly prose: readonly string[];
}

/** A whole report in another language than English. */
const own = ({ lang, heads, prose }: Tongue, title: string): Document => ({
  ...pageOf(
    heading(title),
    ...heads.flatMap((head) => [heading(head, 2), ...prose.map((text) => `${head}: ${text}`)]),
    QUOTE,
  ),
  title,
  lang,
});

/** A short page in another language than English. */
const brief = (lang: string, title: string, ...text: readonly string[]): Document => ({
  ...note(title, ...text),
  lang,
});

const FR: Tongue = {
  lang: 'fr',
  heads: ['Résumé', 'Demandes enregistrées', 'Décisions', 'Conditions d’accueil', 'Recours'],
  prose: [
    'Le nombre de demandes de protection internationale a augmenté dans toutes les régions au cours de la période examinée.',
    'Les délais d’instruction sont restés supérieurs à six mois pour la majorité des personnes entendues par l’office.',
    'Plusieurs associations ont relevé que l’hébergement n’était pas proposé aux personnes seules avant leur entretien.',
  ],
};
const DE: Tongue = {
  lang: 'de',
  heads: ['Überblick', 'Anträge', 'Entscheidungen', 'Grundversorgung', 'Beschwerden'],
  prose: [
    'Die Zahl der Anträge auf internationalen Schutz ging im Berichtszeitraum in allen Bundesländern zurück.',
    'Die meisten Verfahren wurden in erster Instanz innerhalb von acht Monaten abgeschlossen, viele davon ohne Anhörung.',
    'Die Gerichte hoben jede vierte angefochtene Entscheidung auf, meist wegen mangelhafter Feststellungen zur Lage im Herkunftsland.',
  ],
};
const HANT: Tongue = {
  lang: 'zh-Hant',
  heads: ['摘要', '審核程序', '住屋與醫療', '法律援助', '建議'],
  prose: [
    '報告期內，尋求庇護者仍須等候多年才獲得決定，期間不得工作，生活依靠政府有限的人道援助。',
    '受訪者表示，面談時翻譯質素參差，部分人士在沒有律師陪同的情況下簽署了聲明。',
    '本會建議當局設立獨立的覆核機制，並公布拒絕個案的理由及統計數字。',
  ],
};
const HANS: Tongue = {
  lang: 'zh-Hans',
  heads: ['摘要', '劳动条件', '拘留情况', '司法救济', '建议'],
  prose: [
    '报告期内，多名受访的外来务工人员表示雇主扣押了他们的护照，并以遣返相威胁。',
    '当地法院受理了少量案件，但大多数判决未予公布，受害人难以获得赔偿。',
    '观察人士指出，检查机构人手不足，偏远地区的工地多年没有接受过检查。',
  ],
};
const JA: Tongue = {
  lang: 'ja',
  heads: ['巻頭言', '難民認定の現状', '収容と仮放免', '生活支援', '裁判例の紹介'],
  prose: [
    '今期も難民認定の審査は長期化しており、申請から一次審査の結果が出るまでに平均して三年近くを要しています。',
    '仮放免中の方々は就労が認められず、医療費の負担が大きな課題となっていると支援団体は報告しています。',
    '裁判所は、出身国の情勢に関する最新の資料を十分に検討しなかったとして、不認定処分を取り消しました。',
  ],
};
const RU: Tongue = {
  lang: 'ru',
  heads: ['Основные показатели', 'Ходатайства', 'Решения', 'Жилищные условия', 'Обжалование'],
  prose: [
    'За отчётный период число ходатайств о предоставлении временного убежища сократилось во всех федеральных округах.',
    'Большинство заявителей ожидали решения дольше установленного законом срока, и многие остались без документов.',
    'Суды отменили лишь малую часть отказов, указав на неполное исследование обстановки в стране происхождения.',
  ],
};
const ES: Tongue = {
  lang: 'es',
  heads: ['Presentación', 'Definición de refugiado', 'Valoración de la prueba', 'Exclusión', 'Recursos'],
  prose: [
    'El órgano jurisdiccional debe examinar de manera individual las declaraciones del solicitante y la información del país de origen.',
    'La credibilidad no puede descartarse por contradicciones menores que se expliquen por el tiempo transcurrido o por el trauma.',
    'La protección subsidiaria exige comprobar un riesgo real de daños graves en el momento en que se dicta la resolución.',
  ],
};
const AR: Tongue = {
  lang: 'ar',
  heads: ['ملخص', 'حركة النزوح', 'المأوى', 'الحماية القانونية', 'العودة'],
  prose: [
    'استمرت حركة النزوح من المحافظات الشمالية خلال الفترة المشمولة بالنشرة، ولجأت أغلب الأسر إلى مبانٍ غير مكتملة.',
    'أفادت المنظمات المحلية بأن عدداً كبيراً من العائلات لا يملك وثائق مدنية ولا يستطيع تسجيل الأطفال في المدارس.',
    'لم تُنشر أي إجراءات رسمية بشأن استعادة الممتلكات، وبقيت الشكاوى المقدمة إلى المحاكم من دون جواب.',
  ],
};
const NL: Tongue = {
  lang: 'nl',
  heads: ['Inleiding', 'Politieke ontwikkelingen', 'Veiligheidssituatie', 'Mensenrechten', 'Terugkeer'],
  prose: [
    'In de verslagperiode bleef de nationale dienstplicht van onbepaalde duur en waren er nieuwe razzia’s in de hoofdstad.',
    'Volgens verschillende bronnen werden familieleden van dienstweigeraars vastgehouden of uit hun woning gezet.',
    'Over de behandeling van teruggekeerde afgewezen asielzoekers was weinig bekend, omdat waarnemers geen toegang hadden.',
  ],
};
const TR: Tongue = {
  lang: 'tr',
  heads: ['Özet', 'Geçici koruma', 'Geri gönderme merkezleri', 'Çalışma izni', 'Yargı kararları'],
  prose: [
    'Raporlama döneminde geçici koruma altındaki kişilerin kayıt işlemleri birçok ilde durdurulmuş durumda kalmıştır.',
    'Avukatlar, geri gönderme merkezlerinde müvekkilleriyle görüşmekte güçlük yaşadıklarını ve tercüman bulunmadığını bildirmiştir.',
    'İdare mahkemeleri sınır dışı etme kararlarının bir bölümünü menşe ülke bilgisi yetersiz olduğu gerekçesiyle iptal etmiştir.',
  ],
};
const FA: Tongue = {
  lang: 'fa',
  heads: ['خلاصه', 'بازداشت‌ها', 'اقلیت‌های دینی', 'دادرسی', 'پیشنهادها'],
  prose: [
    'در دوره مورد بررسی، شمار بازداشت‌شدگان نوکیش در چند استان افزایش یافت و بسیاری از آنان از داشتن وکیل محروم بودند.',
    'خانواده‌ها به پژوهشگران گفتند که تا چند هفته از محل نگهداری بستگان خود بی‌خبر مانده‌اند.',
    'دادگاه‌ها احکام سنگینی صادر کردند که متن بیشتر آن‌ها هرگز منتشر نشد و در دسترس متهمان قرار نگرفت.',
  ],
};
const VI: Tongue = {
  lang: 'vi',
  heads: ['Tóm tắt', 'Tự do tôn giáo', 'Giam giữ', 'Xét xử', 'Khuyến nghị'],
  prose: [
    'Trong thời gian báo cáo, nhiều nhóm tôn giáo chưa đăng ký cho biết các buổi nhóm họp của họ bị chính quyền địa phương giải tán.',
    'Người bị giam giữ thường không được gặp luật sư trong giai đoạn điều tra, và gia đình không được thông báo nơi giam giữ.',
    'Tòa án tuyên những bản án nặng sau các phiên xử kéo dài chưa đến một ngày, và bản án không được công bố.',
  ],
};
const KO: Tongue = {
  lang: 'ko',
  heads: ['요약', '생명권', '강제노동', '이동의 자유', '구금시설'],
  prose: [
    '조사 기간 동안 면담에 응한 이탈주민들은 국경 지역의 통제가 강화되어 이동이 거의 불가능하였다고 진술하였다.',
    '강제송환된 사람들은 조사 과정에서 구타를 당하였으며 충분한 식사와 치료를 받지 못하였다고 증언하였다.',
    '재판은 대부분 공개되지 않았고 변호인의 조력을 받을 권리는 형식적으로만 보장된 것으로 나타났다.',
  ],
};
const PT: Tongue = {
  lang: 'pt',
  heads: ['Sumário executivo', 'Fluxos migratórios', 'Decisões', 'Trabalho escravo', 'Recomendações'],
  prose: [
    'O número de pedidos de reconhecimento da condição de refugiado cresceu em todas as unidades da federação no período.',
    'A maioria dos solicitantes aguardou mais de dois anos pela entrevista, sem acesso regular a intérpretes.',
    'As inspeções resgataram trabalhadores migrantes em oficinas de costura e em fazendas de difícil acesso.',
  ],
};

const link = (url: string, text: string, rel = '') => ({ url, text, rel });

const tipDrc = of(
  'Trafficking in Persons Report',
  '2025',
  '2025 Trafficking in Persons Report: Democratic Republic of the Congo',
  'Democratic Republic of the Congo',
);
const cpin = of(
  'Country policy and information note',
  'Version 5.0',
  'Country policy and information note: Female genital mutilation, Nigeria, Version 5.0',
  'Nigeria',
);
const dfat = of(
  'DFAT Country Information Report',
  '2 May 2024',
  'DFAT Country Information Report Sri Lanka, 2 May 2024',
  'Sri Lanka',
);
const casebook = of(
  'Annual Review of Asylum Jurisprudence',
  'Volume VIII',
  'Annual Review of Asylum Jurisprudence, Volume VIII',
);
const ambtsbericht = of(
  'Algemeen ambtsbericht',
  'december 2023',
  'Algemeen ambtsbericht Eritrea, december 2023',
  'Eritrea',
);
const trends = of('Global Trends: Forced Displacement', '2025', 'Global Trends: Forced Displacement in 2025');
const guidance = of('Country Guidance', 'November 2024', 'Country Guidance: Iraq, November 2024', 'Iraq');
const gender = of(
  'Gender Guidelines for Asylum Adjudicators',
  'second edition',
  'Gender Guidelines for Asylum Adjudicators, second edition',
);
const globalReport = of('Global Report', '2025', 'UNHCR Global Report 2025');
const law = of(
  'The Law of Asylum in Practice',
  'third edition',
  'The Law of Asylum in Practice, third edition',
);
const pakistan = of(
  'Report on Religious Freedom',
  '2025',
  '2025 Report on Religious Freedom: Pakistan',
  'Pakistan',
);

const REAL: readonly EditionStory[] = [
  later(
    'a note of the Home Office whose version is raised by one',
    cpin,
    'Country policy and information note: Female genital mutilation, Nigeria, Version 6.0',
    'Version 6.0',
  ),
  later(
    'a country report that is named by its day',
    dfat,
    'DFAT Country Information Report Sri Lanka, 12 March 2026',
    '12 March 2026',
  ),
  {
    what: 'a human rights report at the same address with the year raised',
    series: null,
    cited: '2023 Country Reports on Human Rights Practices: Chad',
    edition: '2023',
    url: 'https://www.state.example/reports/2023-country-reports-on-human-rights-practices-chad',
    behind: {
      '2024-country-reports-on-human-rights-practices-chad': report(
        '2024 Country Reports on Human Rights Practices: Chad',
      ),
      '2025-country-reports-on-human-rights-practices-chad': 'absent',
      '2026-country-reports-on-human-rights-practices-chad': 'absent',
    },
    page: null,
    status: 'superseded',
    newer: ['2024'],
  },
  {
    what: 'a country’s page with a selector of years',
    series: null,
    cited: 'Freedom in the World 2025: Burundi',
    edition: '2025',
    url: 'https://freedom.example/country/burundi/freedom-world/2025',
    document: {
      ...report('Freedom in the World 2025: Burundi'),
      links: ['2026', '2025', '2024', '2023'].map((year) =>
        link(`https://freedom.example/country/burundi/freedom-world/${year}`, year),
      ),
    },
    behind: {
      2027: 'absent',
      2026: report('Freedom in the World 2026: Burundi'),
      2024: report('Freedom in the World 2024: Burundi'),
      2023: report('Freedom in the World 2023: Burundi'),
    },
    status: 'superseded',
    newer: ['2026'],
  },
  {
    what: 'guidance whose DOI is followed by another, in the register',
    series: null,
    cited: 'Country Guidance: Afghanistan, May 2024',
    edition: 'May 2024',
    url: 'https://doi.org/10.2847/733917',
    document: report('Country Guidance: Afghanistan, May 2024'),
    works: [
      {
        doi: '10.2847/733917',
        title: 'Country Guidance: Afghanistan, May 2024',
        published: '2024-05-14',
        container: null,
        later: ['10.2847/9014482'],
        earlier: [],
        retracted: null,
      },
      {
        doi: '10.2847/9014482',
        title: 'Country Guidance: Afghanistan, January 2026',
        published: '2026-01-22',
        container: null,
        later: [],
        earlier: ['10.2847/733917'],
        retracted: null,
      },
    ],
    behind: { 9014482: report('Country Guidance: Afghanistan, January 2026') },
    status: 'superseded',
    newer: ['January 2026'],
  },
  {
    what: 'an index that came out after five years, behind a link to the latest edition',
    series: null,
    cited: 'Global Slavery Index 2018',
    edition: '2018',
    url: 'https://slavery-index.example/2018/findings/highlights',
    document: {
      ...report('Global Slavery Index 2018'),
      links: [
        link('https://slavery-index.example/about', 'About us'),
        link('https://slavery-index.example/global-slavery-index', 'Read the latest edition'),
      ],
    },
    behind: {
      'global-slavery-index': report('Global Slavery Index 2023'),
      about: note(
        'About us',
        'We are a human rights group that measures modern slavery in every country of the world.',
      ),
      highlights: 'absent',
    },
    status: 'superseded',
    newer: ['2023'],
  },
  {
    what: 'a handbook for courts that names its successor in its markup',
    series: null,
    cited: 'Handbook on European law relating to asylum, borders and immigration (2014)',
    edition: '2014',
    url: 'https://rights-agency.example/publication/handbook-asylum',
    document: {
      ...report('Handbook on European law relating to asylum, borders and immigration (2014)'),
      links: [link('https://rights-agency.example/publication/handbook-asylum-law', '', 'successor-version')],
    },
    behind: {
      'handbook-asylum-law': report(
        'Handbook on European law relating to asylum, borders and immigration (2020)',
      ),
    },
    status: 'superseded',
    newer: ['2020'],
  },
  {
    ...of(
      'Annual Report of the Refugee Review Tribunal',
      '2022-23',
      'Annual Report of the Refugee Review Tribunal 2022-23',
    ),
    what: 'two fiscal years after the cited one',
    index: [
      ['Annual Report of the Refugee Review Tribunal 2024-25', 'annual-report-2024-25'],
      ['Annual Report of the Refugee Review Tribunal 2023-24', 'annual-report-2023-24'],
      ['Annual Report of the Refugee Review Tribunal 2022-23', 'annual-report-2022-23'],
    ],
    behind: {
      'annual-report-2024-25': report('Annual Report of the Refugee Review Tribunal 2024-25'),
      'annual-report-2023-24': report('Annual Report of the Refugee Review Tribunal 2023-24'),
    },
    page: report('Annual Report of the Refugee Review Tribunal 2022-23'),
    status: 'superseded',
    newer: ['2023-24', '2024-25'],
  },
  {
    what: 'a bulletin of no declared series, whose folder lists the fiscal year after',
    series: null,
    cited: 'Asylum Office Workload Bulletin, FY24',
    edition: 'FY24',
    url: 'https://publisher.example/reports/workload-bulletin-fy24.pdf',
    index: [
      ['Asylum Office Workload Bulletin, FY23', 'workload-bulletin-fy23.pdf'],
      ['Asylum Office Workload Bulletin, FY24', 'workload-bulletin-fy24.pdf'],
      ['Asylum Office Workload Bulletin, FY25', 'workload-bulletin-fy25.pdf'],
    ],
    behind: {
      'workload-bulletin-fy23.pdf': report('Asylum Office Workload Bulletin, FY23'),
      'workload-bulletin-fy25.pdf': report('Asylum Office Workload Bulletin, FY25'),
      'workload-bulletin-fy26.pdf': 'absent',
    },
    status: 'superseded',
    newer: ['FY25'],
  },
  {
    ...later(
      'a French quarter of the next year',
      of(
        'Bulletin statistique de l’asile',
        '3e trimestre 2025',
        'Bulletin statistique de l’asile, 3e trimestre 2025',
      ),
      'Bulletin statistique de l’asile, 1er trimestre 2026',
      '1er trimestre 2026',
      own(FR, 'Bulletin statistique de l’asile, 1er trimestre 2026'),
    ),
    document: own(FR, 'Bulletin statistique de l’asile, 3e trimestre 2025'),
  },
  {
    ...later(
      'January as it is said in Vienna',
      of('Monatsstatistik Asyl', 'Dezember 2025', 'Monatsstatistik Asyl, Dezember 2025'),
      'Monatsstatistik Asyl, Jänner 2026',
      'Jänner 2026',
      own(DE, 'Monatsstatistik Asyl, Jänner 2026'),
    ),
    document: own(DE, 'Monatsstatistik Asyl, Dezember 2025'),
  },
  {
    ...later(
      'a fourth edition in the long Chinese script',
      of('香港尋求庇護者處境報告', '第三版', '香港尋求庇護者處境報告 第三版'),
      '香港尋求庇護者處境報告 第四版',
      '第四版',
      own(HANT, '香港尋求庇護者處境報告 第四版'),
    ),
    document: own(HANT, '香港尋求庇護者處境報告 第三版'),
  },
  {
    ...later(
      'the next number of a Japanese newsletter',
      of('難民支援ニュースレター', '第12号', '難民支援ニュースレター 第12号'),
      '難民支援ニュースレター 第13号',
      '第13号',
      own(JA, '難民支援ニュースレター 第13号'),
    ),
    document: own(JA, '難民支援ニュースレター 第12号'),
  },
  {
    ...later(
      'a Russian quarter that is lower in number and later in time',
      of(
        'Бюллетень о временном убежище',
        'IV квартал 2025',
        'Бюллетень о временном убежище, IV квартал 2025',
      ),
      'Бюллетень о временном убежище, II квартал 2026',
      'II квартал 2026',
      own(RU, 'Бюллетень о временном убежище, II квартал 2026'),
    ),
    document: own(RU, 'Бюллетень о временном убежище, IV квартал 2025'),
  },
  {
    ...later(
      'a Spanish manual for judges, two editions on',
      of(
        'Manual de protección internacional para jueces',
        'segunda edición',
        'Manual de protección internacional para jueces, segunda edición',
      ),
      'Manual de protección internacional para jueces, cuarta edición',
      'cuarta edición',
      own(ES, 'Manual de protección internacional para jueces, cuarta edición'),
    ),
    document: own(ES, 'Manual de protección internacional para jueces, segunda edición'),
  },
  {
    ...later(
      'months by their names in the Levant',
      of('النشرة الشهرية للنازحين', 'كانون الأول 2025', 'النشرة الشهرية للنازحين، كانون الأول 2025'),
      'النشرة الشهرية للنازحين، شباط 2026',
      'شباط 2026',
      own(AR, 'النشرة الشهرية للنازحين، شباط 2026'),
    ),
    document: own(AR, 'النشرة الشهرية للنازحين، كانون الأول 2025'),
  },
  {
    ...later(
      'a Dutch report of the foreign ministry, by its month',
      ambtsbericht,
      'Algemeen ambtsbericht Eritrea, maart 2026',
      'maart 2026',
      own(NL, 'Algemeen ambtsbericht Eritrea, maart 2026'),
    ),
    document: own(NL, 'Algemeen ambtsbericht Eritrea, december 2023'),
  },
  later(
    'a volume in Roman numerals',
    casebook,
    'Annual Review of Asylum Jurisprudence, Volume IX',
    'Volume IX',
  ),
  {
    ...later(
      'a Persian year in Persian digits',
      of('گزارش سالانه آزادی دین در ایران', '۱۴۰۳', 'گزارش سالانه آزادی دین در ایران ۱۴۰۳'),
      'گزارش سالانه آزادی دین در ایران ۱۴۰۴',
      '۱۴۰۴',
      own(FA, 'گزارش سالانه آزادی دین در ایران ۱۴۰۴'),
    ),
    document: own(FA, 'گزارش سالانه آزادی دین در ایران ۱۴۰۳'),
  },
  {
    ...of(
      'Türkiye’de Geçici Koruma Bülteni',
      'Ağustos 2026',
      'Türkiye’de Geçici Koruma Bülteni, Ağustos 2026',
    ),
    what: 'the latest of three Turkish months is the cited one',
    index: [
      ['Türkiye’de Geçici Koruma Bülteni, Ağustos 2026', 'agustos-2026'],
      ['Türkiye’de Geçici Koruma Bülteni, Temmuz 2026', 'temmuz-2026'],
      ['Türkiye’de Geçici Koruma Bülteni, Aralık 2025', 'aralik-2025'],
    ],
    behind: {
      'temmuz-2026': own(TR, 'Türkiye’de Geçici Koruma Bülteni, Temmuz 2026'),
      'aralik-2025': own(TR, 'Türkiye’de Geçici Koruma Bülteni, Aralık 2025'),
    },
    document: own(TR, 'Türkiye’de Geçici Koruma Bülteni, Ağustos 2026'),
    page: own(TR, 'Türkiye’de Geçici Koruma Bülteni, Ağustos 2026'),
    status: 'current',
  },
];

const TRAPS: readonly EditionStory[] = [
  trap(
    'a press release of the year after, in which a minister answers the cited report',
    pakistan,
    'Press release, 3 March 2026: Minister responds to Report on Religious Freedom, Pakistan',
    note(
      'Press release, 3 March 2026: Minister responds to Report on Religious Freedom, Pakistan',
      'ISLAMABAD, 3 March 2026. The minister for religious affairs today rejected the findings of the 2025 Report on Religious Freedom, which he called one-sided.',
      'He said that the government had set up a commission for minorities and that its work would be presented to parliament in the summer.',
      'For media enquiries, please contact the spokesperson of the ministry during office hours.',
    ),
  ),
  trap(
    'an invitation to a launch that is months away',
    trends,
    'Launch event: Global Trends: Forced Displacement in 2026',
    note(
      'Launch event: Global Trends: Forced Displacement in 2026',
      'Save the date. The report will be launched in Geneva on 16 June 2027, and a panel of refugees and ministers will discuss its findings.',
      'Registration opens in May 2027. Interpretation into French and Arabic will be provided, and the event will be streamed.',
    ),
  ),
  trap(
    'a corrigendum that is dated later than what it corrects',
    guidance,
    'Corrigendum, March 2026: Country Guidance: Iraq',
    note(
      'Corrigendum, March 2026: Country Guidance: Iraq',
      'In the guidance published in November 2024, the following corrections are made.',
      'Page 41, second paragraph: for “Ninewa” read “Salah al-Din”. Page 88, footnote 214: the address of the source is replaced.',
      'The conclusions of the guidance are not affected by these corrections.',
    ),
  ),
  {
    ...trap(
      'a methodology note in the short Chinese script',
      of('海外劳工权益年度报告', '2025年', '海外劳工权益年度报告 2025年'),
      '海外劳工权益年度报告 2026年 研究方法说明',
      brief(
        'zh-Hans',
        '海外劳工权益年度报告 2026年 研究方法说明',
        '本说明介绍2026年度报告将采用的抽样方法、访谈提纲和指标体系，年度报告计划于2027年春季发布。',
        '与上一年度相比，问卷新增了关于招聘费用的六个问题，并调整了各指标的权重。',
        '欢迎研究人员就本方法提出意见，来信请寄本中心研究部。',
      ),
    ),
    document: own(HANS, '海外劳工权益年度报告 2025年'),
  },
  {
    ...trap(
      'a placeholder of one Vietnamese sentence',
      of('Báo cáo tự do tôn giáo tại Việt Nam', '2025', 'Báo cáo tự do tôn giáo tại Việt Nam 2025'),
      'Báo cáo tự do tôn giáo tại Việt Nam 2026',
      brief(
        'vi',
        'Báo cáo tự do tôn giáo tại Việt Nam 2026',
        'Báo cáo sẽ được đăng tại trang này khi hoàn thành.',
      ),
    ),
    document: own(VI, 'Báo cáo tự do tôn giáo tại Việt Nam 2025'),
  },
  {
    ...trap(
      'a Korean search page that echoes the title that was asked for',
      of('북한인권백서', '2025', '북한인권백서 2025'),
      '북한인권백서 2026',
      brief(
        'ko',
        '검색 결과: 북한인권백서 2026',
        '‘북한인권백서 2026’에 대한 검색 결과가 없습니다.',
        '검색어의 철자가 정확한지 확인하시거나 다른 검색어를 입력해 주십시오.',
      ),
    ),
    document: own(KO, '북한인권백서 2025'),
  },
  trap(
    'the chapter of the other Congo',
    tipDrc,
    '2026 Trafficking in Persons Report: Republic of the Congo',
    report('2026 Trafficking in Persons Report: Republic of the Congo'),
  ),
  trap(
    'a draft for consultation of the edition that is to come',
    gender,
    'Gender Guidelines for Asylum Adjudicators, third edition: consultation draft',
    report(
      'Gender Guidelines for Asylum Adjudicators, third edition: consultation draft',
      'This draft is published for consultation only. It must not be cited or applied. Comments are welcome until 31 December 2026, and the second edition remains in force until the text is adopted.',
    ),
  ),
  trap(
    'a Spanish translation of the cited edition, made two years after it',
    of(
      'Handbook for Interpreters in Asylum Procedures',
      '2024',
      'Handbook for Interpreters in Asylum Procedures 2024',
    ),
    'Manual para intérpretes en los procedimientos de asilo 2024 (traducción al español, 2026)',
    {
      ...own(ES, 'Manual para intérpretes en los procedimientos de asilo 2024 (traducción al español, 2026)'),
      blocks: pageOf(
        heading('Manual para intérpretes en los procedimientos de asilo 2024 (traducción al español, 2026)'),
        'La presente es la traducción al español, publicada en 2026, de la obra «Handbook for Interpreters in Asylum Procedures 2024». En caso de discrepancia prevalece el original inglés.',
        ...ES.heads.flatMap((head) => [heading(head, 2), ...ES.prose]),
      ).blocks,
    },
  ),
  {
    ...of(
      'Country policy and information note',
      'July 2023',
      'Country policy and information note: Sexual orientation and gender identity, Albania, July 2023',
      'Albania',
    ),
    what: 'a note that its publisher withdrew without another in its place',
    document: report(
      'Country policy and information note: Sexual orientation and gender identity, Albania, July 2023',
      'This publication was withdrawn on 12 January 2026. It is no longer used in decisions and has not been replaced.',
    ),
    index: [
      'Country policy and information note: Sexual orientation and gender identity, Albania, July 2023',
    ],
    page: report(
      'Country policy and information note: Sexual orientation and gender identity, Albania, July 2023',
    ),
    status: 'withdrawn',
  },
  {
    what: 'a yearly survey of which nothing has come for five years',
    cited: 'Survey of Detained Asylum Seekers 2020',
    edition: '2020',
    series: {
      name: 'Survey of Detained Asylum Seekers',
      cadence: { every: '1y', grace: '3m' },
      editions: [
        { edition: '2019', url: null, published: '2020-06-18' },
        { edition: '2020', url: null, published: '2021-06-17' },
      ],
    },
    index: ['Survey of Detained Asylum Seekers 2019', 'Survey of Detained Asylum Seekers 2020'],
    behind: { 'item-0': report('Survey of Detained Asylum Seekers 2019') },
    page: report('Survey of Detained Asylum Seekers 2020'),
    status: 'unknown',
  },
  {
    what: 'a yearly report that is five months late',
    cited: 'The State of the World’s Human Rights 2024',
    edition: '2024',
    series: {
      name: 'The State of the World’s Human Rights',
      cadence: { every: '1y', grace: '2m' },
      editions: [
        { edition: '2023', url: null, published: '2024-04-24' },
        { edition: '2024', url: null, published: '2025-04-29' },
      ],
    },
    index: ['The State of the World’s Human Rights 2023', 'The State of the World’s Human Rights 2024'],
    behind: { 'item-0': report('The State of the World’s Human Rights 2023') },
    page: report('The State of the World’s Human Rights 2024'),
    status: 'overdue',
  },
  {
    ...of('Legal Aid Watch', 'Harbour issue', 'Legal Aid Watch, Harbour issue'),
    what: 'issues that are named for places, of which none is later than another',
    index: ['Legal Aid Watch, Harbour issue', 'Legal Aid Watch, Mountain issue'],
    behind: { 'item-1': report('Legal Aid Watch, Mountain issue') },
    page: report('Legal Aid Watch, Harbour issue'),
    status: 'unknown',
  },
  {
    ...trap(
      'a French press release that says when the next report will appear',
      of('L’état de l’asile en Tunisie', '2025', 'L’état de l’asile en Tunisie 2025'),
      'Communiqué de presse : L’état de l’asile en Tunisie 2026',
      brief(
        'fr',
        'Communiqué de presse : L’état de l’asile en Tunisie 2026',
        'Tunis, le 22 septembre 2026. Notre association présentera son nouveau rapport annuel à la presse le 10 décembre 2026, journée internationale des droits humains.',
        'Le rapport n’est pas encore disponible. Les journalistes peuvent demander un exemplaire sous embargo à notre service de presse.',
      ),
    ),
    document: own(FR, 'L’état de l’asile en Tunisie 2025'),
  },
  {
    ...trap(
      'a Portuguese draft that is open to comments',
      of('Relatório Refúgio em Números', '2025', 'Relatório Refúgio em Números 2025'),
      'Relatório Refúgio em Números 2026: minuta para consulta pública',
      {
        ...own(PT, 'Relatório Refúgio em Números 2026: minuta para consulta pública'),
        blocks: pageOf(
          heading('Relatório Refúgio em Números 2026: minuta para consulta pública'),
          'Esta minuta está aberta a contribuições até 30 de novembro de 2026. O texto é preliminar e não deve ser citado.',
          ...PT.heads.flatMap((head) => [heading(head, 2), ...PT.prose.slice(0, 2)]),
        ).blocks,
      },
    ),
    document: own(PT, 'Relatório Refúgio em Números 2025'),
  },
  trap(
    'a plan for years to come beside a report of years gone by',
    globalReport,
    'UNHCR Strategic Directions 2027-2031',
    report('UNHCR Strategic Directions 2027-2031'),
  ),
  {
    ...of('World Report', '2026', 'World Report 2026'),
    what: 'the cited edition once more, under the year of its events and with an interval that has not run out',
    series: {
      name: 'World Report',
      cadence: { every: '1y', grace: '2m' },
      editions: [{ edition: '2026', url: null, published: '2026-02-04' }],
    },
    index: ['World Report 2026', 'World Report 2026: Events of 2025'],
    page: report('World Report 2026: Events of 2025'),
    status: 'current',
  },
  trap(
    'a review of the cited book in a journal of this spring',
    law,
    'Book review: The Law of Asylum in Practice, third edition (Refugee Law Quarterly, Spring 2026)',
    note(
      'Book review: The Law of Asylum in Practice, third edition (Refugee Law Quarterly, Spring 2026)',
      'Practitioners have waited for this third edition, and on the whole it rewards their patience.',
      'The chapters on credibility are the best short account that the reviewer knows; those on exclusion have dated already.',
      'Reviewed by a barrister who appears regularly before the immigration tribunal. The Law of Asylum in Practice, third edition, 612 pages, £95.',
    ),
  ),
  {
    what: 'a raised address behind which a search without results stands and no report',
    series: null,
    cited: 'Migration Governance Profile: Ghana 2024',
    edition: '2024',
    url: 'https://migration.example/profiles/ghana-2024',
    behind: {
      'ghana-2025': note(
        'Publications',
        'You searched for: Migration Governance Profile: Ghana 2025. No publications matched your search.',
        'Browse by region, by language or by theme, or write to the library for help.',
      ),
      'ghana-2026': 'absent',
    },
    page: null,
    status: 'unknown',
  },
  {
    what: 'an article in a journal that was retracted',
    series: null,
    cited: 'Credibility findings in Eritrean asylum claims: a quantitative study',
    edition: null,
    url: 'https://doi.org/10.1093/reflaw/feaa041',
    document: report('Credibility findings in Eritrean asylum claims: a quantitative study'),
    works: [
      {
        doi: '10.1093/reflaw/feaa041',
        title: 'Credibility findings in Eritrean asylum claims: a quantitative study',
        published: '2023-09-01',
        container: 'Refugee Law Quarterly',
        later: [],
        earlier: [],
        retracted: { kind: 'retraction', notice: '10.1093/reflaw/feac007' },
      },
    ],
    page: null,
    status: 'withdrawn',
  },
];

/** Forty nights as the editor of a handbook of asylum law would try them: twenty of what is so, and twenty traps. */
export const HANDBOOK_THIRD: readonly EditionStory[] = [...REAL, ...TRAPS];
