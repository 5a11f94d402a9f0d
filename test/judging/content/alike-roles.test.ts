import { describe, expect, it } from 'vitest';
import { judgeContent } from '../../../src/judging/content/judge-content.js';
import type { ContentChange } from '../../../src/model/content.js';
import { furniture, type Given, pageOf, readingOf } from '../pages.js';

const PROSE =
  'The court of the province heard the case of nine lenders who had charged students interest of four hundred per cent.';
const APPEALS =
  'An appeal may be lodged within thirty days, and is heard by three judges who took no part before.';

const change = (before: readonly Given[], after: readonly Given[]): ContentChange =>
  judgeContent(readingOf(pageOf(...after), 'later'), readingOf(pageOf(...before), 'earlier'))
    .verdict.change;

describe('a paragraph that markup calls furniture on one night and text on the other', () => {
  it('has not changed, whichever way it turns', () => {
    expect(change([PROSE, APPEALS], [PROSE, furniture(APPEALS)])).toBe('cosmetic');
    expect(change([PROSE, furniture(APPEALS)], [PROSE, APPEALS])).toBe('cosmetic');
  });

  it('is edited when one of its words is another', () => {
    const edited = APPEALS.replace('thirty', 'ten');
    expect(change([PROSE, APPEALS], [PROSE, furniture(edited)])).toBe('edited');
    expect(change([PROSE, furniture(APPEALS)], [PROSE, edited])).toBe('edited');
  });

  it('has left the text when it only stood in the furniture before as well', () => {
    const teaser = furniture(APPEALS);
    expect(change([PROSE, APPEALS, teaser], [PROSE, teaser])).toBe('edited');
    expect(change([PROSE, teaser], [PROSE, APPEALS, teaser])).toBe('edited');
  });
});
