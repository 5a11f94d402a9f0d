import type { Document } from '../../../src/model/document.js';
import { furniture, type Given, heading, pageOf } from '../pages.js';
import { type Cited, type EditionStory, note, of, report } from './case.js';

/** A text in a language: lines that begin with `#` are headings of its sections. */
const text = (lang: string, title: string, ...lines: readonly Given[]): Document => ({
  ...pageOf(
    heading(title),
    ...lines.map((line) =>
      typeof line === 'string' && line.startsWith('# ') ? heading(line.slice(2), 2) : line,
    ),
  ),
  title,
  lang,
});
const pdf = (document: Document): Document => ({ ...document, type: 'pdf' });
const withLinks = (document: Document, ...links: readonly (readonly [string, string])[]): Document => ({
  ...document,
  links: links.map(([url, words]) => ({ url, text: words, rel: '' })),
});

type Shown = readonly [words: string, slug: string, page?: Document];

/** What is said of a cited edition when its series lists these beside it. */
const beside = (
  what: string,
  status: EditionStory['status'],
  cited: Cited,
  document: Document | null,
  shown: readonly Shown[],
  more: Partial<EditionStory> = {},
): EditionStory => ({
  ...cited,
  what,
  ...(document === null ? {} : { document }),
  index: [[cited.cited, 'cited'], ...shown.map(([words, slug]) => [words, slug] as const)],
  behind: Object.fromEntries(shown.flatMap(([, slug, page]) => (page === undefined ? [] : [[slug, page]]))),
  status,
  ...more,
});

const yemen = (month: string): Document =>
  text(
    'ar',
    `النشرة الدورية عن النزوح في اليمن، ${month}`,
    `تعرض هذه النشرة حصيلة رصد حركة النزوح في اليمن حتى نهاية ${month}، استنادًا إلى مقابلات مع مصادر محلية في جميع المحافظات.`,
    '# حركة السكان',
    'نزحت ألف ومئتان وأربعون أسرة خلال الفترة المشمولة بالرصد، معظمها من مأرب والحديدة وتعز، بسبب تصاعد القتال وتردي الأوضاع المعيشية.',
    'وعادت ثلاثمئة أسرة إلى مناطقها الأصلية بعد إصلاح شبكات المياه وفتح بعض الطرق.',
    '# الاحتياجات',
    'يأتي المأوى في مقدمة الاحتياجات التي ذكرتها الأسر، يليه الغذاء ثم الدعم المالي وسبل العيش.',
    'وأفادت النساء في المخيمات بغياب الإنارة وبعد المرافق الصحية، وهو ما يعرضهن لمخاطر إضافية.',
    '# الحماية',
    'وثقت الفرق حالات إخلاء قسري في سبعة مواقع، كما فقد كثير من النازحين وثائق هوياتهم.',
    '# المنهجية',
    'تجمع البيانات يوميًا وتراجع أسبوعيًا قبل نشرها، ولا تشمل المناطق التي تعذر الوصول إليها.',
  );

const russia = (issue: string): Document =>
  text(
    'ru',
    `Положение трудовых мигрантов: бюллетень, ${issue}`,
    'Бюллетень подготовлен юристами правозащитного центра на основе обращений, поступивших на горячую линию, и материалов судебных дел.',
    '# Законодательство',
    'Вступили в силу поправки о реестре контролируемых лиц, в силу которых включённые в него не могут менять место жительства без уведомления полиции.',
    'Срок временного пребывания сокращён до девяноста дней в календарном году.',
    '# Проверки и задержания',
    'В ходе рейдов на рынках и стройках задерживали людей с действующими документами; некоторых удерживали более трёх часов без составления протокола.',
    'Адвокатов допускали не во все отделы, переводчиков, как правило, не приглашали.',
    '# Выдворение',
    'Районные суды рассматривали дела о выдворении по нескольку минут каждое. Апелляции удовлетворялись в единичных случаях.',
    '# Рекомендации',
    'Обеспечить доступ к переводчику с момента задержания и вести учёт времени содержания.',
  );

const turkey = (month: string): Document =>
  text(
    'tr',
    `Geri Gönderme Merkezleri İzleme Bülteni, ${month}`,
    `Bu bülten, ${month} dönemine kadar yapılan ziyaretlere ve avukatlarla yapılan görüşmelere dayanmaktadır.`,
    '# Koşullar',
    'Ziyaret edilen dört merkezde kapasitenin üzerinde kişi tutulmakta, havalandırma süreleri günde bir saatle sınırlı kalmaktadır.',
    'Sağlık personeline erişim hafta içi gündüz saatlerinde mümkündür; gece nöbeti bulunmamaktadır.',
    '# Avukata erişim',
    'Vekaletname için istenen belgeler nedeniyle görüşmeler günlerce gecikmekte, tercüman masrafı başvurucuya yüklenmektedir.',
    '# Gönüllü geri dönüş formları',
    'Görüşülen kişilerin yarısından fazlası, anlamadıkları bir dilde yazılmış formları imzalamaya zorlandıklarını anlatmıştır.',
    '# Yargı kararları',
    'Anayasa Mahkemesi iki başvuruda sınır dışı işleminin yürütmesini durdurmuştur.',
  );

