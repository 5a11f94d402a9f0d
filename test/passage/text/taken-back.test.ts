import { describe, expect, test } from 'vitest';
import {
  classifyRetraction,
  isCorrectionLabel,
  pointingsOf,
} from '../../../src/passage/text/retraction-phrases.js';
import { LATER_NOTES } from './later-notes.js';

test.each(LATER_NOTES)('written after the stems: %s, %s', (kind, text) => {
  expect(classifyRetraction(text)).toBe(kind);
});

describe('a note by which a publisher takes something back', () => {
  test.each([
    ['correction', 'Correction (4 March): the court sat in Karvan.'],
    ['correction', 'CORRECTIONS AND CLARIFICATIONS'],
    ['correction', 'It was stated here, wrongly, in an earlier version.'],
    ['correction', 'IN AN  EARLIER VERSION OF THIS ARTICLE THE FIGURE WAS WRONG.'],
    ['correction', '  An earlier version of this article gave another figure.'],
    ['correction', 'Correction The figure for the north was given wrongly in an earlier version.'],
    ['correction', 'Das ist falsch, in einer ersten Fassung dieses Berichts stand es anders.'],
    ['correction', '본 기사는 제목을 수정했습니다.'],
    [
      'correction',
      'Editor’s note: two of the elders say that they were misquoted. We are looking into it.',
    ],
    ['retraction', '[Retracted]'],
    ['retraction', 'The editors have decided to retract this article.'],
    ['retraction', '本刊决定撤回本文。'],
  ])('is a %s: %s', (kind, text) => {
    expect(classifyRetraction(text)).toBe(kind);
  });

  test.each([
    'Corrections officers said on Monday that they had no keys.',
    'Correction of the electoral roll was ordered by the court.',
    'Clarification was sought by the families, and none came.',
    'Withdrawn children often stop going to school.',
    'Retracted statements are common in such trials.',
    'This article was amended by Law No. 5 of 2012 and has been in force since.',
    'This report documents how the ministry corrected its figures without saying why.',
    'We told them that the list was wrong and asked that it be corrected.',
    'An earlier version of the bill was amended in committee.',
    'The editors were misquoted by two of the elders in a letter to the ministry.',
    'Editor’s note: This story was first published in 2019. Names were changed.',
    'In einer früheren Fassung des Gesetzes hieß es, die Frist betrage zwei Jahre.',
    'Ce rapport décrit comment le ministère a retiré leurs passeports aux ouvriers.',
    'ويوثق هذا التقرير سحب جوازات السفر وتعديل قانون العمل.',
    'این گزارش می‌گوید کارفرما گذرنامه‌ها را پس گرفت و قانون کار اصلاح شد.',
    '本文介绍了当局如何撤回许可并修正法律。',
    'The paper wrote: “This article has been retracted at the request of its authors.”',
    'The paper wrote: "This article has been retracted at the request of its authors."',
    'Correctional officers said on Monday that they had no keys.',
  ])('is not: %s', (text) => {
    expect(classifyRetraction(text)).toBeNull();
  });

  test('is announced by a label that says nothing else', () => {
    expect(isCorrectionLabel('Berichtigung:')).toBe(true);
    expect(isCorrectionLabel('Berichtigung des Registers')).toBe(false);
  });
});

describe('a sentence that points at what stands beside it', () => {
  test.each([
    'This claim was a mistake.',
    'That earlier figure was wrong; these figures are inaccurate.',
    'Cette déclaration était inexacte.',
    'Diese Zahlen sind falsch.',
    'Esta cifra es errónea.',
    'Essa informação estava incorreta.',
    'Questa affermazione era inesatta.',
    'Dit cijfer was onjuist.',
    'Эти сведения оказались неверны.',
    'Bu iddia yanlıştı.',
    'Con số này bị ghi sai.',
    'هذا الرقم خطأ.',
    'این رقم نادرست بود.',
    'この数字は誤りでした。',
    '해당 수치는 잘못 적혔다.',
    '该数字有误。',
  ])('speaks of what is claimed, and calls it wrong: %s', (sentence) => {
    expect(pointingsOf(sentence)).toContainEqual({ at: 'claim', isWrong: true });
  });
  test.each([
    'This claim was made in May.',
    'Diese Zahlen stehen im Anhang.',
    'هذا الرقم من الوزارة.',
    '该数字来自法院。',
  ])('speaks of it, and no more: %s', (sentence) => {
    expect(pointingsOf(sentence)).toEqual([{ at: 'claim', isWrong: false }]);
  });
  test.each(['UNHCR has withdrawn this position paper.', 'This article is wrong.', '本文有误。'])(
    'speaks of the text: %s',
    (sentence) => {
      expect(pointingsOf(sentence)).toEqual([{ at: 'text', isWrong: true }]);
    },
  );
  test.each([
    'He said that claims of torture were wrong.',
    'The number of errors in this city rose.',
    'Their claim was a mistake.',
    'Diese Leute lagen falsch.',
    'He said: “We no longer stand by this claim.”',
    '그 사람이 주장을 잘못 폈다.',
  ])('points at nothing: %s', (sentence) => {
    expect(pointingsOf(sentence)).toEqual([]);
  });
});
