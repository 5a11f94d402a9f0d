import { takeAccess } from '../grammar/access-clause.js';
import { isName } from '../grammar/names.js';
import { datesIn, saysDayFirst } from '../grammar/printed-date.js';
import type { TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';

const NAME = String.raw`\p{Lu}[^\s,:;()]{0,40}(?: (?:\p{Lu}[^\s,:;()]{0,40}|of|for|and|the|de|des|du|la|für|und)){0,8}`;
/** `HRW noted in …`, `…, HRW writes:`, `… schreibt HRW:`; each begins where a clause does, or behind its verb. */
const SPEAKERS = [
  new RegExp(String.raw`^(?:The |Die |Das |Der |La |Le |L’)?(?<name>${NAME}) \p{Ll}`, 'u'),
  new RegExp(
    String.raw`, (?:the |die |das |der |la |le )?(?<name>${NAME}) \p{Ll}[^,.:]{1,60}[:：]?\s*$`,
    'u',
  ),
  new RegExp(String.raw`\p{Ll} (?:die |das |der |la |le )?(?<name>${NAME})[:：]?\s*$`, 'u'),
];
/** Characters of such a sentence at most. Chosen by eye. */
const LONGEST_SENTENCE = 600;
/** Words of a title at least: one may be a word that is linked for some other reason. Chosen by eye. */
const LEAST_TITLE = 2;

/**
 * Reads `In its report [Empty Villages](https://…) of 4 May 2024, Human Rights Watch writes:`: the words of the link are the title, and the
 * sentence says who speaks and when. Null where nobody is named who does.
 */
export function linkedSentence(before: string, { text, href }: TextRun, behind: string): Reference | null {
  const title = text.trim();
  const said = `${before} ${behind}`;
  if (href === null || title.split(' ').length < LEAST_TITLE || /^(?:https?:|www\.)/iu.test(title))
    return null;
  if (said.length > LONGEST_SENTENCE) return null;
  const dayFirst = saysDayFirst(said);
  const { taken: accessed, rest } = takeAccess(said, dayFirst);
  const publisher = SPEAKERS.map(
    (speaker, i) => speaker.exec(i === 0 ? before.trimStart() : behind)?.groups?.name ?? '',
  ).find(isName);
  if (publisher === undefined) return null;
  const [date] = datesIn(rest, dayFirst);
  const published = date === undefined ? null : { printed: date.printed, iso: date.iso };
  const doubts = [published, accessed].flatMap((one) =>
    one !== null && one.iso === null ? [{ kind: 'unread-date' as const, printed: one.printed }] : [],
  );
  const facts = { publisher, title, published, accessed, pinpoint: null, url: href };
  const cited = `${before}${text}${behind}`.replace(/(?<![\s:：])[\s:：]+$/u, '').trim();
  return { cited, ...facts, addressFrom: 'seen', lang: null, undated: false, doubts };
}
