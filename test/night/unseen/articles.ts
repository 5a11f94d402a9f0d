/** A document as its publisher set it up, with the words that stand around it. */
export interface Article {
  readonly lang: string;
  readonly title: string;
  readonly publisher: string;
  /** Paragraphs of the text; the second one is what is quoted. */
  readonly text: readonly string[];
  /** Words of the site: home, a section, "most read", contact. */
  readonly site: readonly [home: string, section: string, mostRead: string, contact: string];
  /** Headlines of other nights. */
  readonly headlines: readonly string[];
}

const article = (
  lang: string,
  publisher: string,
  title: string,
  site: Article['site'],
  headlines: readonly string[],
  ...text: readonly string[]
): Article => ({ lang, publisher, title, site, headlines, text });

export const EN = article(
  'en',
  'The Harbour Observer',
  'Deckhands of the southern fleet wait two years for wages',
  ['Home', 'World', 'Most read', 'Contact us'],
  [
    'Council votes to keep the lido open until October',
    'Why the night train to the coast is full again',
    'Ten questions for the new minister of fisheries',
    'Rain stops the second day of the chess final',
  ],
  'Dozens of vessels that fish for squid far from any port have not paid their crews for months, according to documents that this newspaper has seen and to interviews with sailors who left the ships last winter.',
  'Of 126 deckhands who came home between March and June, 83 had received less than a third of the wages that their contracts promised.',
  'Their passports had been collected on the first day at sea. Captains told them that the documents would be returned when the season was over, and that whoever asked earlier would pay for the boat that brought him ashore.',
  'The owners, two companies registered on the island of Meles, did not reply to written questions. A lawyer for one of them said by telephone that all the men had signed receipts, which she declined to show.',
  'Inspectors boarded four vessels in May. Their report lists mouldy rice, untreated wounds and a freezer in which the body of a sailor had been kept for eleven weeks, and recommends that the licences be suspended.',
  'The ministry has not acted on the recommendation. It says that a working group will look into the matter before the end of the year.',
);

export const FR = article(
  'fr',
  'La Gazette du Fleuve',
  'Dans les briqueteries, des familles liées par la dette',
  ['Accueil', 'Monde', 'Les plus lus', 'Nous écrire'],
  [
    'Le marché couvert rouvrira au printemps',
    'Ce que change la réforme du permis de pêche',
    'Une nuit avec les veilleurs du phare',
  ],
  'À l’aube, les premiers fours fument déjà le long du canal. Les ouvriers y vivent toute l’année avec leurs enfants, dans des abris de tôle que le patron déduit de leur salaire.',
  'Sur les 214 familles rencontrées, 89 n’avaient pas le droit de partir avant d’avoir remboursé l’avance reçue à la saison des pluies.',
  'Les registres tenus par les contremaîtres ne sont presque jamais montrés à ceux dont ils consignent la dette. Beaucoup ne savent pas lire et signent d’une empreinte du pouce.',
  'L’inspection du travail, qui compte six agents pour toute la province, dit n’avoir reçu aucune plainte. Les syndicats répondent que personne n’ose en déposer.',
  'Le gouverneur a promis une enquête dont ni la date ni l’étendue ne sont connues à ce jour.',
);

export const DE = article(
  'de',
  'Küstenbote',
  'Warum Erntehelfer im Süden auf ihren Lohn warten',
  ['Startseite', 'Ausland', 'Meistgelesen', 'Kontakt'],
  [
    'Die Fähre fährt wieder nach altem Plan',
    'Was der neue Haushalt für Schulen bedeutet',
    'Ein Abend im letzten Kino der Insel',
  ],
  'Wer im Spätsommer durch das Tal fährt, sieht die Zelte der Erntehelfer gleich neben den Plantagen. Viele von ihnen sind seit dem Frühjahr hier und haben noch kein Geld gesehen.',
  'Von 340 Befragten gaben 197 an, dass ihnen der Vorarbeiter den Ausweis abgenommen und bis zum Ende der Saison nicht zurückgegeben habe.',
  'Die Genossenschaft bestreitet das. Ihr Sprecher sagt, die Ausweise würden lediglich kopiert, und wer anderes behaupte, wolle der Region schaden.',
  'Ein Bericht der Arbeitsaufsicht, der dieser Zeitung vorliegt, beschreibt dagegen verschlossene Unterkünfte, fehlendes Trinkwasser und Schichten von vierzehn Stunden.',
  'Das Ministerium will den Bericht erst nach der Ernte veröffentlichen.',
);

