/** A text to be printed, in wording of this project's own, and what a forger would change in it. */
export interface PrintedText {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly headings: readonly [string, string];
  /** Paragraphs as sentences. */
  readonly paragraphs: readonly (readonly string[])[];
  readonly notes: readonly [string, string];
  /** What stands between the sentences of a paragraph: nothing where a script has no spaces. */
  readonly space: ' ' | '';
  /** A word, a number, a negation or a mark of the paragraphs, and another in its place: each changes what is said. */
  readonly forgeries: readonly (readonly [from: string, to: string])[];
}

const EN: PrintedText = {
  lang: 'en',
  dir: 'ltr',
  title: 'Notes on work and law',
  headings: ['Human rights', 'Health and supplies'],
  paragraphs: [
    [
      'The ministry of labour counted 1,284 complaints about unpaid wages in 2023.',
      'Inspectors did not visit most of the small workshops, and only 37 owners were fined.',
      'Workers who complained were often dismissed within a week.',
    ],
    [
      'Families who moved to the capital could not register their children at school without a permit.',
      'The permit cost 250 dollars in the northern districts.',
      'Local officials applied the rules as they saw fit.',
    ],
    [
      'Police arrested four lawyers on 12 March and held them for nineteen days.',
      'They were never charged with a crime.',
      'A court in the port city ordered their release, but the order was ignored until April.',
    ],
    [
      'According to the association of journalists, reporters received threats after they wrote about the harbour fire.',
      'Nobody was punished for the threats.',
      'The editor Samira Haddad left the country in the autumn.',
    ],
    [
      'Hospitals in the east were without electricity for 16 hours a day.',
      'Doctors asked for fuel, medicine and clean water.',
      'The government promised to send help before the rains began.',
    ],
  ],
  notes: [
    'Interview with a teacher who asked for her name to be kept back, 3 May 2024.',
    'Yearbook of the labour office, second part, tables on wages and fines.',
  ],
  space: ' ',
  forgeries: [
    ['1,284', '1,248'],
    ['did not visit', 'did visit'],
    ['never charged', 'charged'],
    ['nineteen', 'ninety'],
    ['Samira', 'Samia'],
    ['12 March', '12 May'],
    ['without electricity', 'with electricity'],
    ['could not register', 'could register'],
  ],
};

const FR: PrintedText = {
  lang: 'fr',
  dir: 'ltr',
  title: 'Notes sur le travail et le droit',
  headings: ['Droits de l’homme', 'Santé et approvisionnement'],
  paragraphs: [
    [
      'Le ministère du travail a compté 1 284 plaintes pour salaires impayés en 2023.',
      'Les inspecteurs n’ont pas visité la plupart des petits ateliers, et seuls 37 patrons ont été mis à l’amende.',
      'Les ouvriers qui se plaignaient étaient souvent renvoyés dans la semaine.',
    ],
    [
      'Les familles venues dans la capitale ne pouvaient pas inscrire leurs enfants à l’école sans permis.',
      'Ce permis coûtait 250 dollars dans les districts du nord.',
      'Les fonctionnaires locaux appliquaient les règles à leur guise.',
    ],
    [
      'La police a arrêté quatre avocats le 12 mars et les a gardés dix-neuf jours.',
      'Ils n’ont jamais été accusés d’un crime.',
      'Un tribunal de la ville portuaire a ordonné leur libération, mais l’ordre est resté lettre morte jusqu’en avril.',
    ],
    [
      'Selon l’association des journalistes, des reporters ont reçu des menaces après avoir écrit sur l’incendie du port.',
      'Personne n’a été puni pour ces menaces.',
      'La rédactrice Samira Haddad a quitté le pays à l’automne.',
    ],
    [
      'Les hôpitaux de l’est étaient privés d’électricité 16 heures par jour.',
      'Les médecins demandaient du carburant, des médicaments et de l’eau propre.',
      'Le gouvernement a promis d’envoyer de l’aide avant la saison des pluies.',
    ],
  ],
  notes: [
    'Entretien avec une institutrice qui a demandé que son nom ne soit pas cité, 3 mai 2024.',
    'Annuaire de l’office du travail, deuxième partie, tableaux des salaires et des amendes.',
  ],
  space: ' ',
  forgeries: [
    ['1 284', '1 248'],
    ['n’ont pas visité', 'ont visité'],
    ['jamais été accusés', 'été accusés'],
    ['dix-neuf', 'dix-sept'],
    ['Samira', 'Samia'],
    ['12 mars', '12 mai'],
    ['impayés', 'payés'],
    ['ne pouvaient pas', 'pouvaient'],
  ],
};

