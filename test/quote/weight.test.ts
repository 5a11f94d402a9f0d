import { describe, expect, test } from 'vitest';
import { isWeighty } from '../../src/quote/weight.js';
import { wordsOf } from '../../src/text/tokens.js';
import { diffWords, type WordRun } from '../../src/text/word-diff.js';

const runs = (before: string, after: string): readonly WordRun[] =>
  diffWords(wordsOf(before), wordsOf(after)) ?? [];
const weighs = (before: string, after: string): boolean => isWeighty(runs(before, after));

describe('a difference weighs when it can change what a passage proves', () => {
  test.each([
    ['a number', 'some 41 men', 'some 47 men'],
    ['a decimal point', 'some 3.53 men', 'some 353 men'],
    ['a currency', 'paid $5 then', 'paid €5 then'],
    ['a negation', 'he did not pay', 'he did pay'],
    ['a contracted negation', 'he did pay', 'he didn’t pay'],
    ['a modal verb', 'they may pay', 'they must pay'],
    ['a degree', 'most men paid', 'some men paid'],
    ['a day', 'paid on Monday', 'paid on Sunday'],
    ['a month in small letters', 'paid in may', 'paid in june'],
    ['a name', 'he met Deng', 'he met Du'],
    ['a Chinese negation', '官方不願意介入', '官方願意介入'],
    ['a number in words', 'some forty men', 'some sixty men'],
    ['a magnitude', 'three thousand men', 'three million men'],
    ['a contrary by its first letters', 'the road is safe', 'the road is unsafe'],
    ['a contrary by its last letters', 'the gas is harmless', 'the gas is harmful'],
    ['a bound that left a number', 'they held at least 43 men', 'they held 43 men'],
    ['a bound in the place of another', 'they held at least 43 men', 'they held up to 43 men'],
    ['a share of shares', 'it rose by 4 per cent there', 'it rose by 4 percentage points there'],
    ['a smaller share', 'it rose by 4 per cent there', 'it rose by 4‰ there'],
    ['a unit', 'it lies 5 km from the river', 'it lies 5 m from the river'],
    ['half of the day', 'they came at 4 a.m. and left', 'they came at 4 p.m. and left'],
    ['a letter of an article', 'under article 12(a) of the decree', 'under article 12(b) of the decree'],
    ['a day that was the last one', 'was charged by 5 June', 'was charged on 5 June'],
    ['a verb', 'they were detained in the town', 'they were released in the town'],
    ['another', 'the court rejected his claim', 'the court accepted his claim'],
    ['an irregular one', 'the men were held in the town', 'the men were shot in the town'],
    ['one of two', 'he was arrested and beaten', 'he was arrested and freed'],
    ['one with its auxiliary', 'the men were detained there', 'the men had been deported there'],
    ['a verb in the present', 'police routinely detain men there', 'police routinely release men there'],
    ['one before its object', 'officers seize their passports', 'officers return their passports'],
    ['one behind its modal verb', 'the court should convict him', 'the court should acquit him'],
    ['one behind “not”', 'they do not detain men', 'they do not release men'],
    ['one behind “to”', 'they wanted to detain men', 'they wanted to release men'],
    ['one of a law', 'the law prohibits forced labour', 'the law permits forced labour'],
    ['one in -ing', 'police are threatening their families', 'police are protecting their families'],
    ['a direction', 'they fled to the town', 'they fled from the town'],
    ['a point of the compass', 'in the north of the town', 'in the south of the town'],
    ['a time of day', 'people leave by day', 'people leave by night'],
    ['a span of time', 'they are paid each week', 'they are paid each month'],
    ['a sex', 'he beat her there', 'she beat him there'],
    ['who did it to whom', 'there soldiers beat protesters', 'there protesters beat soldiers'],
    ['the same with articles', 'the army shelled the rebels', 'the rebels shelled the army'],
    ['where to', 'from town to village they went', 'from village to town they went'],
    ['a voice', 'soldiers beat protesters', 'soldiers were beaten by protesters'],
    ['a denial', 'the ministry denied that they died', 'the ministry confirmed that they died'],
    ['who is counted', 'police held 43 militants there', 'police held 43 activists there'],
    ['who says how surely', 'police said that they left', 'police claimed that they left'],
    ['what is said to be only alleged', 'police stated that they left', 'police alleged that they left'],
    ['a clause', 'he paid', 'he paid and then went home to see his mother'],
  ])('%s', (_, before, after) => {
    expect(weighs(before, after)).toBe(true);
  });
  test.each([
    ['a spelling', 'they organise it', 'they organize it'],
    ['an article', 'in the county', 'in a county'],
    ['a plural', 'the report said', 'the reports said'],
    ['an article beside a number', 'he met the 43 men', 'he met 43 men'],
    ['a word in another clause than the number', 'of the 43, big men paid', 'of the 43, large men paid'],
    ['a word that is not beside it', 'the 43 men in a large cell', 'the 43 men in a big cell'],
    ['a verb of saying', 'police said that they left', 'police stated that they left'],
    ['a unit in words', 'it rose by 4 per cent there', 'it rose by 4% there'],
    ['a unit in letters', 'it lies 5 km from the river', 'it lies 5 kilometres from the river'],
    ['a synonym beside a number', 'police held 43 protesters there', 'police held 43 demonstrators there'],
    ['a synonym of a verb', 'the camp was situated in the town', 'the camp was located in the town'],
    ['one that is irregular', 'the men bought arms in the town', 'the men purchased arms in the town'],
    ['another form of a verb', 'they have learned of it', 'they have learnt of it'],
    ['the spelling of a verb', 'they organised it and travelled', 'they organized it and traveled'],
    [
      'a synonym of a verb in the present',
      'the law prohibits forced labour',
      'the law forbids forced labour',
    ],
    ['another tense of a verb', 'police detain them there', 'police detained them there'],
    ['a noun behind “to”', 'gave access to education there', 'gave access to schooling there'],
    ['an adjective behind “not”', 'it is not clear to them', 'it is not plain to them'],
    ['an adjective behind “it”', 'he made it clear to them', 'he made it plain to them'],
    ['an adjective behind an adverb', 'the mentally ill men', 'the mentally unwell men'],
    ['a noun that may be a verb', 'the report of the guards', 'the use of the guards'],
    ['a plural that may be verbs', 'in armed attacks on the town', 'in armed raids on the town'],
    ['a noun in -ing', 'in the building they saw', 'in the dwelling they saw'],
    ['an adverb before a verb', 'they also went to town', 'they then went to town'],
    ['a tense of being', 'they are in the town', 'they were in the town'],
    ['a place', 'they slept in the town', 'they slept at the town'],
    ['the same direction', 'it led to the town', 'it led into the town'],
    ['the order of a list', 'there were rape, torture and theft', 'there were theft, torture and rape'],
    ['the order of two', 'of men and women there', 'of women and men there'],
    ['where an adverb stands', 'police routinely detain men', 'police detain men routinely'],
    ['a voice and its order', 'soldiers beat protesters', 'protesters were beaten by soldiers'],
    ['a participle in the place of an adjective', 'in a crowded cell', 'in a small cell'],
    ['what only ends as a verb does', 'with hatred in the town', 'with sacred in the town'],
    ['punctuation', 'in June, he left', 'in June he left'],
    ['capitals', 'The Ministry said', 'the ministry said'],
    [
      'a word of little weight in a sentence',
      'the men were held in a large cell of the old prison',
      'the men were held in a big cell of the old prison',
    ],
  ])('but not %s', (_, before, after) => {
    expect(weighs(before, after)).toBe(false);
  });

  describe('in a language of which no list is complete each word does', () => {
    test.each([
      ['a Chinese number', '人数增加了四倍', '人数增加了三倍'],
      ['a Hebrew number', 'שלושה אנשים נעצרו', 'ארבעה אנשים נעצרו'],
      ['an Arabic number', 'اعتقل خمسة رجال', 'اعتقل سبعة رجال'],
      ['a negation within a Persian verb', 'آنها را بازداشت می‌کنند', 'آنها را بازداشت نمی‌کنند'],
      ['a negation within a Turkish verb', 'polis bu kişileri korudu', 'polis bu kişileri korumadı'],
      [
        'a German number',
        'es wurden in der Stadt vierzig verhaftet',
        'es wurden in der Stadt sechzig verhaftet',
      ],
      [
        'a Swahili number, in letters that English has',
        'polisi waliwakamata watu wanne katika mji huo jana usiku',
        'polisi waliwakamata watu watano katika mji huo jana usiku',
      ],
    ])('%s', (_, before, after) => {
      expect(weighs(before, after)).toBe(true);
    });
    test.each([
      ['a trailing space', '人数增加了四倍', '人数增加了四倍 '],
      ['an Arabic vowel sign', 'اعتقل خمسة رجال', 'اعتقل خمسةُ رجال'],
    ])('but not %s', (_, before, after) => {
      expect(weighs(before, after)).toBe(false);
    });
  });
});