export const ES = article(
  'es',
  'El Faro del Valle',
  'Los jornaleros del arroz, sin contrato ni salida',
  ['Portada', 'Internacional', 'Lo más leído', 'Contacto'],
  [
    'El puente viejo se cierra al tráfico en mayo',
    'Así será el nuevo mercado de abastos',
    'La orquesta juvenil vuelve de su gira',
  ],
  'El autobús que los trae desde la sierra llega de noche y no espera a nadie. Los capataces reparten allí mismo las mantas, los machetes y las cuadrillas.',
  'De los 158 jornaleros entrevistados, 71 no pudieron abandonar la finca porque la tienda del patrón retenía su documentación como garantía.',
  'La tienda vende el arroz al doble de su precio en el pueblo. Cada compra se anota en una libreta que el jornalero no puede consultar.',
  'La defensoría visitó tres fincas en abril y pidió al ministerio que enviara inspectores. Hasta hoy no ha habido respuesta por escrito.',
  'Los propietarios sostienen que todo se hace según la costumbre del lugar.',
);

export const PT = article(
  'pt',
  'Diário da Enseada',
  'Costureiras presas por dívidas nas oficinas do centro',
  ['Início', 'Mundo', 'Mais lidas', 'Fale conosco'],
  [
    'Ponte sobre o rio será reaberta em abril',
    'O que muda na tarifa dos ônibus',
    'Festival de teatro anuncia programação',
  ],
  'As máquinas param às duas da manhã, quando o dono apaga a luz do galpão. As costureiras dormem ali mesmo, entre os rolos de tecido, e recomeçam antes das sete.',
  'Das 93 trabalhadoras ouvidas, 58 disseram que o passaporte ficou com o dono da oficina desde o dia em que chegaram à cidade.',
  'A passagem de ônibus, a comida e até a agulha quebrada são descontadas do pagamento. Algumas devem mais hoje do que no mês em que começaram.',
  'Fiscais do trabalho visitaram quatro oficinas em março e lavraram dezessete autos de infração, que ainda aguardam julgamento.',
  'A associação dos lojistas afirma desconhecer a origem das peças que compra.',
);

export const NL = article(
  'nl',
  'De Waddenbode',
  'Matrozen van de vloot wachten al twee jaar op hun gage',
  ['Voorpagina', 'Buitenland', 'Meest gelezen', 'Neem contact op'],
  [
    'Veerdienst vaart weer volgens dienstregeling',
    'Wat de begroting betekent voor scholen',
    'Laatste bioscoop van het eiland blijft open',
  ],
  'In de haven liggen de schepen drie rijen dik. Aan boord wonen de mannen die vorig jaar zijn aangemonsterd en sindsdien nauwelijks een cent hebben ontvangen.',
  'Van de 112 ondervraagde matrozen zeiden er 64 dat de kapitein hun paspoort bewaarde en het pas na afloop van het seizoen wilde teruggeven.',
  'De rederij zegt dat de paspoorten in een kluis liggen omdat dat veiliger is. Wie zijn papieren wil inzien, kan daarom vragen.',
  'Inspecteurs gingen in mei aan boord van vier schepen. Zij vonden bedorven rijst, onbehandelde wonden en slaapplaatsen zonder licht.',
  'Het ministerie heeft nog niet op hun verslag gereageerd.',
);

