import { describe, expect, it, test } from 'vitest';
import { Audit } from '../bench/nights/audit.js';
import { calendarOf } from '../bench/nights/calendar.js';
import { also, type Claim, dying, mustBeTold, right } from '../bench/nights/claim.js';
import { dateOf, NIGHTS, nightOf } from '../bench/nights/clock.js';
import { isOn } from '../bench/nights/happening.js';
import { SHELF } from '../bench/nights/shelf.js';
import { Web } from '../bench/nights/web.js';
import { write } from '../bench/nights/work.js';
import type { Finding } from '../src/model/finding.js';
import type { Digest, Run } from '../src/model/run.js';

const works = (seed: number) => SHELF.map((shelved) => write(shelved, seed));

const htmlOn = (web: Web, url: string, night: number): string => {
  const page = web.answer(url, night, dateOf(night));
  if (page === null || typeof page !== 'object' || !('body' in page))
    throw new Error(`no page at ${url}`);
  return new TextDecoder().decode(page.body?.bytes);
};

test('there are forty sources, of pages between 3 and 10 kB', () => {
  expect(SHELF).toHaveLength(40);
  const web = new Web(works(1), [], 1);
  const sizes = works(1)
    .filter(({ form }) => form === 'html')
    .map(({ url }) => Buffer.byteLength(htmlOn(web, url, 1)));
  expect(Math.min(...sizes)).toBeGreaterThan(3_000);
  expect(Math.max(...sizes)).toBeLessThan(16_000);
});

test('on a night on which nothing happens, all that differs is noise', () => {
  const web = new Web(works(1), [], 1);
  for (const { url, form, paragraphs } of works(1)) {
    if (form === 'pdf') continue;
    const [first, second] = [htmlOn(web, url, 1), htmlOn(web, url, 2)];
    expect(second).not.toBe(first);
    for (const text of paragraphs)
      expect([first, second].every((html) => html.includes(text))).toBe(true);
  }
});

test.each([1, 2, 3, 4, 5])(
  'the calendar of seed %i has every kind of event, and each begins in time',
  (seed) => {
    const calendar = calendarOf(works(seed), NIGHTS, seed);
    const claims = calendar.flatMap((one) => one.claims).filter(mustBeTold);
    expect(new Set(claims.map(({ event }) => event)).size).toBeGreaterThanOrEqual(24);
    expect(claims.every(({ from }) => from >= 5 && from <= NIGHTS - 10)).toBe(true);
    const inTheWay = calendar.filter(
      ({ answer, covers }) => answer !== undefined && !covers('about:blank'),
    );
    for (const { id, url } of works(seed))
      for (let night = 1; night <= NIGHTS; night += 1)
        expect(
          inTheWay.filter((one) => one.covers(url) && isOn(one, night)).length,
          `${id}, ${night}`,
        ).toBeLessThan(2);
  },
);

describe('the audit', () => {
  const finding = (
    kind: Finding['kind'],
    severity: Finding['severity'],
    night: number,
    source = 'a',
  ): Finding => ({
    id: `${kind}:${source}`,
    source,
    citation: null,
    quote: null,
    edition: null,
    kind,
    severity,
    state: 'open',
    since: dateOf(night).toISOString(),
    why: { kind: 'no-url' },
  });
  const claim = (from: number, to: number, words: Claim['words']): Claim => ({
    event: 'an event',
    source: 'a',
    host: 'a.example',
    from,
    to,
    words,
  });
  const heard = (
    claims: readonly Claim[],
    nights: Readonly<Record<number, readonly Finding[]>>,
  ): Audit => {
    const audit = new Audit(claims);
    for (const [night, findings] of Object.entries(nights))
      audit.hear({ findings } as unknown as Run, Number(night));
    return audit;
  };
  const edited = [right('passage-altered', 'high'), also('content-edited', 'low')];

  it('counts as false what nothing bears out, once for as long as it is open', () => {
    const stays = finding('content-replaced', 'high', 3);
    expect(heard([], { 3: [stays], 4: [stays] }).falseAlarms).toHaveLength(1);
    const again = finding('content-replaced', 'high', 9);
    expect(heard([], { 3: [stays], 9: [again] }).falseAlarms).toHaveLength(2);
  });

  it('hears an event told, and in how many nights', () => {
    const audit = heard([claim(3, 60, edited)], { 5: [finding('passage-altered', 'high', 5)] });
    expect(audit.told()).toMatchObject([{ after: 2, words: ['high passage-altered'] }]);
    expect(audit.falseAlarms).toEqual([]);
  });

  it('does not take a word that is true but not enough for the event, nor one that was open before it', () => {
    expect(
      heard([claim(3, 60, edited)], { 3: [finding('content-edited', 'low', 3)] }).told()[0]?.after,
    ).toBeNull();
    expect(
      heard([claim(3, 60, edited)], { 3: [finding('passage-altered', 'high', 2)] }).told()[0]
        ?.after,
    ).toBeNull();
  });

  it('calls a wrong word what is said of an event’s source while it is news', () => {
    const audit = heard([claim(3, 60, edited)], { 3: [finding('source-gone', 'high', 3)] });
    expect(audit.falseAlarms).toMatchObject([{ about: 'an event' }]);
  });

  it('allows a death to be called high once it is confirmed, and no sooner', () => {
    const dead = [claim(3, 60, dying('source-gone'))];
    expect(heard(dead, { 4: [finding('source-gone', 'high', 3)] }).falseAlarms).toHaveLength(1);
    expect(heard(dead, { 5: [finding('source-gone', 'high', 3)] }).told()[0]?.after).toBe(2);
  });

  it('sees a finding that outlives what it told of', () => {
    const down = finding('source-unreachable', 'low', 3);
    const audit = heard([claim(3, 4, [also('source-unreachable', 'low')])], {
      3: [down],
      4: [down],
      5: [down],
    });
    expect(audit.over).toMatchObject([{ night: 5 }]);
    expect(audit.falseAlarms).toEqual([]);
  });

  it('asks of a mail that something in it is true', () => {
    const audit = heard([claim(3, 60, edited)], { 3: [finding('passage-altered', 'high', 3)] });
    const mail = (...fresh: readonly Finding[]): Digest =>
      ({ fresh, resolved: [] }) as unknown as Digest;
    audit.hearMail(mail(finding('passage-altered', 'high', 3)), 3);
    audit.hearMail(mail(finding('source-gone', 'high', 4)), 4);
    expect(audit.mails.map(({ isTrue }) => isTrue)).toEqual([true, false]);
  });

  it('counts nights as they are dated', () => {
    expect(nightOf(dateOf(17).toISOString())).toBe(17);
  });
});
