import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EvidenceRecord, LogLine, PrunedFile } from '../../src/evidence/log.js';
import {
  type EvidenceLimits,
  payloadKey,
  selectPrunableFiles,
} from '../../src/evidence/retention.js';
import { reviewPrunings } from '../../src/evidence/verify.js';

const visit = fc.record({
  subject: fc.constantFrom('a', 'b', 'c'),
  text: fc.constantFrom('x', 'y', 'z'),
  accepted: fc.boolean(),
  length: fc.integer({ min: 1, max: 9 }),
});
/** A night: what it kept, the bytes that a killed process left behind it unlisted, and how many files its pruning reached before it was killed. */
const nightly = fc.record({
  visits: fc.uniqueArray(visit, { selector: (v) => v.subject, minLength: 1 }),
  torn: fc.constantFrom(0, 0, 0, 7),
  reached: fc.constantFrom(0, 1, 99, 99, 99),
});
type Night = typeof nightly extends fc.Arbitrary<infer N> ? N : never;

/** The log of these nights as the program writes it, and the sizes of the files that are left. */
function logOf(nights: readonly Night[], limits: EvidenceLimits) {
  const lines: LogLine[] = [];
  const sizes = new Map<string, number>();
  const held = new Set<string>();
  let kept: EvidenceRecord[] = [];
  for (const [i, { visits, torn, reached }] of nights.entries()) {
    const file = `run-${i}`;
    let offset = 0;
    for (const { subject, text, accepted, length } of visits) {
      const facts = { finalUrl: subject, payloadSha256: text };
      const revisit = held.has(payloadKey(facts));
      held.add(payloadKey(facts));
      const n = lines.length + 1;
      const line = {
        ...facts,
        n,
        kind: 'capture',
        file,
        subject,
        accepted,
        revisit,
        offset,
        length,
      };
      lines.push(line as EvidenceRecord);
      kept.push(line as EvidenceRecord);
      offset += length;
    }
    sizes.set(file, offset + torn);
    for (const gone of selectPrunableFiles(kept, sizes, limits).slice(0, reached)) {
      const records = kept.filter((record) => record.file === gone).map(({ n }) => n);
      const said = {
        n: lines.length + 1,
        kind: 'pruned',
        at: `night ${i}`,
        file: gone,
        records,
        limits,
      };
      lines.push({ ...said, bytes: sizes.get(gone) ?? 0 } as unknown as PrunedFile);
      kept = kept.filter((record) => record.file !== gone);
      sizes.delete(gone);
      for (const key of held)
        if (!kept.some((r) => !r.revisit && payloadKey(r) === key)) held.delete(key);
    }
  }
  return { lines, sizes, kept };
}

const nights = fc.array(nightly, { minLength: 1, maxLength: 12 });
const someLimits = fc.record({
  maxBytes: fc.integer({ min: 0, max: 80 }),
  keepRuns: fc.integer({ min: 1, max: 5 }),
});

it('whatever retention chose is believed, whatever killed processes left behind', () => {
  fc.assert(
    fc.property(nights, someLimits, (all, limits) => {
      const { lines, sizes } = logOf(all, limits);
      expect(reviewPrunings(lines, sizes, limits)).toEqual({ problems: [], notes: [] });
    }),
  );
});

it('what retention would not have chosen is never believed', () => {
  fc.assert(
    fc.property(nights, someLimits, fc.nat(), (all, limits, pick) => {
      const { lines, sizes, kept } = logOf(all, limits);
      const choice = selectPrunableFiles(kept, sizes, limits);
      const files = [...sizes.keys()].filter((file) => !choice.includes(file));
      const file = files[pick % files.length] ?? '';
      const records = kept.filter((record) => record.file === file).map(({ n }) => n);
      const said = { n: lines.length + 1, kind: 'pruned', at: 'later', file, records, limits };
      const forged = { ...said, bytes: sizes.get(file) } as unknown as PrunedFile;
      const { problems } = reviewPrunings([...lines, forged], sizes, limits);
      expect(problems.map((one) => one.file)).toEqual([file]);
    }),
  );
});