export const RU = article(
  'ru',
  'Береговой вестник',
  'Сезонные рабочие второй год ждут зарплату',
  ['Главная', 'Мир', 'Самое читаемое', 'Связаться с нами'],
  [
    'Мост через реку закроют до весны',
    'Как изменится расписание электричек',
    'Юные шахматисты вернулись с турнира',
  ],
  'Бараки стоят прямо за теплицами, и с дороги их не видно. Люди приехали сюда в марте, и с тех пор большинство из них не получило ни копейки.',
  'Из 176 опрошенных рабочих 102 сообщили, что бригадир забрал у них паспорта и отказался вернуть их до конца сезона.',
  'Владелец хозяйства говорит, что паспорта были нужны только для регистрации. Показать журнал регистрации он отказался.',
  'Инспекция по труду побывала здесь один раз, в мае, и составила акт, в котором упомянуты замки на дверях и отсутствие питьевой воды.',
  'В министерстве сообщили, что вопрос находится на контроле.',
);

export const TR = article(
  'tr',
  'Kıyı Postası',
  'Mevsimlik işçiler iki yıldır ücretlerini bekliyor',
  ['Ana sayfa', 'Dünya', 'En çok okunanlar', 'Bize ulaşın'],
  [
    'Eski köprü bahara kadar trafiğe kapatılıyor',
    'Yeni pazar yeri gelecek ay açılacak',
    'Gençlik orkestrası turneden döndü',
  ],
  'Çadırlar seraların hemen arkasında kurulu ve yoldan görünmüyor. İnsanlar buraya mart ayında geldi, çoğu o günden beri hiç para almadı.',
  'Görüşülen 143 işçiden 88’i, elçinin kimliklerini topladığını ve sezon bitmeden geri vermeyi reddettiğini söyledi.',
  'Arazi sahibi, kimliklerin yalnızca kayıt için alındığını belirtiyor. Kayıt defterini göstermeyi ise kabul etmedi.',
  'İş müfettişleri mayıs ayında bir kez geldi ve kilitli kapıları, içme suyu bulunmayan barakaları tutanağa geçirdi.',
  'Bakanlık konunun takip edildiğini bildirdi.',
);

export const AR = article(
  'ar',
  'صدى الساحل',
  'عمال المواسم ينتظرون أجورهم منذ عامين',
  ['الرئيسية', 'العالم', 'الأكثر قراءة', 'اتصل بنا'],
  [
    'إغلاق الجسر القديم حتى الربيع',
    'ما الذي يتغير في مواعيد القطارات',
    'الفرقة الموسيقية تعود من جولتها',
  ],
  'تقع الخيام خلف البيوت البلاستيكية مباشرة ولا يراها المارّ من الطريق. جاء الناس إلى هنا في شهر مارس ولم يتسلم معظمهم أي مبلغ منذ ذلك الحين.',
  'ومن بين 165 عاملا جرت مقابلتهم قال 97 إن المقاول احتفظ بجوازات سفرهم ورفض إعادتها قبل نهاية الموسم.',
  'ويقول صاحب المزرعة إن الجوازات أخذت من أجل التسجيل فقط، لكنه رفض أن يعرض دفتر التسجيل على الصحفيين.',
  'وزار مفتشو العمل المكان مرة واحدة في مايو وسجلوا في محضرهم وجود أبواب مقفلة وانعدام مياه الشرب.',
  'وأعلنت الوزارة أنها تتابع المسألة باهتمام.',
);

export const FA = article(
  'fa',
  'پیک ساحل',
  'کارگران فصلی دو سال است در انتظار دستمزد خود هستند',
  ['صفحه نخست', 'جهان', 'پربازدیدترین‌ها', 'تماس با ما'],
  ['پل قدیمی تا بهار بسته می‌ماند', 'برنامه تازه قطارها اعلام شد', 'ارکستر جوانان از سفر بازگشت'],
  'چادرها درست پشت گلخانه‌ها برپا شده‌اند و از جاده دیده نمی‌شوند. مردم در ماه مارس به اینجا آمدند و بیشترشان از آن زمان پولی نگرفته‌اند.',
  'از میان ۱۴۸ کارگری که با آنها گفت‌وگو شد، ۹۱ نفر گفتند سرکارگر گذرنامه‌هایشان را گرفته و تا پایان فصل پس نداده است.',
  'صاحب مزرعه می‌گوید گذرنامه‌ها تنها برای ثبت نام گرفته شده‌اند، اما حاضر نشد دفتر ثبت را نشان دهد.',
  'بازرسان کار در ماه مه یک بار به اینجا آمدند و در گزارش خود از درهای قفل‌شده و نبود آب آشامیدنی نوشتند.',
  'وزارتخانه اعلام کرد که موضوع در دست بررسی است.',
);