const vietnam = (month: string): Document =>
  text(
    'vi',
    `Báo cáo giám sát lao động di cư, ${month}`,
    `Báo cáo này tổng hợp kết quả phỏng vấn người lao động trở về tại sáu tỉnh, tính đến ${month}.`,
    '# Chi phí tuyển dụng',
    'Người lao động trả trung bình một trăm ba mươi triệu đồng cho công ty môi giới, phần lớn bằng tiền vay ngân hàng hoặc vay người thân.',
    'Hơn một phần ba không nhận được biên lai, và nhiều người phải nộp thêm tiền đặt cọc trước khi bay.',
    '# Điều kiện làm việc',
    'Giờ làm thêm vượt quá quy định trong các nhà máy chế biến thủy sản; hộ chiếu của một số người bị chủ sử dụng giữ lại.',
    '# Hỗ trợ khi trở về',
    'Chính quyền xã đã lập danh sách nhưng chưa có ngân sách cho việc đào tạo nghề và tư vấn tâm lý.',
    '# Khuyến nghị',
    'Cấm thu phí đối với người lao động và công khai danh sách các công ty bị thu hồi giấy phép.',
  );

const japan = (issue: string): Document =>
  text(
    'ja',
    `入管収容問題年次調査報告 ${issue}`,
    '本報告は、全国の収容施設における面会活動の記録と、弁護士及び支援団体への聞き取りをもとに作成した。',
    '# 収容の状況',
    '長期収容者の数は減少したものの、仮放免の許可までに要する期間は施設によって大きく異なっている。',
    '食事や居室の環境については改善が見られたが、夜間の医療体制は依然として十分ではない。',
    '# 難民認定手続',
    '一次審査の平均処理期間は二年を超え、インタビューへの代理人の同席は認められない例が多い。',
    '# 監理措置',
    '監理人の確保が難しく、支援者に過重な負担が生じていることが聞き取りから明らかになった。',
    '# 提言',
    '収容の上限期間を法律で定め、司法による審査を導入すべきである。',
  );

const china = (quarter: string): Document =>
  text(
    'zh-Hans',
    `劳工权益观察 ${quarter}`,
    `本期汇总了${quarter}各地工人集体行动、欠薪纠纷及工伤事故的公开信息，并附有个案说明。`,
    '# 集体行动',
    '共记录三百八十七起，其中建筑业占一半以上，主要诉求为追讨工资；制造业因工厂搬迁和关闭引发的事件有所增加。',
    '警方介入七十四起，至少二十六人被行政拘留。',
    '# 欠薪',
    '项目发包方资金链断裂是欠薪的主要原因，劳动监察部门受理后平均四个月作出处理。',
    '# 平台劳动者',
    '外卖骑手反映配送时限缩短，算法规则调整未征求意见，工伤保险试点仅覆盖少数城市。',
    '# 数据说明',
    '资料来自社交媒体及地方媒体报道，无法代表全部事件。',
  );

const brazil = (edition: string): Document =>
  text(
    'pt',
    `Refúgio em Números, ${edition}`,
    'A publicação reúne os dados oficiais sobre solicitações de reconhecimento da condição de refugiado e decisões do Comitê Nacional.',
    '# Solicitações',
    'Foram registradas 68.159 solicitações, apresentadas por pessoas de 130 países; venezuelanos, cubanos e angolanos responderam pela maior parte.',
    'A maioria dos solicitantes tinha entre 25 e 39 anos, e as mulheres representaram 41% do total.',
    '# Decisões',
    'O Comitê reconheceu 13.632 pessoas como refugiadas, sobretudo por grave e generalizada violação de direitos humanos.',
    'O tempo médio de análise diminuiu em relação ao período anterior.',
    '# Distribuição territorial',
    'Roraima, São Paulo e Amazonas concentraram as solicitações registradas pela Polícia Federal.',
    '# Nota metodológica',
    'Os microdados foram extraídos do sistema no mês de março e estão sujeitos a retificação.',
  );

const manual = (edition: string): Document =>
  text(
    'es',
    `Manual de derecho de asilo para jueces, ${edition}`,
    'Este manual se dirige a quienes resuelven recursos en materia de protección internacional y reúne la jurisprudencia más relevante.',
    '# Capítulo I. La definición de refugiado',
    'El temor fundado exige un examen conjunto de los elementos subjetivo y objetivo, atendiendo a la situación del país en el momento de resolver.',
    'La pertenencia a un determinado grupo social se aprecia según la percepción de la sociedad de origen y las características innatas.',
    '# Capítulo II. La prueba',
    'El tribunal comparte con el solicitante el deber de investigar y debe conceder el beneficio de la duda cuando el relato es coherente.',
    '# Capítulo III. Exclusión',
    'Las cláusulas de exclusión son de interpretación estricta y su carga probatoria recae en la autoridad.',
    '# Capítulo IV. Procedimiento',
    'La audiencia se celebrará con intérprete, y las preguntas sobre violencia sexual se harán a puerta cerrada.',
  );

