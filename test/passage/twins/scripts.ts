import { LANGUAGES, type Speech, THAI } from './languages.js';
import type { OmissionTwins } from './omitted.js';
import { p, type Twins } from './twins.js';

const caption = (text: string): string =>
  `<figure><img alt=""><figcaption>${text}</figcaption></figure>`;
const heading = (text: string): string => `<h3>${text}</h3>`;
const ends = (sentence: string, { stop }: Speech): string => `${sentence}${stop}`.trim();

/** What stands between two paragraphs, where a sign tells a sentence from a label. */
function betweenParagraphs(speech: Speech): Twins {
  const { language, label, between, comma } = speech;
  const [one, two] = [ends(speech.first, speech), ends(speech.second, speech)];
  return {
    what: `what stands between two paragraphs of ${language}`,
    quote: `${one} ${two}`,
    intact: [
      p(one, two),
      p(one, label, two),
      ...[heading, caption].map((set) => p(one) + set(label) + p(two)),
    ],
    altered: [
      p(one, ends(between, speech), two),
      p(one, `${between}${comma}`.trim(), two),
      p(one, `“${ends(between, speech)}”`, two),
      p(`${one} ${ends(between, speech)} ${two}`),
    ],
  };
}

/** A bare ellipsis leaves out a sentence, and no words within one. */
function underEllipsis(speech: Speech): Twins {
  const { language, first, second, stop, comma, label, next } = speech;
  return {
    what: `a bare ellipsis of ${language}`,
    quote: `${first}${stop}… ${second}`,
    intact: [p(`${first}${stop}${next[0]}${stop}${second}${stop}`)],
    altered: [p(`${first}${comma}${label}${comma}${second}${stop}`)],
  };
}

const ASKED: Readonly<Record<string, string>> = {
  Amharic: '፧',
  Urdu: '؟',
  Chinese: '？',
  'Arabic, asked': '.',
};
/** A question that states, or what is stated and asks. */
function asked(speech: Speech): Twins {
  const { language, first } = speech;
  return {
    what: `a question of ${language}`,
    quote: ends(first, speech),
    intact: [p(ends(first, speech)), p(`“${ends(first, speech)}”`)],
    altered: [p(`${first}${ASKED[language] ?? '?'}`)],
  };
}

/** Numbers of paragraphs, each with the full stop of its script. */
function numbered(language: string, one: string, two: string): Twins {
  const speech = LANGUAGES.find((known) => known.language === language) as Speech;
  const [first, second] = [ends(speech.first, speech), ends(speech.second, speech)];
  return {
    what: `numbered paragraphs of ${language}`,
    quote: `${first} ${second}`,
    intact: [p(`${ends(one, speech)} ${first}`, `${ends(two, speech)} ${second}`)],
    altered: [p(first, `${two} ${second}`), p(`${first} ${ends(two, speech)} ${second}`)],
  };
}

/** Tolerances that hang on where a sentence ends, in every script. */
export const SCRIPTS: readonly Twins[] = [
  ...LANGUAGES.flatMap((speech) => [
    betweenParagraphs(speech),
    underEllipsis(speech),
    asked(speech),
  ]),
  {
    what: 'what stands between two paragraphs of Thai, where no sign tells a sentence from a label',
    quote: `${THAI.first} ${THAI.second}`,
    intact: [
      p(THAI.first, THAI.second),
      p(THAI.first, 'อ่านเพิ่มเติม: ศาลจังหวัด', THAI.second),
      p(THAI.first, 'โฆษณา', THAI.second),
      ...[heading, caption].map((set) => p(THAI.first) + set(THAI.label) + p(THAI.second)),
    ],
    altered: [
      p(THAI.first, THAI.between, THAI.second),
      p(THAI.first, 'ข่าวนี้เป็นเท็จ', THAI.second),
      p(THAI.first, 'โฆษณาชวนเชื่อ', THAI.second),
    ],
  },
  numbered('English', '1', '2'),
  numbered('Amharic', '1', '2'),
  numbered('Burmese', '၁', '၂'),
  numbered('Hindi', '१', '२'),
  numbered('Urdu', '۱', '۲'),
  numbered('Tibetan', '༡', '༢'),
  numbered('Khmer', '១', '២'),
];

/** Those of English are beside the other tables: there the words would have to weigh. */
const OTHERS = LANGUAGES.filter(({ language }) => language !== 'English');

/** What a quotation leaves out of its sentence, in every script: the next one is no part of it. */
export const OMITTED_SCRIPTS: readonly OmissionTwins[] = OTHERS.flatMap((speech) => {
  const { language, first, second, stop, comma, next } = speech;
  const [one, other] = next;
  return [
    {
      what: `the sentences around a quotation of ${language}`,
      quote: first,
      page: p(`${one}${stop}${first}${stop}${one}${stop}`),
      same: [
        p(`${one}${stop}${first}${stop}${other}${stop}`),
        p(`${other}${stop}${first}${stop}${one}${stop}`),
        p(`${second}${stop}${one}${stop}${first}${stop}`),
      ],
      graver: [
        p(`${one}${stop}${first}${comma}${one}${stop}`),
        p(`${one}${comma}${first}${stop}${one}${stop}`),
      ],
    },
    {
      what: `the sentence that a quotation of ${language} cuts`,
      quote: first,
      page: p(`${first}${comma}${one}${stop}${one}${stop}`),
      same: [p(`${first}${comma}${one}${stop}${other}${stop}`)],
      graver: [
        p(`${first}${comma}${other}${stop}${one}${stop}`),
        p(`${first}${stop}${one}${stop}`),
      ],
    },
  ];
});
