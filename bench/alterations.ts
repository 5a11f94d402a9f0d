import type { Cheerio, CheerioAPI } from 'cheerio';
import type { Dice } from '../test/replica/prose.js';
import { sentence } from '../test/replica/prose.js';

type Selection = Cheerio<never>;

/** A page before and after, to be altered in place. */
export interface Pages {
  /** Parsed when it is asked for: most alterations leave it alone. */
  readonly earlier: () => CheerioAPI;
  readonly later: CheerioAPI;
  readonly from: Dice;
  /** Paragraphs of the later page's main text. */
  readonly prose: readonly Selection[];
  /** The chosen one of them; -1 when there is none. */
  readonly place: number;
}

/** False when the page has nothing of the kind. */
export type Alteration = (pages: Pages) => boolean;

const LONG = 80;
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The paragraphs of a page that stand in its known main text: elements that hold nothing but text, so that they can be rewritten. */
export function proseOf(page: CheerioAPI, main: string): readonly Selection[] {
  const known = letters(main);
  return page('p, li, td, dd, blockquote')
    .toArray()
    .map((element) => page(element) as unknown as Selection)
    .filter(
      (it) =>
        it.children().length === 0 &&
        it.text().trim().length >= LONG &&
        known.includes(letters(it.text())),
    );
}

/** Puts a part that moves into both pages, under the title where there is one. `choose` fixes what stays the same. */
const moving =
  (choose: (from: Dice) => (from: Dice) => string): Alteration =>
  ({ earlier, later, from }) => {
    const write = choose(from);
    for (const page of [earlier(), later]) {
      const title = page('h1').first();
      if (title.length > 0) title.after(write(from));
      else page('body').prepend(write(from));
    }
    return true;
  };

const thousands = (n: number): string => n.toLocaleString('en');
const HEADLINES = [
  'Ten towns to see this winter',
  'What the new budget means for you',
  'Opinion: the long road to reform',
  'Photos of the week',
  'Why the river is rising again',
  'A guide to the spring elections',
  'Markets close higher on trade hopes',
] as const;
const headlines = (from: Dice): string =>
  Array.from(
    { length: 4 },
    () => `<li><a href="/story/${from.roll(1, 9999)}">${from.pick(HEADLINES)}</a></li>`,
  ).join('');

const eachText = (page: CheerioAPI, change: (text: string) => string): void => {
  page('body *')
    .contents()
    .each((_, node) => {
      if (
        node.type === 'text' &&
        !/^(?:script|style|textarea|pre|noscript|template|iframe)$/.test(
          (node.parent as { name?: string })?.name ?? '',
        )
      )
        node.data = change(node.data);
    });
};

