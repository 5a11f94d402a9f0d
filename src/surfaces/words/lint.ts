import type { LintRule } from '../../model/lint.js';

/** What a rule is called, and how what breaks it is mended. */
export interface RuleWords {
  readonly name: string;
  readonly mend: string;
}

/** Every rule in words. */
export const RULE_WORDS: Readonly<Record<LintRule, RuleWords>> = {
  'uncited-quotation': {
    name: 'Quotation without a citation',
    mend: 'Add the citation line: without it nobody can check the passage.',
  },
  'client-initials': {
    name: 'Initials that nothing explains',
    mend: 'Take them out, or write the abbreviation out at its first use: a public report must not point at a client.',
  },
  'client-placeholder': {
    name: 'Words about the client',
    mend: 'Say it without the client: a public report must not point at the case that it was written for.',
  },
  'prose-date': {
    name: 'Sentence and citation give different dates',
    mend: 'Look the date up at the source, and correct whichever is wrong.',
  },
  'address-date': {
    name: 'Address and citation give different dates',
    mend: 'Open the page, and cite the date on which it was published, not the one on which it was updated or read.',
  },
  'page-date': {
    name: 'Page and citation give different dates',
    mend: 'Cite the date on which the page says that it was published.',
  },
  'other-link': {
    name: 'Link that opens another address than it shows',
    mend: 'Make the link and its words the same address.',
  },
  'archive-today': {
    name: 'Capture of archive.today',
    mend: 'Cite the page itself, or a capture of web.archive.org: the operator of archive.today has altered captures.',
  },
  'access-before-publication': {
    name: 'Read before it was published',
    mend: 'Correct the access date or the date of publication: both cannot be right.',
  },
  'shared-text': {
    name: 'Two sources with the same words',
    mend: 'Do not count them as two: cite the one that the other took its words from, or say that they share them.',
  },
  'rests-on': {
    name: 'One source has it from the other',
    mend: 'Do not count them as two: cite the one that said it first, or say that the other relies on it.',
  },
  'prose-publisher': {
    name: 'Sentence and citation name different publishers',
    mend: 'Name the publisher alike in both, or say how the two belong together.',
  },
  'access-missing': {
    name: 'Citation without an access date',
    mend: 'Read the source again, and add the day: “last accessed: 25 March 2025”.',
  },
  'access-imprecise': {
    name: 'Access date without a day',
    mend: 'Give the day, as in “last accessed: 25 March 2025”.',
  },
  'access-after-report': {
    name: 'Read after the report was published',
    mend: 'Correct the access date, or the date of the report.',
  },
  'access-after-cut-off': {
    name: 'Read after the cut-off date',
    mend: 'Correct the access date, or the cut-off date that the report states.',
  },
  'access-stale': {
    name: 'Read long ago',
    mend: 'Read the source again, and put today’s date; `citewatch cite` prints the line.',
  },
  'access-outdated': {
    name: 'Read longer before the report than it allows',
    mend: 'Read the source again, and say what it says today.',
  },
  'source-outdated': {
    name: 'Older than the report allows',
    mend: 'Look for a newer source, or say why this one still holds.',
  },
  'no-address': {
    name: 'Source without an address',
    mend: 'Link the title to the document: nobody can check what nobody can open.',
  },
  'translation-unsaid': {
    name: 'Translation that is not said to be one',
    mend: 'Say who translated it, and give the words of the source.',
  },
  'secondary-citation': {
    name: 'Cited second-hand',
    mend: 'Find what was said first, and cite that, or both.',
  },
  'time-frame': {
    name: 'Time frame that the sources do not keep',
    mend: 'State the dates of the earliest and the most recent source as they are cited.',
  },
  'edition-year': {
    name: 'Edition and publication are years apart',
    mend: 'Correct the date, or cite the edition that came out then.',
  },
  'decision-reason': {
    name: 'Decision without a reason',
    mend: 'Say in `reason` why the source is kept, in a sentence that a reviewer can rely on.',
  },
  'decision-expired': {
    name: 'Decision that is over',
    mend: 'Decide again, or take it out of `decisions`.',
  },
  'decision-idle': {
    name: 'Decision that answers nothing',
    mend: 'Take it out of `decisions`.',
  },
  'decision-open-ended': {
    name: 'Decision without an end',
    mend: 'Set `until`, so that somebody looks again.',
  },
  'undated-source': {
    name: 'Source without a date',
    mend: 'Add the date of publication, or “undated” where the source has none.',
  },
  'source-twice': {
    name: 'One address, two sources',
    mend: 'Make them one in `sources`, and let both citations name it.',
  },
  'other-title': {
    name: 'One source, two titles',
    mend: 'Print the title alike each time, as the source has it.',
  },
  'other-date': {
    name: 'Citations of one source give different dates of publication',
    mend: 'Look the date up at the source, and print it alike each time.',
  },
  'other-access': {
    name: 'Citations of one source give different access dates',
    mend: 'Read the source once, hold every passage against it, and put that day everywhere.',
  },
  'no-pinpoint': {
    name: 'Quoted from a PDF without a page',
    mend: 'Add the page or the paragraph.',
  },
  'not-in-quotation': {
    name: 'Said of the source, and not in the quotation',
    mend: 'Quote the words that carry it, or take it out of the sentence.',
  },
  'unbalanced-quotation': {
    name: 'Quotation mark that is missing',
    mend: 'Close the quotation where the source’s words end.',
  },
  'omission-after-auxiliary': {
    name: 'Omission where a “not” could stand',
    mend: 'Look at the source, and quote the verb whole.',
  },
  'omission-weighs': {
    name: 'Words that weigh are left out',
    mend: 'Quote them too: a “not”, a doubt, a number or who said it changes what a reader takes from the rest.',
  },
  'consulted-not-cited': {
    name: 'Listed, and cited nowhere',
    mend: 'Cite it, or list it as consulted but not cited.',
  },
  'cited-not-listed': {
    name: 'Cited, and not listed',
    mend: 'Add it to the list of sources, under the name that the citation uses.',
  },
};
