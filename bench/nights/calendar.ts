import { hostOf } from '../../src/model/address.js';
import { type Dice, dice } from '../../test/replica/prose.js';
import { alternations } from './alternation.js';
import { hasFact } from './draft.js';
import { goneAndBack, pageGone, pageMoved, softGone } from './events/deaths.js';
import {
  correction,
  documentReplaced,
  type Event,
  harmlessEdit,
  notTakenOut,
  numberEdited,
  passageRemoved,
  pdfReplaced,
  redesign,
} from './events/edits.js';
import { editionListed, noteWithdrawn, retraction } from './events/registers.js';
import {
  editedInRedesign,
  editTakenBack,
  factEdited,
  filterOn,
  goodbyeEverywhere,
  noticeQuoted,
  replacedInKind,
  sectionInstead,
  shortReplaced,
  softUnseen,
} from './events/unseen.js';
import type { Happening } from './happening.js';
import { certificateExpired, hostDown, shortOutage } from './outages.js';
import { SHELF } from './shelf.js';
import { notice, onePageForAll, wall } from './strangers.js';
import type { Work } from './work.js';

/** Nights before the first event: what was not learned of a page by then is part of the test. */
const FIRST = 5;
/** Nights before the last for which no event begins any more, so that each can be told. */
const LAST = 12;
/** Nights around an event on which nothing else happens to its source. */
const BEFORE = 2;
const AFTER = 7;

type Chosen = readonly [event: Event, times: number, fits: (work: Work) => boolean];

const isOrdinary = ({ form, series, design }: Work): boolean =>
  form === 'html' && series === null && design !== 'journal';
const isOf =
  (kind: string) =>
  ({ series }: Work): boolean =>
    series?.startsWith(kind) ?? false;

/** The true events of a seed: the narrow ones choose their works first. */
const EVENTS: readonly Chosen[] = [
  [editionListed, 1, isOf('tip')],
  [pdfReplaced, 1, isOf('dfat')],
  [noteWithdrawn, 1, isOf('cpin')],
  [retraction, 1, ({ design }) => design === 'journal'],
  [correction, 2, (work) => isOrdinary(work) && work.design === 'newspaper'],
  [documentReplaced, 1, (work) => isOrdinary(work) && work.lang === 'en'],
  [numberEdited, 1, isOrdinary],
  [notTakenOut, 1, isOrdinary],
  [passageRemoved, 2, isOrdinary],
  [pageGone, 2, isOrdinary],
  [softGone, 2, isOrdinary],
  [pageMoved, 2, isOrdinary],
  [goneAndBack, 2, isOrdinary],
  [noticeQuoted, 1, (work) => isOrdinary(work) && work.lang === 'en'],
  [factEdited, 1, (work) => isOrdinary(work) && hasFact(work)],
  [goodbyeEverywhere, 1, (work) => isOrdinary(work) && standsAlone(work)],
  [softUnseen, 1, isOrdinary],
  [sectionInstead, 1, isOrdinary],
  [replacedInKind, 1, isOrdinary],
  [shortReplaced, 1, isOrdinary],
  [editedInRedesign, 1, (work) => isOrdinary(work) && work.design !== 'plain'],
  [editTakenBack, 1, isOrdinary],
  [harmlessEdit, 2, isOrdinary],
];

/** True for the only work of its host. */
const standsAlone = ({ url }: Work): boolean =>
  SHELF.filter((other) => hostOf(other.url) === hostOf(url)).length === 1;

/** Nights of each work on which something happens already. */
class Diary {
  readonly #busy = new Map<string, boolean[]>();

  constructor(readonly nights: number) {}

  isFree({ id }: Work, from: number, to: number): boolean {
    const busy = this.#busy.get(id) ?? [];
    for (let night = from; night <= to; night += 1) if (busy[night] === true) return false;
    return true;
  }

  keep(works: readonly Work[], from: number, to: number): void {
    for (const { id } of works) {
      const busy = this.#busy.get(id) ?? [];
      for (let night = Math.max(1, from); night <= Math.min(to, this.nights); night += 1)
        busy[night] = true;
      this.#busy.set(id, busy);
    }
  }
}

/** Everything that happens to these works in so many nights. */
export function calendarOf(
  works: readonly Work[],
  nights: number,
  seed: number,
): readonly Happening[] {
  const roll = dice(`${seed} calendar`);
  const diary = new Diary(nights);
  const events = trueEvents(works, diary, roll);
  return [
    // First, since it stands before everything else.
    filterOn(dice(`${seed} filter`).roll(FIRST, nights)),
    ...alternations(works, seed),
    ...events,
    ...troubleOfHosts(works, diary, roll),
    ...redesigns(works, roll),
    ...trouble(works, diary, roll),
  ];
}

function trueEvents(works: readonly Work[], diary: Diary, roll: Dice): readonly Happening[] {
  const chosen = new Set<Work>();
  return EVENTS.flatMap(([event, times, fits]) =>
    Array.from({ length: times }, () => {
      const work = roll.pick(works.filter((one) => fits(one) && !chosen.has(one)));
      chosen.add(work);
      const made = event(work, roll.roll(FIRST, diary.nights - LAST));
      // What answers instead of the text for good leaves nothing to be in the way of.
      const to = made.answer === undefined ? made.from + AFTER : made.to + AFTER;
      diary.keep([work], made.from - BEFORE, to);
      return made;
    }),
  );
}

/** Hosts of several works, whole: one is down for long, one has a certificate that expired, two serve one page for all. */
function troubleOfHosts(works: readonly Work[], diary: Diary, roll: Dice): readonly Happening[] {
  const several = [...new Set(works.map(({ url }) => hostOf(url)))]
    .map((host) => works.filter((work) => hostOf(work.url) === host))
    .filter((all) => all.length > 1 && all.every(({ url, at }) => url === at));
  const placed = (
    nights: number,
    made: (of: readonly Work[], from: number) => Happening,
  ): readonly Happening[] => {
    for (let tries = 0; tries < 40; tries += 1) {
      const of = roll.pick(several);
      const from = roll.roll(FIRST, diary.nights - LAST);
      if (!of.every((work) => diary.isFree(work, from - 1, from + nights))) continue;
      diary.keep(of, from - 1, from + nights);
      return [made(of, from)];
    }
    return [];
  };
  return [
    ...placed(5, (of, from) => hostDown(of, from, 5, roll)),
    ...placed(6, (of, from) => certificateExpired(of, from, 6)),
    ...placed(1, (of, from) => onePageForAll(of, from, roll)),
    ...placed(1, (of, from) => onePageForAll(of, from, roll)),
  ];
}

/** Works whose site gets other markup: at any time, whatever else happens. */
const redesigns = (works: readonly Work[], roll: Dice): readonly Happening[] =>
  Array.from({ length: 5 }, () =>
    redesign(roll.pick(works.filter(isOrdinary)), roll.roll(FIRST, 50)),
  );

/** Walls, notices and outages of a work in sixty nights. */
const TROUBLES = 3;

function trouble(works: readonly Work[], diary: Diary, roll: Dice): readonly Happening[] {
  return works.flatMap((work) =>
    Array.from({ length: TROUBLES }, () => {
      const from = roll.roll(3, diary.nights - 1);
      const nights = roll.roll(1, 3);
      if (!diary.isFree(work, from - 1, from + nights)) return [];
      diary.keep([work], from - 1, from + nights);
      const made = [wall, notice, notice, shortOutage][roll.roll(0, 3)] ?? wall;
      return [made(work, from, made === shortOutage ? Math.min(nights, 2) : nights, roll)];
    }).flat(),
  );
}
