import { p } from './twins.js';

/**
 * What may change, from one night to the next, around a quotation and in what it leaves out, and beside each the change that
 * must not pass for it. Pages are HTML, as in `twins.ts`. To extend it, add a row: a tolerance needs its altered twin.
 */
export interface OmissionTwins {
  readonly what: string;
  readonly quote: string;
  /** The page on the night on which what is left out was accepted. */
  readonly page: string;
  /** Pages that leave out the same. */
  readonly same: readonly string[];
  /** Pages in whose omissions a word that weighs came or went. */
  readonly graver: readonly string[];
  /** Pages in whose omissions only other words did. */
  readonly other?: readonly string[];
}

const [FIRST, LAST] = [
  'the ministry provided shelter to all of the victims of the raid',
  'and paid for their journey home in the spring of the year after',
];
const QUOTE = `${FIRST} [...] ${LAST}`;
const said = (words: string): string =>
  p(`In its report ${FIRST} ${words} ${LAST}, the lawyers add.`);
const LEFT = 'whom it had found in the 12 camps of Guangdong';
const WHOLE = 'The ministry provided shelter to all of the victims of the raid on the camps.';
const NEXT = 'It paid for their journey home in the spring of the year after.';
const MIDDLE = 'They had been found by the police, who came by night.';
const apart = (...between: readonly string[]): string => [p(WHOLE), ...between, p(NEXT)].join('\n');
const LONG = Array.from(
  { length: 60 },
  (_, i) => `The clerk read out the ${i}th letter of a family to its landlord, and a reply to it.`,
);
const long = (change: (lines: string[]) => void): string => {
  const lines = [...LONG];
  change(lines);
  return apart(p(...lines));
};

const seized = (who: string, whom: string, rest = 'in the lower town'): string =>
  p(`On Monday ${who} detained nine villagers ${whom} ${rest} and let them speak to a lawyer.`);
const [WHO, WHOM] = ['police', 'who did not resist them'];

