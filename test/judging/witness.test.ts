import { describe, expect, it } from 'vitest';
import { ask, hear } from '../../src/judging/witness.js';
import { answered, judgeNight, useOf } from './nights.js';
import { pageOf } from './pages.js';

const PASSAGE = 'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const OTHER = 'The ministry held a press conference at its offices, and nothing was said of earlier campaigns. '.repeat(
  5,
);
const uses = [useOf(PASSAGE)];

const copy = (...shown: readonly string[]) =>
  ask({ place: { kind: 'copy', by: 'ecoi.net' }, url: 'https://ecoi.example/1', document: pageOf(...shown) }, uses);

/** The verdict on a page of which only the beginning came. */
const cutOff = (...shown: readonly string[]) => {
  const body = { bytes: new Uint8Array(1000), sha256: 'bytes', truncated: true };
  return judgeNight(1, { uses, document: pageOf(...shown), outcome: answered(200, { body }) });
};

describe('a page that was cut off', () => {
  it('keeps a passage that stands in its beginning, whatever a copy lost', () => {
    const verdict = cutOff(PASSAGE, OTHER);
    expect(verdict.witness).toBe('none');
    expect(hear(verdict, [copy(OTHER)], null).citations[0]?.quotes[0]).toMatchObject({
      verdict: 'intact',
      why: { kind: 'stands' },
    });
  });

  it('is completed by a copy where its beginning does not say', () => {
    expect(hear(cutOff(OTHER), [copy(PASSAGE, OTHER)], null).citations[0]?.quotes[0]).toMatchObject({
      verdict: 'intact',
      why: { kind: 'elsewhere', place: { kind: 'copy' } },
    });
  });
});

describe('a page that shows too little to prove an absence', () => {
  const teaser = judgeNight(1, { uses, document: pageOf('Police busted gangs. Read more…') });

  it('is completed by any witness in which the passage stands', () => {
    expect(hear(teaser, [copy(PASSAGE, OTHER)], null).citations[0]?.quotes[0]?.verdict).toBe('intact');
  });

  it('and by none in which it does not', () => {
    expect(hear(teaser, [copy(OTHER)], null).citations[0]?.quotes[0]?.verdict).toBe('unverifiable');
  });

  it('which a page that says enough is not: a copy cannot speak for it', () => {
    const rewritten = judgeNight(1, { uses, document: pageOf(OTHER) });
    expect(hear(rewritten, [copy(PASSAGE, OTHER)], null).citations[0]?.quotes[0]?.verdict).toBe('missing');
  });
});
