import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { told } from '../../src/model/document.js';
import { FINDING_KINDS, type Finding } from '../../src/model/finding.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { evidenceOf } from '../../src/surfaces/evidence.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { headline } from '../../src/surfaces/headline.js';
import { isAlreadyReported, overview, tallyCitations } from '../../src/surfaces/overview.js';
import { topUp } from '../../src/surfaces/page/sections.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { kindWords, moment, sentence } from '../../src/surfaces/words/words.js';
import { RUN } from './fixture-night.js';
import { citation, finding, link, quote, source } from './fixture-run.js';

const anyFinding = fc
  .record({
    kind: fc.constantFrom(...FINDING_KINDS),
    severity: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
    state: fc.constantFrom(
      'new' as const,
      'open' as const,
      'acknowledged' as const,
      'resolved' as const,
    ),
    of: fc.constantFrom(...RUN.sources.map((s) => s.id)),
  })
  .map(
    ({ kind, severity, state, of }): Finding => finding(kind, severity, of, 'm', 'a', { state }),
  );

describe('the overview', () => {
  it('puts every source in exactly one place, whatever was found', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 20 }), (findings) => {
        const o = overview(ENGLISH, { ...RUN, findings });
        const ids = [...o.work, ...[...o.decided, ...o.unknown, ...o.sound].map((s) => s.id)];
        expect(ids.toSorted()).toEqual(RUN.sources.map((s) => s.id).toSorted());
      }),
    );
  });

  it('says of a night of walls, and of first failures, that it could not look, beside their cards', () => {
    const sources = [1, 2].map((n) =>
      source(`w${n}`, 'P', 'T', `https://w${n}.example/`, {
        witness: 'none',
        link: link({ status: n === 1 ? 'blocked' : 'gone' }),
        citations: [citation(n, '1', [quote(`q${n}`, 'words', { verdict: 'unverifiable' })])],
      }),
    );
    const told = (severity: 'low' | 'high') => [
      finding('source-blocked', 'low', 'w1', 'm', 'a'),
      finding('source-gone', severity, 'w2', 'm', 'a'),
    ];
    const night = { ...RUN, sources, findings: told('low') };
    expect(overview(ENGLISH, night)).toMatchObject({
      cases: [{}, {}],
      work: new Set(),
      unknown: { length: 2 },
    });
    expect(headline(ENGLISH, night)).toContain('0 of 2 sources stand; 2 could not be checked.');
    expect(topUp(ENGLISH, tallyCitations(night).sections)).toBe(
      'The only section is not known to need top-up research: it could not be checked in full.',
    );
    const markdown = renderMarkdown(night);
    expect(markdown).toContain('Blocks automatic checks');
    expect(markdown).not.toContain('## Could not be checked');
    const dead = { ...RUN, sources, findings: told('high') };
    expect(overview(ENGLISH, dead)).toMatchObject({
      work: new Set(['w2']),
      unknown: { length: 1 },
    });
    expect(headline(ENGLISH, dead)).toContain('0 of 2 sources stand; 1 could not be checked.');
  });

  it('tells every finding in exactly one place', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 20 }), (findings) => {
        const o = overview(ENGLISH, { ...RUN, findings });
        const told = [
          ...o.cases.flatMap((c) => c.findings),
          ...o.piles.flatMap((p) => p.findings),
          ...o.acknowledged,
          ...o.resolved,
        ];
        expect(told.length).toBe(findings.length);
        expect(new Set(told)).toEqual(new Set(findings));
      }),
    );
  });

  it('calls no source sound that was not read', () => {
    for (const status of ['gone', 'blocked', 'unreachable', 'no-url', 'unjudged'] as const) {
      const unread = source('a', 'P', 'T', 'https://a.example/', {
        witness: 'none',
        link: link({ status }),
      });
      expect(overview(ENGLISH, { ...RUN, sources: [unread], findings: [] }).sound).toHaveLength(0);
    }
    const copy = source('a', 'P', 'T', 'https://a.example/', {
      witness: 'copy',
      link: link({ status: 'blocked' }),
    });
    expect([...overview(ENGLISH, { ...RUN, sources: [copy], findings: [] }).sound]).toEqual([copy]);
  });

  it('lets a decision answer a passage, and not stand in for a reading', () => {
    const settled = finding('passage-missing', 'high', 'a', 'm', 'x', {
      state: 'acknowledged',
      decision: 'd',
    });
    const of = (over: Partial<SourceVerdict>) => {
      const sources = [source('a', 'P', 'T', 'https://a.example/', over)];
      const run = { ...RUN, sources, findings: [settled] };
      return { ...overview(ENGLISH, run), said: headline(ENGLISH, run) };
    };
    const missing = of({
      citations: [citation(1, '1', [quote('q', 't', { verdict: 'missing' })])],
    });
    expect([missing.decided.length, missing.unknown.length]).toEqual([1, 0]);
    expect(missing.said).toContain('0 of 1 source stands');
    const unread = of({ witness: 'none', link: link({ status: 'blocked' }) });
    expect([unread.decided.length, unread.unknown.length]).toEqual([0, 1]);
  });

  it('ranks by weight, and what weighs as much as its report has it: by section, then by citation, not by id', () => {
    const at = (id: string, section: string, n: number) =>
      source(id, 'P', 'T', `https://${id}.example/`, { citations: [citation(n, section, [])] });
    const sources = [
      at('a', '10', 7),
      at('b', '2', 30),
      at('c', '2', 4),
      at('d', '1', 50),
      at('e', '10', 12),
    ];
    const gone = sources.map(({ id }) =>
      finding('source-gone', id === 'd' ? 'medium' : 'high', id, 'm', 'x'),
    );
    const stray = finding('source-gone', 'high', 'elsewhere', 'm', 'x');
    const graver = finding('passage-missing', 'high', 'e', 'm', 'x', {
      citation: 'ASI2025-01/12',
      quote: 'q',
    });
    const order = (findings: readonly Finding[]) =>
      overview(ENGLISH, { ...RUN, sources, findings }).cases.map(({ id }) => id);
    expect(order([stray, ...gone])).toEqual(['c', 'b', 'a', 'e', 'elsewhere', 'd']);
    expect(order([stray, ...gone, graver])).toEqual(['e', 'c', 'b', 'a', 'elsewhere', 'd']);
  });

  it('names four kinds of trouble in its headline, and counts the rest', () => {
    const kinds = [
      'source-gone',
      'passage-missing',
      'passage-altered',
      'edition-withdrawn',
      'content-replaced',
      'edition-overdue',
    ];
    const findings = kinds.map((kind) =>
      finding(kind as 'edition-overdue', 'high', 'elsewhere', 'm', 'a'),
    );
    expect(headline(ENGLISH, { ...RUN, findings })).toContain('2 more findings');
    const late = ['a', 'b', 'c'].map((of) => finding('edition-overdue', 'high', of, 'm', 'a'));
    expect(headline(ENGLISH, { ...RUN, findings: [...findings.slice(0, 4), ...late] })).toContain(
      '3 more findings',
    );
    expect(headline(ENGLISH, { ...RUN, findings: findings.slice(0, 4) })).not.toContain(
      'more finding',
    );
  });

  it.each<[readonly Finding['state'][], boolean]>([
    [['open', 'acknowledged'], true],
    [['open', 'new'], false],
    [['new', 'new'], false],
  ])('waits in silence with a pile of which all was pointed out before: %s', (states, isSilent) => {
    const of = (kind: 'source-part' | 'no-url') =>
      overview(ENGLISH, {
        ...RUN,
        findings: states.map((state, n) => finding(kind, 'low', `${n}`, 'm', 'a', { state })),
      });
    const silent = (kind: 'source-part' | 'no-url') => of(kind).piles.map(isAlreadyReported);
    expect(silent('source-part')).toEqual([isSilent]);
    expect(silent('no-url')).toEqual([false]);
  });

  it('keeps a finding whose source this run did not visit', () => {
    const [stray] = overview(ENGLISH, {
      ...RUN,
      findings: [finding('source-gone', 'high', 'elsewhere', 'm', 'a')],
    }).cases;
    expect(stray).toMatchObject({ id: 'elsewhere', verdict: null });
  });
});

