import { describe, expect, it } from 'vitest';
import { read } from './line.js';

describe('French typography', () => {
  const line =
    'UNICEF, « La Guinée en 2023 », 6 février 2024, p. 3, consulté le 5 juin 2024. URL : https://u.example/g';
  const UNICEF = {
    publisher: 'UNICEF',
    title: 'La Guinée en 2023',
    published: '2024-02-06',
    pinpoint: '3',
  };
  it('has spaces within its marks and before a colon', () => {
    expect(read(line)).toEqual({ ...UNICEF, accessed: '2024-06-05', url: 'https://u.example/g' });
    expect(read(line.replaceAll(' ', '\u00a0'))).toMatchObject(UNICEF);
  });

  it('has nothing to do with marks that close', () => {
    expect(read('UNICEF, »La Guinée en 2023« 6 février 2024, https://u.example/g')).toMatchObject({
      publisher: 'UNICEF',
      title: 'La Guinée en 2023',
    });
  });

  it.each([
    ['Comité andin des droits de l’homme (CADH)', 'Comité andin des droits de l’homme (CADH)'],
    ['Comité andin des droits de l’homme (CAUF)', null],
    ['Le comité a entendu douze témoins (CADH)', null],
  ])('writes names small, which their own initials prove: %s', (name, publisher) => {
    const found = read(`${name}, Rapport annuel 2023, 20/02/2024, p. 14, https://c.example/r`);
    expect(found?.publisher ?? null).toBe(publisher);
  });
});
