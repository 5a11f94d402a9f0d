import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeDraft } from '../../src/manuscript/import/merge-draft.js';
import { readDraft } from '../../src/pool/read-draft.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';

/** A report that was published in three forms; it is not part of the repository, what is cited in it is. */
const REPORT = join(import.meta.dirname, '../../../shared/seed/ASI2025-01');
const SHIPPED = readFileSync(join(import.meta.dirname, '../../sources.json'), 'utf8');

/** All but white space, which a PDF and a word processor set differently. */
const letters = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, '');

describe.skipIf(!existsSync(`${REPORT}.md`)).each(['md', 'docx', 'pdf'])(
  'the real report as .%s',
  async (form) => {
    const watch = parseWatchlist(SHIPPED, 'sources.json');
    const [report] = watch.reports;
    const read = existsSync(`${REPORT}.md`)
      ? await readDraft({ bytes: readFileSync(`${REPORT}.${form}`), name: `ASI2025-01.${form}` })
      : null;
    const draft = read?.kind === 'draft' ? read.draft : undefined;
    const citations = draft?.citations ?? [];

    test('has 33 sources and 45 quotations, of which one has no citation and so no source', () => {
      expect(draft?.sources.length).toBe(33);
      expect(citations.length).toBe(45);
      expect(draft?.ledger.lost).toEqual([]);
      expect(citations.filter(({ source }) => source === null).map(({ doubts }) => doubts)).toEqual(
        [[{ kind: 'no-citation' }]],
      );
    });

    test('has every quotation letter for letter, and seven originals', () => {
      expect(citations.map(({ passages }) => letters(passages[0]?.text))).toEqual(
        report?.citations.map(({ quotes }) => letters(quotes[0]?.text)),
      );
      expect(citations.map(({ passages }) => letters(passages[0]?.original?.text))).toEqual(
        report?.citations.map(({ quotes }) => letters(quotes[0]?.original?.text)),
      );
      expect(citations.filter(({ passages }) => passages[0]?.original).length).toBe(7);
    });

    test('has every line, section, page and access date as printed', () => {
      expect(
        citations.map(({ cited, section, accessed, pinpoint }) => [
          letters(cited),
          section,
          accessed,
          pinpoint,
        ]),
      ).toEqual(
        report?.citations.map(({ cited, section, accessed, page }) => [
          letters(cited),
          section,
          accessed,
          page,
        ]),
      );
    });

    test.skipIf(form === 'md')('has every address that is linked in it', () => {
      const shipped = new Map(watch.sources.map(({ id, url }) => [id, url]));
      const linked = citations.map(({ source }) => draft?.sources[source ?? -1]?.url ?? null);
      const known = report?.citations.map(({ source }) => shipped.get(source) ?? null) ?? [];
      expect(linked.filter((url, i) => url !== known[i])).toEqual([null]);
    });

    test('is what sources.json says, but for what people added there', () => {
      if (draft === undefined) throw new Error('not read');
      const facts = { id: 'ASI2025-01', title: null, publisher: null, published: null, url: null };
      expect(mergeDraft(SHIPPED, watch, draft, facts)).toMatchObject({
        text: SHIPPED,
        changes: [],
      });
    });
  },
);
