import * as z from 'zod';
import type {
  CaseAnswer,
  CaseCitation,
  CaseRegister,
  NotAsked,
  RegisteredCase,
} from '../../model/case.js';
import { caseCitationsIn } from '../grammar/case-citation.js';
import { unescaped } from '../library/csl-json.js';
import { parseJson } from './leads.js';

/** What a register sent; without a status, `text` says why nothing came. */
export type RegisterReply = { readonly http: number | null; readonly text: string };

/** The address that is asked next, or what is known. */
export type CaseStep = { readonly ask: string } | { readonly known: CaseAnswer };

/**
 * Looks a case up in the register of its court, request by request: what is to be asked after these answers, or what is known. That a
 * case is absent is believed only where the register showed in an answer like it that it is there and is understood.
 */
export function nextStep(citation: CaseCitation, sent: readonly RegisterReply[]): CaseStep {
  const register = registerOf(citation);
  if (register === null) return unknown({ kind: 'no-register' });
  const last = sent.at(-1);
  if (last?.http === null) return unknown(refusal(register, last.text));
  const isOther = last === undefined || last.http === OK;
  const why = isOther
    ? ({ kind: 'unread', register } as const)
    : refusal(register, `it answered ${last.http}`);
  const look = { 'find-case-law': findCaseLaw, hudoc, 'eur-lex': eurLex }[register];
  return look(citation, sent) ?? unknown(why);
}

/** Status of an answer that holds what was asked for (RFC 9110, section 15.3.1). */
const OK = 200;
/** Status of an answer that there is no such thing (RFC 9110, section 15.5.5). */
const NOT_FOUND = 404;

const unknown = (why: NotAsked): CaseStep => ({ known: { kind: 'not-asked', why } });
const refusal = (register: CaseRegister, said: string): NotAsked => ({
  kind: 'unanswered',
  register,
  said,
});
const absent = (register: CaseRegister): CaseStep => ({ known: { kind: 'absent', register } });
const ask = (url: string): CaseStep => ({ ask: url });
const held = (register: CaseRegister, called: readonly string[], url: string): CaseStep => {
  const names = called.map((name) =>
    unescaped(name.replaceAll('&#x27;', "'")).replace(/\s+/gu, ' ').trim(),
  );
  return { known: { kind: 'held', register, names: [...new Set(names)], url } };
};

/** The register that has the judgments of a court; null where we know none that machines may ask. */
export function registerOf({ kind, key, court }: CaseCitation): CaseRegister | null {
  if (kind === 'echr' || key.startsWith('ECLI:CE:ECHR:')) return 'hudoc';
  if (kind === 'cjeu' || key.startsWith('ECLI:EU:')) return 'eur-lex';
  // Those of the United Kingdom and of England and Wales; Scotland's and Northern Ireland's own courts are elsewhere.
  return kind === 'neutral' && /^(?:UK|EW)|^EAT$/u.test(court) ? 'find-case-law' : null;
}

/**
 * Find Case Law of The National Archives: a document as XML, and a feed of what a search finds, both from
 * https://github.com/nationalarchives/ds-find-caselaw-docs (doc/openapi/public_api.yml; `uk:cite` is in doc/adr/0021). Its Open Justice
 * Licence lets anybody read and re-use single judgments; what it does not permit is to search through them in bulk. It takes 1,000
 * requests in five minutes.
 */
const ARCHIVES = 'https://caselaw.nationalarchives.gov.uk';

function findCaseLaw(citation: CaseCitation, sent: readonly RegisterReply[]): CaseStep | null {
  const [document, found, listed] = sent;
  const court = [citation.court, citation.chamber ?? []].flat().join('/').toLowerCase();
  const page = `${ARCHIVES}/${court}/${citation.year}/${citation.number}`;
  if (document === undefined) return ask(`${page}/data.xml`);
  if (found === undefined) {
    const name = /<FRBRname\s[^>]*?value="([^"]+)"/u.exec(document.text)?.[1];
    const cited = /<(?:\w+:)?cite(?:\s[^>]*)?>([^<]+)</u.exec(document.text)?.[1] ?? '';
    if (document.http === OK && name !== undefined && isCited(citation, cited))
      return held('find-case-law', [name], page);
    const isElsewhere =
      document.http === NOT_FOUND ||
      (document.http === OK && /<akomaNtoso[\s>]/u.test(document.text));
    return isElsewhere ? ask(feed({ query: `"${citation.key}"`, order: 'date' })) : null;
  }
  const entries = entriesIn(listed ?? found);
  if (entries === null) return null;
  const own = entries.filter(({ cited }) => isCited(citation, cited));
  const names = own.flatMap(({ title }) => title);
  if (names.length > 0) return held('find-case-law', names, own[0]?.url ?? page);
  if (listed === undefined)
    return ask(feed({ court, year: String(citation.year), order: '-date' }));
  const isCovered = entries.some(({ cited }) => isCited(citation, cited, true));
  return isCovered
    ? absent('find-case-law')
    : unknown({ kind: 'not-covered', register: 'find-case-law' });
}

