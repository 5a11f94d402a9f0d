import { expect, test } from 'vitest';
import { paragraphsOf, Vocabulary } from '../../../src/reading/pdf/paragraphs.js';

/** Paragraphs of lines below each other at even distances, the second of which ends early. */
const paragraphs = (...lines: readonly string[]): readonly string[] =>
  paragraphsOf(
    lines.map((text, i) => ({ text, x0: 60, x1: i === 1 ? 180 : 520, y: 200 + 12 * i, size: 10 })),
    new Vocabulary(),
  ).map(({ text }) => text);

test.each([
  ['English', 'The court heard the men of the', 'village. ', 'They were let go in the evening of'],
  ['Hindi', 'अदालत ने गाँव के पुरुषों की बात', 'सुनी। ', 'उन्हें शाम को छोड़ दिया गया और वे'],
  ['Amharic', 'ፍርድ ቤቱ የመንደሩን ሰዎች ጉዳይ', 'ሰማ። ', 'ከዚያም ምሽት ላይ ለቀቃቸው'],
  ['Burmese', 'တရားရုံးက ရွာသားများ၏ အမှုကို', 'ကြားနာသည်။ ', 'ညနေတွင် လွှတ်ပေးခဲ့သည်'],
  ['Urdu', 'عدالت نے گاؤں کے مردوں کی بات', 'سنی۔ ', 'انہیں شام کو چھوڑ دیا گیا اور وہ'],
])('a line of %s that ends a sentence and early ends its paragraph', (_, first, end, second) => {
  expect(paragraphs(first, end, second)).toHaveLength(2);
  // The same where no sentence ends: the word behind it was too long for the line, or the line was broken by hand.
  expect(paragraphs(first, end.replace(/\P{L}+$/u, ''), second)).toHaveLength(1);
});
