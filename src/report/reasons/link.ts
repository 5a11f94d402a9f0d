import type { Lacks, LinkReason, Unasked } from '../../model/link-reason.js';
import { blockReason } from './block.js';
import { signsOf } from './signs.js';

/** What a link's verdict rests on, in words. */
export function linkReason(why: LinkReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'no-address':
      return 'nobody has recorded the address of this source';
    case 'unasked':
      return unaskedReason(why.why);
    case 'failed':
      return why.message;
    case 'answered':
      return `answered ${why.http}${why.at === null ? '' : ` at ${why.at}`}${lacking(why)}`;
    case 'moved':
      return why.stands === true
        ? `moved for good to ${why.to}, and the document stands there${lacking(why)}`
        : `leads for good to ${why.to}; whether the document stands there is not known${lacking(why)}`;
    case 'not-modified':
      return 'answered 304: not changed since the last visit';
    case 'empty-304':
      return 'it answered 304 (not changed) without having been asked that: an empty page';
    case 'gone':
      return `answered ${why.http}: ${why.http === 404 ? 'not found' : 'gone for good'}`;
    case 'server-trouble':
      return `answered ${why.http}: the site is in trouble`;
    case 'bad-request':
      return `answered ${why.http}: the site refused the request`;
    case 'no-location':
      return `answered ${why.http} without saying where to go`;
    case 'circle':
      return `its pages lead in a circle: ${why.url} comes up again`;
    case 'no-content':
      return `it answered ${why.http}, which means no content`;
    case 'empty-body':
      return `it answered ${why.http} with an empty page`;
    case 'not-the-document':
      return signsOf(why.signs);
    case 'shown-for-anything':
      return `${signsOf(why.signs)}; and its site shows the same page at an address that was made up`;
    case 'shown-at-home':
      return `${signsOf(why.signs)}; and ${why.host} shows the same as its home page`;
    case 'shared-target':
      return `it leads to ${why.target}, where ${why.host} leads ${why.others} other sources too`;
    case 'one-text':
      return `it shows the same text as ${why.others === 1 ? 'another cited address' : `${why.others} other cited addresses`} tonight${why.hosts > 1 ? `, on ${why.hosts} sites` : ''}: a notice, and no document`;
    case 'blocked':
      return blockReason(why.why);
    case 'flapping':
      return `${linkReason(why.why)}; it comes and goes: ${why.spells} failing spells in ${why.nights} nights`;
  }
}

const lacking = ({ cut, part }: Lacks): string =>
  (cut ? ', longer than the limit: only its beginning was read' : '') +
  (part === null ? '' : `, but the page has no part named ${part}`);

/** Why a source was not asked for, in words. */
export function unaskedReason(why: Unasked): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'robots':
      return `not asked for, because ${why.file} asks programs to keep away from it`;
    case 'no-capture':
      return 'no capture of it was kept';
    case 'offline':
      return 'this machine was offline: no server answered';
    case 'same-failure':
      return `everything failed in the same way, so the trouble is on this side (${why.message})`;
    case 'captive-portal':
      return 'every site showed the same page, as the login page of a network does (a captive portal)';
    case 'same-refusal':
      return `every host gave the same refusal (${why.http}): a filter stands between this machine and the web`;
  }
}