const admissions = (year: string): Document =>
  text(
    'en',
    `Refugee Admissions Report ${year}`,
    `This report presents arrivals by nationality, state of placement and processing priority for ${year}.`,
    '# Arrivals',
    'Arrivals from Africa made up 34 percent of the total; the largest group were nationals of the Democratic Republic of the Congo.',
    'Placements were highest in Texas, New York and California, with 41 states receiving more than one hundred persons.',
    '# Processing',
    'Officers completed 112 circuit rides to 47 countries, and the approval rate stood at 83 percent.',
    'Cases pending security checks at the end of the year numbered 21,600.',
    '# Special immigrant visas',
    'Holders of special immigrant visas are counted apart from refugees and appear in table 6.',
    '# Tables',
    'Table 1: arrivals by month. Table 2: arrivals by nationality. Table 3: arrivals by state.',
  );

const snapshot = (year: string): Document =>
  text(
    'en',
    `Trafficking Snapshot: Western Balkans ${year}`,
    'Shelters, hotlines and prosecutors in six countries supply the numbers for this snapshot, which our network collects every winter.',
    '# Who is being exploited',
    'Girls between thirteen and seventeen remained the largest group, most of them recruited by someone they knew.',
    'Men from South Asia were found on building sites, living in containers and owing debts to two agencies at once.',
    '# How cases end',
    'Of 96 indictments 38 ended in plea bargains, and compensation was awarded in four.',
    '# What the shelters say',
    'Funding ran out in October in three of eleven shelters, which then sent residents home or to relatives.',
    '# Outlook',
    'Seasonal work on the coast is where our members expect the next cases.',
  );

const atlas = (edition: string): Document =>
  text(
    'fr',
    `Atlas de l’apatridie en Afrique de l’Ouest, ${edition}`,
    'Cet atlas rassemble cartes, chiffres et analyses juridiques sur les populations sans nationalité dans quinze pays.',
    '# Cadre juridique',
    'Onze États ont adhéré aux deux conventions ; quatre codes de la nationalité empêchent encore les femmes de transmettre la leur.',
    '# Populations concernées',
    'Les descendants de migrants de la période coloniale demeurent les plus nombreux, en particulier dans les zones de plantations.',
    'Les enfants trouvés ne bénéficient d’une présomption de nationalité que dans six pays.',
    '# État civil',
    'Un enfant sur trois n’est pas déclaré dans les délais, et les audiences foraines n’atteignent pas les campements.',
    '# Perspectives',
    'Des procédures de détermination ont été créées et les premières décisions rendues.',
  );

const toolkit = (version: string): Document =>
  text(
    'en',
    `Vulnerability Screening Toolkit ${version}`,
    'The toolkit helps reception staff to notice special needs within the first week and to record them without asking twice.',
    '# How to use the tool',
    'Begin with the observation sheet. Move to the conversation guide only if the person agrees and an interpreter is present.',
    '# Observation sheet',
    'Note sleep, appetite, injuries, isolation, and signs that someone else speaks for the person or keeps their papers.',
    '# Conversation guide',
    'Ask open questions: how have you been sleeping; is there somebody here whom you would rather not share a room with?',
    '# Referral pathways',
    'Urgent medical needs go to the nurse on duty, suspected trafficking to the focal point, children to the guardian.',
    '# Changes to the tool',
    'The scoring grid has been simplified after a pilot in five centres.',
  );

const protection = (quarter: string): Document =>
  text(
    'en',
    `Protection Monitoring Ukraine, ${quarter}`,
    `Teams interviewed 4,812 people at border crossings and in collective sites during the ${quarter.toLowerCase()}.`,
    '# Intentions',
    'Two thirds hoped to return one day; a fifth planned to within three months, mostly to check on property.',
    '# Documents',
    'Lost birth certificates and unrecognised marriages were the commonest legal problems among those interviewed.',
    '# Safety',
    'Respondents near the front named shelling and mines, and elderly people said they could not reach shelters in time.',
    '# Access to services',
    'Winter heating costs consumed most of the household allowance in rural areas.',
    '# Sample',
    'The sample is purposive, and women are over-represented in it.',
  );