describe('the evidence', () => {
  it('does not repeat what the message says', () => {
    const gone = source('a', 'P', 'T', 'https://a.example/', {
      link: link({ status: 'gone', why: told('answered 404') }),
    });
    const facts = (message: string) =>
      evidenceOf(ENGLISH, finding('source-gone', 'high', 'a', message, 'x'), gone).filter(
        (e) => e.kind === 'fact',
      );
    expect(facts('The page is gone: answered 404, on 3 days in a row.')).toEqual([]);
    expect(facts('The page is gone.')).toEqual([
      { kind: 'fact', label: 'Why', text: 'Answered 404.' },
    ]);
  });

  it('opens no address of a source that shows another document', () => {
    const replaced = RUN.sources.find((s) => s.id === 'usdos-ics-2024-china');
    if (replaced === undefined) throw new Error('the fixture has it');
    const verdict = { ...replaced, content: { ...replaced.content, change: 'replaced' as const } };
    const evidence = evidenceOf(
      ENGLISH,
      finding('content-replaced', 'high', verdict.id, 'm', 'a'),
      verdict,
    );
    expect(evidence.find((e) => e.kind === 'address')).toMatchObject({
      url: verdict.url,
      open: false,
    });
  });
});

describe('the words', () => {
  it('print dates as precisely as they are known', () => {
    expect(
      ['2025', '2025-09', '2025-09-29', '2025-09-29T02:00:00Z', 'n.d.', '2025-13'].map(ENGLISH.day),
    ).toEqual([
      '2025',
      'September 2025',
      '29 September 2025',
      '29 September 2025',
      'n.d.',
      '2025-13',
    ]);
    expect(moment(ENGLISH, '2025-09-29T23:30:00-02:00')).toBe('30 September 2025, 01:30 UTC');
    expect(moment(ENGLISH, 'soon')).toBe('soon');
  });

  it('wait with the word gone until it is confirmed', () => {
    expect(kindWords(ENGLISH, { kind: 'source-gone', severity: 'low' }).name).toBe(
      'Page failed, not yet confirmed',
    );
    expect(kindWords(ENGLISH, { kind: 'source-gone', severity: 'high' }).name).toBe('Page gone');
  });

  it('make a sentence of a reason', () => {
    expect(['no answer', 'It ended.', '', 'why?'].map(sentence)).toEqual([
      'No answer.',
      'It ended.',
      '',
      'Why?',
    ]);
  });
});
