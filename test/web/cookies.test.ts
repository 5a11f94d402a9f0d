import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../src/web/cookies.js';

const NOW = Date.parse('2025-03-15T00:00:00Z');

describe('a cookie', () => {
  it.each([
    ['a=1', 'http://x.test/dir/page', 'http://x.test/dir/other', 'a=1'],
    ['a=1', 'http://x.test/dir/page', 'http://x.test/dir', 'a=1'],
    ['a=1', 'http://x.test/dir/page', 'http://x.test/directory', ''],
    ['a=1', 'http://x.test/page', 'http://x.test/any/thing', 'a=1'],
    ['a=1', 'http://x.test/', 'http://sub.x.test/', ''],
    ['a=1; Domain=.x.test', 'http://sub.x.test/', 'http://other.x.test/', 'a=1'],
    ['a=1; domain=x.test', 'http://x.test/', 'http://notx.test/', ''],
    ['a=1; Domain=y.test', 'http://x.test/', 'http://y.test/', ''],
    ['a=1; Domain=test', 'http://x.test/', 'http://y.test/', ''],
    ['a=1; Domain=0.0.1', 'http://127.0.0.1/', 'http://127.0.0.1/', ''],
    ['a=1; Path=/only', 'http://x.test/', 'http://x.test/', ''],
    ['a=1; Path=/only', 'http://x.test/', 'http://x.test/only/here', 'a=1'],
    ['a=1; Secure', 'https://x.test/', 'http://x.test/', ''],
    ['a=1; Secure', 'https://x.test/', 'https://x.test/', 'a=1'],
    ['a=1; Secure', 'http://x.test/', 'https://x.test/', ''],
    ['a=1=2; HttpOnly; SameSite=Lax', 'http://x.test/', 'http://x.test/', 'a=1=2'],
    ['=1', 'http://x.test/', 'http://x.test/', ''],
  ])('%s, set by %s, goes to %s as "%s"', (cookie, from, to, sent) => {
    const jar = new CookieJar();
    jar.store(new URL(from), [cookie], NOW);
    expect(jar.header(new URL(to))).toBe(sent);
  });

  it.each(['a=; Max-Age=0', 'a=; Max-Age=-1', 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])(
    'is deleted by %s',
    (deletion) => {
      const url = new URL('http://x.test/');
      const jar = new CookieJar();
      jar.store(url, ['a=1', 'b=2'], NOW);
      jar.store(url, [deletion], NOW);
      expect(jar.header(url)).toBe('b=2');
    },
  );

  it('replaces its namesake, and the most specific path comes first', () => {
    const jar = new CookieJar();
    jar.store(new URL('http://x.test/'), ['a=1; Path=/', 'a=2; Path=/', 'b=3; Path=/deep'], NOW);
    expect(jar.header(new URL('http://x.test/deep/er'))).toBe('b=3; a=2');
  });
});