export const JA = article(
  'ja',
  '湾岸日報',
  '賃金未払いのまま二年、季節労働者の訴え',
  ['ホーム', '国際', 'よく読まれている記事', 'お問い合わせ'],
  ['旧橋は春まで通行止めに', '通勤電車の時刻表が変わります', '少年合唱団が演奏旅行から帰国'],
  '温室の裏手に並ぶテントは、道路からは見えない。三月にやって来た人々の多くは、それ以来一度も賃金を受け取っていない。',
  '聞き取りに応じた労働者132人のうち79人は、班長が旅券を取り上げ、季節が終わるまで返そうとしなかったと話した。',
  '農園の経営者は、旅券は登録のために預かっただけだと説明する。しかし登録簿を見せることは拒んだ。',
  '労働監督官は五月に一度だけここを訪れ、施錠された扉と飲み水のない宿舎について調書に記した。',
  '担当の省は、状況を注視していると述べるにとどめた。',
);

export const KO = article(
  'ko',
  '연안일보',
  '이 년째 임금을 받지 못한 계절노동자들',
  ['홈', '국제', '많이 본 뉴스', '문의하기'],
  ['옛 다리 봄까지 통행 금지', '바뀌는 통근 열차 시간표', '청소년 관현악단 순회공연 마치고 귀국'],
  '온실 바로 뒤에 늘어선 천막은 도로에서 보이지 않는다. 삼월에 이곳에 온 사람들 대부분은 그 뒤로 한 번도 임금을 받지 못했다.',
  '면담에 응한 노동자 154명 가운데 86명은 작업반장이 여권을 가져간 뒤 계절이 끝날 때까지 돌려주지 않았다고 말했다.',
  '농장주는 등록을 위해 여권을 맡아 두었을 뿐이라고 설명한다. 그러나 등록 대장을 보여 달라는 요청은 거절했다.',
  '근로감독관은 오월에 한 차례 이곳을 찾아 잠긴 문과 식수가 없는 숙소를 조서에 적었다.',
  '담당 부처는 사안을 지켜보고 있다고 밝혔다.',
);

export const HANS = article(
  'zh-Hans',
  '海湾晚报',
  '两年未领到工资的季节工',
  ['首页', '国际', '阅读排行', '联系我们'],
  ['老桥封闭施工至明年春天', '通勤列车时刻表有变', '少年交响乐团巡演归来'],
  '帐篷就搭在温室后面，从公路上看不见。人们三月来到这里，大多数人从那以后没有领到过一分钱。',
  '在接受采访的137名工人中，有82人说工头收走了他们的护照，并且拒绝在收获季结束以前归还。',
  '农场主说，收护照只是为了办理登记，但他不愿出示登记簿。',
  '劳动监察员五月份来过一次，在笔录中写下了上锁的门和没有饮用水的宿舍。',
  '主管部门表示正在关注此事。',
);

export const HANT = article(
  'zh-Hant',
  '港灣時報',
  '兩年未領到工資的季節工',
  ['首頁', '國際', '熱門文章', '聯絡我們'],
  ['舊橋封閉施工至明年春天', '通勤列車時刻表有變', '少年管弦樂團巡演歸來'],
  '帳篷就搭在溫室後面，從公路上看不見。人們三月來到這裡，大多數人從那以後沒有領過一毛錢。',
  '在接受訪問的129名工人當中，有74人說工頭收走了他們的護照，並且拒絕在收成季結束以前歸還。',
  '農場主人說，收護照只是為了辦理登記，但他不願意出示登記簿。',
  '勞動檢查員五月份來過一次，在筆錄中寫下了上鎖的門和沒有飲用水的宿舍。',
  '主管機關表示正在關注此事。',
);

