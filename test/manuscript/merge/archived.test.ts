import { describe, expect, it, test } from 'vitest';
import { parseReference } from '../../../src/manuscript/grammar/parse-reference.js';
import { draftOf, draftOfReferences } from '../../../src/manuscript/import/draft.js';
import { EMPTY, mergeDraft } from '../../../src/manuscript/import/merge-draft.js';
import { readLibrary } from '../../../src/manuscript/library/read-library.js';
import { plainRun } from '../../../src/manuscript/manuscript.js';
import { readHtmlReport } from '../../../src/manuscript/read/html.js';
import { readMarkdown } from '../../../src/manuscript/read/markdown.js';
import { parseWatchlist } from '../../../src/settings/watchlist.js';

const PAGE = 'https://moj.example/camps';
const CAPTURE = `https://web.archive.org/web/20240624091530/${PAGE}`;
const LATER = `https://webarchive.nationalarchives.gov.uk/ukgwa/20240801000000/${PAGE}`;
const copy = (url: string) => ({ url, by: new URL(url).hostname });

const FACTS = { id: 'KAR-1', title: null, publisher: null, published: null, url: null };

const reportOf = (...lines: readonly string[]): string =>
  `# Karvan: detention\n\n## 1. Detention\n\n${lines
    .map(
      (line, i) =>
        `- “The camps were open to visitors on day ${i + 1} of every working week.”\n\n${line}\n`,
    )
    .join('\n')}`;

function imported(report: string, text: string = EMPTY) {
  const manuscript = readMarkdown(report);
  if ('kind' in manuscript) throw new Error(manuscript.why);
  const draft = draftOf(manuscript);
  const merged = mergeDraft(text, parseWatchlist(text, 'sources.json'), draft, FACTS);
  return { ...merged, draft, watch: parseWatchlist(merged.text, 'sources.json') };
}

const addressesOf = ({ watch }: Pick<ReturnType<typeof imported>, 'watch'>) =>
  watch.sources.map(({ url, copies }) => ({ url, copies }));

const line = (address: string, title = 'Annual statement'): string =>
  `Ministry of Justice, “[${title}](${address})”, 3 April 2024, last accessed: 2 May 2025`;

