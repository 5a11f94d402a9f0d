import { hostOf } from '../../src/model/address.js';
import type { Page } from '../../test/world.js';
import type { Claim, Word } from './claim.js';
import type { Draft } from './draft.js';
import type { Work } from './work.js';

/** Something that happens to addresses over nights: an event, a wall, an outage, a redesign. */
export interface Happening {
  readonly name: string;
  /** First and last night, both included. */
  readonly from: number;
  readonly to: number;
  readonly covers: (url: string) => boolean;
  /** What it does to the text. */
  readonly alter?: (draft: Draft) => Draft;
  /** Where the text stands now, for those who follow a permanent redirect. */
  readonly leadsTo?: string;
  /** What stands in the way of the text: the same every night, or what an address answers on a night. */
  readonly answer?: Page | ((url: string, night: number) => Page);
  /** Addresses besides the works' own that answer otherwise while it lasts. */
  readonly pages?: Readonly<Record<string, Page>>;
  readonly claims: readonly Claim[];
}

/** Of what nobody takes back. */
export const FOREVER = Number.POSITIVE_INFINITY;

/** True when a happening is going on. */
export const isOn = ({ from, to }: Pick<Happening, 'from' | 'to'>, night: number): boolean =>
  from <= night && night <= to;

/** What happens to the addresses of these works, and what may be said of each. */
export function happening(
  name: string,
  works: readonly Work[],
  span: readonly [from: number, to: number],
  words: readonly Word[],
  more: Pick<Happening, 'alter' | 'leadsTo' | 'answer' | 'pages'>,
): Happening {
  const [from, to] = span;
  const urls = new Set(works.map(({ url }) => url));
  const claims = works.map((work) => ({
    event: name,
    source: work.id,
    host: hostOf(work.url),
    from,
    to,
    words,
  }));
  return { name, from, to, covers: (url) => urls.has(url), claims, ...more };
}
