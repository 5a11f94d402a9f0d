import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LinkStatus } from '../../src/model/link.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { NO_HISTORY, type Visit } from '../../src/model/visit.js';
import { RunInProgress } from '../../src/store/locks.js';
import { OutboxLocked, type Store } from '../../src/store/store.js';
import { said } from '../world.js';
import {
  digestOf,
  HOUR,
  lifeOf,
  memoryAfter,
  night,
  readingOf,
  runOf,
  verdictOf,
  visitOf,
} from './samples.js';

/** What every engine must do that keeps citewatch's memory. `open` gives an empty store. */
export function storeContract(engine: string, open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const begin = async (n: number) => (await store.beginRun(night(n), HOUR)).id;
  const wholeRun = async (n: number, ...visits: Parameters<Store['keepVisit']>[]) => {
    const id = await begin(n);
    for (const [visit, reading] of visits) await store.keepVisit({ ...visit, run: id }, reading);
    await store.finishRun(runOf(id), []);
    return id;
  };

  describe(`runs of ${engine}`, () => {
    it('are numbered upwards, and found again whole once they are finished', async () => {
      expect(await store.run(null)).toBeNull();
      await wholeRun(1);
      await wholeRun(2);
      await begin(3);
      expect(await store.run(null)).toEqual(runOf(2));
      expect(await store.run(1)).toEqual(runOf(1));
      expect(await store.run(3)).toBeNull();
      expect(await store.runs(10)).toEqual([runOf(2).run, runOf(1).run]);
      expect(await store.runs(1)).toEqual([runOf(2).run]);
    });

    it('are good ones where they looked at the whole list and saw the web, and readers are shown the last of those', async () => {
      const end = async (n: number, online: boolean, part: object = {}) => {
        const id = await begin(n);
        await store.finishRun({ ...runOf(id), run: { ...runOf(id, online).run, ...part } }, []);
      };
      const shown = async () => [
        (await store.lastGood())?.id ?? null,
        (await store.run(null))?.run.id ?? null,
      ];
      expect(await shown()).toEqual([null, null]);
      await end(1, false);
      expect(await shown()).toEqual([null, 1]);
      await end(2, false);
      expect(await shown()).toEqual([null, 2]);
      // A look that saw something is better than nights that saw nothing.
      await end(3, true, { partOf: 34 });
      await end(4, false);
      expect(await shown()).toEqual([null, 3]);
      await end(5, true);
      await end(6, true, { partOf: 34 });
      await end(7, false);
      await begin(8);
      expect(await shown()).toEqual([5, 5]);
      expect((await store.result(null))?.run.id).toBe(5);
    });

    it('say nothing of a source in whose life they saw nothing of the web', async () => {
      for (const [n, online] of [
        [1, true],
        [2, false],
        [3, true],
      ] as const) {
        const id = await begin(n);
        await store.keepVisit(
          visitOf(id, 'tip', { verdict: verdictOf('tip', 'unreachable') }),
          null,
        );
        await store.finishRun(runOf(id, online), []);
      }
      const life = await store.life('tip');
      expect(life.map(({ run, offline, verdict }) => [run, offline, verdict?.link.status])).toEqual(
        [
          [3, undefined, 'unreachable'],
          [2, true, undefined],
          [1, undefined, 'unreachable'],
        ],
      );
    });

    it('are nights where they looked at the whole list, of which the latest is the latest of all', async () => {
      const part = async (n: number) => {
        const id = await begin(n);
        await store.finishRun({ ...runOf(id), run: { ...runOf(id).run, partOf: 34 } }, []);
      };
      await part(1);
      await part(2);
      expect((await store.run(null))?.run).toEqual({ ...runOf(2).run, partOf: 34 });
      expect(await store.nights(9)).toEqual([]);
      await wholeRun(3);
      await part(4);
      expect(await store.run(null)).toEqual(runOf(3));
      expect((await store.result(null))?.run.id).toBe(3);
      expect((await store.run(4))?.run.partOf).toBe(34);
      await wholeRun(5);
      // What a run says elsewhere of such a word makes no part of it.
      const id = await begin(6);
      const stamps = [
        { kind: 'failed', tsa: 'https://tsa.example', why: said('said "partOf": 3') },
      ] as const;
      await store.finishRun({ ...runOf(id), run: { ...runOf(id).run, stamps } }, []);
      await part(7);
      expect((await store.run(null))?.run.id).toBe(6);
      expect((await store.nights(2)).map((run) => run.id)).toEqual([6, 5]);
      expect((await store.runs(9)).map((run) => run.id)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    });

    it('give their verdicts back as they were, whether a visit holds them or not', async () => {
      const [held, alike, alone] = [verdictOf('held'), verdictOf('alike'), verdictOf('alone')];
      const id = await begin(1);
      for (const verdict of [held, alike, verdictOf('changed')])
        await store.keepVisit(visitOf(id, verdict.id, { verdict }), null);
      const gone = verdictOf('changed', 'gone');
      const sources = [held, { ...alike }, gone, alone];
      await store.finishRun({ ...runOf(id), sources }, []);
      expect((await store.run(id))?.sources).toEqual([held, alike, gone, alone]);
      expect(await store.verdicts(id, ['changed', 'held', 'nobody'])).toEqual([held, gone]);
      expect(await store.verdicts(id + 1, ['held'])).toEqual([]);
    });

    it('give back what each night said, however much of it an earlier one had said', async () => {
      const cited = [{ id: 'R/1', quotes: [] }] as unknown as SourceVerdict['citations'];
      const first = { ...verdictOf('source'), citations: cited };
      const link = { ...first.link, why: { kind: 'not-modified' } as const };
      const told: readonly SourceVerdict[] = [
        { ...first, archiveUnasked: 'quota' as never },
        { ...first, archiveUnasked: undefined },
        { ...first, link },
        { ...first, link },
        { ...first, archiveUnasked: 'quota' as never },
        first,
        { ...first, citations: [] },
        { ...first, citations: [] },
      ].map((verdict, i) => ({ ...verdict, at: night(i + 1) }));
      for (const [i, verdict] of told.entries()) {
        const id = await begin(i + 1);
        expect((await store.lately('source', id)).previous?.verdict ?? undefined).toEqual(
          told[i - 1],
        );
        await store.keepVisit(visitOf(id, 'source', { verdict }), null);
        await store.finishRun({ ...runOf(id), sources: [verdict] }, []);
        expect((await store.run(id))?.sources).toEqual([verdict]);
      }
      expect((await store.life('source')).map(({ verdict }) => verdict)).toEqual(told.toReversed());
      expect((await store.life('source', 2)).map(({ verdict }) => verdict)).toEqual(
        told.toReversed().slice(0, 2),
      );
    });

    it('are closed with rows of their visits, and read row by row, with what was known of all', async () => {
      const id = await begin(1);
      const verdicts = [verdictOf('b'), verdictOf('a', 'gone')];
      for (const verdict of verdicts)
        await store.keepVisit(visitOf(id, verdict.id, { verdict }), null);
      const index = { ids: ['b', 'a'], unsure: [1], reports: ['R'] };
      const sources = await store.rows(id, index);
      expect([...sources]).toEqual(verdicts);
      await store.finishRun({ ...runOf(id), sources }, []);
      const read = await store.result(id);
      expect(read?.sources).toMatchObject({ length: 2, index });
      expect([...(read?.sources ?? [])]).toEqual(verdicts);
      expect(read?.sources.at(1)).toEqual(verdicts[1]);
      expect(read?.sources.at(2)).toBeUndefined();
      expect(await store.run(id)).toEqual({ ...runOf(id), sources: verdicts });
      expect(await store.verdicts(id, ['a'])).toEqual([verdicts[1]]);
    });

    it('know nothing of all their verdicts that were given as a list', async () => {
      const id = await begin(1);
      await store.finishRun({ ...runOf(id), sources: [verdictOf('a')] }, []);
      expect((await store.result(id))?.sources.index).toBeUndefined();
      expect(await store.result(id + 1)).toBeNull();
    });

    it('have a visit to a subject once it is kept', async () => {
      const id = await begin(1);
      expect(await store.visit('a', id)).toBeNull();
      const visit = visitOf(id, 'a');
      await store.keepVisit(visit, null);
      expect(await store.visit('a', id)).toEqual(visit);
      expect(await store.visit('a', id + 1)).toBeNull();
    });

    it('are read while the next is written', async () => {
      const id = await begin(1);
      // So long that each is unpacked elsewhere, and the next write comes in between.
      const long = (name: string) => ({
        ...verdictOf(name),
        title: randomBytes(100_000).toString('hex'),
      });
      const verdicts = ['a', 'b', 'c'].map(long);
      for (const verdict of verdicts)
        await store.keepVisit(visitOf(id, verdict.id, { verdict }), null);
      await store.finishRun({ ...runOf(id), sources: verdicts }, []);
      const next = await begin(2);
      const [read] = await Promise.all([
        store.run(id),
        ...['d', 'e', 'f'].map((name) => store.keepVisit(visitOf(next, name), null)),
      ]);
      expect(read?.sources).toEqual(verdicts);
    });

    it('say what the last visit to a source said', async () => {
      const id = await begin(1);
      const [first, last] = [verdictOf('a'), verdictOf('a', 'gone')];
      await store.keepVisit(visitOf(id, 'a', { verdict: first }), null);
      await store.keepVisit(visitOf(id, 'a', { verdict: last }), null);
      await store.finishRun({ ...runOf(id), sources: [last] }, []);
      await wholeRun(2, [visitOf(0, 'a', { verdict: first }), null]);
      expect(await store.verdicts(id, ['a'])).toEqual([last]);
    });

    it('go one at a time', async () => {
      await begin(1);
      await expect(begin(1)).rejects.toThrow(RunInProgress);
      await store.finishRun(runOf(1), []);
      expect(await begin(2)).toBe(2);
    });

    it('end once', async () => {
      await wholeRun(1);
      await expect(store.finishRun(runOf(1), [])).rejects.toThrow('run 1 is not under way');
    });
  });

  describe(`visits of ${engine}`, () => {
    it('come back as they were kept, in the order in which they landed', async () => {
      const id = await begin(1);
      const visits = ['tip', 'hrr', 'aspi'].map((subject) => visitOf(id, subject));
      for (const visit of visits) await store.keepVisit(visit, null);
      expect(await store.visits(id)).toEqual(visits);
    });

    it('replace an earlier visit of the same run', async () => {
      const id = await begin(1);
      await store.keepVisit(visitOf(id, 'tip', { verdict: null }), null);
      await store.keepVisit(visitOf(id, 'hrr'), null);
      await store.keepVisit(visitOf(id, 'tip'), null);
      expect(await store.visits(id)).toEqual([visitOf(id, 'tip'), visitOf(id, 'hrr')]);
    });

    it('are refused when they claim a reading that nobody kept', async () => {
      const id = await begin(1);
      const { sha256 } = readingOf('never kept').snapshot;
      await expect(
        store.keepVisit(visitOf(id, 'tip', { snapshot: sha256 }), null),
      ).rejects.toThrow();
    });

    it('make up the life of a subject, latest first', async () => {
      await wholeRun(1, [visitOf(1, 'tip'), null]);
      await wholeRun(2, [visitOf(2, 'hrr'), null]);
      await wholeRun(3, [visitOf(3, 'tip'), null]);
      expect((await store.life('tip')).map((v) => v.run)).toEqual([3, 1]);
    });
  });

  describe(`history of ${engine}`, () => {
    const first = readingOf('first');
    const read = { snapshot: first.snapshot.sha256 };

    it('is empty at first, and knows nothing of the present run and later ones', async () => {
      await wholeRun(1, [visitOf(1, 'tip', read), first]);
      expect(await store.history('tip', 1)).toEqual(NO_HISTORY);
      expect(await store.history('hrr', 2)).toEqual(NO_HISTORY);
    });

    it('keeps the last text that was read while later visits read none', async () => {
      await wholeRun(1, [visitOf(1, 'tip', read), first]);
      await wholeRun(2, [visitOf(2, 'tip', read), null]);
      await wholeRun(3, [visitOf(3, 'tip'), null]);
      const history = await store.history('tip', 4);
      expect(history.previous).toEqual(visitOf(3, 'tip'));
      expect(history.baseline).toEqual({
        visit: visitOf(2, 'tip', read),
        snapshot: first.snapshot,
      });
    });

    it('is known without its texts too', async () => {
      await wholeRun(1, [visitOf(1, 'tip', read), first]);
      await wholeRun(2, [visitOf(2, 'tip'), null]);
      const { previous, baseline } = await store.history('tip', 3);
      expect(await store.lately('tip', 3)).toEqual({ previous, accepted: baseline?.visit });
      expect(await store.lately('hrr', 3)).toEqual({ previous: null, accepted: null });
    });

    it('skips nights that were offline', async () => {
      await wholeRun(1, [visitOf(1, 'tip', read), first]);
      const id = await begin(2);
      await store.keepVisit(visitOf(id, 'tip', { verdict: verdictOf('tip', 'unreachable') }), null);
      await store.finishRun(runOf(id, false), []);
      expect((await store.history('tip', 3)).previous?.run).toBe(1);
    });

    it('skips visits that could not be judged when an earlier one was', async () => {
      await wholeRun(1, [visitOf(1, 'tip'), null]);
      await wholeRun(2, [visitOf(2, 'tip', { verdict: null }), null]);
      await wholeRun(3, [visitOf(3, 'tip', { verdict: verdictOf('tip', 'unjudged') }), null]);
      expect((await store.history('tip', 4)).previous?.run).toBe(1);
    });

    it('takes the latest visit of pages that no report cites', async () => {
      const index = 'https://example.org/index';
      await wholeRun(1, [visitOf(1, index, { verdict: null }), null]);
      await wholeRun(2, [visitOf(2, index, { verdict: null }), null]);
      expect((await store.history(index, 3)).previous?.run).toBe(2);
    });
  });

  describe(`memories of ${engine}`, () => {
    const tip = (n: number, part: Parameters<typeof visitOf>[2] = {}) =>
      visitOf(n, 'tip', { memory: memoryAfter(n), ...part });
    const remembered = async (run: number) => (await store.history('tip', run)).previous?.memory;

    it('come back with the visit that left them, to the next night and to whoever takes up this one', async () => {
      await wholeRun(1, [tip(1), null], [visitOf(1, 'hrr'), null]);
      expect(await store.visits(1)).toEqual([tip(1), visitOf(1, 'hrr')]);
      expect(await remembered(2)).toEqual(memoryAfter(1));
    });

    it('are those of before a night for as long as that night lasts, however often it looks', async () => {
      await wholeRun(1, [tip(1), null]);
      await wholeRun(2, [tip(2), null]);
      await begin(3);
      for (const memory of [memoryAfter(3), memoryAfter(9)]) {
        await store.keepVisit(tip(3, { memory }), null);
        expect(await remembered(3)).toEqual(memoryAfter(2));
      }
      expect(await remembered(4)).toEqual(memoryAfter(2));
      await store.finishRun(runOf(3), []);
      expect(await remembered(4)).toEqual(memoryAfter(9));
    });

    it('are refused with a visit that is refused', async () => {
      await begin(1);
      const { sha256 } = readingOf('never kept').snapshot;
      await expect(store.keepVisit(tip(1, { snapshot: sha256 }), null)).rejects.toThrow();
      expect(await remembered(2)).toBeUndefined();
    });

    it('skip nights that were offline, and nights that could not judge', async () => {
      await wholeRun(1, [tip(1), null]);
      for (const n of [2, 3]) {
        await begin(n);
        await store.keepVisit(tip(n), null);
        await store.finishRun(runOf(n, false), []);
      }
      for (const n of [4, 5, 6])
        await wholeRun(n, [tip(n, { verdict: verdictOf('tip', 'unjudged') }), null]);
      expect(await remembered(7)).toEqual(memoryAfter(1));
    });

    it('do not pile up: a life tells the latest only', async () => {
      for (const n of [1, 2, 3, 4]) await wholeRun(n, [tip(n), null]);
      const kept = (await store.life('tip')).map((visit) => visit.memory);
      expect(kept).toEqual([memoryAfter(4), memoryAfter(3), null, null]);
    });

    it('of nights at rest stand in their visits, which say what they said whatever comes between', async () => {
      const base = { basis: 'b', aloneUntil: 1, validators: { etag: '"e"', lastModified: null } };
      const loud = (n: number, link: LinkStatus = 'alive') =>
        tip(n, { ...base, verdict: verdictOf('tip', link, night(n)), restsUntil: null });
      const rest = (n: number, restsUntil: number, part: Partial<Visit> = {}) =>
        tip(n, { ...base, verdict: verdictOf('tip', 'alive', night(1)), restsUntil, ...part });
      const at = (n: number) => ({ ...verdictOf('tip', 'alive', night(1)), at: night(n) });
      const nights = [
        tip(1, base),
        rest(2, 9),
        rest(3, 9, { verdict: at(3) }),
        rest(4, 9, { verdict: at(4), validators: null, snapshot: null }),
        loud(5),
        rest(6, 9),
        loud(7, 'gone'),
        rest(8, 8),
        rest(9, 8, { memory: { ...memoryAfter(9), volatile: {} } }),
        tip(10, { basis: 'b', verdict: verdictOf('tip') }),
        rest(11, 9),
      ];
      for (const [i, visit] of nights.entries()) {
        const id = await begin(i + 1);
        expect((await store.lately('tip', id)).previous).toEqual(nights[i - 1] ?? null);
        await store.keepVisit(visit, null);
        expect(await store.visit('tip', id)).toEqual(visit);
        await store.finishRun(runOf(id), []);
      }
      const kept = (await store.life('tip')).map((visit) => ({ ...visit, memory: null }));
      expect(kept).toEqual(nights.toReversed().map((visit) => ({ ...visit, memory: null })));
      const forgotten = (await store.life('tip')).filter(({ memory }) => memory === null);
      expect(forgotten.map(({ run }) => run)).toEqual([7, 5, 1]);
    });
  });

  describe(`readings of ${engine}`, () => {
    it('come back byte for byte, also when they came in as a view of a larger buffer', async () => {
      const id = await begin(1);
      const reading = readingOf('“PRC victims” 受害者');
      const padded = new Uint8Array([0, ...reading.bytes, 0]);
      const view = { ...reading, bytes: padded.subarray(1, -1) };
      await store.keepVisit(visitOf(id, 'tip', { snapshot: reading.snapshot.sha256 }), view);
      const kept = await store.reading('tip', reading.snapshot.sha256);
      expect(kept && { ...kept, bytes: new Uint8Array(kept.bytes) }).toEqual(reading);
      expect(await store.reading('hrr', reading.snapshot.sha256)).toBeNull();
    });

    it('survive whatever their bytes and text are', async () => {
      const id = await begin(1);
      let n = 0;
      await fc.assert(
        fc.asyncProperty(fc.uint8Array(), fc.string({ unit: 'binary' }), async (bytes, text) => {
          const subject = `s${n++}`;
          const reading = { ...readingOf(text), bytes };
          await store.keepVisit(
            visitOf(id, subject, { snapshot: reading.snapshot.sha256 }),
            reading,
          );
          const kept = await store.reading(subject, reading.snapshot.sha256);
          expect(kept?.snapshot).toEqual(reading.snapshot);
          expect([...(kept?.bytes ?? [])]).toEqual([...bytes]);
        }),
        { numRuns: 50 },
      );
    });

    it('are kept once: the first reading of the same bytes stays until it is replaced', async () => {
      const reading = readingOf('text');
      const { sha256, document } = reading.snapshot;
      const reread = { ...document, normaliser: document.normaliser + 1 };
      const better = { ...reading, snapshot: { sha256, textSha256: 'f00d', document: reread } };
      await wholeRun(1, [visitOf(1, 'tip', { snapshot: sha256 }), reading]);
      await wholeRun(2, [visitOf(2, 'tip', { snapshot: sha256 }), better]);
      expect((await store.reading('tip', sha256))?.snapshot).toEqual(reading.snapshot);
      await store.replaceReading('tip', better);
      expect((await store.history('tip', 3)).baseline?.snapshot).toEqual(better.snapshot);
    });

    it('cannot be replaced before they are kept', async () => {
      await expect(store.replaceReading('tip', readingOf('text'))).rejects.toThrow('no reading');
    });
  });

  describe(`lives of ${engine}`, () => {
    it('are open ones and those that were resolved since', async () => {
      await begin(1);
      await store.finishRun(runOf(1), [lifeOf('a', 1, null), lifeOf('b', 1, null)]);
      await begin(2);
      await store.finishRun(runOf(2), [lifeOf('a', 1, 2), lifeOf('b', 1, null)]);
      expect(await store.lives(1)).toEqual([lifeOf('a', 1, 2), lifeOf('b', 1, null)]);
      expect(await store.lives(2)).toEqual([lifeOf('b', 1, null)]);
    });

    it('come in the order in which they were opened, whatever they are called and whenever they end', async () => {
      const [late, early] = ['a late one', 'the early one'];
      await begin(1);
      await store.finishRun(runOf(1), [lifeOf(early, 1, null)]);
      await begin(2);
      await store.finishRun(runOf(2), [lifeOf(early, 1, 2), lifeOf(late, 2, null)]);
      await begin(3);
      await store.finishRun(runOf(3), [lifeOf(late, 2, 3), lifeOf(early, 3, null)]);
      expect(await store.lives(0)).toEqual([
        lifeOf(early, 1, 2),
        lifeOf(late, 2, 3),
        lifeOf(early, 3, null),
      ]);
    });

    it('are several when a finding comes back, the present one last', async () => {
      await begin(1);
      await store.finishRun(runOf(1), [lifeOf('a', 1, null)]);
      await begin(2);
      await store.finishRun(runOf(2), [lifeOf('a', 1, 2)]);
      await begin(3);
      await store.finishRun(runOf(3), [lifeOf('a', 3, null)]);
      expect(await store.lives(0)).toEqual([lifeOf('a', 1, 2), lifeOf('a', 3, null)]);
    });

    it('are kept with their run or not at all', async () => {
      await begin(1);
      await expect(
        store.finishRun(runOf(1), [lifeOf('a', 1, null), lifeOf('b', 99, null)]),
      ).rejects.toThrow();
      expect(await store.lives(0)).toEqual([]);
      expect(await store.run(null)).toBeNull();
    });
  });

  describe(`digests of ${engine}`, () => {
    const to = (
      recipient: string,
      state: 'pending' | 'sending' | 'sent',
      detail: string | null = null,
    ) => ({
      recipient,
      state,
      at: night(2),
      detail: detail === null ? null : said(detail),
    });

    const K = { key: 'k', part: false };
    const L = { key: 'l', part: false };

    it('that leave something out are not the last', async () => {
      await store.addDigest(digestOf(1), K, 'a@x.org', night(2));
      await store.addDigest(digestOf(2), { key: 'l', part: true }, 'b@x.org', night(2));
      expect((await store.lastDigest())?.digest).toEqual(digestOf(1));
    });

    it('are recorded once for what they rest on, whoever they are for, and anew for something else', async () => {
      expect(await store.lastDigest()).toBeNull();
      await store.addDigest(digestOf(1), K, 'b@x.org', night(2));
      const one = await store.addDigest(digestOf(2), K, 'a@x.org', night(2));
      expect(one).toMatchObject({ digest: digestOf(1), createdAt: night(2) });
      expect(one.deliveries).toEqual([to('a@x.org', 'pending'), to('b@x.org', 'pending')]);
      expect(await store.addDigest(digestOf(1), K, 'a@x.org', night(3))).toEqual(one);
      expect(await store.lastDigest()).toEqual(one);
      expect((await store.addDigest(digestOf(1), L, 'a@x.org', night(2))).id).toBeGreaterThan(
        one.id,
      );
    });

    it('that wait for a recipient are dropped when the next is recorded for him, and for nobody else', async () => {
      const first = await store.addDigest(digestOf(1), K, 'a@x.org', night(2));
      await store.addDigest(digestOf(1), K, 'b@x.org', night(2));
      const second = await store.addDigest(digestOf(2), L, 'a@x.org', night(2));
      expect(await store.claimDelivery(first.id, 'a@x.org', night(2))).toBe(false);
      expect(await store.claimDelivery(first.id, 'b@x.org', night(2))).toBe(true);
      expect(await store.claimDelivery(second.id, 'a@x.org', night(2))).toBe(true);
    });

    it('are what a recipient was last told once they were handed over to him', async () => {
      const first = { id: await added(store, digestOf(1), K, 'a@x.org', night(2)) };
      expect(await store.lastDeliveredDigest('a@x.org')).toBeNull();
      await store.markDelivery(first.id, to('a@x.org', 'sent', '250 OK'));
      expect(await store.lastDeliveredDigest('a@x.org')).toMatchObject({
        id: first.id,
        digest: digestOf(1),
        at: night(2),
      });
      const second = await added(store, digestOf(2), L, 'a@x.org', night(3));
      expect((await store.lastDeliveredDigest('a@x.org'))?.id).toBe(first.id);
      await store.claimDelivery(second, 'a@x.org', night(3));
      expect((await store.lastDeliveredDigest('a@x.org'))?.id).toBe(second);
      expect(await store.lastDeliveredDigest('b@x.org')).toBeNull();
    });

    it('that failed are counted by recipient, until one reaches him or nobody tries any more', async () => {
      expect(await store.undelivered()).toBe(0);
      const first = await added(store, digestOf(1), K, 'a@x.org', night(2));
      await store.addDigest(digestOf(1), K, 'b@x.org', night(2));
      // What waits has not failed, nor what is being handed over.
      await store.claimDelivery(first, 'b@x.org', night(2));
      expect(await store.undelivered()).toBe(0);
      await store.markDelivery(first, to('a@x.org', 'pending', '550 nobody'));
      await store.markDelivery(first, to('b@x.org', 'sending', 'the answer never came'));
      expect(await store.undelivered()).toBe(2);
      await store.markDelivery(first, to('a@x.org', 'sent'));
      expect(await store.undelivered()).toBe(1);
      const second = await added(store, digestOf(2), L, 'b@x.org', night(2));
      await store.markDelivery(second, to('b@x.org', 'sent'));
      expect(await store.undelivered()).toBe(0);
      const third = await added(store, digestOf(3), { key: 'm', part: false }, 'b@x.org', night(2));
      await store.markDelivery(third, to('b@x.org', 'pending', '550 nobody'));
      await wholeRun(2);
      await wholeRun(3);
      expect(await store.undelivered()).toBe(1);
      // He is no recipient any more.
      await wholeRun(4);
      expect(await store.undelivered()).toBe(0);
    });

    it('that were interrupted are known until that is told', async () => {
      const id = await added(store, digestOf(1), K, 'a@x.org', night(2));
      expect(await store.interrupted()).toEqual([]);
      await store.claimDelivery(id, 'a@x.org', night(2));
      expect(await store.interrupted()).toEqual([{ digest: id, recipient: 'a@x.org' }]);
      await store.markDelivery(
        id,
        to('a@x.org', 'sending', 'the process ended in the middle of it'),
      );
      expect(await store.interrupted()).toEqual([]);
    });

    it('have recipients of whom is known when they were first and last thought of, and why they were refused', async () => {
      expect(await store.standingOf('a@x.org')).toEqual({
        first: null,
        heeded: null,
        refused: null,
      });
      await store.heed('a@x.org', night(2));
      await store.heed('a@x.org', night(3));
      const id = await added(store, digestOf(1), K, 'a@x.org', night(2));
      await store.markDelivery(id, to('a@x.org', 'pending', '550 nobody'));
      const standing = { first: night(2), heeded: night(3), refused: '550 nobody' };
      expect(await store.standingOf('a@x.org')).toEqual(standing);
      await store.markDelivery(id, to('a@x.org', 'sent'));
      expect((await store.standingOf('a@x.org')).refused).toBeNull();
    });

    it('are sent by one process at a time', async () => {
      await store.lockOutbox();
      await expect(store.lockOutbox()).rejects.toThrow(OutboxLocked);
      await store.unlockOutbox();
      await store.lockOutbox();
      await store.unlockOutbox();
    });

    it('are handed over to a recipient by one process only', async () => {
      const id = await added(store, digestOf(1), K, 'a@x.org', night(2));
      expect(await store.claimDelivery(id, 'a@x.org', night(2))).toBe(true);
      expect(await store.claimDelivery(id, 'a@x.org', night(2))).toBe(false);
      await store.markDelivery(id, to('a@x.org', 'sending', 'the connection broke'));
      expect(await store.claimDelivery(id, 'a@x.org', night(2))).toBe(false);
      await store.markDelivery(id, to('a@x.org', 'pending', '451 later'));
      expect(await store.claimDelivery(id, 'a@x.org', night(2))).toBe(true);
      expect((await store.lastDigest())?.deliveries).toEqual([to('a@x.org', 'sending')]);
    });

    it('once sent are never unsent', async () => {
      const id = await added(store, digestOf(1), K, 'a@x.org', night(2));
      await store.markDelivery(id, to('a@x.org', 'sent'));
      await expect(store.markDelivery(id, to('a@x.org', 'pending'))).rejects.toThrow();
      await expect(store.markDelivery(id, to('nobody@x.org', 'sent'))).rejects.toThrow();
      expect((await store.lastDigest())?.deliveries).toEqual([to('a@x.org', 'sent')]);
    });
  });
}

/** The number of a digest that was recorded. */
async function added(store: Store, ...digest: Parameters<Store['addDigest']>): Promise<number> {
  return (await store.addDigest(...digest)).id;
}
