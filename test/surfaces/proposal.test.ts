import { describe, expect, it } from 'vitest';
import type { Remedy } from '../../src/model/remedy.js';
import {
  commentAnswered,
  type ProposedChange,
  readMark,
  remedyKey,
  renderAnswer,
  renderCommit,
  renderProposal,
} from '../../src/surfaces/proposal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { remedyWords } from '../../src/surfaces/words/remedies.js';
import { source, watchlist } from '../world.js';

const HOSTILE =
  '@ann fixes #12 and GH-3 <b>a/b#4</b> --> ![x](http://x.example) \u202e::error::\n\n# heading\nCo-authored-by: eve \u0007';
const NEW = 'https://a.example/new';

const moved = (more: Partial<Remedy> = {}): Remedy => ({
  id: 'moved:a',
  kind: 'moved',
  source: 'a',
  edit: { kind: 'address', source: 'a', url: NEW, before: 'https://a.example/article' },
  proof: {
    at: NEW,
    seen: '2025-10-02T02:00:00Z',
    quotes: [{ quote: 'R/1#1', verdict: 'intact', diff: [] }],
  },
  lines: ['Publisher, Title, 2024, https://a.example/new'],
  ...more,
});
const changeOf = (remedy: Remedy): ProposedChange => ({
  ...remedy,
  what: remedyWords(ENGLISH, remedy),
  remedy,
});
const asked: ProposedChange = {
  source: 'b',
  what: 'Keep b as it is cited (source-gone)',
  asked: { comment: 7, by: 'ann' },
  edit: { kind: 'drop', citation: 'R/2' },
};
const WATCH = watchlist([source('a'), source('b')]);
const page = 'https://reports.example/index.html';
const render = (changes: readonly ProposedChange[], watch = WATCH) =>
  renderProposal(changes, 'china/sources.json', watch, { page });