const VI: PrintedText = {
  lang: 'vi',
  dir: 'ltr',
  title: 'Ghi chép về lao động và pháp luật',
  headings: ['Nhân quyền', 'Y tế và tiếp tế'],
  paragraphs: [
    [
      'Bộ lao động đã ghi nhận 1.284 đơn khiếu nại về tiền lương chưa trả trong năm 2023.',
      'Thanh tra không đến phần lớn các xưởng nhỏ, và chỉ có 37 người chủ bị phạt.',
      'Công nhân khiếu nại thường bị đuổi việc trong vòng một tuần.',
    ],
    [
      'Các gia đình chuyển đến thủ đô không thể ghi danh cho con đi học nếu thiếu giấy phép.',
      'Giấy phép có giá 250 đô la ở các huyện phía bắc.',
      'Cán bộ địa phương áp dụng quy định theo ý mình.',
    ],
    [
      'Cảnh sát bắt bốn luật sư vào ngày 12 tháng 3 và giam họ mười chín ngày.',
      'Họ chưa bao giờ bị buộc tội.',
      'Một tòa án ở thành phố cảng ra lệnh thả họ, nhưng lệnh ấy bị bỏ qua cho đến tháng tư.',
    ],
    [
      'Theo hội nhà báo, các phóng viên bị đe dọa sau khi viết về vụ cháy ở bến cảng.',
      'Không ai bị trừng phạt vì những lời đe dọa đó.',
      'Biên tập viên Samira Haddad rời khỏi đất nước vào mùa thu.',
    ],
    [
      'Các bệnh viện ở miền đông mất điện 16 giờ mỗi ngày.',
      'Bác sĩ xin nhiên liệu, thuốc men và nước sạch.',
      'Chính phủ hứa gửi hàng cứu trợ trước khi mùa mưa bắt đầu.',
    ],
  ],
  notes: [
    'Phỏng vấn một cô giáo xin được giấu tên, ngày 3 tháng 5 năm 2024.',
    'Niên giám của sở lao động, phần hai, các bảng về tiền lương và tiền phạt.',
  ],
  space: ' ',
  forgeries: [
    ['1.284', '1.248'],
    ['không đến phần lớn', 'đến phần lớn'],
    ['chưa bao giờ bị', 'đã bị'],
    ['mười chín', 'mười bảy'],
    ['Samira', 'Samia'],
    ['tháng tư', 'tháng tám'],
    ['chủ bị phạt', 'chú bị phạt'],
    ['không thể ghi danh', 'có thể ghi danh'],
  ],
};

