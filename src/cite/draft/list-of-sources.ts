import { weighs } from '../../quote/parse-quote.js';
import { parseReference } from '../grammar/parse-reference.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import { inBrackets } from './marked-text.js';
import { passagesOf } from './passages.js';
import { quotedIn } from './quoted.js';

/** What stands before a list's name: `Annex 1: Bibliography`. */
const NUMBER = /^(?:[\dIVX]{1,4}[.)]?\s+)?(?:annex\s\w{1,3}[:.]?\s+)?/iu;
/** What stands behind one: `Quellen (Zugriff auf alle am 3. Mai 2025)`. */
const BRACKET_BEHIND = /[(（[][\s\S]*/u;
/** Words that name a list of sources. */
const NAME =
  /^(?:bibliograph(?:y|ies|ien?|iques?)|bibliograf(?:ía|ia|ie|i)|references?|referanser?|referanseliste|sources?|literatur(?:e|verzeichnis|liste|angaben|nachweise?|hinweise)?|quellen(?:verzeichnis|liste|angaben|nachweise?|hinweise)?|literatuur(?:lijst)?|litteratur(?:liste|förteckning)?|références|fuentes|referencias|kilder|kilde(?:liste|fortegnelse|henvisninger)|käll(?:or|förteckning)|bronnen(?:lijst)?|(?:参考文献|參考文獻)(?:目录|目錄|一覧|列表)?)$/iu;
/** Words before such a name that make one with it. */
const LIST_OF = /^list of (?=references|sources)/iu;
/** Words that may stand behind it: that the sources were used, of which kind they are, and where. */
const BEHIND_NAME =
  /^(?:cited|consulted|used|referenced|listed|only|not|but|non|and|or|of|for|in|the|this|report|paper|document|text|works?|further|reading|other|additional|public|primary|secondary|oral|written|online|internet|web|academic|et|du|de|des|rapport|cit[ée]e?s|consult[ée]e?s|utilis[ée]e?s|bibliographiques|und|oder|der|die|des|im|nicht|verwendete?r?|zitierte?r?|zitiert|benutzte?r?|verwendet|bericht|berichts|y|e|del|la|las|los|informe|citadas|consultadas|utilizadas|bibliográficas|documentales|og|och|en|i|rapporten|brukt|brukte|benyttede|använda)$/iu;

/**
 * True for the heading of a list of sources: one that is the name of such a list from end to end (`Literature and art` is
 * none) with a chapter below it that reads like one.
 */
export function headsList(heading: string, chapter: () => readonly ReportParagraph[]): boolean {
  const bare = heading.trim().replace(NUMBER, '').replace(BRACKET_BEHIND, '').replace(LIST_OF, '');
  const [name = '', ...others] = bare.replace(/^works cited/iu, 'sources').match(/\p{L}+/gu) ?? [];
  const isNamed = NAME.test(name) && others.every((word) => NAME.test(word) || BEHIND_NAME.test(word));
  return isNamed && isList(chapter());
}

/** Letters of a quotation that is set as a paragraph at least: what is shorter may be a title. */
const LEAST_SET = 60;

/** False for text that cites: it quotes before it cites for the first time, or has more paragraphs that cite than citation lines. */
function isList(chapter: readonly ReportParagraph[]): boolean {
  const entries = chapter.filter(({ runs }) => parseReference(runs) !== null);
  const start = entries[0] === undefined ? chapter.length : chapter.indexOf(entries[0]);
  const before = passagesOf(chapter.slice(0, start)).passages;
  if (before.some(({ passage }) => passage.marked && isSaid(passage.text))) return false;
  const lines = new Set(entries);
  return chapter.filter((paragraph) => !lines.has(paragraph) && cites(paragraph)).length <= entries.length;
}

/** True for words that end a sentence, as those of a title do not. */
const isSaid = (text: string): boolean => weighs(text, LEAST_SET) && /[.!?…。！？][\])]?$/u.test(text);

/** True for a paragraph with note marks, or with a quotation and its citation in brackets. */
const cites = (paragraph: ReportParagraph): boolean =>
  paragraph.runs.some(({ notes }) => notes.length > 0) ||
  (quotedIn(paragraphText(paragraph)).length > 0 && inBrackets(paragraph.runs).marks.length > 0);
