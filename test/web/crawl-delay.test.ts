import { describe, expect, it } from 'vitest';
import { HostPoliteness } from '../../src/fleet/host-politeness.js';
import { openScheduler } from '../../src/web/dispatcher.js';
import { type Reply, systemClock } from '../../src/web/reply.js';
import { crawlDelay } from '../../src/web/retry.js';
import { answered, fetcher, SETTINGS, virtualClock } from './fetching.js';
import { answer } from './replies.js';
import { serve } from './servers.js';

const ROBOTS = new URL('https://h.example/robots.txt');
const page = (text: string, http = 200) => ({
  http,
  body: { bytes: Buffer.from(text), sha256: '', truncated: false },
});
const AGENT = 'citewatch/1.0 (+https://example.org)';

describe('Crawl-delay', () => {
  it.each([
    ['for everybody', 'User-agent: *\nCrawl-delay: 5', 5000],
    [
      'for us by name',
      'User-agent: citewatch\nCrawl-delay: 2.5\n\nUser-agent: *\nCrawl-delay: 50',
      2500,
    ],
    [
      'of an hour counts as a minute: a night has to end',
      'User-agent: *\nCrawl-delay: 3600',
      60_000,
    ],
    ['for another program is not ours', 'User-agent: Bingbot\nCrawl-delay: 5', null],
    ['of nothing asks for nothing', 'User-agent: *\nCrawl-delay: 0', null],
    ['below zero asks for nothing', 'User-agent: *\nCrawl-delay: -5', null],
    ['that is no number asks for nothing', 'User-agent: *\nCrawl-delay: soon', null],
    ['in no file of rules', '<!doctype html><title>Not found</title>', null],
  ])('%s', (_, text, milliseconds) => {
    expect(crawlDelay(ROBOTS, page(text), AGENT)).toBe(milliseconds);
  });

  it('is read from the robots.txt of a host that has one, and from no other page', () => {
    const rules = 'User-agent: *\nCrawl-delay: 5';
    expect(crawlDelay(new URL('https://h.example/docs/robots.txt'), page(rules), AGENT)).toBeNull();
    expect(crawlDelay(ROBOTS, page(rules, 404), AGENT)).toBeNull();
    expect(crawlDelay(ROBOTS, { http: 200, body: null }, AGENT)).toBeNull();
  });

  it('is the gap of its host from then on, and of no other', async () => {
    const clock = virtualClock();
    const log: { host: string; at: number }[] = [];
    const send = async ({ url }: { readonly url: URL }): Promise<Reply> => {
      log.push({ host: url.hostname, at: clock.now() });
      return url.href === 'http://slow.test/robots.txt'
        ? ({ ...answer(200), crawlDelay: 5000 } as Reply)
        : answer(200);
    };
    const settings = { ...SETTINGS, perHost: 1, hostDelay: 1000 };
    const polite = openScheduler(send, settings, clock, new AbortController().signal).send;
    const paths = ['robots.txt', '1', '2', '3'];
    for (const host of ['slow', 'quick'])
      for (const path of paths)
        await polite({ url: new URL(`http://${host}.test/${path}`), headers: {} });
    const gapsOf = (host: string) =>
      log
        .filter((one) => one.host === host)
        .map(({ at }, i, all) => at - (all[i - 1]?.at ?? at))
        .slice(1);
    expect(gapsOf('slow.test')).toEqual([5000, 5000, 5000]);
    expect(gapsOf('quick.test')).toEqual([1000, 1000, 1000]);
  });

  it('never shortens the gap that we keep anyway', async () => {
    const host = HostPoliteness.read('', { ...SETTINGS, hostDelay: 9000 });
    host.pace.noteEnd({ ...answer(200), crawlDelay: 5000 } as Reply, 0);
    expect(host.pace.gap).toBe(9000);
  });

  it('goes with the lane from one machine of a fleet to the next', () => {
    const settings = { ...SETTINGS, hostDelay: 1000 };
    const host = HostPoliteness.read('', settings);
    host.pace.noteEnd({ ...answer(200), crawlDelay: 5000 } as Reply, 0);
    const next = HostPoliteness.read(host.write(), settings);
    next.pace.noteEnd(answer(200), 0);
    expect(next.pace.gap).toBe(5000);
  });

  it('is heard by whoever asks for the file, over a real connection', async () => {
    const at: number[] = [];
    const server = await serve((_, response) => {
      at.push(performance.now());
      response.end('User-agent: *\nCrawl-delay: 0.2');
    });
    const { fetch } = fetcher({ perHost: 1 }, systemClock);
    for (const path of ['/robots.txt', '/page'])
      answered(await fetch({ url: `${server.origin}${path}`, validators: null }));
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(195);
  });
});
