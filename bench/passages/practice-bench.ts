import type { QuoteStatus } from '../../src/model/quote.js';
import { haystacksOf } from '../../src/passage/haystack.js';
import { extract } from '../../src/reading/extract.js';
import { COI_PRACTICE } from '../../test/passage/practice/table.js';
import { pageOf, URL } from '../../test/passage/twins/judged.js';
import { Tally } from './tally.js';

async function judge(
  tally: Tally,
  quote: string,
  pages: readonly string[],
  expected: QuoteStatus,
): Promise<void> {
  for (const page of pages) {
    const document = await extract(new TextEncoder().encode(pageOf(page)), {
      contentType: 'text/html',
      url: URL,
    });
    tally.judge(
      { id: page, evidence: { kind: 'text', url: URL, haystacks: haystacksOf(document) } },
      quote,
      expected,
    );
  }
}

/** What authors of country reports do to quotations: how much of it is right, and how many of the altered twins pass. */
export async function benchPractice(): Promise<void> {
  const [standing, twins] = [new Tally(), new Tally()];
  for (const { quote, intact, altered } of COI_PRACTICE) {
    await judge(standing, quote, intact, 'intact');
    await judge(twins, quote, altered, 'altered');
  }
  console.log(
    `COI practice               right ${standing.of('intact')}; altered twins intact ${twins.of('intact')}`,
  );
}
