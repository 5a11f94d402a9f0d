import { describe, expect, test } from 'vitest';
import { observeDecisions } from '../../../src/judging/findings/decisions.js';
import { observe } from '../../../src/judging/findings/observe.js';
import { reconcile } from '../../../src/judging/findings/reconcile.js';
import type { EditionVerdict } from '../../../src/model/edition.js';
import type { FindingLife } from '../../../src/model/finding.js';
import type { LinkStatus } from '../../../src/model/link.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import type { Decision } from '../../../src/model/watchlist.js';
import { actionOf, messageOf } from '../../../src/surfaces/words/findings.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { night, playNight, useOf } from '../nights.js';
import { heading, pageOf } from '../pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const page = (text: string) =>
  pageOf(
    heading('A report'),
    text,
    'Observers described a slow improvement in access to legal aid, although practice differs between counties.',
    'The next edition is expected in the autumn of the coming year, after consultations with researchers and lawyers.',
  );
const well = playNight(1, { uses: [useOf(QUOTE)], document: page(QUOTE) }).verdict;
const altered = playNight(1, {
  uses: [useOf(QUOTE)],
  document: page(QUOTE.replace('41', '47')),
}).verdict;
const blocked: SourceVerdict = {
  ...playNight(1, { uses: [useOf(QUOTE)], document: null }).verdict,
  link: { ...well.link, status: 'blocked' },
};
const linked = (status: LinkStatus): SourceVerdict => ({ ...well, link: { ...well.link, status } });
const newer = (status: EditionVerdict['status'], ...names: readonly string[]): SourceVerdict => ({
  ...well,
  edition: {
    status,
    why: { kind: 'no-series' },
    newer: names.map((edition) => ({ edition, url: null, published: null, quotes: [] })),
  },
});
const decided = (about: string, more: Partial<Decision> = {}): Decision => ({
  source: 'a-source',
  about,
  edition: null,
  keep: true,
  reason: 'as agreed with the editor',
  on: '2025-09',
  until: null,
  ...more,
});
const said = (decision: Decision, verdict: SourceVerdict, before: readonly FindingLife[] = []) =>
  observeDecisions({
    decisions: [decision],
    sources: [verdict],
    observations: observe(verdict),
    before,
    now: night(1),
  });
const ids = (...given: Parameters<typeof said>) => said(...given).map(({ id }) => id);

describe('a decision that is over', () => {
  const over = decided('passage-altered', { until: '2025-09-30' });

  test('is told, in words that say which and what to do', () => {
    const [told] = said(over, altered);
    expect(told).toMatchObject({
      id: 'lint-decision-expired:a-source:passage-altered',
      kind: 'lint-decision-expired',
      severity: 'low',
    });
    expect(messageOf(ENGLISH, told as never)).toBe(
      'The decision about “Passage changed” held until 30 September 2025.',
    );
    expect(actionOf(ENGLISH, told as never)).toContain('Decide again');
  });

  test('holds for the whole of its last day', () => {
    expect(ids({ ...over, until: night(1).toISOString().slice(0, 10) }, altered)).toEqual([]);
  });

  test('waits where this machine saw nothing', () => {
    expect(ids(over, linked('unjudged'))).toEqual([]);
  });
});

describe('a decision that answers nothing is told', () => {
  test.each([
    ['the passage stands again', decided('passage-altered'), well],
    ['the page answers again', decided('source-gone'), well],
    ['it has an address by now', decided('no-url'), well],
    [
      'an edition that was never found',
      decided('edition-newer', { edition: '2031' }),
      newer('superseded', '2025'),
    ],
    [
      'a newer edition came out since',
      decided('edition-newer', { edition: '2024' }),
      newer('superseded', '2024', '2025'),
    ],
    [
      'the newer edition is cited by now',
      decided('edition-newer', { edition: '2025' }),
      newer('current'),
    ],
  ])('%s', (_, decision, verdict) => {
    const edition = decision.edition === null ? '' : `@${decision.edition}`;
    expect(ids(decision, verdict)).toEqual([
      `lint-decision-pointless:a-source:${decision.about}${edition}`,
    ]);
  });

  test('and names the edition that is the newest', () => {
    const [told] = said(
      decided('edition-newer', { edition: '2024' }),
      newer('superseded', '2024', '2025'),
    );
    expect(messageOf(ENGLISH, told as never)).toBe(
      'The decision about “Newer edition” (2024) no longer matches anything: the newest edition is 2025.',
    );
  });
});

describe('a decision is left alone', () => {
  test.each([
    ['while its finding is there', decided('passage-altered'), altered],
    [
      'while its edition is the newest',
      decided('edition-newer', { edition: '2025' }),
      newer('acknowledged', '2024', '2025'),
    ],
    [
      'while its edition is the newest, by another name',
      decided('edition-newer', { edition: '’25' }),
      newer('acknowledged', '2025'),
    ],
    ['behind a wall', decided('passage-altered'), blocked],
    ['of a failure of another name', decided('source-gone'), linked('unreachable')],
    ['where walls come and go', decided('source-blocked'), well],
    [
      'where the newest edition is not known',
      decided('edition-newer', { edition: '2025' }),
      newer('unknown'),
    ],
    ['where this machine saw nothing', decided('passage-altered'), linked('unjudged')],
  ])('%s', (_, decision, verdict) => {
    expect(ids(decision, verdict)).toEqual([]);
  });
});

test('a pointless decision is new once, waits behind walls, and is over when it is taken out', () => {
  const decision = decided('passage-altered');
  let lives: readonly FindingLife[] = [];
  const states = [well, well, blocked, well].map((verdict, i) => {
    const decisions = i === 3 ? [] : [decision];
    const observations = [...observe(verdict), ...said(decision, verdict, lives)].filter(
      ({ kind }) => i !== 3 || !kind.startsWith('lint-'),
    );
    const watched = new Set(['a-source']);
    lives = reconcile({
      changes: [],
      run: i + 1,
      now: night(i + 1),
      observations,
      sources: [verdict],
      before: lives,
      decisions,
      watched,
    });
    return lives.find(({ finding }) => finding.kind === 'lint-decision-pointless')?.finding.state;
  });
  expect(states).toEqual(['new', 'open', 'open', 'resolved']);
});
