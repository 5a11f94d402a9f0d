import { each, type Practice } from './practice.js';

/** A row whose pages have the quotation's own text, written otherwise. */
const written = (
  what: string,
  quote: string,
  ways: readonly (readonly [quoted: string, printed: string])[],
  twist: readonly [string, string],
  altered: readonly string[] = [],
): Practice => {
  const pages = ways.map(([quoted, printed]) => {
    if (!quote.includes(quoted)) throw new Error(`${what}: “${quoted}” is not in the quotation`);
    return quote.replaceAll(quoted, printed);
  });
  return { what, quote, pages: each(...pages), twist, altered: each(...altered) };
};

const ARABIC = 'قُتل ١٢٣ رجلا في القرية ولم يحاكم أحد حتى عام ٢٠٢١';

/** Letters and digits that one writer types for another. */
export const LETTERS: readonly Practice[] = [
  written(
    'Arabic digits and marks',
    ARABIC,
    [
      ['١٢٣', '123'],
      ['١٢٣', '۱۲۳'],
      ['٢٠٢١', '2021'],
      ['القرية', 'القـريـة'],
      ['رجلا', 'رجلًا'],
    ],
    ['ولم يحاكم', 'ثم حوكم'],
  ),
  written(
    'Persian letters typed as Arabic ones',
    'دادگاه کیفری یک‌بار هم به شکایت خانواده‌ها رسیدگی نکرد و کسی محکوم نشد',
    [
      ['ی', 'ي'],
      ['ک', 'ك'],
      ['\u200c', ''],
    ],
    ['نشد', 'شد'],
  ),
  written(
    'Russian ё',
    'Её дело ещё не рассмотрено, и причём ни один свидетель не был допрошен',
    [
      ['ё', 'е'],
      ['Её', 'Ее'],
      ['ещё', 'ещё\u00ad'],
    ],
    ['ни один', 'каждый'],
  ),
  written(
    'Ukrainian apostrophes',
    'П’ять сімей з об’єднання не отримали жодної компенсації за знищене майно',
    [
      ['’', "'"],
      ['’', 'ʼ'],
      ['’', '`'],
    ],
    ['не отримали', 'отримали'],
  ),
  written(
    'French ligatures',
    'Le cœur du problème est que la main-d’œuvre n’est pas payée, dit la sœur du détenu',
    [
      ['œ', 'oe'],
      ['’', "'"],
    ],
    ['pas payée', 'bien payée'],
  ),
  written(
    'French spaces and quotation marks',
    'Le préfet a dit : « Aucun manifestant n’a été blessé ; tout est calme ! »',
    [
      [' :', ' :'],
      ['« ', '“'],
      [' ;', ';'],
    ],
    ['Aucun', 'Un'],
  ),
  written(
    'German ß',
    'Die Straße wurde geschlossen, und dreißig Familien durften nicht in ihre Häuser zurück',
    [
      ['ß', 'ss'],
      ['ä', 'a\u0308'],
    ],
    ['nicht in', 'in'],
  ),
  written(
    'Romanian cedillas',
    'Poliția și instanța au spus că acești oameni nu au fost reținuți în acel județ',
    [
      ['ș', 'ş'],
      ['ț', 'ţ'],
    ],
    ['nu au fost', 'au fost'],
  ),
  written(
    'Turkish capitals',
    'İSTANBUL VALİLİĞİ GÖSTERİYE İZİN VERMEDİ VE YÜZ KİŞİ GÖZALTINA ALINDI',
    [
      [
        'İSTANBUL VALİLİĞİ GÖSTERİYE İZİN VERMEDİ VE YÜZ KİŞİ GÖZALTINA ALINDI',
        'İstanbul Valiliği gösteriye izin vermedi ve yüz kişi gözaltına alındı',
      ],
    ],
    ['vermedi', 'verdi'],
  ),
  written(
    'Azerbaijani and Uzbek letters',
    'Oʻzbekiston hukumati roʻyxatdan oʻtkazishni rad etdi va hech kim ozod qilinmadi',
    [
      ['ʻ', "'"],
      ['ʻ', '‘'],
      ['ʻ', '’'],
    ],
    ['qilinmadi', 'qilindi'],
  ),
  written(
    'Hausa without its hooks',
    "Kungiyar ta ce 'yan bindiga sun kashe mutane a kauyen Danmusa, kuma ba a kama kowa ba",
    [
      [
        "Kungiyar ta ce 'yan bindiga sun kashe mutane a kauyen Danmusa",
        'Ƙungiyar ta ce ƴan bindiga sun kashe mutane a ƙauyen Ɗanmusa',
      ],
    ],
    ['ba a kama kowa ba', 'an kama kowa'],
  ),
  written(
    'Vietnamese tones, old and new',
    'Tòa án xét xử kín, gia đình hóa ra không được báo và thủy thủ đoàn bị bắt giữ',
    [
      ['Tòa', 'Toà'],
      ['hóa', 'hoá'],
      ['thủy', 'thuỷ'],
    ],
    ['không được', 'đã được'],
  ),
  written(
    'Vietnamese, decomposed',
    'Chính quyền không cho gia đình gặp người bị giam giữ trong suốt hai năm',
    [
      ['ề', 'e\u0302\u0300'],
      ['í', 'i\u0301'],
    ],
    ['không cho', 'cho'],
  ),
  written(
    'half-width kana',
    '警察はﾃﾞﾓの参加者を逮捕せず、ﾊﾟｽﾎﾟｰﾄを返したと関係者は話している。',
    [
      ['ﾃﾞﾓ', 'デモ'],
      ['ﾊﾟｽﾎﾟｰﾄ', 'パスポート'],
      ['ﾃﾞﾓの参加者を逮捕せず、ﾊﾟｽﾎﾟｰﾄ', 'デモの参加者を逮捕せず、パスポート'],
    ],
    ['逮捕せず', '逮捕して'],
  ),
  written(
    'full-width letters and digits',
    '２０１９年、ＮＧＯの職員１２人が国外に出ることを認められなかったという。',
    [
      ['２０１９', '2019'],
      ['ＮＧＯ', 'NGO'],
      ['１２人', '12人'],
    ],
    ['認められなかった', '認められた'],
  ),
  written(
    'traditional and simplified Chinese',
    '當地法院沒有受理這些案件，家屬說他們從來沒有收到過任何通知和賠償',
    [
      [
        '當地法院沒有受理這些案件，家屬說他們從來沒有收到過任何通知和賠償',
        '当地法院没有受理这些案件，家属说他们从来没有收到过任何通知和赔偿',
      ],
    ],
    ['从来没有', '后来又'],
  ),
  written(
    'Chinese punctuation',
    '他说："警察没有来"，并且说：「我们等了三天」，没有人给我们水喝，也没有人来问',
    [
      ['"警察没有来"', '“警察没有来”'],
      ['「我们等了三天」', '“我们等了三天”'],
      ['，', ','],
    ],
    ['没有人给', '有人给'],
  ),
  written(
    'the hamza of Arabic',
    'اعلن مسؤول ان إدارة المعابر لم تؤول إلى الوزارة وأن احدا لم يحاسب',
    [
      ['اعلن', 'أعلن'],
      ['ان إدارة', 'أن إدارة'],
      ['مسؤول', 'مسئول'],
      ['احدا', 'أحدا'],
    ],
    ['لم يحاسب', 'قد حوسب'],
    [
      'اعلن مسؤول ان أدارة المعابر لم تؤول إلى الوزارة وأن احدا لم يحاسب',
      'اعلن مسؤول ان ادارة المعابر لم تؤول إلى الوزارة وأن احدا لم يحاسب',
    ],
  ),
  written(
    'the hamza of Arabic on a page that has none',
    'أعلن مسؤول أن إدارة المعابر لم تنتقل إلى الوزارة وأن أحدا لم يحاسب',
    [
      [
        'أعلن مسؤول أن إدارة المعابر لم تنتقل إلى الوزارة وأن أحدا',
        'اعلن مسوول ان ادارة المعابر لم تنتقل الى الوزارة وان احدا',
      ],
    ],
    ['لم يحاسب', 'قد حوسب'],
  ),
  written(
    'the Persian link upon a heh, written out',
    'خانواده‌ی متهم گفتند که جلسه‌ی دادگاه برگزار نشد و نامه‌ی وکیل ثبت نشده است',
    [
      ['ه‌ی', 'هٔ'],
      ['ه‌ی', 'ۀ'],
      ['ه‌ی', 'ه'],
    ],
    ['برگزار نشد', 'برگزار شد'],
    ['خانواده‌ای متهم گفتند که جلسه‌ی دادگاه برگزار نشد و نامه‌ی وکیل ثبت نشده است'],
  ),
  written(
    'the Kurdish e, typed as a heh',
    'حکومەت هیچ قەرەبوویەکی نەداوە بە خێزانەکانیان و کەس سزا نەدراوە',
    [
      ['ە', 'ه\u200c'],
      ['ک', 'ك'],
    ],
    ['هیچ', 'هەموو'],
  ),
  written(
    'nasals of Hindi',
    'हिंदी अख़बारों के संबंध में पांच लोगों को दंड नहीं मिला और मंत्री ने इनकार किया',
    [
      ['हिंदी', 'हिन्दी'],
      ['संबंध', 'सम्बन्ध'],
      ['पांच', 'पाँच'],
      ['दंड', 'दण्ड'],
      ['मंत्री', 'मन्त्री'],
    ],
    ['नहीं मिला', 'मिला'],
    ['हिंदी अख़बारों के संबंध में पांच लोगों को दम्ड नहीं मिला और मंत्री ने इनकार किया'],
  ),
  written(
    'a Korean quotation that is decomposed',
    '법무부는 그해 난민 신청 가운데 한 건도 인정하지 않았다고 밝혔다'.normalize('NFD'),
    [
      [
        '법무부는 그해 난민 신청 가운데 한 건도 인정하지 않았다고 밝혔다'.normalize('NFD'),
        '법무부는 그해 난민 신청 가운데 한 건도 인정하지 않았다고 밝혔다',
      ],
    ],
    ['인정하지 않았다고', '인정했다고'],
  ),
  written(
    'Hindi nukta',
    'सड़क पर पुलिस ने भीड़ को नहीं रोका और किसी को गिरफ़्तार नहीं किया गया',
    [
      ['ड़', 'ड\u093c'],
      ['फ़', 'फ\u093c'],
    ],
    ['नहीं रोका', 'रोका'],
  ),
  written(
    'Bengali letters',
    'পুলিশ সেই রাতে কাউকে গ্রেপ্তার করেনি এবং হাসপাতালে যায়নি বলে বাড়ির লোক জানায়'.normalize('NFC'),
    [
      ['\u09af\u09bc', '\u09df'],
      ['\u09a1\u09bc', '\u09dc'],
    ],
    ['করেনি', 'করেছে'],
  ),
  written(
    'Thai vowels',
    'ตำรวจไม่ได้จับกุมผู้ชุมนุมและไม่ได้ยึดน้ำดื่มของชาวบ้านในคืนนั้น',
    [['ำ', '\u0e4d\u0e32']],
    ['ไม่ได้จับกุม', 'ได้จับกุม'],
  ),
  written(
    'Korean, decomposed',
    '경찰은 그날 밤 시위대를 체포하지 않았고 아무도 다치지 않았다고 밝혔다',
    [
      ['경찰은', '경찰은'.normalize('NFD')],
      ['시위대', '시위대'.normalize('NFD')],
    ],
    ['체포하지 않았고', '체포하였고'],
  ),
  written(
    'Hebrew marks',
    'צה״ל לא הודיע למשפחות על מקום המעצר וגם בית המשפט לא דן בעניינם',
    [
      ['״', '"'],
      ['״', '”'],
    ],
    ['לא הודיע', 'הודיע'],
  ),
  written(
    'Greek capitals and sigmas',
    'Η αστυνομία δεν ενημέρωσε τις οικογένειες για τους κρατούμενους του στρατοπέδου',
    [
      ['ενημέρωσε', 'ενημέρωσε\u00ad'],
      ['οικογένειες', 'ΟΙΚΟΓΕΝΕΙΕΣ'],
    ],
    ['δεν ενημέρωσε', 'ενημέρωσε'],
  ),
  written(
    'Armenian ligature',
    'Ոստիկանությունը չի տեղեկացրել ընտանիքներին և դատարանը գործը չի քննել',
    [['և', 'եւ']],
    ['չի քննել', 'քննել է'],
  ),
  written(
    'Dutch digraph',
    'De politie heeft de vluchtelingen op het ijs niet geholpen en is weggereden',
    [['ij', 'ĳ']],
    ['niet geholpen', 'geholpen'],
  ),
  written(
    'English ligatures and soft hyphens',
    'The first official fled before the final hearing, and no letter was ever found again',
    [
      ['fi', 'ﬁ'],
      ['fl', 'ﬂ'],
      ['official', 'offi\u00adcial'],
    ],
    ['no ', 'a '],
  ),
  written(
    'accents as characters of their own',
    'São Tomé’s régime detained naïve émigrés, none of whom was ever charged with a crime',
    [
      ['é', 'e\u0301'],
      ['ã', 'a\u0303'],
      ['ï', 'i\u0308'],
    ],
    ['none of', 'all of'],
  ),
];
