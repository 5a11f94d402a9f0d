/** What one language says, for the tables that hold every script to the same: nothing of it is about a sign or a word that we know. */
export interface Speech {
  readonly language: string;
  /** Two sentences of one story, without the sign that ends them. */
  readonly first: string;
  readonly second: string;
  /** The sign that ends a sentence, with the blank behind it; empty where the language has none. */
  readonly stop: string;
  /** What parts two clauses of one sentence. */
  readonly comma: string;
  /** A sentence that takes back the first, in no word that we know. */
  readonly between: string;
  /** A sentence of another matter, and the same with one word changed. */
  readonly next: readonly [string, string];
  /** A line that is no sentence. */
  readonly label: string;
  /** A sentence with a figure, for which `#` stands, and one with a time of day, for which `@` does. */
  readonly figure: string;
  readonly time: string;
}

export const LANGUAGES: readonly Speech[] = [
  {
    language: 'English',
    first: 'Officers detained villagers in the district of Karsana on the day of the festival',
    second: 'They were held for eleven days without a lawyer in the cellar of the mill',
    stop: '. ',
    comma: ', ',
    between: 'All went back home by evening',
    next: ['The Harvest was good in Karsana', 'The Harvest was poor in Karsana'],
    label: 'A court in Karsana',
    figure: 'The court released # men on Friday',
    time: 'The men were shot at @ on Friday',
  },
  {
    language: 'Amharic',
    first: 'ፖሊስ በበዓሉ ዕለት በካርሳና ወረዳ የመንደሩን ነዋሪዎች አሰረ',
    second: 'ለአሥራ አንድ ቀናት ያለ ጠበቃ በወፍጮ ቤት ምድር ቤት ውስጥ ታስረው ቆዩ',
    stop: '። ',
    comma: '፣ ',
    between: 'ሁሉም በዚያው ምሽት ወደ ቤታቸው ተመለሱ',
    next: ['በዚያ ዓመት መከሩ ጥሩ ነበር', 'በዚያ ዓመት መከሩ መጥፎ ነበር'],
    label: 'የካርሳና ፍርድ ቤት ፎቶ',
    figure: 'ፍርድ ቤቱ ዓርብ ዕለት # ሰዎችን ለቀቀ',
    time: 'ሰዎቹ በ @ ተገደሉ',
  },
  {
    language: 'Burmese',
    first: 'ရဲတပ်ဖွဲ့သည် ပွဲတော်နေ့တွင် ခရိုင်ရှိ ရွာသားများကို ဖမ်းဆီးခဲ့သည်',
    second: '၎င်းတို့ကို ရှေ့နေမပါဘဲ ဆယ့်တစ်ရက်ကြာ ချုပ်နှောင်ထားခဲ့သည်',
    stop: '။ ',
    comma: '၊ ',
    between: 'အားလုံး ညနေတွင် အိမ်ပြန်ရောက်ကြသည်',
    next: ['ထိုနှစ်တွင် ရိတ်သိမ်းမှု ကောင်းခဲ့သည်', 'ထိုနှစ်တွင် ရိတ်သိမ်းမှု ညံ့ခဲ့သည်'],
    label: 'တရားရုံး ဓာတ်ပုံ',
    figure: 'တရားရုံးက ရွာသား # ဦးကို လွှတ်ပေးခဲ့သည်',
    time: 'အမျိုးသားများကို @ တွင် ပစ်သတ်ခဲ့သည်',
  },
  {
    language: 'Hindi',
    first: 'पुलिस ने त्योहार के दिन ज़िले में ग्रामीणों को गिरफ़्तार किया',
    second: 'उन्हें ग्यारह दिन तक वकील के बिना चक्की के तहख़ाने में रखा गया',
    stop: '। ',
    comma: ', ',
    between: 'यह ख़बर झूठी निकली',
    next: ['उस साल फ़सल अच्छी हुई', 'उस साल फ़सल ख़राब हुई'],
    label: 'करसाना की अदालत की तस्वीर',
    figure: 'अदालत ने शुक्रवार को # लोगों को रिहा किया',
    time: 'पुरुषों को शुक्रवार को @ बजे गोली मारी गई',
  },
  {
    language: 'Urdu',
    first: 'پولیس نے تہوار کے دن ضلع میں دیہاتیوں کو گرفتار کیا',
    second: 'انہیں گیارہ دن تک وکیل کے بغیر چکی کے تہہ خانے میں رکھا گیا',
    stop: '۔ ',
    comma: '، ',
    between: 'سب شام تک گھر واپس آ گئے',
    next: ['اس سال فصل اچھی ہوئی', 'اس سال فصل خراب ہوئی'],
    label: 'کرسانا کی عدالت کی تصویر',
    figure: 'عدالت نے جمعہ کو # افراد کو رہا کیا',
    time: 'مردوں کو @ بجے گولی ماری گئی',
  },
  {
    language: 'Arabic, asked',
    first: 'هل اعتقلت الشرطة قرويين في منطقة كرسانا يوم المهرجان',
    second: 'هل احتجزوا أحد عشر يوما في قبو الطاحونة في البلدة القديمة',
    stop: '؟ ',
    comma: '، ',
    between: 'هل عادوا جميعا إلى بيوتهم في المساء',
    next: ['هل كان الحصاد جيدا في تلك السنة', 'هل كان الحصاد سيئا في تلك السنة'],
    label: 'صورة محكمة كرسانا',
    figure: 'هل أفرجت المحكمة عن # رجلا يوم الجمعة',
    time: 'هل أطلقت النار عليهم الساعة @ يوم الجمعة',
  },
  {
    language: 'Tibetan',
    first: 'ཉེན་རྟོག་པས་དུས་ཆེན་ཉིན་གྲོང་པ་རྣམས་འཛིན་བཟུང་བྱས',
    second: 'ཁོང་ཚོ་ཉིན་བཅུ་གཅིག་རིང་ཁྲིམས་རྩོད་པ་མེད་པར་བཀག་ཉར་བྱས',
    stop: '། ',
    comma: '་དང་། ',
    between: 'ཚང་མ་དགོང་མོ་ནང་ལ་ལོག་སོང',
    next: ['ལོ་དེར་སྟོན་ཐོག་ཡག་པོ་བྱུང', 'ལོ་དེར་སྟོན་ཐོག་སྡུག་པོ་བྱུང'],
    label: 'ཁྲིམས་ཁང་གི་པར',
    figure: 'ཁྲིམས་ཁང་གིས་མི་ # བཏང',
    time: 'མི་ཚོ་ @ ཐོག་བསད་སོང',
  },
  {
    language: 'Khmer',
    first: 'ប៉ូលិសបានចាប់ខ្លួនអ្នកភូមិក្នុងស្រុកនៅថ្ងៃបុណ្យ',
    second: 'ពួកគេត្រូវបានឃុំខ្លួនដប់មួយថ្ងៃដោយគ្មានមេធាវីក្នុងបន្ទប់ក្រោមដី',
    stop: '។ ',
    comma: ', ',
    between: 'ទាំងអស់បានត្រឡប់ទៅផ្ទះវិញនៅពេលល្ងាច',
    next: ['ការប្រមូលផលនៅឆ្នាំនោះល្អ', 'ការប្រមូលផលនៅឆ្នាំនោះអន់'],
    label: 'រូបថតតុលាការ',
    figure: 'តុលាការបានដោះលែងបុរស # នាក់នៅថ្ងៃសុក្រ',
    time: 'បុរសទាំងនោះត្រូវបានបាញ់នៅម៉ោង @ ថ្ងៃសុក្រ',
  },
  {
    language: 'Chinese',
    first: '警方在节日当天拘留了该县的村民并带走了他们的手机',
    second: '他们在磨坊的地窖里被关押了十一天而且见不到律师',
    stop: '。',
    comma: '，',
    between: '所有人当晚都回家了',
    next: ['那年收成很好', '那年收成很差'],
    label: '县法院的照片',
    figure: '法院周五释放了#人',
    time: '这些人周五@被枪杀',
  },
];

/** A script that marks no end of a sentence. */
export const THAI: Speech = {
  language: 'Thai',
  first: 'ตำรวจควบคุมตัวชาวบ้านในอำเภอในวันเทศกาล',
  second: 'พวกเขาถูกควบคุมตัวสิบเอ็ดวันโดยไม่มีทนายความในห้องใต้ดินของโรงสี',
  stop: ' ',
  comma: ' ',
  between: 'ทุกคนกลับถึงบ้านในตอนเย็นวันเดียวกัน',
  next: ['ปีนั้นเก็บเกี่ยวได้ดี', 'ปีนั้นเก็บเกี่ยวได้แย่'],
  label: 'ศาลจังหวัดในเมืองเก่า',
  figure: 'ศาลปล่อยตัวชาย # คนในวันศุกร์',
  time: 'ชายเหล่านั้นถูกยิงเมื่อเวลา @ ในวันศุกร์',
};