describe('the text of the pull request', () => {
  const { title, body } = render([asked, changeOf(moved())]);

  it('says of each change what it mends, how the citation would read, and what was read where and when', () => {
    expect(title).toBe('Mend 2 citations in china/sources.json');
    for (const words of [
      '### Cite the new address',
      `Title of a, \`a\` ([evidence](<${page}#a>))`,
      '> Publisher, Title, 2024',
      'there on 2 October 2025',
      `(<${NEW}>)`,
      '- `R/1#1`: ',
      '### Keep b as it is cited',
      'ann asked for this in a comment',
    ])
      expect(body).toContain(words);
  });

  it('is read by later nights, whatever it carries; that of somebody else says nothing', () => {
    expect(readMark(body)).toEqual({ remedies: [remedyKey(moved())], asked: [asked] });
    const hostile = { ...asked, what: HOSTILE, source: '-->' };
    expect(readMark(render([hostile]).body)?.asked).toEqual([hostile]);
    const reason = {
      reason: 'because',
      by: 'ann',
      on: '2025-10-01',
      until: null,
      falseAlarm: 'ab',
    };
    const decision = {
      source: 'b',
      about: 'source-gone',
      edition: null,
      keep: true,
      ...reason,
    } as const;
    const decided = { ...asked, edit: { kind: 'decision', decision } } as const;
    expect(readMark(render([decided]).body)?.asked).toEqual([decided]);
    const copy = { url: 'https://archive.example/b', by: 'archive.example' };
    const archived = {
      kind: 'address',
      source: 'b',
      url: copy.url,
      before: NEW,
      copy,
      decision,
    } as const;
    const merged = { kind: 'merge', source: 'b', into: 'a' } as const;
    const edits = [archived, merged].map((edit) => ({ ...asked, edit }));
    expect(readMark(render(edits).body)?.asked).toEqual(edits);
    expect(readMark(`said: ${body}`)).toEqual({ remedies: [], asked: [] });
    expect(readMark(null)).toEqual({ remedies: [], asked: [] });
  });

  it.each([
    ['no JSON', 'none'],
    ['a list', []],
    ['no lists', { remedies: 'all', asked: [] }],
    [
      'an edit of no kind',
      { remedies: [], asked: [{ ...asked, edit: { kind: 'delete', path: '/' } }] },
    ],
    [
      'a decision about nothing',
      { remedies: [], asked: [{ ...asked, edit: { kind: 'decision', decision: {} } }] },
    ],
    ['a change that nobody asked for', { remedies: [], asked: [{ ...asked, asked: undefined }] }],
  ])('cannot be read where its notes are %s', (_, mark) => {
    const packed = Buffer.from(JSON.stringify(mark)).toString('base64url');
    expect(readMark(`<!-- citewatch proposal ${packed} -->`)).toBeNull();
  });

  it('names a remedy by its edit: another address is another one, another day of access is not', () => {
    const other = moved({
      edit: { ...moved().edit, url: 'https://a.example/2' } as Remedy['edit'],
    });
    expect(remedyKey(other)).not.toBe(remedyKey(moved()));
    const on = (accessed: string, citation = 'R/1') =>
      remedyKey({ id: 'accessed:R/1', edit: { kind: 'accessed', citation, accessed } });
    expect(on('2025-10-02')).toBe(on('2025-10-03'));
    expect(on('2025-10-02')).not.toBe(on('2025-10-02', 'R/2'));
  });

  it('names nobody, refers to nothing and holds no markup, whatever a page or a title says', () => {
    const hostile = moved({
      lines: [HOSTILE],
      edit: { kind: 'quote', citation: 'R/1', index: 0, before: 'x', text: HOSTILE },
      proof: {
        at: 'javascript:alert(1)',
        seen: '2025-10-02',
        quotes: [{ quote: HOSTILE, verdict: 'intact', diff: [] }],
      },
    });
    const by = { ...asked, what: HOSTILE, asked: { comment: 7, by: HOSTILE } };
    const changes = [changeOf(hostile), by];
    const told = render(
      changes,
      watchlist([source('a', { title: HOSTILE }), source('b', { title: HOSTILE })]),
    );
    for (const text of [
      told.body.split('\n').slice(1).join('\n'),
      renderAnswer(7, HOSTILE).split('\n')[1] ?? '',
    ]) {
      // What stands in code is neither a name nor a reference.
      const bare = text.replace(/`[^`\n]*`/gu, '');
      expect(bare).toContain('ann');
      expect(bare).not.toMatch(
        /@\w|#\d|GH-\d|(?<!\\)<b|--(?<!\\)>|!\[x\]|^#{1,2} heading|\u202e/mu,
      );
      expect(text).not.toContain('](<javascript');
    }
    // A commit's message is no markup, but GitHub reads names, references and who wrote it along.
    for (const message of changes.map((change) => renderCommit(change))) {
      const [subject = ''] = message.split('\n');
      expect([...subject].length).toBeLessThanOrEqual(151);
      expect(message.replace(/`[^`\n]*`/gu, '')).not.toMatch(/@\w|#\d|GH-\d|^Co-authored|\u202e/mu);
    }
  });

  it('stays below what GitHub takes, and says how much it leaves out', () => {
    const lines = Array.from({ length: 9 }, () => '*'.repeat(5000));
    const many = Array.from({ length: 50 }, (_, i) => changeOf(moved({ id: `moved:${i}`, lines })));
    const { body: long } = render(many);
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/And \d+ more: each is a commit\./u);
    expect(readMark(long)?.remedies).toHaveLength(50);
  });

  it('of one that is closed carries nothing', () => {
    const over = render([]);
    expect(over.title).toBe('Nothing is left to mend in china/sources.json');
    expect(readMark(over.body)).toEqual({ remedies: [], asked: [] });
  });
});

describe('an answer', () => {
  it('is found again by its comment', () => {
    expect(commentAnswered(renderAnswer(1234, 'Done'))).toBe(1234);
    for (const body of ['Done', null, `> ${renderAnswer(1234, '')}`])
      expect(commentAnswered(body)).toBeNaN();
  });
});
