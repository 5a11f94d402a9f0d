import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provesUnchanged, readingOrder, spanOf } from '../../../src/web/archives/archive.js';
import { isReadable } from '../../../src/web/archives/archive-client.js';
import { captured, someCaptures } from './captures.js';

const days = (captures: readonly { at: string }[]) => captures.map(({ at }) => at.slice(0, 10));
const year = ['2024-11-01', '2025-01-10', '2025-02-20', '2025-04-01', '2025-06-01', '2025-08-01'];
const changing = year.map((day, i) => captured(day, `${i}`));
const aDate = fc.constantFrom('2024-06', '2024-12-31', '2025', '2025-03-15');

describe('the order in which captures are read', () => {
  it('is the last before the access, the first after it, then further away by turns', () => {
    expect(days(readingOrder(changing.toReversed(), '2025-03-15'))).toEqual([
      '2025-02-20',
      '2025-04-01',
      '2025-01-10',
      '2025-06-01',
      '2024-11-01',
      '2025-08-01',
    ]);
  });

  it('begins with a capture of the very day', () => {
    expect(days(readingOrder([...changing, captured('2025-03-15', 'X')], '2025-03-15'))[0]).toBe(
      '2025-03-15',
    );
  });

  it('takes a month for all of its days', () => {
    expect(days(readingOrder(changing, '2025-04'))[0]).toBe('2025-04-01');
  });

  it('is newest first when nobody knows the day', () => {
    expect(days(readingOrder(changing, null))).toEqual(year.toReversed());
  });

  it('leaves out errors, redirects and what was read already under the same digest', () => {
    const order = readingOrder(
      [
        captured('2025-01-10', 'A'),
        captured('2025-02-20', 'A'),
        captured('2025-03-01', 'E', { status: 404 }),
        captured('2025-03-10', 'R', { status: 301 }),
        captured('2025-04-01', 'A'),
        captured('2025-06-01', null),
        captured('2025-08-01', null),
      ],
      '2025-03-15',
    );
    expect(days(order)).toEqual(['2025-02-20', '2025-06-01', '2025-08-01']);
  });

  it('holds every content once and nothing else, whatever the captures', () => {
    fc.assert(
      fc.property(someCaptures, fc.option(aDate), (captures, accessed) => {
        const order = readingOrder(captures, accessed);
        const digests = order.flatMap(({ digest }) => digest ?? []);
        expect(new Set(digests).size).toBe(digests.length);
        expect(order.every((capture) => isReadable(capture) && captures.includes(capture))).toBe(
          true,
        );
        const readable = captures.filter(isReadable);
        expect(new Set(digests)).toEqual(new Set(readable.flatMap(({ digest }) => digest ?? [])));
        expect(order.filter(({ digest }) => digest === null).length).toBe(
          readable.filter(({ digest }) => digest === null).length,
        );
      }),
    );
  });

  it('goes away from the access on either side', () => {
    fc.assert(
      fc.property(someCaptures, aDate, (captures, accessed) => {
        const order = readingOrder(captures, accessed);
        const to = spanOf(accessed)?.to ?? '';
        const before = order.filter(({ at }) => at <= to).map(({ at }) => at);
        const after = order.filter(({ at }) => at > to).map(({ at }) => at);
        expect(before).toEqual(before.toSorted().reverse());
        expect(after).toEqual(after.toSorted());
      }),
    );
  });
});

describe('the proof that a page did not change across its access', () => {
  const before = captured('2025-02-20', 'A');
  const after = captured('2025-04-01', 'A');

  it('is one digest on both sides', () => {
    expect(provesUnchanged([after, before], '2025-03-15')).toEqual({ before, after });
  });

  it('may have the same again in between, and a redirect from http', () => {
    const redirect = captured('2025-03-01', 'R', {
      status: 301,
      original: before.original.replace('https', 'http'),
    });
    expect(
      provesUnchanged([before, redirect, captured('2025-03-15', 'A'), after], '2025-03-15'),
    ).toEqual({
      before,
      after,
    });
  });

  it.each([
    ['another content on the day', captured('2025-03-15', 'B')],
    [
      'another content under http',
      captured('2025-03-10', 'B', { original: before.original.replace('https', 'http') }),
    ],
    ['an error', captured('2025-03-10', 'E', { status: 404 })],
    ['a redirect elsewhere', captured('2025-03-10', 'R', { status: 302 })],
    ['a capture without digest', captured('2025-03-10', null)],
  ])('does not stand with %s in between', (_, between) => {
    expect(provesUnchanged([before, between, after], '2025-03-15')).toBeNull();
  });

  it.each([
    ['no capture after', [before]],
    ['no capture before', [after]],
    ['only captures of the day itself', [captured('2025-03-15', 'A'), captured('2025-03-15', 'A')]],
    ['another digest after', [before, captured('2025-03-20', 'B'), after]],
    ['no digests', [captured('2025-02-20', null), captured('2025-04-01', null)]],
    [
      'two errors',
      [captured('2025-02-20', 'A', { status: 404 }), captured('2025-04-01', 'A', { status: 404 })],
    ],
  ])('needs more than %s', (_, captures) => {
    expect(provesUnchanged(captures, '2025-03-15')).toBeNull();
  });

  it('names two readable captures of one digest that have the access between them', () => {
    fc.assert(
      fc.property(someCaptures, aDate, (captures, accessed) => {
        const proof = provesUnchanged(captures, accessed);
        const span = spanOf(accessed);
        fc.pre(proof !== null && span !== null);
        expect(proof.before.digest).toBe(proof.after.digest);
        expect(proof.before.at < span.from && proof.after.at > span.to).toBe(true);
        expect([proof.before, proof.after].every(isReadable)).toBe(true);
      }),
    );
  });
});

describe('a date', () => {
  it.each([
    ['2025', '2025-01-01T00:00:00.000Z', '2025-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-12', '2024-12-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
    ['2024-12-31', '2024-12-31T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
  ])('%s goes from %s to %s', (date, from, to) => expect(spanOf(date)).toEqual({ from, to }));

  it('that is none has no span', () => expect(spanOf('last spring')).toBeNull());
});