describe('a citation of an archived copy', () => {
  it.each([
    ['in a link', line(CAPTURE)],
    [
      'as it is printed',
      `Ministry of Justice, “Annual statement”, 3 April 2024, ${CAPTURE}, last accessed: 2 May 2025`,
    ],
    [
      'behind the original, in brackets',
      `Ministry of Justice, “Annual statement”, 3 April 2024, ${PAGE} [${CAPTURE}], last accessed: 2 May 2025`,
    ],
    [
      'before the original',
      `Ministry of Justice, “Annual statement”, 3 April 2024, ${CAPTURE} [${PAGE}], last accessed: 2 May 2025`,
    ],
    [
      'in the title, “Archived from the original”',
      `Ministry of Justice, “[Annual statement](${CAPTURE})”, 3 April 2024. Archived from [the original](${PAGE}) on 24 June 2024. Accessed 2 May 2025`,
    ],
    [
      'beside the title, “Archived from the original”',
      `Ministry of Justice, “[Annual statement](${PAGE})”, 3 April 2024. [Archived](${CAPTURE}) from the original on 24 June 2024. Accessed 2 May 2025`,
    ],
  ])('watches the original %s', (_, cited) => {
    const { watch, draft } = imported(reportOf(cited));
    expect(watch.sources).toMatchObject([
      {
        publisher: 'Ministry of Justice',
        title: 'Annual statement',
        published: '2024-04-03',
        url: PAGE,
        copies: [copy(CAPTURE)],
      },
    ]);
    expect(watch.reports[0]?.citations).toMatchObject([
      { cited: cited.replaceAll(/\[([^\]]+)\]\([^)]+\)/gu, '$1') },
    ]);
    expect(draft.ledger.told).toEqual([]);
    expect(draft.citations[0]?.doubts).toEqual([]);
  });

  it('of which only the line’s other address says what it was made of is no copy', () => {
    const cited = (where: string) =>
      `Ministry of Justice, “Annual statement”, 3 April 2024, ${where}, last accessed: 2 May 2025`;
    for (const where of [
      `${PAGE} [https://perma.cc/ABCD-1234]`,
      `https://perma.cc/ABCD-1234 [${PAGE}]`,
    ])
      expect(addressesOf(imported(reportOf(cited(where))))).toEqual([{ url: PAGE, copies: [] }]);
  });

  it('stands for its own page, whatever other address the line has', () => {
    const cited = `Ministry of Justice, “Annual statement”, 3 April 2024, ${CAPTURE}, https://other.example/x, last accessed: 2 May 2025`;
    expect(addressesOf(imported(reportOf(cited)))).toEqual([
      { url: PAGE, copies: [copy(CAPTURE)] },
    ]);
    const printed = parseReference([plainRun(cited)]);
    expect(printed).toMatchObject({ url: PAGE, archived: [CAPTURE] });
    expect(printed?.doubts).toEqual([{ kind: 'left-over', text: 'https://other.example/x' }]);
  });

  it('is read so in an entry of a library', async () => {
    const read = await readLibrary(
      `[{ "title": "Annual statement", "URL": "${CAPTURE}" }]`,
      'csl-json',
    );
    const draft = draftOfReferences(read.kind === 'read' ? read.references : []);
    const { text } = mergeDraft(EMPTY, parseWatchlist(EMPTY, 'x'), draft, FACTS);
    expect(parseWatchlist(text, 'x').sources).toMatchObject([
      { url: PAGE, copies: [copy(CAPTURE)] },
    ]);
  });

  it('is a copy where an entry of a library has it beside the page', async () => {
    const item = { title: 'Annual statement', URL: PAGE, archive_location: CAPTURE };
    const shelf = { title: 'Yearbook', URL: `${PAGE}/2`, archive_location: 'Box 12, shelf 3' };
    const read = await readLibrary(JSON.stringify([item, shelf]), 'csl-json');
    const draft = draftOfReferences(read.kind === 'read' ? read.references : []);
    expect(draft.sources.map(({ archived }) => archived)).toEqual([[CAPTURE], undefined]);
  });

  it('is read so in a note of Wikipedia', () => {
    const note = `<p>The camps were closed.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></p>
<ol><li id="cite_note-1"><span class="reference-text"><cite class="citation web"><a href="${CAPTURE}">"Annual statement"</a>. Ministry of Justice. 3 April 2024. Archived from <a href="${PAGE}">the original</a> on 24 June 2024<span>. Retrieved <span>2 May 2025</span></span>.</cite></span></li></ol>`;
    const { sources } = draftOf(readHtmlReport(`<html><body><h1>Karvan</h1>${note}</body></html>`));
    expect(sources).toMatchObject([
      { title: 'Annual statement', url: PAGE, archived: [CAPTURE], published: '2024-04-03' },
    ]);
  });

  it('and another of the same original are one source with two copies', () => {
    expect(addressesOf(imported(reportOf(line(CAPTURE), line(LATER))))).toEqual([
      { url: PAGE, copies: [copy(CAPTURE), copy(LATER)] },
    ]);
    expect(addressesOf(imported(reportOf(line(PAGE), line(LATER))))).toEqual([
      { url: PAGE, copies: [copy(LATER)] },
    ]);
  });

  it.each([
    ['a calendar of captures', `https://web.archive.org/web/*/${PAGE}`],
    ['archive.today, which is never asked', `https://archive.ph/20240624091530/${PAGE}`],
  ])('of %s gives no copy', (_, address) => {
    expect(addressesOf(imported(reportOf(line(address))))).toEqual([{ url: PAGE, copies: [] }]);
  });

  it.each([
    ['the archive itself', 'https://web.archive.org/'],
    ['a page that names an archive in its path', 'https://blog.example/web/2020/http-is-dead'],
    ['a document that the Internet Archive keeps', 'https://archive.org/details/karvan-1952'],
    ['a capture that names no original', 'https://perma.cc/ABCD-1234'],
    [
      'a capture of a host that nobody else reaches',
      'https://web.archive.org/web/20240624091530/http://intranet/camps',
    ],
  ])('stays as it is where it is of %s', (_, address) => {
    expect(addressesOf(imported(reportOf(line(address))))).toEqual([{ url: address, copies: [] }]);
  });
});

describe('a report that cites an archived copy and is imported again', () => {
  const first = imported(reportOf(line(CAPTURE)));

  test('changes nothing', () => {
    expect(imported(reportOf(line(CAPTURE)), first.text)).toMatchObject({
      text: first.text,
      changes: [],
    });
  });

  test('adds the copy that it cites by now', () => {
    const again = imported(reportOf(line(LATER)), first.text);
    expect(addressesOf(again)).toEqual([{ url: PAGE, copies: [copy(CAPTURE), copy(LATER)] }]);
    expect(again.changes).toContainEqual(
      expect.objectContaining({ kind: 'source-filled', field: 'copies' }),
    );
  });

  test.each([
    ['the capture', CAPTURE],
    ['another capture', LATER],
  ])('leaves a file as it is that has %s as the address: lint tells that', (_, url) => {
    const listed = first.text
      .replace(`"url": "${PAGE}"`, `"url": "${url}"`)
      .replace(
        /"copies": \[[^\]]*\]/u,
        `"copies": [{ "url": "${CAPTURE}", "by": "web.archive.org" }]`,
      );
    expect(imported(reportOf(line(CAPTURE)), listed)).toMatchObject({ text: listed, changes: [] });
  });
});
