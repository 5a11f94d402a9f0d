import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EMPTY, mergeDraft } from '../../../src/manuscript/import/merge-draft.js';
import { readDraft } from '../../../src/pool/read-draft.js';
import { thoughtIn } from '../../../src/pool/thought.js';
import { openZip } from '../../../src/reading/zip.js';
import { parseWatchlist } from '../../../src/settings/watchlist.js';
import { annotateReport } from '../../../src/tasks/annotate.js';
import { lintWritten } from '../../../src/tasks/citations.js';
import { takeIn } from '../../../src/tasks/intake.js';
import { check } from '../../check.js';
import { onThisThread } from '../../pool/on-this-thread.js';
import { fakeWorld, page, settings } from '../../world.js';
import { commentsOf, partOf, rejected, unbalanced } from './annotated.js';
import { byOffice } from './by-office.js';
import { MAKERS, PASSAGES } from './makers.js';
import { settled } from './word-package.js';

const FACTS = { id: 'R', title: null, publisher: null, published: null, url: null };
const NOW = new Date('2025-10-01T02:00:00Z');
/** The parts that are ours to write into. */
const WRITTEN =
  /^(?:word\/(?:document|footnotes|comments)\.xml|\[Content_Types\]\.xml|word\/_rels\/document\.xml\.rels)$/u;

async function draftOf(bytes: Uint8Array) {
  const read = await readDraft({ bytes, name: 'report.docx' });
  if (read.kind !== 'draft') throw new Error(read.kind);
  return read.draft;
}

/** A report that was imported, checked on a night on which one page was read and one had moved, and annotated. */
async function annotatedReport(bytes: Uint8Array) {
  const draft = await draftOf(bytes);
  const lint = lintWritten({ now: NOW, staleAfter: settings().staleAfter });
  const { text } = takeIn({ text: EMPTY, file: 'sources.json' }, { draft, facts: FACTS, lint });
  const watch = parseWatchlist(text, 'sources.json');
  const report = watch.reports[0] as (typeof watch.reports)[number];
  const titleOf = (host: string) =>
    watch.sources.find(({ url }) => url?.includes(host))?.title ?? '';
  const world = fakeWorld();
  world.pages.set('https://stale.example/article', page(PASSAGES.stale, titleOf('stale')));
  const [from, to] = ['https://moved.example/old', 'https://moved.example/new'];
  const there = page(PASSAGES.moved, titleOf('moved'));
  world.pages.set(to, there);
  world.pages.set(from, {
    finalUrl: to,
    hops: [{ url: from, http: 308, to }],
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: { bytes: new TextEncoder().encode(there), sha256: 'a'.repeat(64), truncated: false },
  } as never);
  await check(world, watch, settings(), () => {});
  const given = {
    bytes,
    draft,
    text,
    watch,
    report,
    now: NOW,
    publication: {},
    all: true,
    quotations: false,
    proposed: true,
  };
  const annotate = async (file: Uint8Array) =>
    (
      await annotateReport(world.store, thoughtIn(onThisThread), {
        ...given,
        name: 'report',
        bytes: file,
        draft: await draftOf(file),
      })
    ).file;
  return { draft, text, watch, file: await annotate(bytes), annotate };
}

const count = (file: Uint8Array, what: RegExp): number =>
  ['document', 'footnotes'].flatMap((name) => [...partOf(file, `word/${name}.xml`).matchAll(what)])
    .length;

/** Where the marks of a comment stand, in their order. */
const marksOf = (file: Uint8Array, id: string | undefined): readonly (string | undefined)[] =>
  [
    ...partOf(file).matchAll(
      new RegExp(`<w:comment(RangeStart|RangeEnd|Reference) w:id="${id}"/>`, 'gu'),
    ),
  ].map(([, name]) => name);

describe.each(MAKERS)('the file of %s', (name, make) => {
  const bytes = make();

  it.skipIf(bytes === null)(
    'keeps all that is not ours, and closes the loop',
    { timeout: 240_000 },
    async () => {
      if (bytes === null) return;
      const { draft, text, watch, file, annotate } = await annotatedReport(bytes);
      const [old, now] = [openZip(bytes), openZip(file)];
      const others = old.names.filter((part) => !WRITTEN.test(part));
      expect(
        others.filter(
          (part) => Buffer.compare(old(part) as Uint8Array, now(part) as Uint8Array) !== 0,
        ),
      ).toEqual([]);
      expect(now.names.filter((part) => !old.names.includes(part) && !WRITTEN.test(part))).toEqual(
        [],
      );
      for (const part of ['document', 'footnotes', 'comments'].map((one) => `word/${one}.xml`)) {
        expect(unbalanced(partOf(file, part).replace(/^<\?.*?\?>/u, ''))).toBeNull();
        if (!part.includes('comments'))
          expect(rejected(partOf(file, part))).toBe(rejected(partOf(bytes, part)));
      }

      const ours = commentsOf(file).filter(({ author }) => author === 'citewatch');
      expect(ours).toHaveLength(draft.citations.length + 1);
      for (const { id } of ours)
        expect(marksOf(file, id)).toEqual(['RangeStart', 'RangeEnd', 'Reference']);
      const theirs = commentsOf(bytes);
      expect(commentsOf(file).filter(({ author }) => author !== 'citewatch')).toEqual(theirs);

      // As long as nobody has taken a change, and where all are refused, the file is read as it was.
      expect(await draftOf(file)).toEqual(draft);
      expect(await draftOf(settled(file, 'reject'))).toEqual(draft);
      expect(Buffer.compare(await annotate(file), file)).toBe(0);

      // Once all are taken, the same sources stand there, at their new addresses.
      const taken = await draftOf(settled(file, 'accept'));
      const merged = mergeDraft(text, watch, taken, FACTS);
      expect(merged.changes.map(({ kind }) => kind)).not.toContain('source-added');
      expect(merged.ids).toEqual(mergeDraft(text, watch, draft, FACTS).ids);
      expect(taken.sources.map(({ url }) => url)).toEqual([
        'https://stale.example/article',
        'https://moved.example/new',
      ]);
      expect(taken.citations.map(({ doubts }) => doubts)).toEqual(
        draft.citations.map(({ doubts }) => doubts),
      );

      const tracked = count(file, /<w:ins [^>]*w:author="citewatch"/gu);
      expect(tracked).toBeGreaterThan(0);
      if (process.env.MAKERS) writeFileSync(join(process.env.MAKERS, `${name}.docx`), file);
      const docx = byOffice(file, 'docx');
      if (docx !== null) {
        expect(commentsOf(docx).filter(({ author }) => author === 'citewatch')).toHaveLength(
          ours.length,
        );
        expect(count(docx, /<w:ins [^>]*w:author="citewatch"/gu)).toBeGreaterThan(0);
        expect(byOffice(file, 'pdf')?.length).toBeGreaterThan(1000);
        expect(Buffer.from(byOffice(file, 'txt') ?? []).toString()).toContain(
          PASSAGES.moved.slice(0, 40),
        );
      }
      const same = old.names.filter(
        (part) => Buffer.compare(old(part) as Uint8Array, now(part) as Uint8Array) === 0,
      );
      const kept = `${same.length} of ${old.names.length} parts byte for byte, ${theirs.length} comments of people`;
      console.log(
        `${name}: ${kept}; ${ours.length} comments, ${tracked} insertions of ours${docx ? ', opened by LibreOffice' : ''}`,
      );
    },
  );
});
