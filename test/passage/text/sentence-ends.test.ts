import { describe, expect, test } from 'vitest';
import {
  endsClause,
  endsSentence,
  hasSentenceEnd,
  hasSentenceSign,
  marksNoEnds,
  QUESTION_MARK,
} from '../../../src/passage/text/sentences.js';

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' });
const hex = (code: number): string => code.toString(16);
/** Where ICU, which knows Unicode's property, begins another sentence behind the character. */
const parts = (code: number): boolean =>
  [...SEGMENTER.segment(`Aa bb${String.fromCodePoint(code)} Cc dd`)].length > 1;
/** Code points of all scripts, without surrogates, controls and what parts lines. */
const CODES = Array.from({ length: 0x1e000 - 0x21 }, (_, i) => i + 0x21).filter(
  (code) => /[^\p{C}\p{Z}]/u.test(String.fromCodePoint(code)) && code !== 0x85,
);
/** Where we differ from the property on purpose: the Burmese comma; the signs of Thai sections and of Tibetan sentences. */
const NOT_OURS = [0x104a];
const NOT_THEIRS = [0xe5a, 0xe5b, 0xf0d, 0xf0e, 0xf0f, 0xf10, 0xf11];

describe('the signs are those of Unicode’s Sentence_Terminal', () => {
  const theirs = CODES.filter(parts);
  const ours = CODES.filter((code) => {
    const sign = String.fromCodePoint(code);
    return !/\p{L}/u.test(sign) && hasSentenceSign(`bb${sign}`, 2);
  });
  test('all that the runtime knows', () => {
    expect(theirs.length).toBeGreaterThan(140);
    expect(theirs.filter((code) => !ours.includes(code)).map(hex)).toEqual(NOT_OURS.map(hex));
  });
  // Signs that are younger than the runtime's Unicode have no property there.
  test.runIf(Number.parseInt(process.versions.unicode ?? '0', 10) >= 17)('and no others', () => {
    expect(ours.filter((code) => !theirs.includes(code)).map(hex)).toEqual(NOT_THEIRS.map(hex));
  });
});

/** A sentence in each script, and a label beside it that ends as no sentence does. */
const SENTENCES: readonly (readonly [string, string, string])[] = [
  ['English', 'The court let them go.', 'The court of Karsana'],
  ['Amharic', 'ፍርድ ቤቱ ለቀቀ።', 'የፍርድ ቤቱ ፎቶ፡'],
  ['Amharic, typed', 'ፍርድ ቤቱ ለቀቀ፡፡', 'ፍርድ፡ቤቱ'],
  ['Burmese', 'တရားရုံးက လွှတ်ပေးခဲ့သည်။', 'တရားရုံး၊'],
  ['Hindi', 'अदालत ने रिहा किया।', 'अदालत की तस्वीर'],
  ['Hindi, typed', 'अदालत ने रिहा किया|', 'अदालत | समाचार |'],
  ['verse', 'धर्मक्षेत्रे कुरुक्षेत्रे॥', 'धर्मक्षेत्रे'],
  ['Urdu', 'عدالت نے رہا کیا۔', 'عدالت کی تصویر،'],
  ['Arabic', 'هل أفرجت المحكمة عنهم؟', 'صورة المحكمة؛'],
  ['Tibetan', 'ཁྲིམས་ཁང་གིས་བཏང་།', 'ཁྲིམས་ཁང་དང་།'],
  ['Tibetan, twice', 'ཁྲིམས་ཁང་གིས་བཏང༎', 'ཁྲིམས་ཁང་གིས།'],
  ['Khmer', 'តុលាការបានដោះលែង។', 'តុលាការ៖'],
  ['Armenian', 'Դատարանը ազատ արձակեց։', 'Դատարանի լուսանկարը,'],
  ['Armenian, typed', 'Դատարանը ազատ արձակեց:', 'The court of Karsana:'],
  ['Greek', 'Τους άφησε το δικαστήριο;', 'The court let them go;'],
  ['Chinese', '法院释放了他们。', '法院的照片，'],
  ['Mongolian', 'ᠰᠠᠶᠢᠨ᠃', 'ᠰᠠᠶᠢᠨ᠂'],
];