const RU: PrintedText = {
  lang: 'ru',
  dir: 'ltr',
  title: 'Заметки о труде и праве',
  headings: ['Права человека', 'Здоровье и снабжение'],
  paragraphs: [
    [
      'Министерство труда насчитало 1284 жалобы на невыплату заработка за 2023 год.',
      'Инспекторы не посетили большинство мелких мастерских, и лишь 37 владельцев были оштрафованы.',
      'Рабочих, которые жаловались, часто увольняли в течение недели.',
    ],
    [
      'Семьи, переехавшие в столицу, не могли записать детей в школу без разрешения.',
      'Разрешение стоило 250 долларов в северных районах.',
      'Местные чиновники применяли правила по своему усмотрению.',
    ],
    [
      'Полиция задержала четырёх адвокатов 12 марта и держала их девятнадцать дней.',
      'Им никогда не предъявляли обвинений.',
      'Суд в портовом городе велел их отпустить, но до апреля решение оставалось на бумаге.',
    ],
    [
      'По словам союза журналистов, репортёрам угрожали после статей о пожаре в гавани.',
      'Никто не был наказан за эти угрозы.',
      'Редактор Самира Хаддад покинула страну осенью.',
    ],
    [
      'Больницы на востоке оставались без электричества по 16 часов в день.',
      'Врачи просили топлива, лекарств и чистой воды.',
      'Правительство обещало прислать помощь до начала дождей.',
    ],
  ],
  notes: [
    'Беседа с учительницей, которая просила не называть её имени, 3 мая 2024 года.',
    'Ежегодник управления труда, часть вторая, таблицы заработков и штрафов.',
  ],
  space: ' ',
  forgeries: [
    ['1284', '1248'],
    ['не посетили', 'посетили'],
    ['никогда не предъявляли', 'предъявляли'],
    ['девятнадцать', 'семнадцать'],
    ['Самира', 'Самия'],
    ['12 марта', '12 мая'],
    ['без электричества', 'с электричеством'],
    ['не могли записать', 'могли записать'],
  ],
};

const AR: PrintedText = {
  lang: 'ar',
  dir: 'rtl',
  title: 'ملاحظات عن العمل والقانون',
  headings: ['حقوق الإنسان', 'الصحة والإمدادات'],
  paragraphs: [
    [
      'أحصت وزارة العمل 1284 شكوى بشأن أجور غير مدفوعة في عام 2023.',
      'لم يزر المفتشون معظم الورش الصغيرة، ولم يغرَّم سوى 37 من أصحابها.',
      'وكثيرا ما فُصل العمال الذين اشتكوا خلال أسبوع واحد.',
    ],
    [
      'لم تستطع الأسر التي انتقلت إلى العاصمة تسجيل أطفالها في المدارس بلا تصريح.',
      'بلغت كلفة التصريح 250 دولارا في الأحياء الشمالية.',
      'وطبق المسؤولون المحليون القواعد كما يحلو لهم.',
    ],
    [
      'اعتقلت الشرطة أربعة محامين في 12 آذار واحتجزتهم تسعة عشر يوما.',
      'ولم توجه إليهم أي تهمة على الإطلاق.',
      'وأمرت محكمة في المدينة الساحلية بالإفراج عنهم، غير أن الأمر ظل مهملا حتى نيسان.',
    ],
    [
      'وفقا لرابطة الصحفيين، تلقى مراسلون تهديدات بعد أن كتبوا عن حريق الميناء.',
      'ولا أحد عوقب على هذه التهديدات.',
      'وغادرت المحررة سميرة حداد البلاد في الخريف.',
    ],
    [
      'بقيت المستشفيات في الشرق بلا كهرباء 16 ساعة في اليوم.',
      'وطلب الأطباء الوقود والأدوية والمياه النظيفة.',
      'ووعدت الحكومة بإرسال المساعدات قبل بدء الأمطار.',
    ],
  ],
  notes: [
    'مقابلة مع معلمة طلبت ألا يذكر اسمها، الثالث من أيار 2024.',
    'الكتاب السنوي لمكتب العمل، الجزء الثاني، جداول الأجور والغرامات.',
  ],
  space: ' ',
  forgeries: [
    ['1284', '1248'],
    ['لم يزر', 'زار'],
    ['ولم توجه', 'وتوجه'],
    ['تسعة عشر', 'سبعة عشر'],
    ['سميرة', 'سمية'],
    ['آذار', 'أيار'],
    ['بلا كهرباء', 'مع كهرباء'],
    ['لم تستطع', 'استطاعت'],
  ],
};

