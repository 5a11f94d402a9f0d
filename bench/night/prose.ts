/** Words of which no two pages have the same row: a page's text is its own, and the same on every night. */
const WORDS =
  'police detained border village families officials ministry report journalist court trial prison evidence lawyer district labour trafficking victims shelter government policy reform commission inspector complaint custody detention asylum witness statement protest union factory contract wage debt broker passport visa embassy consulate deportation appeal tribunal hearing judgment clause amendment statute decree province county township hospital school teacher student minority language religion temple mosque church ceremony permit licence registration household income subsidy harvest drought flood relief convoy checkpoint patrol armed group militia ceasefire negotiation envoy delegation observer mission mandate resolution'.split(
    ' ',
  );

/** A page's title, without a number that would make it an edition of something. */
export const titleOf = (n: number): string =>
  `On ${[n, Math.floor(n / WORDS.length), Math.floor(n / WORDS.length ** 2)].map((i) => WORDS[i % WORDS.length]).join(' and ')}`;

/** A page's quotation: its third paragraph. */
export const quoteOf = (n: number): string => paragraph(n, 2);

function paragraph(n: number, i: number): string {
  let seed = (n * 7919 + i * 104_729 + 1) >>> 0;
  const words = Array.from({ length: 60 }, () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return WORDS[(seed >>> 8) % WORDS.length] as string;
  });
  const first = words[0] as string;
  return `${first[0]?.toUpperCase()}${first.slice(1)} ${words.slice(1, 30).join(' ')}, ${words.slice(30).join(' ')}.`;
}

/** Paragraphs of about so many bytes in all; an edited page has another paragraph near its end. */
export function textOfLength(n: number, bytes: number, edited: boolean): string {
  const paragraphs: string[] = [];
  for (let length = 0, i = 0; length < bytes; i++) {
    const text = `<p>${paragraph(n, i)}</p>`;
    paragraphs.push(text);
    length += text.length;
  }
  if (edited) paragraphs[paragraphs.length - 2] = `<p>${paragraph(n + 1_000_003, 1)}</p>`;
  return paragraphs.join('\n');
}