/** The oldest first, where a search is for a citation: nothing can cite a judgment before it is there. `year` is in its older addresses. */
const feed = (parameters: Readonly<Record<string, string>>): string =>
  `${ARCHIVES}/atom.xml?${new URLSearchParams({ ...parameters, minimum_availability: 'metadata' })}`;

/** True where a text cites this case; with `some`, or another of its court and year. */
const isCited = (
  { court, chamber, year, number }: CaseCitation,
  text: string,
  some = false,
): boolean =>
  caseCitationsIn(text)
    .filter((one) => one.court === court && one.year === year && (some || one.number === number))
    .some((one) => chamber === null || one.chamber === chamber);

/** Country guidance of the tribunals says so in its name. */
const GUIDANCE = /(?<!\p{L})CG(?!\p{L})/u;

/** What finds later judgments that name a case of country guidance; null for another. `found`: what the register calls it. */
export function laterGuidanceSearch({ guidance }: CaseCitation, found: string): string | null {
  if (!guidance && !GUIDANCE.test(found)) return null;
  const name = /^[^()]*\([^()]*\)/u.exec(found)?.[0] ?? found.replace(GUIDANCE, '').trim();
  return feed({ query: `"${name}"`, tribunal: 'ukut/iac', order: '-date' });
}

/** The latest country guidance in such an answer; null where there is none. */
export function laterGuidance(
  { year, number }: CaseCitation,
  reply: RegisterReply,
): RegisteredCase | 'unknown' | null {
  const entries = entriesIn(reply);
  if (entries === null) return 'unknown';
  for (const { title, url, cited } of entries) {
    const [name = ''] = [title].flat();
    const [own] = caseCitationsIn(cited);
    if (own === undefined || url === null || !GUIDANCE.test(name)) continue;
    if (own.year > year || (own.year === year && Number(own.number) > Number(number)))
      return { name: unescaped(name), cited: own.key, url };
  }
  return null;
}

/** The entries of a feed: how each is cited and called; null for what is no feed. */
function entriesIn({ http, text }: RegisterReply) {
  if (http !== OK || !/<feed[\s>]/u.test(text) || !/<\/feed>\s*$/u.test(text)) return null;
  const parts = text.split(/<entry[\s>]/u).slice(1);
  return parts.map((entry) => ({
    title: /<title[^>]*>([^<]+)</u.exec(entry)?.[1] ?? [],
    url: /<link href="([^"]+)" rel="alternate"\/>/u.exec(entry)?.[1] ?? null,
    cited: (entry.match(/(?<=<tna:identifier\b[^>]*\btype="ukncn"[^>]*>)[^<]+/gu) ?? []).join('; '),
  }));
}

/**
 * HUDOC of the European Court of Human Rights: what its own page asks for a search. The Court documents the fields (HUDOC User Manual);
 * the address is documented by others who ask it: HUDOC.js of https://github.com/zotero/translators, and pipeworx-io/mcp-hudoc.
 */
const HUDOC = 'https://hudoc.echr.coe.int';
/** A case that HUDOC certainly has (M.S.S. v. Belgium and Greece): where it is not found either, the search is not what we take it for. */
const KNOWN = { appno: '30696/09', ecli: 'ECLI:CE:ECHR:2011:0121JUD003069609' } as const;

const text = z.string().nullish().catch(null);
const COLUMNS = z.object({ docname: z.string(), itemid: z.string(), appno: text, ecli: text });
const RESULTS = z.object({
  resultcount: z.number(),
  results: z.array(z.object({ columns: COLUMNS })),
});

function hudoc(
  { kind, key }: CaseCitation,
  [found, control]: readonly RegisterReply[],
): CaseStep | null {
  const field = kind === 'ecli' ? 'ecli' : 'appno';
  if (found === undefined) return ask(hudocSearch(field, key));
  const own = hudocCases(found, field, key);
  const names = own?.map(({ docname }) => docname.replace(/^(?:CASE OF|AFFAIRE) /u, '')) ?? [];
  if (names.length > 0) return held('hudoc', names, `${HUDOC}/eng?i=${own?.[0]?.itemid}`);
  if (own !== null && control === undefined) return ask(hudocSearch(field, KNOWN[field]));
  const isThere =
    control !== undefined && (hudocCases(control, field, KNOWN[field])?.length ?? 0) > 0;
  return isThere ? absent('hudoc') : null;
}

