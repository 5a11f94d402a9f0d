import { describe, expect, test } from 'vitest';
import { oneOf } from '../../../src/passage/text/retraction-phrases.js';

const whole = (expressions: readonly string[]): RegExp => new RegExp(`^${oneOf(expressions)}$`, 'u');

describe('one expression for many', () => {
  test.each([
    [
      ['corrected', 'correction', 'error'],
      ['corrected', 'correction', 'error'],
      ['correct', 'cerror', ''],
    ],
    [
      ['a|ab', 'b'],
      ['a', 'ab', 'b'],
      ['bb', 'aa'],
    ],
    [['(?:first|last) (?:night|day)'], ['first night', 'last day'], ['first', 'first last', 'night']],
    [['(?:an )?(?:error|fault)'], ['an error', 'fault'], ['an ', 'an an error']],
    [
      ['(?:no){2}n', 'nn'],
      ['nonon', 'nn'],
      ['non', 'n'],
    ],
    [
      ['(?:ab)+c', '(?:x|y)*z'],
      ['ababc', 'yxz', 'z'],
      ['c', 'ab', 'x'],
    ],
    [
      ['errors?', 'e+f', 'erratum'],
      ['error', 'errors', 'eef', 'erratum'],
      ['erro', 'e', 'rratum'],
    ],
    [['not(?! by| for)', 'nor'], ['not', 'nor'], ['not by']],
    [
      ['a[|(]b', 'a\\|c', 'a\\(d'],
      ['a|b', 'a(b', 'a|c', 'a(d'],
      ['a', 'ac', 'ad'],
    ],
    [
      ['this (?:page|(?:long )?text) (?:is|was)'],
      ['this text was', 'this long text is'],
      ['this long page is'],
    ],
  ])('%j', (expressions, matched, others) => {
    const one = whole(expressions);
    expect(matched.filter((text) => !one.test(text))).toEqual([]);
    expect(others.filter((text) => one.test(text))).toEqual([]);
  });
});
