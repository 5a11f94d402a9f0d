import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/manuscript/import/quotation-remarks.js';

describe('the language of a quotation', () => {
  it.each([
    ['ckb', 'لە شاری هەولێر دوو ڕۆژنامەنووس دەستگیر کران.'],
    ['ps', 'په کندهار کې درې ښوونکي ونیول شول.'],
    ['ur', 'عدالت نے دو صحافیوں کو رہا کرنے کا حکم دیا، مگر وہ گھر نہیں پہنچے۔'],
    ['ug', 'ئۈرۈمچىدە ئىككى ئوقۇتقۇچى تۇتۇلدى.'],
    ['fa', 'دادگاه دو روزنامه‌نگار را به پنج سال زندان محکوم کرد.'],
    ['ar', 'قضت المحكمة بسجن صحفيين اثنين خمس سنوات.'],
    ['sr', 'Полиција је ухапсила двоје људи, међу њима и ћерку новинара.'],
    ['uk', 'Поліція затримала двох людей, серед них доньку журналіста.'],
    ['ru', 'Полиция задержала двух человек, среди них дочь журналиста.'],
    ['ti', 'ክልተ መምህራን ኣብ ኣስመራ ተኣሲሮም።'],
    ['am', 'ሁለት መምህራን በአዲስ አበባ ታሰሩ።'],
    ['ka', 'პოლიციამ ორი ადამიანი დააკავა.'],
    ['my', 'ရဲက လူနှစ်ဦးကို ဖမ်းဆီးခဲ့သည်။'],
    ['zh-Hans', '北京（Beijing）警方拘留了两名记者。'],
    ['ja', '警察は記者二人を拘束した。'],
  ])('is told by letters that only it has: %s', (lang, text) => {
    expect(languageOf(text)).toBe(lang);
  });

  it.each([
    'The police of Urumqi (乌鲁木齐) held two of the teachers for a year, and their families were not told.',
    'The ministry (МВД) said that the report of the two was not to be read by their pupils.',
    'The two were held in the city of 서울 and then released by the police.',
  ])('is not that of a name in it: %s', (text) => {
    expect(languageOf(text)).toBe('en');
  });
});
