import { describe, expect, it, test } from 'vitest';
import { safeOutput } from '../../src/commands/io.js';

const PIPE = { colour: false, live: false, actions: false };

test.each([
  ['a title of the window', 'a\u001b]0;owned\u0007b', 'a]0;ownedb'],
  ['a wiped screen', 'a\u001b[2Jb', 'a[2Jb'],
  ['an 8-bit escape', 'a\u009b31mb', 'a31mb'],
  ['a turned direction', 'a\u202egnp.exe', 'agnp.exe'],
  ['a line that is written over', 'all is well\rall is bad', 'all is wellall is bad'],
  ['a colour that nobody asked for', '\u001b[31mred\u001b[0m', 'red'],
])('%s is shown and not obeyed', (_, text, shown) => {
  expect(safeOutput(text, PIPE)).toBe(shown);
});

test('what is text goes through as it is, in any script and over any number of lines', () => {
  const text = 'Çá đ 受害者 ضحايا\n\tpost-2020: “25 %” – ::nested:: 😀\n';
  expect(safeOutput(text, PIPE)).toBe(text);
});

test.each([
  [
    'https://eve:hunter2@x.example/a: there is no such file',
    'https://…@x.example/a: there is no such file',
  ],
  ['unknown source "ftp://:p@ss:w@x.example"', 'unknown source "ftp://…@x.example"'],
])('a password in an address is not printed: %s', (text, shown) => {
  expect(safeOutput(text, PIPE)).toBe(shown);
});

test.each([
  'https://x.example:8080/@ann?by=a:b@c',
  'https://x.example:443 (ann@x.example)',
  'postgres://ann@store/db',
  'mail: ann@x.example, or a://b',
])('what looks like a password in an address and is none is printed: %s', (text) => {
  expect(safeOutput(text, PIPE)).toBe(text);
});

test('colours and the bar go through where they are asked for', () => {
  const text = '\r\u001b[2K\u001b[1;31m██\u001b[0m 1/2';
  expect(safeOutput(text, { ...PIPE, colour: true, live: true })).toBe(text);
  expect(safeOutput(text, { ...PIPE, colour: true })).toBe('\u001b[1;31m██\u001b[0m 1/2');
});

describe('where GitHub Actions listens', () => {
  const said = (text: string): string => safeOutput(text, { ...PIPE, actions: true });

  it.each([
    '::error::owned',
    '  ::set-env name=PATH::x',
    'well\n::add-mask::x',
    'well\u2028::debug::x',
    '::\u202eerror::x',
    '\u001b[0m::error::x',
    '\u0000::error::x',
    'a ##[error]x',
    '##\u200e[group]x',
  ])('nothing in %j is a command', (text) => {
    for (const line of said(text).split(/[\r\n\u2028\u2029\u0085]/u))
      expect(line.trim()).not.toMatch(/^::|##\[/u);
  });

  it('colons elsewhere stay as they are', () => {
    expect(said('at 10:30 :: a title, a::b, #[1]')).toBe('at 10:30 :: a title, a::b, #[1]');
  });
});
