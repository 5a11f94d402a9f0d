import { describe, expect, it } from 'vitest';
import { redirect } from '../../src/web/redirect.js';
import { type Ask, systemClock } from '../../src/web/reply.js';
import { answer } from './replies.js';

/** What the last of these addresses is sent, where each answers with cookies and leads to the next. */
async function sentTo(
  ...hops: readonly (readonly [url: string, ...cookies: string[]])[]
): Promise<string> {
  const asked: Ask[] = [];
  const fetch = redirect(async (ask) => {
    const [, ...cookies] = hops[asked.length] ?? [''];
    asked.push(ask);
    const location = hops[asked.length]?.[0] ?? null;
    return { ...answer(location === null ? 200 : 302), cookies, location } as ReturnType<
      typeof answer
    >;
  }, systemClock);
  await fetch({ url: hops[0]?.[0] ?? '', validators: null });
  return asked.at(-1)?.headers.cookie ?? '';
}

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
    ['a=1; Domain=co.uk', 'http://x.co.uk/', 'http://y.co.uk/', ''],
    ['a=1; Domain=github.io', 'http://x.github.io/', 'http://y.github.io/', ''],
    ['a=1; Domain=0.0.1', 'http://127.0.0.1/', 'http://127.0.0.1/p', ''],
    ['a=1; Path=/only', 'http://x.test/', 'http://x.test/p', ''],
    ['a=1; Path=/only', 'http://x.test/', 'http://x.test/only/here', 'a=1'],
    ['a=1; Secure', 'https://x.test/', 'http://x.test/', ''],
    ['a=1; Secure', 'https://x.test/', 'https://x.test/p', 'a=1'],
    ['a=1; Secure', 'http://x.test/', 'https://x.test/', ''],
    ['__Host-a=1; Secure; Path=/', 'https://x.test/', 'https://x.test/p', '__Host-a=1'],
    ['__Host-a=1; Secure; Path=/; Domain=x.test', 'https://x.test/', 'https://x.test/p', ''],
    ['__Secure-a=1', 'https://x.test/', 'https://x.test/p', ''],
    ['a=1=2; HttpOnly; SameSite=Lax', 'http://x.test/', 'http://x.test/p', 'a=1=2'],
    ['=1', 'http://x.test/', 'http://x.test/p', ''],
  ])('%s, set by %s, goes to %s as "%s"', async (cookie, from, to, sent) => {
    expect(await sentTo([from, cookie], [to])).toBe(sent);
  });

  it.each(['a=; Max-Age=0', 'a=; Max-Age=-1', 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])(
    'is deleted by %s',
    async (deletion) => {
      const url = 'http://x.test/';
      expect(await sentTo([url, 'a=1', 'b=2'], [`${url}p`, deletion], [`${url}q`])).toBe('b=2');
    },
  );

  it('replaces its namesake, and the most specific path comes first', async () => {
    const set = ['a=1; Path=/', 'a=2; Path=/', 'b=3; Path=/deep'] as const;
    expect(await sentTo(['http://x.test/', ...set], ['http://x.test/deep/er'])).toBe('b=3; a=2');
  });

  it('is one of fifty of an answer at most', async () => {
    const many = Array.from({ length: 80 }, (_, n) => `c${n}=1`);
    expect(
      (await sentTo(['http://x.test/', ...many], ['http://x.test/p'])).split('; '),
    ).toHaveLength(50);
  });

  it('of a visit is unknown to the next', async () => {
    await sentTo(['http://x.test/', 'a=1'], ['http://x.test/p']);
    expect(await sentTo(['http://x.test/'], ['http://x.test/p'])).toBe('');
  });
});
