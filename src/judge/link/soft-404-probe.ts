import { type Document, visibleText } from '../../model/document.js';
import { pageSimilarity } from '../page-similarity.js';

/** True when a site shows the same page at an address that was made up as at the cited one: then it shows it for anything. */
export const isSamePage = (cited: Document, madeUp: Document): boolean =>
  visibleText(cited) === visibleText(madeUp) ||
  pageSimilarity(madeUp, { title: '', baseline: cited }) === 'same';
