import { READER } from './script-reader.js';
import { SEARCH } from './script-search.js';

/** What the page cannot do without a script, and can do without. */
export const SCRIPT = SEARCH + READER;