/** What no reader of the document would call a change. */
export const NOISE: Readonly<Record<string, Alteration>> = {
  clock: moving((from) => {
    const zone = from.pick([' am', ' pm', ' GMT', '']);
    return () => `<div class="time">${from.roll(1, 12)}:${from.roll(10, 59)}${zone}</div>`;
  }),
  'time since': moving((from) => {
    const did = from.pick(['Updated ', 'Published ', 'Posted ', '']);
    return () =>
      `<span>${did}${from.roll(2, 58)} ${from.pick(['minutes', 'hours', 'days'])} ago</span>`;
  }),
  'view counter': moving((from) => {
    const what = from.pick(['views', 'reads', 'shares', 'people reading this']);
    return () =>
      `<div class="meta"><span>${thousands(from.roll(1000, 99_999))} ${what}</span></div>`;
  }),
  'comment count': moving(
    () => (from) => `<p class="meta"><a href="#c">${from.roll(2, 400)} comments</a></p>`,
  ),
  nonce: moving(
    () => (from) =>
      `<input type="hidden" name="csrf" value="${from.roll(1, 1e9)}"><script nonce="${from.roll(1, 1e9)}">var t=${from.roll(1, 1e9)};</script>`,
  ),
  'related list changed': ({ earlier, later, from }) => {
    const tag = from.pick(['aside', 'section', 'div']);
    for (const page of [earlier(), later])
      page('body').append(
        `<${tag} class="related-articles"><h3>${from.pick(['Related', 'Read more', 'Most popular'])}</h3><ul>${headlines(from)}</ul></${tag}>`,
      );
    return true;
  },
  'footer year': ({ earlier, later }) => {
    earlier()('body').append('<footer><p>© 2025 The Publisher. All rights reserved.</p></footer>');
    later('body').append('<footer><p>© 2026 The Publisher. All rights reserved.</p></footer>');
    return true;
  },
  'cookie banner added': ({ later, from }) => {
    later('body').prepend(
      `<div id="${from.pick(['cookie-banner', 'gdpr-consent', 'CookieConsent'])}" role="dialog"><h2>Your privacy</h2><p>We and our ${from.roll(20, 900)} partners use cookies to store and read information on your device, to measure our audience and to show you advertisements that suit your interests.</p><button>Accept all</button></div>`,
    );
    return true;
  },
  'advert between paragraphs': ({ prose, place, from }) => {
    if (place < 0) return false;
    prose[place]?.after(
      `<div class="${from.pick(['ad-slot', 'advertisement', 'ads ads-inline'])}"><span>Advertisement</span><p>Fly to the coast from only $${from.roll(49, 199)}. <a href="https://ads.example/">Book now</a></p></div>`,
    );
    return true;
  },
  'navigation item added': ({ later, from }) => {
    const list = later('nav ul, [role=navigation] ul').first();
    if (list.length === 0) return false;
    list.append(`<li><a href="/live">${from.pick(['Live', 'Podcasts', 'Newsletters'])}</a></li>`);
    return true;
  },
  'script added': ({ later, from }) => {
    later('head').append(
      `<script src="/assets/app.${from.roll(1, 1e9)}.js"></script><style>.x{color:#${from.roll(100, 999)}}</style>`,
    );
    later('body').append(
      `<script>window.__data={"id":${from.roll(1, 1e9)},"text":"not seen"}</script><noscript><img src="/p?${from.roll(1, 1e9)}"></noscript>`,
    );
    return true;
  },
  'attributes renamed': ({ later, from }) => {
    later('body *').each((_, element) => {
      const it = later(element);
      it.attr('data-v', String(from.roll(1, 1e6)));
      if (it.attr('class') !== undefined) it.addClass(`css-${from.roll(1, 1e6).toString(36)}`);
    });
    return true;
  },
  'lines broken elsewhere': ({ later, from }) => {
    eachText(later, (text) =>
      text.replace(/(?<=\S) (?=\S)/g, () => from.pick([' ', '\n      ', '  '])),
    );
    return true;
  },
  'typographic quotes': ({ later }) => {
    eachText(later, (text) =>
      text
        .replace(/"([^"\n]*)"/g, '“$1”')
        .replace(/(?<=\w)'(?=\w)/g, '’')
        .replace(/ - /g, ' – ')
        .replace(/\.\.\./g, '…'),
    );
    return true;
  },
  'paragraphs wrapped': ({ prose }) => {
    if (prose.length === 0) return false;
    for (const it of prose) it.html(`<span class="text">${it.html() ?? ''}</span>`);
    return true;
  },
};

/** Rewrites the chosen paragraph; `rewrite` returns null when it has nothing of the kind. */
const rewriting =
  (rewrite: (text: string, from: Dice) => string | null): Alteration =>
  ({ prose, place, from }) => {
    for (let i = 0; i < prose.length; i++) {
      const it = prose[(place + i) % prose.length];
      const text = it?.text().trim() ?? '';
      const next = rewrite(text, from);
      if (it === undefined || next === null || next === text) continue;
      it.text(next);
      return true;
    }
    return false;
  };

const sentencesOf = (text: string): readonly string[] =>
  text.match(/[^.!?]+[.!?]+["”’)]*\s*/gu) ?? [];

/** One match of several, changed. */
function changeOne(
  text: string,
  pattern: RegExp,
  from: Dice,
  change: (match: string) => string,
): string | null {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return null;
  const { 0: match, index } = from.pick(matches);
  return text.slice(0, index) + change(match) + text.slice(index + match.length);
}

/** What a person who cites the page must hear of. */
export const EDITS: Readonly<Record<string, Alteration>> = {
  'digit changed': rewriting((text, from) =>
    changeOne(text, /\d/g, from, (d) => String((Number(d) + from.roll(1, 9)) % 10)),
  ),
  '“not” put in': rewriting((text, from) =>
    changeOne(text, /(?<=[a-z]) (?=[a-z])/g, from, () => ' not '),
  ),
  'name changed': rewriting((text, from) =>
    changeOne(text, /(?<=[a-z,] )[A-Z][a-z]{3,}/g, from, () =>
      from.pick(['Zanzibar', 'Petrov', 'Gansu']),
    ),
  ),
  'sentence deleted': rewriting((text, from) => {
    const sentences = sentencesOf(text);
    if (sentences.length < 2) return null;
    const lost = from.roll(0, sentences.length - 1);
    return sentences.filter((_, i) => i !== lost).join('');
  }),
  'sentence added': rewriting((text, from) => `${text} ${sentence(from, 'en')}`),
  'paragraph replaced': rewriting((_, from) => `${sentence(from, 'en')} ${sentence(from, 'en')}`),
};
