import { describe, expect, test } from 'vitest';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote, type SearchedText } from '../../src/passage/judge-quote.js';
import { extract } from '../../src/reading/extract.js';
import { PASSAGE, PLACES } from './twins/places.js';
import { p } from './twins/twins.js';

const AROUND =
  'It rained all week in the north of the province, and the roads to the villages were closed to cars.';

async function judged(
  body: string,
  part = '',
  known?: Extract<SearchedText, { kind: 'text' }>['known'],
) {
  const url = `https://source.example/report${part === '' ? '' : `#${part}`}`;
  const html = `<!doctype html><meta charset="utf-8"><title>t</title><main>${p(AROUND)}\n${body}\n${p(AROUND)}</main>`;
  const document = await extract(new TextEncoder().encode(html), { contentType: 'text/html', url });
  return judgeQuote(
    'q',
    { text: PASSAGE },
    { kind: 'text', url, haystacks: haystacksOf(document), known },
  );
}

describe.each(PLACES)('a passage in $what', ({ where, there, main, part }) => {
  test.each(there)('stands there: %s', async (page) => {
    expect(await judged(page, part)).toMatchObject({ verdict: 'intact', where });
  });
  test.each(main)('is told from one in the main text: %s', async (page) => {
    expect(await judged(page, part)).toMatchObject({ verdict: 'intact', where: 'main' });
  });
});

test('every place has its look-alike', () => {
  for (const { what, there, main } of PLACES) {
    expect(there, what).not.toHaveLength(0);
    expect(main, what).not.toHaveLength(0);
  }
});

describe('what the document says in other words by now', () => {
  const other = PASSAGE.replace('16,349', '349');
  const comment = `<section id="comments"><p>${PASSAGE}</p></section>`;
  const box = `<aside><p>${PASSAGE}</p></aside>`;
  const long = p(...Array.from({ length: 6 }, () => AROUND));
  const known = { omitted: [], where: 'main' } as const;
  test('outweighs a comment or a correction that still has it as it was', async () => {
    expect(await judged(`${p(other)}${long}${comment}`)).toMatchObject({
      verdict: 'altered',
      weighty: true,
    });
    expect(
      await judged(p(other, `Correction: An earlier version of this article said: ${PASSAGE}`)),
    ).toMatchObject({
      verdict: 'altered',
      weighty: true,
    });
  });
  test('outweighs a box when the passage stood in the text before', async () => {
    expect(await judged(`${p(other)}${box}`, '', known)).toMatchObject({ verdict: 'altered' });
    expect(await judged(`${p(other)}${box}`)).toMatchObject({ verdict: 'intact', where: 'aside' });
  });
  test('outweighs nothing where it says something else', async () => {
    expect(await judged(`${long}${comment}`, '', known)).toMatchObject({
      verdict: 'intact',
      where: 'comment',
    });
  });
});
