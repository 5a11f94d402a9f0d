import { describe, expect, test } from 'vitest';
import { belongs, familyOf, mentions } from '../../../src/judging/editions/family.js';
import { series, source } from './watch.js';

describe('a text mentions words', () => {
  test.each([
    ['DFAT report: People’s Republic of China', 'China'],
    ['country-information-report-china.pdf', 'China'],
    ['CHINA: MODERN SLAVERY', 'modern slavery'],
    ['2026 Corruption Perceptions Index: …', 'CPI'],
    ['Modern slavery: NRM and DtN statistics', 'National Referral Mechanism'],
    ['中国人权报告', '中国'],
  ])('“%s”: %s', (text, words) => {
    expect(mentions(text, words)).toBe(true);
  });
  test.each([
    ['Indochina', 'China'],
    ['Slavery in modern China', 'modern slavery'],
    ['Climate Policy Initiative', 'CPIN'],
    ['Corruption in public institutions', 'CPI'],
  ])('but not “%s”: %s', (text, words) => {
    expect(mentions(text, words)).toBe(false);
  });
});

describe('a family', () => {
  test('is its subject and half of the cited title, or its editions’ own name', () => {
    expect(familyOf(source, series)).toEqual({
      words: ['China'],
      names: ['Trafficking in Persons Report'],
      kin: ['trafficking', 'persons', 'report'],
      label: [],
      title: ['trafficking', 'persons', 'report'],
    });
    const cpi = { ...source, title: 'CPI 2023 for Asia Pacific', edition: 'CPI 2023' };
    expect(familyOf(cpi, { ...series, subject: [] })).toMatchObject({ words: ['CPI'], kin: [] });
    const cpin = { ...source, title: 'Note: modern slavery', edition: '2.0 October 2024' };
    expect(familyOf(cpin, { ...series, subject: ['modern slavery'] })).toMatchObject({
      words: ['modern slavery'],
      kin: ['note'],
    });
  });
  test('is known by the series’ name, whatever the cited title says besides', () => {
    const title = 'Global Corruption Barometer Asia 2020: Citizens’ Views and Experiences';
    const gcb = { ...source, title, edition: 'Asia 2020' };
    const family = familyOf(gcb, {
      ...series,
      name: 'Transparency, Global Corruption Barometer',
      subject: ['Asia'],
    });
    expect(belongs('Global Corruption Barometer – Asia 2026', family)).toBe(true);
    expect(belongs('GCB Asia 2026', family)).toBe(true);
    expect(belongs('Corruption across Asia: the views of citizens', family)).toBe(false);
  });
  test('takes in later editions, and keeps out other series of the same country', () => {
    const family = familyOf(source, series);
    expect(belongs('2025 Trafficking in Persons Report: China', family)).toBe(true);
    expect(belongs('2025 Investment Climate Statements: China', family)).toBe(false);
    expect(belongs('2025 Trafficking in Persons Report: Chad', family)).toBe(false);
  });
});