const FA: PrintedText = {
  lang: 'fa',
  dir: 'rtl',
  title: 'یادداشت‌هایی درباره کار و قانون',
  headings: ['حقوق بشر', 'بهداشت و تدارکات'],
  paragraphs: [
    [
      'وزارت کار در سال ۱۴۰۲ تعداد ۱۲۸۴ شکایت درباره دستمزدهای پرداخت‌نشده ثبت کرد.',
      'بازرسان به بیشتر کارگاه‌های کوچک نرفتند و تنها ۳۷ صاحب کارگاه جریمه شدند.',
      'کارگرانی که شکایت می‌کردند اغلب ظرف یک هفته اخراج می‌شدند.',
    ],
    [
      'خانواده‌هایی که به پایتخت آمده بودند نمی‌توانستند فرزندانشان را بدون مجوز در مدرسه ثبت نام کنند.',
      'این مجوز در محله‌های شمالی ۲۵۰ دلار هزینه داشت.',
      'مقام‌های محلی قواعد را به دلخواه خود اجرا می‌کردند.',
    ],
    [
      'پلیس در ۱۲ اسفند چهار وکیل را بازداشت کرد و آنان را نوزده روز نگه داشت.',
      'آنان هرگز به جرمی متهم نشدند.',
      'دادگاهی در شهر بندری دستور آزادی آنان را داد، اما این دستور تا فروردین بی‌اثر ماند.',
    ],
    [
      'به گفته انجمن روزنامه‌نگاران، خبرنگاران پس از نوشتن درباره آتش‌سوزی بندر تهدید شدند.',
      'هیچ‌کس به خاطر این تهدیدها مجازات نشد.',
      'سردبیر سمیرا حداد در پاییز کشور را ترک کرد.',
    ],
    [
      'بیمارستان‌های شرق کشور روزانه ۱۶ ساعت بی برق بودند.',
      'پزشکان سوخت و دارو و آب پاکیزه می‌خواستند.',
      'دولت وعده داد پیش از آغاز باران‌ها کمک بفرستد.',
    ],
  ],
  notes: [
    'گفت‌وگو با آموزگاری که خواست نامش پنهان بماند، اردیبهشت ۱۴۰۳.',
    'سالنامه اداره کار، بخش دوم، جدول‌های دستمزد و جریمه.',
  ],
  space: ' ',
  forgeries: [
    ['۱۲۸۴', '۱۲۴۸'],
    ['نرفتند', 'رفتند'],
    ['متهم نشدند', 'متهم شدند'],
    ['نوزده', 'هفده'],
    ['سمیرا', 'سمیه'],
    ['۱۲ اسفند', '۱۲ بهمن'],
    ['بی برق', 'با برق'],
    ['نمی‌توانستند', 'می‌توانستند'],
  ],
};

