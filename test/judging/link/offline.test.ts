import { describe, expect, test } from 'vitest';
import { detectOffline, hasNoAnswers } from '../../../src/judging/link/offline.js';
import type { OutcomeFacts } from '../../../src/model/visit.js';
import { answered, failed } from '../nights.js';

const at = (host: string): { url: string; finalUrl: string } => ({
  url: `https://${host}.example/x`,
  finalUrl: `https://${host}.example/x`,
});
const answer = (host: string, sha256: string, http = 200): OutcomeFacts => {
  const { body: _, ...facts } = answered(http, at(host));
  return { ...facts, sha256 };
};
const down = ['a', 'b', 'c'].map((host) => failed('dns', { ...at(host), code: 'ENOTFOUND' }));

describe('this machine is offline', () => {
  test('when several hosts fail before any server answers', () => {
    expect(detectOffline(down)).toEqual({ kind: 'offline' });
    expect(
      detectOffline([...down, failed('timeout', at('d')), failed('connection', at('e'))]),
    ).toEqual({
      kind: 'offline',
    });
  });
  test('when everything fails in one and the same way', () => {
    const refused = ['a', 'b', 'c'].map((host) =>
      failed('tls', { ...at(host), code: 'SELF_SIGNED' }),
    );
    expect(detectOffline(refused)).toMatchObject({ kind: 'same-failure' });
    expect(detectOffline([...refused, failed('tls', { ...at('d'), code: 'EXPIRED' })])).toBeNull();
  });
  test('when every host shows the same page', () => {
    expect(detectOffline(['a', 'b', 'c'].map((host) => answer(host, 'portal')))).toEqual({
      kind: 'captive-portal',
    });
  });
  test('when every host leads to one', () => {
    const led = ['a', 'b', 'c'].map((host) => ({
      ...answer(host, host),
      finalUrl: 'http://portal.example/login',
      hops: [{ url: at(host).url, http: 302 }],
    }));
    expect(detectOffline(led)).toEqual({ kind: 'captive-portal' });
  });
});

describe('this machine saw the web', () => {
  test('when a quoted passage stands on one of the pages, though all of them are alike', () => {
    const alike = ['a', 'b', 'c'].map((host) => answer(host, 'mirror'));
    expect(detectOffline(alike, true)).toBeNull();
    expect(detectOffline(down, true)).not.toBeNull();
  });
  test('when one host answers, whatever it says', () => {
    expect(detectOffline([...down, answer('d', 'page', 500)])).toBeNull();
    expect(
      detectOffline([
        ...down,
        failed('timeout', { ...at('d'), hops: [{ url: 'https://d.example/', http: 301 }] }),
      ]),
    ).toBeNull();
  });
  test('when too few hosts were asked to tell', () => {
    expect(detectOffline([])).toBeNull();
    expect(
      detectOffline([failed('dns', at('a')), failed('dns', at('a')), failed('dns', at('www.a'))]),
    ).toBeNull();
  });
});

describe('a night that asked one host or two, and others about them, has heard nobody', () => {
  const own = failed('dns', { ...at('a'), code: 'ENOTFOUND', requests: 2 });
  test.each([
    ['when none of those answered', [own], { requests: 4, bytes: 0 }, true],
    [
      'but where one of them answered, it is the host that fails',
      [own],
      { requests: 4, bytes: 90 },
      false,
    ],
    ['but where nobody else was asked, nobody can tell', [own], { requests: 2, bytes: 0 }, false],
    [
      'but where a server broke off, it was there',
      [failed('tls', at('a'))],
      { requests: 4, bytes: 0 },
      false,
    ],
    ['but where nothing was asked', [], { requests: 0, bytes: 0 }, false],
  ])('%s', (_, outcomes, traffic, heard) => {
    expect(hasNoAnswers(outcomes, traffic)).toBe(heard);
  });
});
