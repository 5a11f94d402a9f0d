import type { CaseCitation } from '../../model/case.js';
import type { Reference } from '../reference.js';
import { grammarWords as words } from './words.js';

/** Where in a text a case is cited, its name included. */
export interface FoundCase {
  readonly citation: CaseCitation;
  readonly start: number;
  readonly end: number;
}

/** The judgments that a text cites, in its order. */
export const caseCitationsIn = (text: string): readonly CaseCitation[] =>
  findCases(text).map(({ citation }) => citation);

/** What every citation of a case has. */
const MARK = /\[(?:19|20)\d{2}\]|\d\/\d{2}(?!\d)|:\d{4}:/u;

/** The judgment that a reference is, and does not only speak of; null for other documents. */
export function judgmentOf({
  cited,
  title,
}: Pick<Reference, 'cited' | 'title'>): CaseCitation | null {
  const citation = MARK.test(cited) ? findCases(cited)[0]?.citation : undefined;
  return citation !== undefined && judgmentTitle(citation) === title ? citation : null;
}

/** What a judgment is called: its name, or its citation where it is cited without one. */
export const judgmentTitle = ({ name, key, guidance }: CaseCitation): string =>
  name === null ? key : `${name}${guidance ? ' CG' : ''}`;

/** The court that gave a judgment: by its code, as lawyers know it, but for those of Luxembourg and Strasbourg. */
export function courtOf({ kind, key, court }: CaseCitation): string {
  if (kind === 'echr' || key.startsWith('ECLI:CE:ECHR:')) return 'European Court of Human Rights';
  if (kind === 'cjeu' || key.startsWith('ECLI:EU:'))
    return court === 'T'
      ? 'General Court of the European Union'
      : 'Court of Justice of the European Union';
  return kind === 'ecli'
    ? key.split(':').slice(1, 3).join(' ')
    : key.replace(/^\[\d+\] | \d+(?= |$)/gu, '');
}

type Groups = Readonly<Record<string, string | undefined>>;

interface Form {
  readonly pattern: RegExp;
  /** Null for what only looks like it. */
  read(
    groups: Groups,
    before: string,
    printed: string,
  ): Omit<CaseCitation, 'name' | 'cited'> | null;
}

const REST = { chamber: null, guidance: false } as const;

/** Year, code of the court, number, chamber: https://www.bailii.org/bailii/citation.html */
const NEUTRAL: Form = {
  pattern:
    /\[(?<year>(?:19|20)\d{2})\] ?(?<court>[A-Z][A-Za-z0-9]{2,9})(?: (?<division>[A-Z][a-z]{2,5}|\([A-Z][A-Za-z]{1,5}\)))? (?<number>\d{1,7})(?![\p{L}\p{N}/]|\.\d)(?: ?\((?<chamber>[A-Z][A-Za-z0-9]{0,11})\))?/gu,
  read: ({ year = '', court = '', division, number: digits = '', chamber: last }) => {
    const [number, guidance] = [String(Number(digits)), last === 'CG'];
    const behind = last === undefined || guidance ? [] : `(${last})`;
    const key = [`[${year}]`, court, division ?? [], number, behind].flat().join(' ');
    const chamber = division?.replace(/[()]/gu, '') ?? (guidance ? null : (last ?? null));
    return isCourt(court)
      ? { kind: 'neutral', key, year: Number(year), court, number, chamber, guidance }
      : null;
  },
};

/** A series of reports has a year in brackets too: most end in “Reports”, those of other names are few. */
const isCourt = (code: string): boolean =>
  /\p{Lu}.*\p{Lu}/u.test(code) &&
  !words.lawReports.includes(code) &&
  (!code.endsWith('R') || /^EW|^ECHR$/u.test(code));