const HI: PrintedText = {
  lang: 'hi',
  dir: 'ltr',
  title: 'काम और कानून पर टिप्पणियाँ',
  headings: ['मानव अधिकार', 'स्वास्थ्य और आपूर्ति'],
  paragraphs: [
    [
      'श्रम मंत्रालय ने 2023 में बकाया मज़दूरी की 1284 शिकायतें दर्ज कीं।',
      'निरीक्षक अधिकतर छोटे कारखानों में नहीं गए और केवल 37 मालिकों पर जुर्माना लगा।',
      'शिकायत करने वाले मज़दूरों को अक्सर एक हफ़्ते में निकाल दिया गया।',
    ],
    [
      'राजधानी में आए परिवार बिना परमिट अपने बच्चों को स्कूल में दाखिल नहीं करा सके।',
      'उत्तरी ज़िलों में परमिट की कीमत 250 डॉलर थी।',
      'स्थानीय अधिकारी नियमों को मनमाने ढंग से लागू करते थे।',
    ],
    [
      'पुलिस ने 12 मार्च को चार वकीलों को पकड़ा और उन्नीस दिन तक रखा।',
      'उन पर कभी कोई आरोप नहीं लगाया गया।',
      'बंदरगाह वाले शहर की अदालत ने उन्हें छोड़ने का आदेश दिया, पर अप्रैल तक आदेश टलता रहा।',
    ],
    [
      'पत्रकार संघ के अनुसार बंदरगाह की आग पर लिखने के बाद संवाददाताओं को धमकियाँ मिलीं।',
      'इन धमकियों के लिए किसी को सज़ा नहीं मिली।',
      'संपादक समीरा हद्दाद पतझड़ में देश छोड़ गईं।',
    ],
    [
      'पूर्व के अस्पताल दिन में 16 घंटे बिजली के बिना रहे।',
      'डॉक्टरों ने ईंधन, दवाएँ और साफ़ पानी माँगा।',
      'सरकार ने बारिश शुरू होने से पहले मदद भेजने का वादा किया।',
    ],
  ],
  notes: [
    'एक शिक्षिका से बातचीत, जिसने नाम छिपाने को कहा, 3 मई 2024।',
    'श्रम कार्यालय की वार्षिकी, दूसरा भाग, मज़दूरी और जुर्माने की तालिकाएँ।',
  ],
  space: ' ',
  forgeries: [
    ['1284', '1248'],
    ['में नहीं गए', 'में गए'],
    ['आरोप नहीं लगाया', 'आरोप लगाया'],
    ['उन्नीस', 'उनतीस'],
    ['समीरा', 'समिरा'],
    ['12 मार्च', '12 मई'],
    ['के बिना रहे', 'के साथ रहे'],
    ['दाखिल नहीं करा', 'दाखिल करा'],
  ],
};

const ZH: PrintedText = {
  lang: 'zh-Hans',
  dir: 'ltr',
  title: '劳动与法律札记',
  headings: ['人民的权利', '卫生与物资'],
  paragraphs: [
    [
      '劳动部门在2023年共收到1284件拖欠工资的投诉。',
      '检查人员没有走访大多数小作坊，只有37名业主被罚款。',
      '投诉的工人往往在一周之内就被解雇。',
    ],
    [
      '迁入首都的农民家庭没有许可证就不能为子女办理入学手续。',
      '在北部各区，许可证的价格是250美元。',
      '地方官员随意执行这些规定。',
    ],
    [
      '警方于3月12日逮捕了四名律师，并将他们关押了十九天。',
      '他们从未被指控犯有任何罪行。',
      '港口城市的一家法院下令释放他们，但这项命令直到四月才得到执行。',
    ],
    [
      '据记者协会说，一些记者在报道港口火灾之后收到了威胁。',
      '没有人因为这些威胁而受到处罚。',
      '编辑萨米拉·哈达德在秋天离开了这个国家。',
    ],
    [
      '东部的医院每天停电16个小时，手术只好改在白天进行。',
      '医生们要求得到燃料、药品和干净的饮水。',
      '政府答应在雨季开始之前送来援助。',
    ],
  ],
  notes: [
    '对一位要求不透露姓名的女教师的访谈，2024年5月3日。',
    '劳动局年鉴，第二部分，工资与罚款各表。',
  ],
  space: '',
  forgeries: [
    ['1284', '1248'],
    ['没有走访', '走访了'],
    ['从未被指控', '曾被指控'],
    ['十九天', '十七天'],
    ['萨米拉', '萨米娅'],
    ['3月12日', '5月12日'],
    ['不能为', '可以为'],
    ['没有人因为', '有人因为'],
  ],
};

