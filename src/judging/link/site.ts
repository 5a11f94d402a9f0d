import { hostOf } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { LinkReason, LinkSign, LinkVerdict } from '../../model/link.js';
import type { OutcomeFacts } from '../../model/visit.js';
import { isHomePage } from '../document-identity.js';
import { pageFeatures, type Sketch } from '../page-similarity.js';
import { blockOf } from './block-page.js';
import { programErrorOn } from './error-page.js';
import { classifyLink, type LinkClassification } from './judge-link.js';
import { isNotice, linksInMenus } from './soft-404.js';

/** What is said of an address once its site was asked. */
export type AskedLink = Pick<LinkClassification, 'status' | 'by' | 'why' | 'signs'>;

/** Links in its menus from which on a page is of a site that works. */
const MENU = 3;

/** What a site answered, asked for another address than the doubtful one; an outcome of null where it could not be asked. */
export interface SiteAnswer {
  readonly outcome: OutcomeFacts | null;
  readonly document: Document | null;
}

/** True for an answer that says something of its site: a page that is no wall and no failure, or that there is none. */
function isHeard({ outcome, document }: SiteAnswer): boolean {
  if (outcome?.kind !== 'answered') return false;
  const { status } = classifyLink({ ...outcome, body: null }, document, false);
  return (
    status === 'gone' ||
    (document !== null && document.unread === null && (status === 'alive' || status === 'moved'))
  );
}

/** What a site's answer for its home page says of a doubtful page. */
export interface JudgedHome {
  /** True when that is what the site shows at home. */
  readonly isShown: boolean;
  /** As {@link wholeSiteNotice}. */
  readonly notice: AskedLink | null;
  /** False for an answer that says nothing of the site. */
  readonly isHeard: boolean;
}

/** Holds what came in a document's place, or what is remembered of it, against what its site shows at home. */
export const judgeHome = (came: Sketch | Document | null, home: SiteAnswer): JudgedHome => ({
  isShown: isHomePage(came, home.document),
  notice: wholeSiteNotice(home),
  isHeard: isHeard(home),
});

/** What is said of an address of which only its likeness speaks, where its site could not be heard. */
export const unheard = ({ http, why, signs = [] }: LinkVerdict, host: string): AskedLink => ({
  status: 'alive',
  by: null,
  why: { kind: 'answered', http: http ?? 0, at: null, cut: false, part: null },
  signs: [...signs, ...signsIn(why), { kind: 'site-unheard', host }],
});

const signsIn = (why: LinkReason): readonly LinkSign[] =>
  why.kind === 'flapping' ? signsIn(why.why) : why.kind === 'not-the-document' ? why.signs : [];

/** What is remembered of a page as what gave it away: a notice of the whole site is no document, also where it stands alone one day. */
export function givenAwayBy(
  { status, why }: AskedLink,
  { signs = [], why: before }: LinkVerdict,
): LinkReason | null {
  if (status === 'soft-404') return why;
  const known = [...signs, ...signsIn(before)];
  return status === 'alive' || known.length === 0
    ? null
    : { kind: 'not-the-document', signs: known };
}

/**
 * What a page is that a site shows at home as well as in a document's place: a notice of the whole site, by what it asks
 * of its reader and by what a program says in it. Null for a home page.
 */
export function wholeSiteNotice({ outcome, document: home }: SiteAnswer): AskedLink | null {
  if (home === null || outcome?.kind !== 'answered') return null;
  const face = pageFeatures(home);
  if (!isNotice(home)) return null;
  const host = hostOf(outcome.url);
  const block = blockOf({ ...outcome, body: null }, home, 'other');
  if (block !== null)
    return { status: 'blocked', by: block.by, why: { kind: 'blocked', why: block.why } };
  const works = linksInMenus(home) >= MENU;
  // The home page of a site that works asks whether it may set cookies, or where to send its letter.
  if (home.passwordForm || home.asks === 'proof' || (home.asks === 'answer' && !works)) {
    const by = home.passwordForm ? 'login' : home.asks === 'proof' ? 'bot-wall' : null;
    return {
      status: 'blocked',
      by,
      why: { kind: 'blocked', why: { kind: 'whole-site', host, size: face.size } },
    };
  }
  const error = programErrorOn(home, face);
  if (error === null && works) return null;
  return { status: 'server-error', by: null, why: { kind: 'whole-site', host, size: face.size } };
}

/** True for an address whose site is to be asked: a doubtful one, and one that is held dead and was not believed to be on an earlier night. */
export function isToBeAsked(
  { status, signs, why, failures, since }: LinkVerdict,
  at: string,
  confirm: number,
): boolean {
  if (status === 'alive') return signs !== undefined;
  // Its site gave it away on an earlier night.
  if (/^shown-/u.test(why.kind)) return false;
  const isFailure =
    status === 'soft-404' || (status === 'server-error' && why.kind === 'error-shown');
  return isFailure && (failures <= confirm || since === at);
}
