import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../src/manuscript/grammar/parse-reference.js';

interface Citation {
  readonly id: string;
  readonly source: string;
  readonly accessed: string | null;
  readonly page: string | null;
  readonly cited: string | null;
}
interface Source {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly published: string | null;
}
const watched = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../sources.json'), 'utf8'),
) as {
  readonly reports: readonly { readonly citations: readonly Citation[] }[];
  readonly sources: readonly Source[];
};
const lines = (watched.reports[0]?.citations ?? []).filter(
  (citation): citation is Citation & { cited: string } => citation.cited !== null,
);

/** What the file of sources calls a publisher, where the line prints another name. */
const PRINTED: Readonly<Record<string, string>> = {
  SSRN: 'Li, Dongmei and Peng, Zhe and Xiong, Kainan',
  'Central News Agency (中央社)': 'Central News Agency',
  'Liberty Times Net (自由時報電子報)': 'Liberty Times Net',
  'Radio Free Asia (自由亞洲電台粵語)': 'Radio Free Asia',
  '《法学杂志》 (Law Science Magazine), Chinese Academy of Social Sciences': '《法学杂志》',
  Reuters: 'Reuters|Thomson Reuters',
  'Walk Free (Minderoo Foundation)': 'Walk Free|Minderoo Foundation',
  'China Daily, republished by China Society for Human Rights Studies':
    'China Society for Human Rights Studies',
  'UN China (vacancy notice by IOM)': 'UN China',
  'International Organization for Migration (IOM) and UK International Development':
    'International Organization for Migration and UK International Development Program',
  'China Economic Review (Elsevier / ScienceDirect)': 'China Economic Review',
};
const straight = (text: string | null | undefined) => text?.replace(/[‘’]/gu, "'");

describe('the lines of the real report', () => {
  it.each(lines.map((citation) => [citation.id, citation] as const))(
    'are read as recorded: %s',
    (_, citation) => {
      const source = watched.sources.find(({ id }) => id === citation.source);
      const read = parseReference([{ text: citation.cited, href: null, notes: [], items: [] }]);
      const publishers = (PRINTED[source?.publisher ?? ''] ?? source?.publisher ?? '').split('|');
      expect(publishers).toContain(read?.publisher);
      expect(straight(read?.title)).toBe(straight(source?.title));
      // A line may know the date less exactly than the source, never otherwise.
      const known = read?.published?.iso ?? null;
      expect(source?.published?.slice(0, known?.length) ?? null).toBe(known);
      expect(read?.undated).toBe(source?.published === null);
      expect(read?.accessed?.iso).toBe(citation.accessed);
      expect(read?.pinpoint).toBe(citation.page);
      expect(read?.doubts).toEqual([]);
    },
  );

  it('are all there', () => {
    expect(lines.length).toBeGreaterThan(42);
  });
});
