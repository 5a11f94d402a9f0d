import type { Twins } from '../twins/twins.js';
import { BLOCKS } from './blocks.js';
import { BRACKETS } from './brackets.js';
import { INSERTIONS } from './insertions.js';
import { LETTERS } from './letters.js';
import { NOTES } from './notes.js';
import { OMISSIONS } from './omissions.js';
import { twinsOf } from './practice.js';
import { SHORT } from './short.js';
import { SIGNS } from './signs.js';

/** What authors of country reports do to quotations, in many languages: `npm run bench -- passages` reports how much of it is right. */
export const COI_PRACTICE: readonly Twins[] = [
  ...BRACKETS,
  ...OMISSIONS,
  ...INSERTIONS,
  ...BLOCKS,
  ...NOTES,
  ...LETTERS,
  ...SIGNS,
  ...SHORT,
].map(twinsOf);