describe('a text ends as a sentence does', () => {
  test.each(SENTENCES)('in %s: %s', (_, sentence, label) => {
    expect(endsSentence(sentence)).toBe(true);
    expect(endsSentence(label)).toBe(false);
    expect(hasSentenceEnd(`${sentence} ${label}`)).toBe(true);
    expect(hasSentenceEnd(label)).toBe(false);
  });
  test.each([
    '“They went.”',
    '„Sie gingen.“',
    '»Sie gingen.«',
    '他们走了。」',
    'وہ گئے۔”',
    'ذهبوا؟\u200f',
    'ሄዱ።)',
  ])('whatever closes behind it: %s', (text) => {
    expect(endsSentence(text)).toBe(true);
  });
  test.each(['They went…', 'They went:', '“They went', 'No. 5', '43', 'ཡིན་ནས།'])(
    'and not so: %s',
    (text) => {
      expect(endsSentence(text)).toBe(false);
    },
  );
});

describe('a sentence ends inside a text', () => {
  test.each(['کیا۔انہوں', '他走了。她来了', 'किया।उसने', 'ለቀቀ።እሱ', 'go. They', 'go.” They'])(
    '%s',
    (text) => {
      expect(hasSentenceEnd(text)).toBe(true);
    },
  );
  test.each([
    ['decimals', '3.5 million'],
    ['an address', 'www.example.org'],
    ['Urdu decimals', '2۔5 کروڑ'],
    ['an Urdu abbreviation', 'پی۔ٹی۔آئی کے رہنما'],
    ['Armenian hours', 'ժամը 10։30 էր'],
    ['full-width decimals', '３．５万人'],
    ['a Tibetan clause', 'བྱས་ནས། ལོག'],
    ['Ethiopic word spaces', 'ፍርድ፡ቤቱ፡ለቀቀ'],
    ['a clause of Burmese', 'ဖမ်းဆီး၊ လွှတ်'],
    ['a Latin semicolon', 'they went; she came'],
    ['a Latin vertical bar', 'News| Karsana'],
  ])('and not by %s: %s', (_, text) => {
    expect(hasSentenceEnd(text)).toBe(false);
  });
});

test.each(['a,', 'a;', 'نص،', 'نص؛', 'ቃል፣', 'ቃል፤', 'စာ၊', 'བྱས་ནས།', '词，', '词、', 'They went.'])(
  'a clause ends: %s',
  (text) => {
    expect(endsClause(text)).toBe(true);
    expect(endsClause(`${text} a`)).toBe(false);
  },
);

test('a semicolon and a colon are signs of a sentence in the scripts alone that use them so', () => {
  expect(
    ['δικαστήριο;', 'court;', 'արձակեց:', 'court:'].map((text) => hasSentenceSign(text, 0)),
  ).toEqual([true, false, true, false]);
});

test('a question mark of any script asks, and no other sign', () => {
  expect([...'?؟፧⸮？'].every((sign) => QUESTION_MARK.test(sign))).toBe(true);
  expect([...'.!;։።।۔。'].some((sign) => QUESTION_MARK.test(sign))).toBe(false);
});

test.each([
  ['Thai', 'ทุกคนกลับบ้านในตอนเย็น', true],
  ['Lao', 'ທຸກຄົນກັບບ້ານ', true],
  ['Thai with a name', 'ภาพจาก Reuters', true],
  ['Thai figures alone', '๑๐:๓๐', false],
  ['Khmer', 'តុលាការបានដោះលែង', false],
  ['Burmese', 'တရားရုံး', false],
  ['Chinese', '法院的照片', false],
  ['figures', '10:30', false],
  ['Thai figures alone', '๑๐:๓๐', false],
])('whether a script marks no ends: %s', (_, text, unmarked) => {
  expect(marksNoEnds(text)).toBe(unmarked);
});
