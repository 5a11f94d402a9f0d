import { describe, expect, test } from 'vitest';
import { judgedOn } from './twins/judged.js';
import { p } from './twins/twins.js';

const PRISONS =
  '<table><tr><th>Prison</th><th>Capacity</th><th>Detainees</th><th>2019</th></tr><tr><td>Makala</td><td>1,500</td><td>9 104</td><td>74.5 %</td></tr><tr><td>Munzenze</td><td>350</td><td>2 876</td><td>9,104</td></tr></table>';
const verdictOn = async (quote: string, page: string) => (await judgedOn(quote, page)).verdict;

describe('a row of a table that is quoted cell by cell', () => {
  test.each([
    'Prison: Makala; capacity: 1500; detainees: 9,104',
    'Makala: capacity 1,500, detainees 9,104',
    'Detainees = 9 104, Prison = Makala, Capacity = 1,500',
    'Makala | 1500 | 9104 | 74.5%',
    'Prison – Makala – 2019 – 74.5 %',
    'Prison：Makala，Detainees：9,104',
  ])('stands: %s', async (quote) => {
    const verdict = await judgedOn(quote, PRISONS);
    expect(verdict).toMatchObject({ verdict: 'intact', where: 'main' });
    expect(verdict.found).toContain('Makala');
  });
  test('says so', async () => {
    const { why } = await judgedOn('Prison: Makala; 2019: 74.5 %', PRISONS);
    expect(why).toEqual({ kind: 'table-row' });
  });
  test('stands where its headings are no header cells', async () => {
    const quote = 'Prison: Makala; capacity: 1,500; detainees: 9,104';
    expect(await verdictOn(quote, PRISONS.replaceAll('th>', 'td>'))).toBe('intact');
  });
  test('has no label of the row above', async () => {
    const quote = 'Prison: Makala; capacity: 350; detainees: 2,876';
    expect(await verdictOn(quote, PRISONS.replace('Munzenze', ''))).not.toBe('intact');
  });
  test.each([
    ['a figure of another heading', 'Prison: Makala; capacity: 9,104; detainees: 1,500'],
    ['a figure of another row', 'Prison: Makala; capacity: 350; detainees: 9,104'],
    ['the label of another row', 'Prison: Munzenze; capacity: 1,500; detainees: 9,104'],
    ['another figure', 'Prison: Makala; capacity: 1,500; detainees: 9,140'],
    ['a heading that the table has not', 'Prison: Makala; released: 1,500; detainees: 9,104'],
    ['another sign', 'Prison: Makala; capacity: 1,500; 2019: 74.5 ‰'],
    ['a word more', 'Prison: Makala; no capacity: 1,500; detainees: 9,104'],
    ['cells in another order without their headings', 'Makala | 9,104 | 1,500 | 74.5 %'],
    ['a cell that is left out without a mark', 'Makala | 1,500 | 74.5 %'],
    ['a cell twice', 'Prison: Makala; capacity: 1,500; capacity: 1,500'],
    ['one cell alone', 'Detainees in the prison: 9,104'],
  ])('does not with %s', async (_, quote) => {
    expect(await verdictOn(quote, PRISONS)).not.toBe('intact');
  });
});

const MERGED =
  '<table><tr><th rowspan="2">Prison</th><th rowspan="2">Year</th><th colspan="2">Men</th><th colspan="2">Women</th></tr><tr><th>Held</th><th>Died</th><th>Held</th><th>Died</th></tr><tr><td rowspan="2">Makala</td><td>2024</td><td>61</td><td>4</td><td>17</td><td>0</td></tr><tr><td>2025</td><td>118</td><td>9</td><td>43</td><td>2</td></tr><tr><td>Munzenze</td><td>2025</td><td>44</td><td>7</td><td>12</td><td>1</td></tr></table>';

describe('a row of a table with merged cells', () => {
  test.each([
    'Makala, 2025: men held 118, died 9; women held 43, died 2',
    'Makala 2024: 61 men held',
    'Makala, 2025: men held 118; Munzenze, 2025: men held 44',
  ])('stands: %s', async (quote) => expect(await verdictOn(quote, MERGED)).toBe('intact'));
  test.each([
    ['figures of the row above', 'Makala, 2025: men held 61, died 4'],
    ['figures under another merged heading', 'Makala, 2025: women held 118, died 9'],
    ['the label of another row', 'Munzenze, 2025: men held 118, died 9'],
    ['figures of two rows', 'Makala, 2025: men held 118, died 7'],
    ['values of two rows without the label of one', 'Makala, 2024: men held 61; 2025: men held 44'],
  ])('does not with %s', async (_, quote) =>
    expect(await verdictOn(quote, MERGED)).not.toBe('intact'),
  );
});

describe('a heading in Greek capitals', () => {
  const quote = 'Το υπουργείο αρνείται τις καταγγελίες των προσφύγων';
  test('has no accents', async () => {
    expect(
      await verdictOn(quote, '<h3>ΤΟ ΥΠΟΥΡΓΕΙΟ ΑΡΝΕΙΤΑΙ ΤΙΣ ΚΑΤΑΓΓΕΛΙΕΣ ΤΩΝ ΠΡΟΣΦΥΓΩΝ</h3>'),
    ).toBe('intact');
  });
  test.each([
    '<h3>ΤΟ ΥΠΟΥΡΓΕΙΟ ΔΕΧΕΤΑΙ ΤΙΣ ΚΑΤΑΓΓΕΛΙΕΣ ΤΩΝ ΠΡΟΣΦΥΓΩΝ</h3>',
    p('Το υπουργειο αρνειται τις καταγγελιες των προσφυγων'),
  ])('is no other text: %s', async (page) => {
    expect(await verdictOn(quote, page)).not.toBe('intact');
  });
});
