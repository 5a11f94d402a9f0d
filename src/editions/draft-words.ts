/**
 * What a publication is called before it is final, in the languages of our sources: as a word of its own before or behind the
 * title. A table, so that a language is added in one line; from the words under which offices and law-makers publish drafts.
 */
// biome-ignore format: a table
const DRAFTS: Readonly<Record<string, string>> = {
  en: 'draft', de: 'entwurf|vorabfassung|konsultationsfassung', es: 'borrador|anteproyecto', pt: 'rascunho|minuta',
  fr: 'ébauche|avant-projet|projet de (?:rapport|texte|note)', nl: 'concept|conceptversie|ontwerpversie', it: 'bozza', pl: 'projekt raportu',
  tr: 'taslak|taslağı', ru: 'проект (?:доклада|отчёта|отчета|документа)|черновик', vi: 'dự thảo|bản thảo',
};
/** The same in scripts without spaces or with other ends of words. */
const UNSPACED =
  /草案|草稿|初稿|素案|徵求意見稿|征求意见稿|讨论稿|討論稿|送审稿|パブリックコメント|意見募集|초안|시안(?=\)|$)|의견 ?수렴|مسودة|پیش‌?نویس/iu;
/** An invitation to say something about a text that is not final, in its title. */
const CONSULTED =
  /(?:public|for|open) consultation|open (?:for|to) comments?|consultation publique|(?:zur|öffentliche) konsultation|consulta pública|aberta a contribuições|общественно\p{L}{1,3} обсуждени|lấy ý kiến|görüşe aç|internetconsultatie/iu;
/** `consultation version`, `versión preliminar`, `working draft`. */
const BEFORE_FINAL =
  /\b(?:exposure|zero|first|second|final|working|discussion|consultation|revised|public|initial) draft(?=[^\p{L}]*$|[)\],:;–—]| (?:for|version|report|edition)\b)|\b(?:consultation|discussion|preliminary|provisional|pre-?publication|pre-?release) (?:version|edition|copy)\b|\bversion (?:provisoire|préliminaire)|\bversión (?:preliminar|provisional)|\bversão (?:preliminar|provisória)|\bversione (?:preliminare|provvisoria)|\bvoorlopige versie\b|vorläufige fassung|^(?:uncorrected|galley|page) proofs?\b|\buncorrected (?:copy|version)\b|^embargoed\b/imu;
/** `not for citation`, in a sentence of its own near the top. */
const NOT_TO_CITE =
  /\b(?:not for (?:citation|quotation|circulation)|do not (?:cite|quote)|(?:must|should|may) not be (?:cited|quoted))\b|ne pas citer|ne doit pas être cité|nicht zitieren|nicht zur zitierung|no (?:citar|debe citarse)|não (?:citar|deve ser citad)|non citare|niet citeren|не (?:цитировать|подлежит цитированию)|alıntılanma|không trích dẫn|请勿引用|請勿引用|引用禁止|引用しないで|인용 ?금지|인용하지 마|لا (?:يجوز|ينبغي) (?:الاستشهاد|الاقتباس)/iu;

const NOUN = Object.values(DRAFTS).join('|');
/** At a line's beginning or end, behind a colon or a dash, or in brackets. */
const DRAFT = new RegExp(
  String.raw`^[^\p{L}\p{N}\n]*(?:${NOUN})(?!\p{L})|[([][^)\]]{0,40}(?<!\p{L})(?:${NOUN})(?!\p{L})[^)\]]{0,40}[)\]]|(?:[:–—]| -) *(?:${NOUN})(?!\p{L})|(?<!\p{L})(?:draft|${DRAFTS.pt}|${DRAFTS.es})[^\p{L}\p{N}\n]*$`,
  'imu',
);

/** True for a title, or a short line below it, that calls its document a draft. */
export const callsItDraft = (line: string): boolean =>
  DRAFT.test(line) || UNSPACED.test(line) || BEFORE_FINAL.test(line) || NOT_TO_CITE.test(line);

/** True for a title that asks its readers to comment on the text. */
export const asksForComments = (title: string): boolean => CONSULTED.test(title);

/** True for a sentence that forbids to cite the text in which it stands. */
export const forbidsCiting = (sentence: string): boolean => NOT_TO_CITE.test(sentence);
