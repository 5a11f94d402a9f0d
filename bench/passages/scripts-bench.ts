import { haystacksOf } from '../../src/passage/haystack.js';
import { extract } from '../../src/reading/extract.js';
import { lettersOf } from './other-tools.js';
import { SCRIPTS, type ScriptText } from './scripts.js';
import { type Place, type Row, Tally } from './tally.js';

/** A page, and a quotation that does not stand on it as quoted. */
interface Forged {
  readonly page: string;
  readonly quote: string;
}

/** Places of one text that are changed at most. */
const MOST = 12;
const URL = 'https://a.example/page';
const MARK = /\p{M}/gu;

/** The text changed at each of its matches, or at some of them spread over it. */
function atEach(
  text: string,
  pattern: RegExp,
  change: (found: string) => string,
): readonly string[] {
  const matches = [...text.matchAll(pattern)];
  return matches
    .filter((_, i) => i % Math.ceil(matches.length / MOST) === 0)
    .map(
      ({ 0: found, index }) =>
        text.slice(0, index) + change(found) + text.slice(index + found.length),
    );
}

const all = ({ sentences, denied }: ScriptText): readonly string[] => [...sentences, denied];
const pagesOf = (quote: string, pages: readonly string[]): readonly Forged[] =>
  pages.map((page) => ({ page, quote }));

/** What a forger, or a careless hand, does to a text, by kind. */
const FORGERIES: Readonly<Record<string, (text: ScriptText) => readonly Forged[]>> = {
  'marks dropped on the page': (text) =>
    all(text).flatMap((one) =>
      pagesOf(
        one,
        atEach(one, MARK, () => ''),
      ),
    ),
  'marks dropped in the quote': (text) =>
    text.optionalMarks
      ? []
      : all(text).flatMap((one) =>
          atEach(one, MARK, () => '').map((quote) => ({ page: one, quote })),
        ),
  'letters dropped on the page': (text) =>
    all(text).flatMap((one) =>
      pagesOf(
        one,
        atEach(one, /(?<=\p{L}\p{M}*)\p{L}(?=\p{M}*\p{L})/gu, () => ''),
      ),
    ),
  'negation put in on the page': (text) =>
    text.sentences.flatMap((one) =>
      pagesOf(
        one,
        atEach(one, / /gu, () => ` ${text.negation} `),
      ),
    ),
  'negation taken out on the page': (text) =>
    pagesOf(text.denied, [text.denied.replace(text.negation, '')]),
  'negation under an insertion': (text) =>
    text.sentences.flatMap((one) =>
      atEach(one, / /gu, () => '\0').map((cut) => ({
        page: cut.replace('\0', ` ${text.negation} `),
        quote: cut.replace('\0', ' [A. B.] '),
      })),
    ),
  'negation under an omission': (text) => [
    { page: text.denied, quote: text.denied.replace(text.negation, ' [...] ') },
  ],
  'signs beside the number': (text) =>
    all(text).flatMap((one) =>
      ['−', '<', '≥', '±', '$']
        .flatMap((sign) =>
          pagesOf(
            one,
            atEach(one, /\d+/gu, (n) => `${sign}${n}`),
          ),
        )
        .concat(
          ['%', '½', '/7', '–99', '²'].flatMap((sign) =>
            pagesOf(
              one,
              atEach(one, /\d+/gu, (n) => `${n}${sign}`),
            ),
          ),
        ),
    ),
  'digits changed': (text) =>
    all(text).flatMap((one) =>
      pagesOf(
        one,
        atEach(one, /\d/gu, (d) => String((Number(d) + 3) % 10)),
      ),
    ),
  'a word struck out': (text) =>
    all(text).flatMap((one) =>
      pagesOf(
        one,
        atEach(one, /(?<=\s)\S+(?=\s)/gu, (word) => `<del>${word}</del>`),
      ),
    ),
};

/** Differences that mean nothing, of which none may be told. */
const STANDING: Readonly<Record<string, (text: ScriptText) => readonly Forged[]>> = {
  'as it is': (text) => all(text).map((quote) => ({ page: quote, quote })),
  'invisible joiners on the page': (text) =>
    all(text).map((quote) => ({ page: quote.replaceAll(' ', ' \u200b'), quote })),
  'a struck word that is not quoted': (text) =>
    all(text).flatMap((quote) =>
      pagesOf(
        quote,
        atEach(quote, / /gu, () => ` <s>${text.negation}</s> `),
      ),
    ),
};

const escaped = (text: string): string => text.replace(/<(?!\/?(?:del|s)>)/g, '&lt;');

async function placeOf(page: string, around: readonly string[]): Promise<Place> {
  const html = `<!doctype html><meta charset="utf-8"><p>${[around[0], escaped(page), around[1]].join('</p><p>')}</p>`;
  const document = await extract(Buffer.from(html), {
    contentType: 'text/html; charset=utf-8',
    url: URL,
  });
  const plain = page.replace(/<[^>]*>/g, '');
  return {
    id: page,
    evidence: { kind: 'text', url: URL, haystacks: haystacksOf(document) },
    others: { plain, letters: lettersOf(plain), reader: lettersOf(plain) },
  };
}

async function tallied(
  kinds: Readonly<Record<string, (text: ScriptText) => readonly Forged[]>>,
  stands: boolean,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [what, make] of Object.entries(kinds)) {
    const tally = new Tally();
    const byLang: string[] = [];
    for (const text of SCRIPTS) {
      const before = stands ? tally.count('intact') : tally.plain;
      const cases = make(text);
      for (const { page, quote } of cases)
        tally.judge(
          await placeOf(
            page,
            text.sentences.map(() => '…'),
          ),
          quote,
          stands ? 'intact' : 'altered',
        );
      const now = (stands ? tally.count('intact') : tally.plain) - before;
      if (stands ? now < cases.length : now > 0)
        byLang.push(`${text.lang} ${now} of ${cases.length}`);
    }
    if (byLang.length > 0) console.log(`  ${what}: ${byLang.join(', ')}`);
    rows.push({ what, stands, tally });
  }
  return rows;
}

/** Ten scripts, with what may differ and what may not. */
export async function benchScripts(): Promise<readonly Row[]> {
  return [...(await tallied(STANDING, true)), ...(await tallied(FORGERIES, false))];
}
