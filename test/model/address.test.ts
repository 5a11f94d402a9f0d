import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  addressKey,
  cleanPastedUrl,
  parseAddress,
  redirectTarget,
} from '../../src/model/address.js';

test.each([
  'http://bücher.example/über',
  'https://a.example/rapport-été?q=é#à',
  'https://a.example/报告',
])('%s is an address however often it was asked', (url) => {
  let refused = 0;
  for (let i = 0; i < 50_000; i++) if (parseAddress(url) === null) refused++;
  expect(refused).toBe(0);
});

test.each(['', 'no address', 'http://', 'http://[::1', '/path'])('%j is none', (url) => {
  expect(parseAddress(url)).toBeNull();
});

test('a reference is read from where it stands', () => {
  expect(parseAddress('../été', 'https://a.example/b/c')?.href).toBe(
    'https://a.example/%C3%A9t%C3%A9',
  );
  expect(parseAddress('//', 'https://a.example/')).toBeNull();
});

test('two spellings of an address have one key', () => {
  expect(addressKey('http://www.a.example/b/?utm_source=x#c')).toBe(
    addressKey('https://a.example/b'),
  );
  expect(addressKey('https://a.example/b?id=1')).not.toBe(addressKey('https://a.example/b?id=2'));
});

test.each([
  [
    'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb%3Fid%3D1&data=05',
    'https://a.example/b?id=1',
  ],
  ['https://www.google.com/url?q=https://a.example/b&sa=D', 'https://a.example/b'],
  ['https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=1', 'https://a.example/'],
])('%s only leads on', (url, to) => {
  expect(redirectTarget(url)).toBe(to);
});
test.each([
  'https://www.google.com/search?q=https://a.example/b',
  'https://www.google.com/url?q=cats',
  'https://a.example/url?q=https://b.example/',
  'https://safelinks.example/?url=https://b.example/',
  'no address',
])('%s is where it leads', (url) => {
  expect(redirectTarget(url)).toBe(url);
});

test.each([
  [' <https://a.example/b> ', 'https://a.example/b'],
  ['https://a.example/b?utm_source=x&id=a%20b&fbclid=1#c', 'https://a.example/b?id=a%20b#c'],
  ['https://a.example/b?utm_source=x', 'https://a.example/b'],
  ['https://a.example/b#c:~:text=d', 'https://a.example/b#c'],
  ['https://a.example/b#:~:text=d', 'https://a.example/b'],
  ['https://a.example/b:~:c?ref=1&utm=2&a?b', 'https://a.example/b:~:c?ref=1&utm=2&a?b'],
  ['https://a.example/#/b?utm_source=x', 'https://a.example/#/b?utm_source=x'],
])('%j was pasted for %s', (pasted, address) => {
  expect(cleanPastedUrl(pasted)).toBe(address);
});

test('nobody asks Node whether a text is an address: see parseAddress', () => {
  const root = join(import.meta.dirname, '../../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(
    files.filter((name) => readFileSync(join(root, name), 'utf8').includes('URL.canParse(')),
  ).toEqual([]);
});
