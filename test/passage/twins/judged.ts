import type { QuoteVerdict } from '../../../src/model/quote.js';
import { haystacksOf } from '../../../src/passage/haystack.js';
import { judgeQuote } from '../../../src/passage/judge-quote.js';
import { extract } from '../../../src/reading/extract.js';

const BEFORE =
  'The ministry held a press conference at its offices. Journalists were given a printed summary of the cases, and waited.';
const AFTER =
  'Another conference is planned for the spring. Little was heard of the courts or of earlier campaigns in the provinces.';
/** The address of every page of the table. */
export const URL = 'https://source.example/report';

/** A page of the table as HTML, between two paragraphs that nobody quotes. */
export const pageOf = (body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>t</title><main><p>${BEFORE}</p>\n${body}\n<p>${AFTER}</p></main>`;

/** The verdict on a quotation where a page of the table stands. */
export async function judgedOn(quote: string, body: string): Promise<QuoteVerdict> {
  const document = await extract(new TextEncoder().encode(pageOf(body)), {
    contentType: 'text/html',
    url: URL,
  });
  return judgeQuote(
    'q',
    { text: quote },
    { kind: 'text', url: URL, haystacks: haystacksOf(document) },
  );
}