export const OMITTED: readonly OmissionTwins[] = [
  {
    what: 'the number of the paragraph that a quotation begins',
    quote: WHOLE,
    page: p(`[44] ${WHOLE}`),
    same: [
      p(`[45] ${WHOLE}`),
      p(`(a) ${WHOLE}`),
      p(`3.198 ${WHOLE}`),
      p(`§ 12 ${WHOLE}`),
      p(WHOLE),
    ],
    graver: [p(`[44] Denied: ${WHOLE}`), p(`(not) ${WHOLE}`)],
  },
  {
    what: 'words within a sentence',
    quote: QUOTE,
    page: said(LEFT),
    same: [
      said(LEFT.replace('found in', 'found  in\n')),
      said(LEFT.replace('camps', '<b>camps</b>')),
      said(LEFT.replace('camps', 'camps<sup><a href="#fn7">7</a></sup>')),
      said(LEFT.replace('found in', 'found, in')),
      `${p('Another paragraph came to stand above it.')}${said(LEFT)}${p('And one below.')}`,
    ],
    graver: [
      said(LEFT.replace('had found', 'had not found')),
      said(LEFT.replace('12', '14')),
      said(LEFT.replace('camps', 'camps7')),
      said(LEFT.replace('Guangdong', 'Hainan')),
      said(LEFT.replace('had found', 'may have found')),
      said(LEFT.replace('had found', 'allegedly found')),
      said(LEFT.replace('it had', 'it said that it had')),
      said(LEFT.replace('in the', 'before the')),
    ],
    other: [said(LEFT.replace('camps', 'large camps')), said(LEFT.replace('found in', 'met in'))],
  },
  {
    what: 'words under an editor’s insertion',
    quote:
      'On Monday [police] detained nine villagers [who did not resist] in [the town] and let them speak to a lawyer.',
    page: seized(WHO, WHOM, 'in it'),
    same: [
      seized('<b>Police</b>', WHOM, 'in it'),
      seized(WHO, 'who did not resist them,', 'in it'),
      seized(`${WHO}<sup><a href="#fn7">7</a></sup>`, WHOM, 'in it'),
      // What the editor says is all that the page said.
      seized('', WHOM, 'in it'),
      `${p('Another paragraph came to stand above it.')}${seized(WHO, WHOM, 'in it')}`,
    ],
    graver: [
      seized(WHO, 'who did resist them', 'in it'),
      seized(WHO, 'not who did resist them', 'in it'),
      seized('', 'who did resist', 'in it'),
    ],
    other: [
      seized('rebels', WHOM, 'in it'),
      seized(`relatives of ${WHO}`, WHOM, 'in it'),
      seized(WHO, 'who did not resist soldiers', 'in it'),
      seized(WHO, WHOM, 'in the town square'),
    ],
  },
  {
    what: 'the sentence in which it begins and ends',
    quote: FIRST,
    page: p(`It rained. Dr. Li wrote that ${FIRST} and left. It snowed.`),
    same: [
      p(`It rained all day. Dr. Li wrote that ${FIRST} and left. It did not snow.`),
      p(
        `It rained. Dr. Li<sup><a href="#n1">1</a></sup> wrote  that ${FIRST}, and left. It snowed.`,
      ),
    ],
    graver: [
      p(`It rained. It is not true, as Dr. Li wrote, that ${FIRST} and left. It snowed.`),
      p(`It rained. Dr. Wu wrote that ${FIRST} and left. It snowed.`),
      p(`It rained. Dr. Li wrote that ${FIRST}, unless they were sold, and left. It snowed.`),
      p(`It rained. ${FIRST} and left. It snowed.`),
      p(`It rained. Dr. Li wrote that ${FIRST} and went. It snowed.`),
    ],
    other: [p(`It rained. Dr. Li wrote that ${FIRST} and the left. It snowed.`)],
  },
  {
    what: 'a number that the quotation cuts',
    quote: 'million people were detained in the camps of the region in that year',
    page: p('Some 3 million people were detained in the camps of the region in that year.'),
    same: [p('Some  3 million people were detained in the camps of the region in that year.')],
    graver: [
      p('Some 5 million people were detained in the camps of the region in that year.'),
      p('Some million people were detained in the camps of the region in that year.'),
    ],
  },
  {
    what: 'paragraphs between two quoted ones',
    quote: `${WHOLE} [...] ${NEXT}`,
    page: apart(p(MIDDLE)),
    same: [
      apart(p(MIDDLE), '<aside class="ad"><p>Buy 3 shirts, get 1 free</p></aside>'),
      apart('<p>Advertisement</p>', p(MIDDLE)),
      apart(p('Read more: Beijing hits out at new US tariffs'), p(MIDDLE)),
      apart('<nav><ul><li><a href="/a">Ten killed in Hainan</a></li></ul></nav>', p(MIDDLE)),
      apart('<h3>How they were found</h3>', p(MIDDLE)),
      apart(p(MIDDLE), '<figure><img alt=""><figcaption>A camp in Hainan</figcaption></figure>'),
    ],
    graver: [
      apart(p(MIDDLE), p('None of this was ever proved.')),
      apart(p(MIDDLE.replace('by the police', 'by no police'))),
      apart(p('That was denied by all sides')),
    ],
    other: [apart(p(MIDDLE.replace('by night', 'at dusk'))), apart()],
  },
  {
    what: 'an omission of many paragraphs',
    quote: `${WHOLE} [...] ${NEXT}`,
    page: long(() => {}),
    same: [long((lines) => lines.splice(2, 0, 'Read more: the letters of 1923'))],
    graver: [
      long((lines) => lines.splice(2, 0, 'None of the letters was real, the police said.')),
      long((lines) => lines.splice(-2, 0, 'None of the letters was real, the police said.')),
      long((lines) => lines.splice(1, 1, LONG[1]?.replace('read', 'did not read') as string)),
    ],
    other: [long((lines) => lines.splice(1, 1, LONG[1]?.replace('landlord', 'owner') as string))],
  },
  {
    what: 'a question behind a Japanese sentence',
    quote: '警察は容疑者を一人も逮捕せず、捜査は二週間で打ち切られたと弁護士は話している',
    page: p('警察は容疑者を一人も逮捕せず、捜査は二週間で打ち切られたと弁護士は話している。'),
    same: [p('警察は容疑者を一人も逮捕せず、捜査は二週間で打ち切られたと弁護士は話している！')],
    graver: [p('警察は容疑者を一人も逮捕せず、捜査は二週間で打ち切られたと弁護士は話しているか。')],
  },
  {
    what: 'characters without capitals',
    quote: '警方逮捕了工人 [...] 法院随后判决了他们的案件并没收了财产',
    page: p('警方逮捕了工人，并把他们带到县里，法院随后判决了他们的案件并没收了财产。'),
    same: [p('警方逮捕了工人,并把他们带到县里,法院随后判决了他们的案件并没收了财产。')],
    graver: [p('警方逮捕了工人，没有把他们带到县里，法院随后判决了他们的案件并没收了财产。')],
  },
  {
    what: 'what leads to a passage',
    quote: `that ${FIRST} ${LAST}`,
    page: p(`The court accepted that ${FIRST} ${LAST}, and made it proven.`),
    same: [p(`The court  accepted that ${FIRST} ${LAST}, and made it proven.`)],
    graver: [
      p(`The court rejected that ${FIRST} ${LAST}, and made it proven.`),
      p(`The court accepted that ${FIRST} ${LAST}, and made it unproven.`),
      p(`The bench accepted that ${FIRST} ${LAST}, and made it proven.`),
    ],
    other: [p(`A court accepted that ${FIRST} ${LAST}, and made it proven.`)],
  },
];
