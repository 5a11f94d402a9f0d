import type { Page } from '../../test/world.js';
import { draftOf } from './draft.js';
import { type Happening, isOn } from './happening.js';
import { noiseOn } from './noise.js';
import { answerOf, hopsTo, htmlOf, pdfOf } from './page.js';
import { contentApi, crossref, recordOf, tipIndex } from './registers.js';
import { CPIN_INDEX, SHELF, TIP_INDEX } from './shelf.js';
import type { Work } from './work.js';

/** Addresses besides the works' own, as they answer while nothing happens. */
const standing = (works: readonly Work[]): Readonly<Record<string, Page>> => ({
  [TIP_INDEX]: answerOf(tipIndex([])),
  [CPIN_INDEX]: answerOf(
    contentApi(SHELF.filter(({ id }) => id.startsWith('cpin-'))),
    {},
    'application/json',
  ),
  ...Object.fromEntries(
    works
      .filter(({ design }) => design === 'journal')
      .map((work) => [recordOf(work), answerOf(crossref(work, false), {}, 'application/json')]),
  ),
});

/** The made-up web: what an address answers on a night. */
export class Web {
  readonly #works: ReadonlyMap<string, Work>;
  readonly #standing: Readonly<Record<string, Page>>;

  constructor(
    works: readonly Work[],
    readonly happenings: readonly Happening[],
    readonly seed: number,
  ) {
    this.#works = new Map(works.map((work) => [work.url, work]));
    this.#standing = standing(works);
  }

  /** True on a night on which a filter stands before all of it. */
  isShut(night: number): boolean {
    return this.happenings.some((one) => isOn(one, night) && one.covers('about:blank'));
  }

  /** Null for an address that there is not. */
  answer(url: string, night: number, date: Date): Page | null {
    const on = this.happenings.filter((one) => isOn(one, night));
    const here = on.filter(({ covers }) => covers(url));
    const instead = here.find(({ answer }) => answer !== undefined)?.answer;
    if (instead !== undefined) return typeof instead === 'function' ? instead(url, night) : instead;
    const work = this.#works.get(url);
    if (work === undefined)
      return (
        on.map(({ pages }) => pages?.[url]).find((page) => page !== undefined) ??
        this.#standing[url] ??
        null
      );
    const draft = here.reduce((text, { alter }) => alter?.(text) ?? text, draftOf(work));
    const leadsTo = here.find((one) => one.leadsTo !== undefined)?.leadsTo;
    const hops = leadsTo === undefined ? hopsTo(url, work.at, 302) : hopsTo(url, leadsTo, 301);
    return work.form === 'pdf'
      ? answerOf(pdfOf(draft, date), hops, 'application/pdf')
      : answerOf(htmlOf(draft, noiseOn(work, date, this.seed)), hops);
  }
}
