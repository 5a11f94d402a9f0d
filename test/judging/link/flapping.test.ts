import { describe, expect, it } from 'vitest';
import { addNight, detectFlapping } from '../../../src/judging/link/judge-link.js';

describe('a page that comes and goes', () => {
  it('has failed in several spells among the nights that are remembered', () => {
    expect(detectFlapping('+--+-')).toEqual({ spells: 2, nights: 5 });
    expect(detectFlapping('-+-')).toEqual({ spells: 2, nights: 3 });
  });

  it.each(['', '+++', '+----', '--------', '+--+++'])(
    'is not one with the nights “%s”',
    (nights) => {
      expect(detectFlapping(nights)).toBeNull();
    },
  );

  it('is forgiven when its spells are two weeks old', () => {
    const settled = Array.from({ length: 14 }).reduce<string>(
      (nights) => addNight(nights, 'alive'),
      '-+-',
    );
    expect(settled).toBe('+'.repeat(14));
    expect(detectFlapping(settled)).toBeNull();
  });
});

it('a night that could not judge leaves no mark', () => {
  expect(addNight('+-', 'blocked')).toBe('+-');
  expect(addNight('+-', 'unjudged')).toBe('+-');
  expect(addNight('+-', 'moved')).toBe('+-+');
});