const arabic = of(
  'النشرة الدورية عن النزوح في اليمن',
  'مارس 2025',
  'النشرة الدورية عن النزوح في اليمن، مارس 2025',
);
const russian = of(
  'Положение трудовых мигрантов: бюллетень',
  'выпуск 14',
  'Положение трудовых мигрантов: бюллетень, выпуск 14',
);
const turkish = of(
  'Geri Gönderme Merkezleri İzleme Bülteni',
  'Nisan 2025',
  'Geri Gönderme Merkezleri İzleme Bülteni, Nisan 2025',
);
const vietnamese = of(
  'Báo cáo giám sát lao động di cư',
  'tháng 3 năm 2025',
  'Báo cáo giám sát lao động di cư, tháng 3 năm 2025',
);
const japanese = of('入管収容問題年次調査報告', '第12号', '入管収容問題年次調査報告 第12号');
const chinese = of('劳工权益观察', '2025年第一季度', '劳工权益观察 2025年第一季度');
const portuguese = of('Refúgio em Números', '8ª edição', 'Refúgio em Números, 8ª edição');
const spanish = of(
  'Manual de derecho de asilo para jueces',
  'segunda edición',
  'Manual de derecho de asilo para jueces, segunda edición',
);
const fiscal = of('Refugee Admissions Report', 'FY24', 'Refugee Admissions Report FY24');
const balkans = of(
  'Trafficking Snapshot: Western Balkans',
  '’24',
  'Trafficking Snapshot: Western Balkans ’24',
);
const french = of(
  'Atlas de l’apatridie en Afrique de l’Ouest',
  'IIe édition',
  'Atlas de l’apatridie en Afrique de l’Ouest, IIe édition',
);
const screening = of('Vulnerability Screening Toolkit', 'v2.9', 'Vulnerability Screening Toolkit v2.9');
const ukraine = of(
  'Protection Monitoring Ukraine',
  'Fourth quarter 2025',
  'Protection Monitoring Ukraine, Fourth quarter 2025',
  'Ukraine',
);
const nordic = of(
  'Labour Exploitation in the Nordic Countries',
  '2023',
  'Labour Exploitation in the Nordic Countries 2023',
);
const ombudsman = of(
  'Annual Report of the Immigration Detention Ombudsman',
  '2023-24',
  'Annual Report of the Immigration Detention Ombudsman 2023-24',
);
const guinea = of('Country of Origin Report', '2024', 'Country of Origin Report 2024: Guinea', 'Guinea');
const lgbti = of('Rainbow Rights Review', '2025', 'Rainbow Rights Review 2025: Georgia', 'Georgia');
const press = of(
  'Informe anual sobre libertad de prensa',
  '2025',
  'Informe anual sobre libertad de prensa 2025: Honduras',
  'Honduras',
);
const border = of('Pushback Monitoring Report', '2024', 'Pushback Monitoring Report 2024');
const girls = of(
  'State of Girls’ Education in Refugee Camps',
  '2023',
  'State of Girls’ Education in Refugee Camps 2023',
);
const landRights = of(
  'Land and Displacement Barometer',
  '2024',
  'Land and Displacement Barometer 2024: Colombia',
  'Colombia',
);

