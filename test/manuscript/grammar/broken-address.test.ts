import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../src/manuscript/grammar/parse-reference.js';
import { cited } from '../houses/cited.js';
import { runsOf } from './line.js';

const A = 'https://ap.example';

/** The address of a line that ends so, or the readings that are asked about. */
function address(where: string) {
  const reference = parseReference(runsOf(`AP News, “Peru votes”, 3 May 2024, ${where}`));
  expect(reference).toMatchObject({ publisher: 'AP News', title: 'Peru votes' });
  const [doubt, other] = reference?.doubts ?? [];
  expect(other).toBeUndefined();
  if (doubt?.kind !== 'broken-address') return [reference?.url, reference?.accessed?.iso, doubt];
  expect(reference?.url).toBeNull();
  return doubt.readings;
}
const read = '2024-06-04';
const ACCESSED = 'accessed 4 June 2024';

describe('an address that a line’s end cut', () => {
  it.each([
    [`${A}/forced- labour-2024, ${ACCESSED}`, `${A}/forced-labour-2024`],
    [`${A}/forced- labour (${ACCESSED})`, `${A}/forced-labour`],
    [`${A}/forced- labour- in-peru.html (${ACCESSED})`, `${A}/forced-labour-in-peru.html`],
    [`${A}/a/ b/c, ${ACCESSED}`, `${A}/a/b/c`],
    [`${A}/a/ peru.pdf, ${ACCESSED}`, `${A}/a/peru.pdf`],
    [`${A}/a?id= 12345, ${ACCESSED}`, `${A}/a?id=12345`],
    [`${A} /a/b, ${ACCESSED}`, `${A}/a/b`],
    [`${A}/a ?id=12, ${ACCESSED}`, `${A}/a?id=12`],
    [`${A}/a_ b (${ACCESSED})`, `${A}/a_b`],
    [`${A}/a% 20b (${ACCESSED})`, `${A}/a%20b`],
    [`https:// ap.example/a (${ACCESSED})`, `${A}/a`],
    [`[${A}/forced-](${A}/forced-) labour, ${ACCESSED}`, `${A}/forced-labour`],
    [`[${A}/a/](${A}/a/) b/c.html, ${ACCESSED}`, `${A}/a/b/c.html`],
    [`[${A}/a/](${A}/a/peru) peru, ${ACCESSED}`, `${A}/a/peru`],
  ])('goes on where the gap has a sign that can stand nowhere else: %s', (where, url) => {
    expect(address(where)).toEqual([url, read, undefined]);
  });

  it.each([
    [`${A}/a/ peru, ${ACCESSED}`, [`${A}/a/`, `${A}/a/peru`]],
    [`[${A}/a/](${A}/a/) peru, ${ACCESSED}`, [`${A}/a/`, `${A}/a/peru`]],
    [`${A}/rep orts/a/b.html, ${ACCESSED}`, [`${A}/rep`, `${A}/reports/a/b.html`]],
    [`${A}/a -2024.pdf (${ACCESSED})`, [`${A}/a`, `${A}/a-2024.pdf`]],
    [`${A}/a. pdf (${ACCESSED})`, [`${A}/a`, `${A}/a.pdf`]],
  ])('is asked about where it may go on or not: %s', (where, readings) => {
    expect(address(where)).toEqual(readings);
  });

  it.each([
    [`${A}/a/ ${ACCESSED}`, `${A}/a/`],
    [`${A}/a/, ${ACCESSED}`, `${A}/a/`],
    [`${A}/a/ [${ACCESSED}]`, `${A}/a/`],
    [`${A}/a/ (last ${ACCESSED})`, `${A}/a/`],
    [`[${A}/a/](${A}/a/) ${ACCESSED}`, `${A}/a/`],
  ])('is whole before the other parts of a line: %s', (where, url) => {
    expect(address(where)).toEqual([url, read, undefined]);
  });

  it('is whole before a date, an archive, another address and prose', () => {
    expect(parseReference(runsOf(`AP News, “Peru votes”, ${A}/a/ 3 May 2024`))?.url).toBe(
      `${A}/a/`,
    );
    expect(address(`${A}/a/ archived 13 February 2025`)[0]).toBe(`${A}/a/`);
    expect(
      parseReference(runsOf(`AP News, “Peru votes”, 3 May 2024, ${A}/a/ https://b.example/c/d`))
        ?.url,
    ).toBe(`${A}/a/`);
    expect(address(`${A}/a/, archived at https://web.archive.org/web/2024/${A}/a/`)).toEqual([
      `${A}/a/`,
      undefined,
      undefined,
    ]);
    expect(
      parseReference(
        runsOf(`AP News, “Peru votes”, 3 May 2024, ${A}/a/ and its annex, ${ACCESSED}`),
      )?.url,
    ).toBe(`${A}/a/`);
  });

  it('is asked about in a line that has nothing else, too', async () => {
    const { draft } = await cited(
      Buffer.from(`Said “nobody came back to the villages”.[^1]\n\n[^1]: ${A}/a/\n    peru`),
      'a.md',
    );
    expect(draft.citations[0]?.doubts.map(({ kind }) => kind)).toContain('broken-address');
  });
});
