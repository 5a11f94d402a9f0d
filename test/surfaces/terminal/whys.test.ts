import { describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { renderTerminal, renderTodo, renderWhys } from '../../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { RUN } from '../fixture-night.js';

const screen = { colour: false, width: 72 };

describe('the why of each verdict', () => {
  it.each(RUN.sources.map((verdict) => [verdict.id, verdict] as const))(
    '%s is one line',
    (id, verdict) => {
      const line = renderWhys(ENGLISH, verdict, screen);
      expect(line).toMatch(/^[^\n]+\n$/u);
      expect(line.startsWith(`${id}  address: `)).toBe(true);
      for (const part of ['text: ', 'edition: ']) expect(line).toContain(part);
      expect(line).not.toMatch(/undefined|\[object|NaN|\.\.|, ;|: ;/u);
    },
  );

  it('has a reason for a passage that does not stand, and the address of a newer edition', () => {
    const told = RUN.sources.map((verdict) => renderWhys(ENGLISH, verdict, screen)).join('');
    expect(told).toMatch(/passages: [^;]*“[^”]+” stands with other words, \S/u);
    const newer = RUN.sources.flatMap(({ edition }) => edition.newer.at(-1)?.url ?? []);
    expect(newer.length).toBeGreaterThan(0);
    for (const url of newer) expect(told).toContain(url);
  });

  it('obeys no control character of a page', () => {
    const [verdict] = RUN.sources as [SourceVerdict];
    const [citation] = verdict.citations;
    const hostile = { ...verdict, id: 'a\u001b[31mb\nc', citations: citation ? [citation] : [] };
    expect(renderWhys(ENGLISH, hostile, screen)).not.toMatch(/\p{Cc}(?<!\n$)/u);
  });
});

describe('what needs a person', () => {
  it('is the beginning of what check prints, without the sum and what waits', () => {
    const needs = renderTodo(ENGLISH, RUN, screen);
    const whole = renderTerminal(ENGLISH, RUN, screen);
    expect(needs).toMatch(/\S\n$/u);
    expect(whole.startsWith(needs)).toBe(true);
    expect(needs).not.toContain('sources stand');
    expect(whole.length).toBeGreaterThan(needs.length);
  });

  it('is nothing when nothing does', () => {
    expect(renderTodo(ENGLISH, { ...RUN, findings: [] }, screen)).toBe('');
  });
});