/** A second sitting of the handbook’s editor: docs/judging.md, 13. */
export const HANDBOOK_AGAIN: readonly EditionStory[] = [
  // Newer editions.
  beside(
    'an Arabic bulletin, by its months',
    'superseded',
    arabic,
    yemen('مارس 2025'),
    [
      ['النشرة الدورية عن النزوح في اليمن، سبتمبر 2025', 'ye-sep', yemen('سبتمبر 2025')],
      ['النشرة الدورية عن النزوح في اليمن، ديسمبر 2024', 'ye-dec', yemen('ديسمبر 2024')],
    ],
    { newer: ['سبتمبر 2025'] },
  ),
  beside(
    'a Russian bulletin, by its issues',
    'superseded',
    russian,
    russia('выпуск 14'),
    [
      ['Положение трудовых мигрантов: бюллетень, выпуск 15', 'b15', russia('выпуск 15')],
      ['Положение трудовых мигрантов: бюллетень, выпуск 9', 'b9', russia('выпуск 9')],
    ],
    { newer: ['выпуск 15'] },
  ),
  beside(
    'a Turkish bulletin of spring and one of autumn',
    'superseded',
    turkish,
    turkey('Nisan 2025'),
    [
      ['Geri Gönderme Merkezleri İzleme Bülteni, Ekim 2025', 'ggm-ekim-2025', turkey('Ekim 2025')],
      ['Geri Gönderme Merkezleri İzleme Bülteni, Ekim 2024', 'ggm-ekim-2024', turkey('Ekim 2024')],
    ],
    { newer: ['Ekim 2025'] },
  ),
  beside(
    'a Vietnamese report by numbered months',
    'superseded',
    vietnamese,
    vietnam('tháng 3 năm 2025'),
    [['Báo cáo giám sát lao động di cư, tháng 9 năm 2025', 'bc-0925.pdf', pdf(vietnam('tháng 9 năm 2025'))]],
    { newer: ['tháng 9 năm 2025'] },
  ),
  beside(
    'a Japanese yearly by its numbers',
    'superseded',
    japanese,
    japan('第12号'),
    [
      ['入管収容問題年次調査報告 第13号', 'no13', japan('第13号')],
      ['入管収容問題年次調査報告 第11号', 'no11', japan('第11号')],
    ],
    { newer: ['第13号'] },
  ),
  beside(
    'a quarter in simplified Chinese, two after the cited one',
    'superseded',
    chinese,
    china('2025年第一季度'),
    [
      ['劳工权益观察 2025年第三季度', 'q3', china('2025年第三季度')],
      ['劳工权益观察 2024年第四季度', 'q4', china('2024年第四季度')],
    ],
    { newer: ['2025年第三季度'] },
  ),
  beside(
    'a Brazilian publication of figures, by its editions',
    'superseded',
    portuguese,
    brazil('8ª edição'),
    [
      ['Refúgio em Números, 10ª edição', 'refugio-em-numeros-10', brazil('10ª edição')],
      ['Refúgio em Números, 9ª edição', 'refugio-em-numeros-9', brazil('9ª edição')],
      ['Refúgio em Números, 7ª edição', 'refugio-em-numeros-7', brazil('7ª edição')],
    ],
    { newer: ['9ª edição', '10ª edição'] },
  ),
  beside(
    'a Spanish manual for judges, its edition in words',
    'superseded',
    spanish,
    manual('segunda edición'),
    [
      ['Manual de derecho de asilo para jueces, tercera edición', 'manual-3', manual('tercera edición')],
      ['Manual de derecho de asilo para jueces, primera edición', 'manual-1', manual('primera edición')],
    ],
    { newer: ['tercera edición'] },
  ),
  beside(
    'a fiscal year in two figures',
    'superseded',
    fiscal,
    admissions('FY24'),
    [
      ['Refugee Admissions Report FY25', 'fy25', admissions('FY25')],
      ['Refugee Admissions Report FY23', 'fy23', admissions('FY23')],
    ],
    { newer: ['FY25'] },
  ),
  beside(
    'a year after an apostrophe',
    'superseded',
    balkans,
    snapshot('’24'),
    [['Trafficking Snapshot: Western Balkans ’25', 'snapshot-wb', snapshot('’25')]],
    { newer: ['’25'] },
  ),
  beside(
    'a French atlas, its editions in Roman numerals',
    'superseded',
    french,
    atlas('IIe édition'),
    [
      ['Atlas de l’apatridie en Afrique de l’Ouest, IIIe édition', 'atlas-3.pdf', pdf(atlas('IIIe édition'))],
      ['Atlas de l’apatridie en Afrique de l’Ouest, Ire édition', 'atlas-1.pdf', pdf(atlas('Ire édition'))],
    ],
    { newer: ['IIIe édition'] },
  ),
  beside(
    'a toolkit in a later version, of which the tenth follows the ninth',
    'superseded',
    screening,
    toolkit('v2.9'),
    [
      ['Vulnerability Screening Toolkit v2.10', 'toolkit-2-10', toolkit('v2.10')],
      ['Vulnerability Screening Toolkit v2.8', 'toolkit-2-8', toolkit('v2.8')],
    ],
    { newer: ['v2.10'] },
  ),
  beside(
    'quarters in words, over the turn of the year',
    'superseded',
    ukraine,
    protection('Fourth quarter 2025'),
    [
      ['Protection Monitoring Ukraine, First quarter 2026', 'ua-pm-1', protection('First quarter 2026')],
      ['Protection Monitoring Ukraine, Second quarter 2025', 'ua-pm-2', protection('Second quarter 2025')],
    ],
    { newer: ['First quarter 2026'] },
  ),
  beside(
    'a list whose link says only that it is the whole report, with the year in the address',
    'superseded',
    nordic,
    null,
    [
      [
        'Full report (PDF)',
        'labour-exploitation-nordic-2025.pdf',
        pdf(report('Labour Exploitation in the Nordic Countries 2025')),
      ],
    ],
    { newer: ['2025'] },
  ),
  {
    what: 'an outlook by its DOI, whose next year is in the register',
    series: null,
    cited: 'Migration Outlook for Central Asia 2024',
    edition: '2024',
    url: 'https://doi.org/10.5555/outlook-24',
    works: [
      {
        doi: '10.5555/outlook-24',
        title: 'Migration Outlook for Central Asia 2024',
        published: '2024-11-14',
        container: 'Migration Outlook for Central Asia',
        later: [],
        earlier: [],
        retracted: null,
      },
      {
        doi: '10.5555/outlook-25',
        title: 'Migration Outlook for Central Asia 2025',
        published: '2025-11-03',
        container: 'Migration Outlook for Central Asia',
        later: [],
        earlier: [],
        retracted: null,
      },
    ],
    behind: { 'outlook-25': report('Migration Outlook for Central Asia 2025') },
    status: 'superseded',
    newer: ['2025'],
  },
  {
    what: 'a country page with a choice of years',
    series: null,
    cited: 'Freedom on the Net 2023: Uzbekistan',
    edition: '2023',
    url: 'https://houses.example/country/uzbekistan/freedom-net/2023',
    document: withLinks(
      report('Freedom on the Net 2023: Uzbekistan'),
      ['https://houses.example/country/uzbekistan/freedom-net/2025', '2025'],
      ['https://houses.example/country/uzbekistan/freedom-net/2024', '2024'],
      ['https://houses.example/country/uzbekistan/freedom-net/2023', '2023'],
      ['https://houses.example/country/uzbekistan/freedom-net/2022', '2022'],
    ),
    behind: {
      '2022': report('Freedom on the Net 2022: Uzbekistan'),
      '2024': report('Freedom on the Net 2024: Uzbekistan'),
      '2025': report('Freedom on the Net 2025: Uzbekistan'),
      '2026': 'absent',
      '2027': 'absent',
      'freedom-net': 'absent',
      '': 'absent',
    },
    status: 'superseded',
    newer: ['2024', '2025'],
  },
  {
    what: 'a source without a series, in whose folder the next year lies',
    series: null,
    cited: 'Torture in Custody: Country Survey of Kyrgyzstan 2024',
    edition: '2024',
    url: 'https://publisher.example/reports/torture-kyrgyzstan',
    document: report('Torture in Custody: Country Survey of Kyrgyzstan 2024'),
    index: [
      ['Torture in Custody: Country Survey of Kyrgyzstan 2024', 'torture-kyrgyzstan'],
      ['Torture in Custody: Country Survey of Kyrgyzstan 2025', 'kyrgyzstan-second-survey'],
      ['Who we are', 'about'],
      ['Donate', 'donate'],
    ],
    behind: {
      'kyrgyzstan-second-survey': report('Torture in Custody: Country Survey of Kyrgyzstan 2025'),
      about: note('Who we are', 'We are a coalition of eighteen organisations.'),
      donate: note('Donate', 'Your gift pays for a lawyer’s visit.'),
    },
    status: 'superseded',
    newer: ['2025'],
  },
  {
    what: 'an address at which the next year has taken the place of the cited one',
    ...of('Child Soldiers Monitor', '2024', 'Child Soldiers Monitor 2024: South Sudan', 'South Sudan'),
    earlier: report('Child Soldiers Monitor 2024: South Sudan'),
    document: report(
      'Child Soldiers Monitor 2025: South Sudan',
      'The monitor verified 212 cases of recruitment between January and December 2025.',
    ),
    index: [['Child Soldiers Monitor 2025: South Sudan', 'cited']],
    status: 'replaced-in-place',
    newer: ['2025'],
  },
  // Honestly current.
  beside(
    'a report of every second year, well within its time',
    'current',
    girls,
    null,
    [
      [
        'State of Girls’ Education in Refugee Camps 2021',
        'girls-2021',
        report('State of Girls’ Education in Refugee Camps 2021'),
      ],
      [
        'State of Girls’ Education in Refugee Camps 2019',
        'girls-2019',
        report('State of Girls’ Education in Refugee Camps 2019'),
      ],
    ],
    {
      series: {
        name: 'State of Girls’ Education in Refugee Camps',
        cadence: { every: '2y', grace: '6m' },
        editions: [
          { edition: '2021', url: null, published: '2021-11-20' },
          { edition: '2023', url: null, published: '2023-11-18' },
        ],
      },
      now: '2025-10-15T03:00:00Z',
    },
  ),
  beside('a financial year, above an old one that was printed again', 'current', ombudsman, null, [
    [
      'Annual Report of the Immigration Detention Ombudsman 2022-23',
      'ar-22-23',
      report('Annual Report of the Immigration Detention Ombudsman 2022-23'),
    ],
    [
      'Annual Report of the Immigration Detention Ombudsman 2019-20 (reprinted 2025)',
      'ar-19-20',
      report(
        'Annual Report of the Immigration Detention Ombudsman 2019-20',
        'Reprinted with a new cover in 2025.',
      ),
    ],
  ]),
  beside('a list on which the next is only promised', 'current', landRights, null, [
    [
      'Land and Displacement Barometer 2025: Colombia (forthcoming)',
      'barometer-co',
      note(
        'Land and Displacement Barometer 2025: Colombia (forthcoming)',
        'Fieldwork is under way in Chocó and Nariño. We expect to publish in the first half of 2027.',
      ),
    ],
    [
      'Land and Displacement Barometer 2022: Colombia',
      'barometer-co-22',
      report('Land and Displacement Barometer 2022: Colombia'),
    ],
  ]),
  beside(
    // Expected to be current: that a series has ended is not read, and its cadence says otherwise.
    'a yearly report that says of itself that it is the last',
    'overdue',
    of('Somaliland Press Review', '2024', 'Somaliland Press Review 2024'),
    report(
      'Somaliland Press Review 2024',
      'This is the final edition of the Somaliland Press Review. The series has been discontinued and no further editions will be published.',
    ),
    [
      ['Somaliland Press Review 2023', 'spr-23', report('Somaliland Press Review 2023')],
      ['Somaliland Press Review 2022', 'spr-22', report('Somaliland Press Review 2022')],
    ],
    {
      series: {
        name: 'Somaliland Press Review',
        cadence: { every: '1y', grace: '2m' },
        editions: [
          { edition: '2022', url: null, published: '2022-12-01' },
          { edition: '2023', url: null, published: '2023-12-01' },
          { edition: '2024', url: null, published: '2024-12-01' },
        ],
      },
    },
  ),
  // Traps.
  beside('the cited year once more in easy words', 'current', lgbti, null, [
    [
      'Rainbow Rights Review 2025: Georgia (Easy Read)',
      'easy',
      note(
        'Rainbow Rights Review 2025: Georgia (Easy Read)',
        'This is an Easy Read version of our review. The hard words are in bold.',
        'Some people in Georgia are treated badly because of who they love.',
        'A new law says that nobody may hold a Pride march.',
        'We think that this law is unfair and should go.',
      ),
    ],
  ]),
  beside('a Spanish press notice of a report to come', 'current', press, null, [
    [
      'Nota de prensa: el Informe anual sobre libertad de prensa 2026: Honduras se presentará en noviembre',
      'nota-114',
      text(
        'es',
        'Nota de prensa: el Informe anual sobre libertad de prensa 2026: Honduras se presentará en noviembre',
        'Tegucigalpa, 22 de septiembre de 2026. El Comité presentará su próximo informe el 19 de noviembre en el auditorio de la Universidad Nacional.',
        'La presentación estará a cargo de la directora y contará con la presencia de periodistas de todo el país.',
        'Para acreditarse, los medios pueden escribir a la oficina de comunicación antes del 10 de noviembre.',
      ),
    ],
  ]),
  beside('a tender for those who would write the next edition', 'current', border, null, [
    [
      'Pushback Monitoring Report 2026: terms of reference for consultants',
      'tor',
      text(
        'en',
        'Pushback Monitoring Report 2026: terms of reference for consultants',
        '# Background',
        'The network seeks a team of two consultants to carry out research for its Pushback Monitoring Report 2026.',
        '# Deliverables',
        'An inception note, sixty interviews, a first draft of at most 25,000 words, and a presentation to members.',
        '# Timetable',
        'Work begins in January 2027, and the final text is to be delivered by the end of May.',
        '# Budget and how to apply',
        'Offers, with a financial proposal of no more than 38,000 euros, should reach the secretariat by noon on 30 November.',
      ),
    ],
  ]),
  beside('a questionnaire for the next round of answers', 'current', fiscal, admissions('FY24'), [
    [
      'Refugee Admissions Report FY25: questionnaire for resettlement agencies',
      'form',
      text(
        'en',
        'Refugee Admissions Report FY25: questionnaire for resettlement agencies',
        'Please return this form by 15 December so that your figures can be included.',
        '# Part A: your agency',
        '1. Name of agency. 2. Number of local offices. 3. Name and telephone number of the person filling in this form.',
        '# Part B: arrivals',
        '4. How many persons did your agency place? 5. How many of them were under eighteen?',
        '# Part C: remarks',
        '6. Is there anything else that you would like to tell us?',
      ),
    ],
  ]),
  beside('an advertisement for an author', 'current', balkans, snapshot('’24'), [
    [
      'Vacancy: lead researcher, Trafficking Snapshot: Western Balkans ’25',
      'vacancy',
      note(
        'Vacancy: lead researcher, Trafficking Snapshot: Western Balkans ’25',
        'We are looking for a lead researcher (80 %, eleven months) based in Skopje or Tirana.',
        'You have at least five years of experience in research with survivors, and you speak Albanian and one Slavic language.',
        'We offer thirty days of leave and a desk by the window. Send a letter and a CV to jobs@network.example.',
      ),
    ],
  ]),
  beside('a later report on a country of almost the same name', 'current', guinea, null, [
    [
      'Country of Origin Report 2025: Guinea-Bissau',
      'gnb',
      report(
        'Country of Origin Report 2025: Guinea-Bissau',
        'Guinea-Bissau lies between Senegal and Guinea, and its capital is Bissau.',
      ),
    ],
    [
      'Country of Origin Report 2026: Papua New Guinea',
      'png',
      report(
        'Country of Origin Report 2026: Papua New Guinea',
        'Papua New Guinea is a state in the south-western Pacific.',
      ),
    ],
  ]),
  beside('a French page that is kept free for the next edition', 'current', french, atlas('IIe édition'), [
    [
      'Atlas de l’apatridie en Afrique de l’Ouest, IIIe édition',
      'atlas-a-venir',
      text(
        'fr',
        'Atlas de l’apatridie en Afrique de l’Ouest, IIIe édition',
        'La troisième édition est en cours de rédaction et paraîtra en 2027.',
      ),
    ],
  ]),
  beside('a French version of the cited year, out two years later', 'current', girls, null, [
    [
      'L’éducation des filles dans les camps de réfugiés : état des lieux 2023 (version française, 2025)',
      'filles-fr',
      text(
        'fr',
        'L’éducation des filles dans les camps de réfugiés : état des lieux 2023 (version française, 2025)',
        'Traduction française de « State of Girls’ Education in Refugee Camps 2023 », parue en 2025. En cas de divergence, le texte anglais prévaut.',
        '# Accès',
        'Dans les onze camps étudiés, une fille sur deux ne dépasse pas la cinquième année du primaire.',
        '# Obstacles',
        'La distance, l’absence de latrines séparées et le mariage précoce sont les raisons le plus souvent citées.',
        '# Enseignantes',
        'Les enseignantes ne représentent que 18 % du personnel, et leurs primes sont versées avec retard.',
        '# Recommandations',
        'Financer des internats et former des assistantes parmi les réfugiées.',
      ),
    ],
  ]),
  beside('a first draft that is passed round for remarks', 'current', spanish, manual('segunda edición'), [
    [
      'Manual de derecho de asilo para jueces, tercera edición (borrador)',
      'borrador',
      text(
        'es',
        'Manual de derecho de asilo para jueces, tercera edición (borrador)',
        {
          text: 'BORRADOR PARA CONSULTA. No citar ni difundir. Se reciben observaciones hasta el 28 de febrero de 2027.',
        },
        ...manual('tercera edición (borrador)').blocks.slice(1),
      ),
    ],
  ]),
  beside('a summary of the cited edition, printed in a later year', 'current', nordic, null, [
    [
      'Summary of Labour Exploitation in the Nordic Countries 2023 (March 2025)',
      'summary',
      note(
        'Summary of Labour Exploitation in the Nordic Countries 2023 (March 2025)',
        'This four-page summary was printed in March 2025 for members of parliament. It contains no new research.',
        'The 2023 report found that cleaners, berry pickers and mechanics were most often underpaid.',
        'It recommended that inspectorates be able to order wages to be paid.',
      ),
    ],
  ]),
  beside('a Spanish search page with nothing found', 'current', press, null, [
    [
      'Informe anual sobre libertad de prensa 2026: Honduras',
      'buscar?q=2026',
      text(
        'es',
        'Resultados de búsqueda: Informe anual sobre libertad de prensa 2026: Honduras',
        furniture('Inicio | Publicaciones | Contacto'),
        'Ha buscado «Informe anual sobre libertad de prensa 2026: Honduras».',
        'Se han encontrado 0 resultados. Pruebe con otras palabras o consulte el catálogo.',
      ),
    ],
  ]),
  beside(
    'a seminar on the net about how the next quarter is counted',
    'current',
    ukraine,
    protection('Fourth quarter 2025'),
    [
      [
        'Webinar: how to prepare your data for Protection Monitoring Ukraine, First quarter 2026',
        'webinar',
        note(
          'Webinar: how to prepare your data for Protection Monitoring Ukraine, First quarter 2026',
          'Partners who send data are invited to a webinar on Tuesday at 14:00 Kyiv time.',
          'We will show the new form, explain the consent script, and answer questions on coding.',
          'The link to join will be sent to those who register. A recording will be kept for thirty days.',
        ),
      ],
    ],
  ),
  beside(
    'updates by season without a year, of which either may be the later',
    'unknown',
    of('Mediterranean Routes Update', 'Winter', 'Mediterranean Routes Update: Winter'),
    null,
    [['Mediterranean Routes Update: Summer', 'summer', report('Mediterranean Routes Update: Summer')]],
  ),
  {
    what: 'a monograph by its DOI, of which the register knows nothing but itself',
    series: null,
    cited: 'Blood Feuds and the State: An Anthropology of Northern Albania, 1st edition',
    edition: '1st edition',
    url: 'https://doi.org/10.5555/bloodfeuds',
    works: [
      {
        doi: '10.5555/bloodfeuds',
        title: 'Blood Feuds and the State: An Anthropology of Northern Albania, 1st edition',
        published: '2018',
        container: null,
        later: [],
        earlier: [],
        retracted: null,
      },
    ],
    status: 'unknown',
  },
  beside('a next edition behind a form for a password', 'unknown', guinea, null, [
    [
      'Country of Origin Report 2025: Guinea',
      'members',
      {
        ...note('Sign in', 'This document is for registered users. Enter your e-mail address and password.'),
        passwordForm: true,
      },
    ],
  ]),
  {
    what: 'an article that its journal has retracted',
    series: null,
    cited: 'Age assessment by wrist radiographs in asylum procedures',
    edition: null,
    url: 'https://doi.org/10.5555/jfm.2022.117',
    works: [
      {
        doi: '10.5555/jfm.2022.117',
        title: 'Age assessment by wrist radiographs in asylum procedures',
        published: '2022-05-02',
        container: 'Journal of Forensic Migration Studies',
        later: [],
        earlier: [],
        retracted: { kind: 'retraction', notice: '10.5555/jfm.2024.9' },
      },
    ],
    status: 'withdrawn',
  },
  beside(
    'a quarterly of which two issues should have come',
    'overdue',
    turkish,
    turkey('Nisan 2025'),
    [['Geri Gönderme Merkezleri İzleme Bülteni, Ocak 2025', 'ggm-ocak', turkey('Ocak 2025')]],
    {
      series: {
        name: 'Geri Gönderme Merkezleri İzleme Bülteni',
        cadence: { every: '3m', grace: '1m' },
        editions: [
          { edition: 'Ekim 2024', url: null, published: '2024-10-28' },
          { edition: 'Ocak 2025', url: null, published: '2025-01-27' },
          { edition: 'Nisan 2025', url: null, published: '2025-04-28' },
        ],
      },
      now: '2025-11-05T03:00:00Z',
    },
  ),
  {
    what: 'a site that shows the cited year whatever year its address asks for',
    series: null,
    cited: 'Minority Rights Barometer: Moldova 2024',
    edition: '2024',
    url: 'https://barometer.example/moldova/2024',
    document: report('Minority Rights Barometer: Moldova 2024'),
    page: report('Minority Rights Barometer: Moldova 2024'),
    status: 'unknown',
  },
];
