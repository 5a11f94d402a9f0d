import { judgePassage } from 'citewatch/passage';
import { answer } from './adapter.js';

/**
 * citewatch by its library. What stands only hidden, or in a correction, does not stand for a reader, and neither does a quotation whose
 * omission leaves out what weighs, or that is cut at a word which denies it; both citewatch shows beside its verdict.
 */
function verdictOf({ verdict, where, omitted = [] }) {
  if (verdict === 'unverifiable') return 'cannot-say';
  const isLeftOut = omitted.some(
    ({ where: place, weighty, denies }) => denies || (place === 'between' && weighty),
  );
  const isHeld = where === 'hidden' || where === 'correction';
  return verdict === 'intact' && !isHeld && !isLeftOut ? 'stands' : 'does-not-stand';
}

await answer(async (passage, page) => verdictOf(await judgePassage(passage, page)));