export const VI = article(
  'vi',
  'Nhật báo Vịnh',
  'Lao động thời vụ hai năm chờ lương',
  ['Trang chủ', 'Thế giới', 'Đọc nhiều nhất', 'Liên hệ'],
  [
    'Cầu cũ đóng cửa đến mùa xuân',
    'Lịch tàu mới có gì thay đổi',
    'Dàn nhạc trẻ trở về sau chuyến lưu diễn',
  ],
  'Những căn lều dựng ngay sau nhà kính nên từ đường lớn không nhìn thấy. Người ta đến đây từ tháng ba, và phần lớn từ đó chưa nhận được đồng lương nào.',
  'Trong số 151 lao động được phỏng vấn, 94 người nói rằng cai thầu đã giữ hộ chiếu của họ và không chịu trả lại trước khi hết mùa.',
  'Chủ nông trại nói hộ chiếu chỉ được giữ để làm thủ tục đăng ký. Nhưng ông từ chối cho xem sổ đăng ký.',
  'Thanh tra lao động đến đây một lần vào tháng năm và ghi vào biên bản những cánh cửa bị khóa, những lán trại không có nước uống.',
  'Bộ chủ quản cho biết đang theo dõi vụ việc.',
);

export const ARTICLES: readonly Article[] = [
  EN,
  FR,
  DE,
  ES,
  PT,
  NL,
  RU,
  TR,
  AR,
  FA,
  JA,
  KO,
  HANS,
  HANT,
  VI,
];

/** What the editors and the machine put around and into the text tonight. */
export interface Tonight {
  /** Which headlines, counters and clocks are shown: any number. */
  readonly turn?: number;
  /** Blocks above and below the text, as HTML. */
  readonly top?: string;
  readonly bottom?: string;
  readonly text?: readonly string[];
  readonly title?: string;
  /** Beside the text, after the list of what is most read. */
  readonly aside?: string;
  readonly head?: string;
}

const at = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

/** The page of a newspaper: its text, a most-read list and a counter that turn, and its site's menu and foot. */
export function pageOf(of: Article, tonight: Tonight = {}): string {
  const {
    turn = 0,
    top = '',
    bottom = '',
    text = of.text,
    title = of.title,
    aside = '',
    head = '',
  } = tonight;
  const [home, section, mostRead, contact] = of.site;
  const list = [0, 1].map(
    (i) => `<li><a href="/n/${turn + i}">${at(of.headlines, turn + i)}</a></li>`,
  );
  return `<!doctype html><html lang="${of.lang}"><head><meta charset="utf-8"><title>${title} | ${of.publisher}</title>${head}</head><body><header><a href="/">${of.publisher}</a><nav><a href="/">${home}</a> <a href="/s/1">${section}</a></nav></header><main><article><h1>${title}</h1>${top}${text.map((one) => `<p>${one}</p>`).join('\n')}${bottom}</article></main><aside><h2>${mostRead}</h2><ol>${list.join('')}</ol>${aside}</aside><footer><p>© ${of.publisher}</p><a href="/contact">${contact}</a></footer></body></html>`;
}

/** Any page that the same site shows: its own header and foot around something else. */
export const siteOf = (of: Article, title: string, main: string): string => {
  const [home, section, mostRead, contact] = of.site;
  return `<!doctype html><html lang="${of.lang}"><head><meta charset="utf-8"><title>${title} | ${of.publisher}</title></head><body><header><a href="/">${of.publisher}</a><nav><a href="/">${home}</a> <a href="/s/1">${section}</a></nav></header><main>${main}</main><aside><h2>${mostRead}</h2><ol>${of.headlines.map((one, i) => `<li><a href="/n/${i}">${one}</a></li>`).join('')}</ol></aside><footer><p>© ${of.publisher}</p><a href="/contact">${contact}</a></footer></body></html>`;
};
