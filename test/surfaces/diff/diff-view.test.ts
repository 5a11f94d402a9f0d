import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  condense,
  diffToHtml,
  diffToMarkdown,
  diffToTerminal,
} from '../../../src/surfaces/diff/diff-view.js';
import { painter } from '../../../src/surfaces/terminal/screen.js';
import { added, removed, same } from '../fixture-run.js';

const PLAIN = painter(false);

describe('a word difference', () => {
  it('reads well whether or not the parts carry the spaces between them', () => {
    const wanted = 'for [-PRC-] {+Chinese+} victims';
    expect(
      diffToTerminal([same('for '), removed('PRC '), added('Chinese '), same('victims')], PLAIN),
    ).toBe(wanted.replace('victims', 'victims'));
    expect(
      diffToTerminal([same('for'), removed('PRC'), added('Chinese'), same('victims')], PLAIN),
    ).toBe('for [-PRC-] {+Chinese+} victims');
    expect(diffToTerminal([same('共'), removed('五'), added('六'), same('件')], PLAIN)).toBe(
      '共[-五-] {+六+}件',
    );
  });

  it('carries colour only where there is any', () => {
    expect(diffToTerminal([added('x')], painter(true))).toBe('\u001b[32m{+x+}\u001b[39m');
  });

  it('is marked for Markdown and for HTML', () => {
    expect(diffToMarkdown([same('a '), removed('4.4 '), added('<b>'), same(' c')])).toBe(
      'a <del>4.4</del> <ins>\\<b\\></ins> c',
    );
    expect(diffToHtml([removed('<i>'), added('&')]).text).toBe(
      '<del>[−&lt;i&gt;]</del> <ins>[+&amp;]</ins>',
    );
  });

  it('survives mail readers that drop its elements', () => {
    const mail = diffToHtml([removed('4')], { removed: 'color:red', added: 'color:green' }).text;
    expect(mail.replace(/<\/?(?:del|ins)[^>]*>/g, '')).toBe('<span style="color:red">[−4]</span>');
  });

  it('is cut down to its surroundings, and loses no word that changed', () => {
    const part = fc.record({
      op: fc.constantFrom('same' as const, 'removed' as const, 'added' as const),
      text: fc.string({ maxLength: 400 }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const short = condense(parts, 20);
        const size = (list: typeof parts) => list.reduce((n, p) => n + p.text.length, 0);
        expect(size([...short])).toBeLessThanOrEqual(size(parts));
        expect(short.filter((p) => p.op !== 'same')).toEqual(parts.filter((p) => p.op !== 'same'));
        for (const p of parts.length > 1 ? short : [])
          if (p.op === 'same') expect([...p.text].length).toBeLessThanOrEqual(43);
      }),
    );
  });

  it('is cut down in every language that it is printed in', () => {
    const long = [same('word '.repeat(200)), removed('4'), added('5'), same(' word'.repeat(200))];
    for (const text of [diffToTerminal(long, PLAIN), diffToMarkdown(long), diffToHtml(long).text])
      expect(text.length).toBeLessThan(300);
  });
});