const JA: PrintedText = {
  lang: 'ja',
  dir: 'ltr',
  title: '労働と法律に関する覚え書き',
  headings: ['人民の権利', '医療と物資'],
  paragraphs: [
    [
      '労働省は2023年に未払い賃金に関する苦情を1284件受け付けた。',
      '監督官は小さな工場のほとんどを訪れず、罰金を科された経営者は37人だけだった。',
      '苦情を申し立てた労働者は一週間以内に解雇されることが多かった。',
    ],
    [
      '首都に移り住んだ家族は、許可証がなければ子どもを学校に入れることができなかった。',
      '北部の地区では許可証に250ドルかかった。',
      '地方の役人は規則を思うままに当てはめた。',
    ],
    [
      '警察は3月12日に弁護士四人を逮捕し、十九日間拘束した。',
      '彼らが罪に問われたことは一度もなかった。',
      '港町の裁判所は釈放を命じたが、命令は四月まで守られなかった。',
    ],
    [
      '記者協会によると、港の火事について書いた記者たちが脅迫を受けた。',
      'この脅迫で罰せられた者はいなかった。',
      '編集者のサミラ・ハダドは秋に国を離れた。',
    ],
    [
      '東部の病院では一日に16時間も停電が続いていた。',
      '医師たちは燃料と薬ときれいな水を求めた。',
      '政府は雨季が始まる前に援助を送ると約束した。',
    ],
  ],
  notes: [
    '名前を伏せるよう求めた女性教師への聞き取り、2024年5月3日。',
    '労働局の年鑑、第二部、賃金と罰金に関する各表。',
  ],
  space: '',
  forgeries: [
    ['1284', '1248'],
    ['訪れず', '訪れて'],
    ['なかった。', 'あった。'],
    ['十九日間', '十七日間'],
    ['サミラ', 'サミア'],
    ['3月12日', '5月12日'],
    ['できなかった', 'できた'],
    ['停電', '送電'],
  ],
};

const KO: PrintedText = {
  lang: 'ko',
  dir: 'ltr',
  title: '노동과 법에 관한 기록',
  headings: ['인권', '보건과 물자'],
  paragraphs: [
    [
      '노동부는 2023년에 임금 체불에 관한 진정 1284건을 접수했다.',
      '감독관들은 작은 공장 대부분을 방문하지 않았고, 벌금을 낸 업주는 37명뿐이었다.',
      '진정을 낸 노동자들은 일주일 안에 해고되는 일이 많았다.',
    ],
    [
      '수도로 옮겨 온 가족들은 허가증 없이는 아이를 학교에 등록할 수 없었다.',
      '북부 지역에서 허가증의 가격은 250달러였다.',
      '지방 공무원들은 규정을 마음대로 적용했다.',
    ],
    [
      '경찰은 3월 12일에 변호사 네 명을 체포하여 열아홉 날 동안 가두었다.',
      '그들은 한 번도 기소되지 않았다.',
      '항구 도시의 법원이 석방을 명령했지만 그 명령은 사월까지 지켜지지 않았다.',
    ],
    [
      '기자 협회에 따르면 항구 화재에 대해 쓴 기자들이 협박을 받았다.',
      '이 협박으로 처벌받은 사람은 아무도 없었다.',
      '편집자 사미라 하다드는 가을에 나라를 떠났다.',
    ],
    [
      '동부의 병원들은 하루에 16시간 동안 전기가 없었다.',
      '의사들은 연료와 약품과 깨끗한 물을 요청했다.',
      '정부는 장마가 시작되기 전에 도움을 보내겠다고 약속했다.',
    ],
  ],
  notes: [
    '이름을 밝히지 말아 달라고 한 교사와의 면담, 2024년 5월 3일.',
    '노동청 연감, 제2부, 임금과 벌금에 관한 표.',
  ],
  space: ' ',
  forgeries: [
    ['1284', '1248'],
    ['방문하지 않았고', '방문하였고'],
    ['기소되지 않았다', '기소되었다'],
    ['열아홉', '열일곱'],
    ['사미라', '사미아'],
    ['3월 12일', '5월 12일'],
    ['전기가 없었다', '전기가 있었다'],
    ['등록할 수 없었다', '등록할 수 있었다'],
  ],
};

/** Ten languages, in which the same is told. */
export const TEXTS: readonly PrintedText[] = [EN, FR, VI, RU, AR, FA, HI, ZH, JA, KO];
