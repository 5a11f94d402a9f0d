import { describe, expect, it } from 'vitest';
import { isoDate, monthInAnyScript, wholeDate } from '../../../src/passage/text/dates.js';

const day = (iso: string): number => Date.parse(iso) / 86_400_000;

describe('a text that is nothing but a date', () => {
  it.each([
    ['18 déc. 2020', '2020-12-18'],
    ['1 oct. 2021', '2021-10-01'],
    ['30 sept. 2021', '2021-09-30'],
    ['18 December 2020', '2020-12-18'],
    ['Friday, 18 December 2020', '2020-12-18'],
    ['December 18, 2020', '2020-12-18'],
    ['18. Dezember 2020', '2020-12-18'],
    ['18 de diciembre de 2020', '2020-12-18'],
    ['18 декабря 2020', '2020-12-18'],
    ['18 Aralık 2020', '2020-12-18'],
    ['18 ديسمبر 2020', '2020-12-18'],
    ['18 كانون الأول 2020', '2020-12-18'],
    ['2020年12月18日', '2020-12-18'],
    ['2020년 12월 18일', '2020-12-18'],
    ['18 tháng 12 năm 2020', '2020-12-18'],
    ['2020-12-18', '2020-12-18'],
  ])('is read: %s', (text, iso) => expect(wholeDate(text)).toBe(day(iso)));

  it.each([
    'He was arrested on 18 December 2020',
    '18 December 2020: four dead',
    '18 people 2020',
    '03/04/2020',
    '31 February 2020',
    'December 2020',
    '2020',
    '',
  ])('is not: %s', (text) => expect(wholeDate(text)).toBeNull());
});

describe('the date that a page states of itself', () => {
  it.each([
    ['2024-01-31', '2024-01-31'],
    ['2024-01-31 10:05:00', '2024-01-31T10:05:00'],
    ['2024-01-31 10:05:00 +0100', '2024-01-31T10:05:00+0100'],
    ['2024-01-31T10:05:00.000 Z', '2024-01-31T10:05:00.000Z'],
    ['20240131', '2024-01-31'],
    ['2024/1/31', '2024-01-31'],
    ['Wed, 31 Jan 2024 10:05:00 GMT', '2024-01-31'],
    ['1st of May 2024', null],
    ['1st May 2024', '2024-05-01'],
    ['January 31, 2024', '2024-01-31'],
    ['2024-01-32', null],
    ['2024-13-01', null],
    ['32 January 2024', null],
    ['31 January 1899', null],
    ['03/04/2024', null],
    ['', null],
  ])('%s', (stated, iso) => {
    expect(isoDate(stated)).toBe(iso);
    if (iso !== null) expect(Date.parse(iso)).not.toBeNaN();
  });
});

describe('a month in a script of no list', () => {
  it.each([
    ['জুলাই', 7],
    ['जनवरी', 1],
    ['ஜனவரி', 1],
    ['იანვარი', 1],
    ['ሴፕቴምበር', 9],
    ['March', 3],
    ['марта', 3],
  ])('is read: %s', (word, month) => expect(monthInAnyScript(word)).toBe(month));

  it.each(['প্রতিবেদন', 'წელი', 'automne', 'Report', '2025'])('is none: %s', (word) =>
    expect(monthInAnyScript(word)).toBeNull(),
  );
});