/** https://eur-lex.europa.eu/content/help/eurlex-content/ecli.html; the Court of Justice prints its own without the first word. */
const ECLI: Form = {
  pattern:
    /(?<![\p{L}\p{N}:])(?:ECLI:(?<country>[A-Z]{2})|EU):(?<court>[A-Z0-9]{1,7}):(?<year>\d{4}):(?<number>[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)/gu,
  read: ({ country = 'EU', court = '', year = '', number = '' }) => {
    const key = `ECLI:${country}:${court}:${year}:${number}`;
    return { kind: 'ecli', key, year: Number(year), court, number, ...REST };
  },
};

const HYPHEN = '[-\u2010-\u2013]';
const DOCKET = String.raw`[CTF]${HYPHEN}\d{1,4}\/\d{2}(?![\p{L}\p{N}/])`;
/** Cases that were joined are one citation. The Court of Justice has had letters since 1989: before, only `Case` tells its numbers from others. */
const CJEU: Form = {
  pattern: new RegExp(
    String.raw`[Jj]oined [Cc]ases ${DOCKET}(?:(?:,? (?:to|and|&) |, | ?– ?)${DOCKET}){0,20}|(?<![\p{L}\p{N}/\-\u2010-\u2013])${DOCKET}(?: (?:P|PPU|R)(?!\p{L}))?(?:(?: to | ?– ?)${DOCKET})?|(?<=[Cc]ases? )\d{1,3}\/[5-8]\d(?![\p{L}\p{N}/])`,
    'gu',
  ),
  read: (_, __, printed) => {
    const [, letter, digits, year] = /([CTF])?[^\d]?(\d{1,4})\/(\d{2})/u.exec(printed) ?? [];
    const number = String(Number(digits));
    const key = `${letter === undefined ? '' : `${letter}-`}${number}/${year}`;
    return { kind: 'cjeu', key, year: inFull(year, 50), court: letter ?? 'C', number, ...REST };
  },
};

/** Cases that were joined are one citation. Other things have numbers and years: `Application` tells these, or the parties before. */
const ECHR: Form = {
  pattern:
    /(?:(?<word>(?<!\p{L})(?:app(?:lication|l)?|requête|beschwerde|demanda|ricorso)[sn]?\.? ?))?(?<!\p{L})(?:req\. ?)?(?:nos?\.?|n[°ºo]s?|nr\.?|№) ?(?<digits>\d{1,6})\/(?<year>\d{2})(?![\p{L}\p{N}/])(?:(?:,? and |, | et )\d{1,6}\/\d{2}(?![\p{L}\p{N}/])){0,60}/giu,
  read: ({ word, digits, year }, before) => {
    if (word === undefined && !VERSUS.test(nameBefore(before).name?.split(', ').at(-1) ?? ''))
      return null;
    // Other things are applied for: “planning application no.”
    if (
      /^\p{Ll}/u.test(word ?? '') &&
      /\p{Ll}{4} $/u.test(before) &&
      !/(?:under|with|from) $/u.test(before)
    )
      return null;
    const number = String(Number(digits));
    return {
      kind: 'echr',
      key: `${number}/${year}`,
      year: inFull(year, 55),
      court: 'ECHR',
      number,
      ...REST,
    };
  },
};

/** A year by its last two digits, of a court whose first case is of the year `first` of the last century. */
const inFull = (digits = '', first: number): number =>
  Number(digits) + (Number(digits) < first ? 2000 : 1900);

const FORMS = [NEUTRAL, ECLI, CJEU, ECHR];
/** Characters of the longest name of a case. */
const LONGEST_NAME = 240;
/** Between citations of one case, and no words: `[2010] UKSC 31, [2011] 1 AC 596, ECLI:…`. */
const PARALLEL = /^(?:(?!(?<!\p{L})\p{Ll}{2})[^;.!?\n]){0,120}$/u;

/** The same, each with its place; the name belongs to it where it stands there. */
export function findCases(text: string): readonly FoundCase[] {
  const found: FoundCase[] = [];
  const matches = FORMS.flatMap((form) =>
    [...text.matchAll(form.pattern)].map((match) => ({ form, match })),
  );
  for (const { form, match } of matches.sort((a, b) => a.match.index - b.match.index)) {
    const last = found.at(-1);
    const { index } = match;
    if (last !== undefined && index < last.end) continue;
    const from = Math.max(last?.end ?? 0, index - LONGEST_NAME);
    const before = text.slice(from, index);
    const read = form.read(match.groups ?? {}, before, match[0]);
    if (read === null) continue;
    const after = text.slice(index + match[0].length, index + match[0].length + LONGEST_NAME);
    const named = nameBefore(before);
    const behind =
      named.name === null && (read.kind === 'cjeu' || read.kind === 'echr')
        ? nameAfter(after)
        : null;
    const same = last !== undefined && PARALLEL.test(before) ? last.citation.name : null;
    const name = named.name ?? behind?.name ?? same;
    const guidance = /^ (?:CG(?!\p{L})|\(CG\))/u.exec(after)?.[0] ?? '';
    const isGuidance = read.guidance || named.guidance || guidance !== '';
    found.push({
      citation: { ...read, name, cited: match[0].trim(), guidance: isGuidance },
      start: from + named.start,
      end: index + match[0].length + (behind?.length ?? guidance.length),
    });
  }
  return found;
}

const GROUP = String.raw`\((?:[^()]|\([^()]{0,80}\)){1,120}\)`;
const TOKENS = new RegExp(String.raw`${GROUP}[,;:.]?|[^\s]+`, 'gu');
const BEFORE_CITATION =
  /(?:[\s,(*_“”"’]|\[GC\]|\(dec\.\)|(?<![\p{L}\p{N}])(?:CG|\(CG\)|in Cases?|(?:Joined )?Cases?|Rs\.?|affaires?|zaken?|judgment of \d{1,2} \p{L}+ \d{4}))+$/u;
const OPENERS = new Set([...words.sentenceOpeners, ...words.caseOpeners]);

/** The name at the end of a text, and where it begins. */
function nameBefore(text: string) {
  const between = BEFORE_CITATION.exec(text)?.[0] ?? '';
  const bare = text.slice(0, text.length - between.length);
  const tokens = [...bare.matchAll(TOKENS)];
  let first = tokens.length;
  while (first > 0) {
    const [token, next] = [tokens[first - 1] as RegExpExecArray, tokens[first]];
    if (!belongs(token[0], first === tokens.length, next?.[0]) && !isParted(bare, next?.index))
      break;
    first--;
    if (
      /^[“"„«‘*_(]/u.test(tokens[first]?.[0] as string) &&
      !/^\(.*\)/u.test(tokens[first]?.[0] as string)
    )
      break;
  }
  const isReported = tokens
    .slice(Math.max(0, first - 1))
    .some(([token]) => /^[[(]\d{4}[\])]/u.test(token));
  while (first < tokens.length && isLead(tokens[first]?.[0] as string)) first++;
  const start = tokens[first]?.index;
  const name = start === undefined ? '' : tidied(bare.slice(start));
  if (start === undefined || isReported || !/\p{L}/u.test(name) || isCourtName(name, between))
    return { name: null, start: bare.length, guidance: false };
  const bareName = tidied(name.replace(/ CG(?!\p{L})/u, ''));
  return { name: bareName, start, guidance: bareName !== name || /(?<!\p{L})CG/u.test(between) };
}

/** True for a comma within the second party: `X v Entry Clearance Officer, Islamabad`. */
function isParted(text: string, at = 0): boolean {
  const left =
    /(?:^|[;:,] |[.!?] (?=\p{Lu}))(?<left>[^;:,]*),\s$/u.exec(text.slice(0, at))?.groups?.left ??
    '';
  return VERSUS.test(left) && !VERSUS.test(text.slice(at));
}

const VERSUS = / (?:[vc]s?\.?|contre|gegen) /u;
const COURT = /(?<!\p{L})(?:Court|Cour|Corte|Tribunal|Gerichtshof|Hof|Lords)(?!\p{L})/u;

/** True for the court that a line sets before a citation without a name: `CJEU, C-465/07, …`. */
const isCourtName = (name: string, between: string): boolean =>
  !VERSUS.test(name) &&
  (COURT.test(name) || (between.startsWith(',') && /^(?=.*\p{Lu}.*\p{Lu})\p{L}{3,8}$/u.test(name)));

const tidied = (name: string): string =>
  name.replace(/^[“"„«‘*_(]+|(?<![\s,:*_”"’])[\s,:*_”"’]+$/gu, '').trim();

/** True for a word that a name of a case may have there. `next`: the word behind it. */
function belongs(token: string, isLast: boolean, next: string | undefined): boolean {
  if (/^\(.*\)$/u.test(token)) return true;
  if (!isLast && /[;:!?…]$|\)[,.]$/u.test(token)) return false;
  // Of parties with commas between them only initials are certain: `A, B and C v …`.
  if (!isLast && token.endsWith(',')) return /^\p{Lu}\.?,$/u.test(token);
  const isShort =
    /^\p{L}{1,4}\.$/u.test(token) && next !== undefined && !OPENERS.has(next.toLowerCase());
  if (!isLast && token.endsWith('.') && !isShort && !/^(?:\p{Lu}\.)+$/u.test(token)) return false;
  if (/^\d/u.test(token)) return false;
  return (
    words.caseNameJoins.includes(token.toLowerCase()) ||
    /^[“"„«‘*_(]*(?:\p{Ll}{1,2}['’-])?[\p{Lu}\p{Lo}]/u.test(token)
  );
}

const isLead = (token: string): boolean =>
  /^\(.*\)$/u.test(token) ||
  (/^\p{Ll}/u.test(token) && !/^\p{Ll}{1,2}['’-]\p{Lu}/u.test(token)) ||
  token === '&' ||
  // Initials are no words: `AS (Safety of Kabul)`.
  (!/^\p{Lu}{2,}$/u.test(token) && OPENERS.has(token.replace(/[,:.]$/u, '').toLowerCase()));

/** The name behind a number: `Case C-465/07 Elgafaji v Staatssecretaris van Justitie [2009] …`; null where a sentence goes on. */
function nameAfter(text: string): { readonly name: string; readonly length: number } | null {
  const gap = /^[\s,:–*_“"(]*/u.exec(text)?.[0] ?? '';
  let length = gap.length;
  for (const { 0: token, index } of text.slice(gap.length).matchAll(TOKENS)) {
    if (
      /^[[\d]|^(?:ECLI|EU):/u.test(token) ||
      !belongs(token.replace(/[,;:.)]+$/u, ''), true, undefined)
    ) {
      if (/^\p{Ll}/u.test(token) && !VERSUS.test(text.slice(0, length))) return null;
      break;
    }
    length = gap.length + index + token.length;
    if (/[,;:)]$/u.test(token) && !/^\(.*\)$|^\p{Lu}\.?,$/u.test(token)) break;
  }
  const name = tidied(
    text.slice(gap.length, length).replace(/[,;:.)]+$/u, (end) => (end === ')' ? end : '')),
  );
  const isName = /\p{L}{2}/u.test(name) && !isLead(name.split(' ')[0] as string);
  return isName ? { name, length: gap.length + name.length } : null;
}
