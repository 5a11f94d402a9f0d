import type { EditionReason, SectionFate } from '../../model/edition-reason.js';
import { day } from '../dates.js';
import { linkReason } from './link.js';
import { shortfallReason } from './shortfall.js';

/** What an edition verdict rests on, in words. */
export function editionReason(why: EditionReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'no-series':
      return 'not part of a series';
    case 'none-found':
      return `no edition after ${why.after ?? 'the cited edition'} was found`;
    case 'unnamed':
    case 'nothing-compared':
    case 'incomparable':
    case 'later-unread':
    case 'waited':
      return openQuestion(why);
    case 'none-by':
      return `no edition after ${why.after} was found, and one was due by ${day(why.due)}`;
    case 'out':
      return `the ${why.latest} edition is out, ${why.cited ?? 'an older one'} is cited`;
    case 'kept':
      return `kept although the ${why.latest} edition is out: ${why.decision}`;
    case 'notice':
      return `the publisher says: “${why.words}”`;
    case 'withdrawn':
      return `the publisher withdrew it${why.on === null ? '' : ` on ${day(why.on)}`}${why.explanation === '' ? '' : `: “${why.explanation}”`}`;
    case 'retracted':
      return `Crossref records a ${why.type.replaceAll('_', ' ')} (${why.notice})`;
    case 'unlisted':
      return `it is no longer listed at ${why.page}${why.change === null ? '' : `; on ${day(why.change.on)} it said: “${why.change.note}”`}`;
    case 'cover-moved':
      return `cover date ${day(why.from)} became ${day(why.to)}`;
    case 'cover-differs':
      return `the ${why.cited} edition is cited, and the document there says ${why.found}`;
    case 'other-document':
      return `another document stands at the address of the ${why.cited ?? 'cited'} edition${why.made === null ? '' : `: the file says that it was made on ${day(why.made.now)}, the one before on ${day(why.made.before)}`}`;
    case 'not-compared':
      return `its editions could not be compared: ${shortfallReason(why.why)}`;
    case 'both':
      return `${editionReason(why.why)}; ${editionReason(why.also)}`;
  }
}

type OpenQuestion = Extract<
  EditionReason,
  { readonly kind: 'unnamed' | 'nothing-compared' | 'incomparable' | 'later-unread' | 'waited' }
>;

/** Why nobody can say whether the cited edition is the latest. */
function openQuestion(why: OpenQuestion): string {
  switch (why.kind) {
    case 'unnamed':
      return 'which edition is cited is not recorded';
    case 'nothing-compared': {
      const lists =
        why.read === 0
          ? 'no list of its editions was read'
          : 'the lists that were read name none of its editions';
      return `whether an edition after ${why.after ?? 'the cited one'} is out is not known: ${lists}`;
    }
    case 'incomparable':
      return `whether ${why.seen.map(({ name }) => `“${name}”`).join(', ')} is newer than “${why.cited ?? 'the cited edition'}” cannot be told from the names`;
    case 'later-unread':
      return `the ${why.edition} edition is named at ${why.at}, and could not be read${why.why === null ? '' : `: ${linkReason(why.why)}`}`;
    case 'waited':
      return `no edition after ${why.after} was found, though one was due by ${day(why.due)}: it may come out less often now, under another name, or no more`;
  }
}

/** Whether the section in which a passage stood is there still, in words. */
export function sectionWords(section: SectionFate): string {
  switch (section.kind) {
    case 'told':
      return section.sentence;
    case 'there':
      return `its section “${section.heading}” is there, the sentence is not`;
    case 'gone':
      return `its section “${section.heading}” is gone`;
  }
}