/** What a search found under a number, of a judgment that several have too; null where it found something else. */
function hudocCases(answer: RegisterReply, field: keyof typeof KNOWN, key: string) {
  const read = readAs(RESULTS, answer);
  const own = (read?.results ?? [])
    .map(({ columns }) => columns)
    .filter((one) => one[field]?.split(';').includes(key));
  return read === null || (own.length === 0 && read.resultcount > 0) ? null : own;
}

const hudocSearch = (field: keyof typeof KNOWN, key: string): string =>
  `${HUDOC}/app/query/results?${new URLSearchParams({
    query: `contentsitename:ECHR AND (NOT (doctype=PR OR doctype=HFCOMOLD OR doctype=HECOMOLD)) AND ((${field}:"${key}"))`,
    select: 'itemid,docname,appno,ecli',
    sort: '',
    start: '0',
    length: '50',
  })}`;

/**
 * Cellar, from which EUR-Lex shows what it has, by its SPARQL endpoint: https://eur-lex.europa.eu/content/welcome/data-reuse.html,
 * https://op.europa.eu/en/web/cellar/cellar-data/metadata/knowledge-graph. Answers are JSON as in https://www.w3.org/TR/sparql11-results-json/
 */
const CELLAR = 'https://publications.europa.eu/webapi/rdf/sparql';
/** What a case leaves behind, by the second letter of its kind in a CELEX number (judgment, order, opinion, decision, notices …): https://eur-lex.europa.eu/legal-content/FR/ALL/?uri=CELEX%3A62008J0271 */
const CELEX_KINDS = 'JOCDVXNAB';

const value = z.object({ value: z.string() }).optional();
const ROWS = z.object({
  results: z.object({
    bindings: z.array(z.object({ celex: value, title: value, control: value })),
  }),
});

function eurLex(citation: CaseCitation, [found]: readonly RegisterReply[]): CaseStep | null {
  const asked = { query: queryOf(citation), format: 'application/sparql-results+json' };
  if (found === undefined) return ask(`${CELLAR}?${new URLSearchParams(asked)}`);
  const rows = readAs(ROWS, found)?.results.bindings ?? [];
  const celex = rows.find((row) => row.celex !== undefined)?.celex?.value;
  if (!rows.some(({ control }) => control !== undefined)) return null;
  if (celex === undefined) return absent('eur-lex');
  const parts = rows.flatMap(({ title }) => title?.value.split('#') ?? []);
  const names = parts.filter((part) => VERSUS.test(part) || !SENTENCE.test(part));
  const english = names.toSorted((a, b) => Number(/ v /u.test(b)) - Number(/ v /u.test(a)));
  const url = `https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:${celex}`;
  return english.length === 0 ? null : held('eur-lex', english, url);
}

/** A title in Cellar is `Judgment of the Court …#Parties#Subject#Case C-465/07.` */
const VERSUS = / (?:v|contre|gegen|mot|contra|tegen|c)\.? /u;
const SENTENCE = /\d|(?:\p{L}+ ){12}/u;

/** Every row proves by `control` that the endpoint still has these properties: an answer without it says nothing. */
function queryOf(citation: CaseCitation): string {
  const { kind, key, court, number, year } = citation;
  const celex = [...CELEX_KINDS].map(
    (letter) => `6${year}${court}${letter}${number.padStart(4, '0')}`,
  );
  const keys = (kind === 'ecli' ? [key] : celex).flatMap((one) => [
    `"${one}"`,
    `"${one}"^^xsd:string`,
  ]);
  const property = kind === 'ecli' ? 'case-law_ecli' : 'resource_legal_id_celex';
  return `PREFIX cdm: <http://publications.europa.eu/ontology/cdm#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?celex ?title ?control WHERE {
  { SELECT ?control WHERE { ?any cdm:case-law_ecli ?control . ?any cdm:resource_legal_id_celex ?number . ?text cdm:expression_belongs_to_work ?any . ?text cdm:expression_title ?words } LIMIT 1 }
  OPTIONAL { VALUES ?key { ${keys.join(' ')} } ?work cdm:${property} ?key . ?work cdm:resource_legal_id_celex ?celex .
    OPTIONAL { ?expression cdm:expression_belongs_to_work ?work . ?expression cdm:expression_title ?title } }
} LIMIT 300`;
}

const readAs = <T extends z.ZodType>(shape: T, { http, text }: RegisterReply): z.infer<T> | null =>
  http === OK ? (shape.safeParse(parseJson(text)).data ?? null) : null;
