import type { CslDate, CslItem } from '../library/csl-item.js';

const parts = (date: CslDate | undefined): readonly string[] =>
  (date?.['date-parts']?.[0] ?? []).map((part) => String(part).padStart(2, '0'));

/** The tags of a source in RIS, one a line; line ends within a value are blanks. */
export function risEntry({
  type,
  id,
  title,
  publisher,
  URL,
  DOI,
  issued,
  accessed,
  language,
  note,
  archive_location,
}: CslItem): string {
  const tags: readonly (readonly [tag: string, value: string | number | undefined])[] = [
    ['TY', type === 'report' ? 'RPRT' : 'ELEC'],
    ['ID', id],
    ['TI', title],
    ['AU', publisher],
    ['PB', publisher],
    ['PY', parts(issued)[0]],
    ['DA', parts(issued).join('/')],
    ['Y2', parts(accessed).join('/')],
    ['UR', URL],
    ['L2', archive_location],
    ['DO', DOI],
    ['LA', language],
    ['N1', note],
  ];
  const lines = tags.flatMap(([tag, value]) =>
    value === undefined || value === '' ? [] : [`${tag}  - ${String(value).replace(/\s+/gu, ' ')}`],
  );
  return `${[...lines, 'ER  - '].join('\n')}\n`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
/** Text as TeX reads it: its own signs are escaped. */
const tex = (text: string): string =>
  text.replace(/[\\~^{}&%$#_]/gu, (sign) => ESCAPED[sign] ?? `\\${sign}`).replace(/\s+/gu, ' ');

/** A source as BibLaTeX has it (`@online`, `@report`). Titles keep their capitals, and bodies are one name, by a second brace. */
export function bibtexEntry({
  type,
  id,
  title,
  publisher,
  URL,
  DOI,
  issued,
  accessed,
  language,
  note,
}: CslItem): string {
  const whole = (text: string | undefined) => (text === undefined ? undefined : `{${tex(text)}}`);
  const fields: readonly (readonly [field: string, value: string | undefined])[] = [
    ['author', whole(publisher)],
    ['title', whole(title)],
    [type === 'report' ? 'institution' : 'organization', whole(publisher)],
    ['date', parts(issued).join('-') || undefined],
    // Addresses are read letter by letter.
    ['url', URL],
    ['doi', DOI],
    ['urldate', parts(accessed).join('-') || undefined],
    ['langid', language],
    ['note', note === undefined || note === '' ? undefined : tex(note)],
  ];
  const lines = fields.flatMap(([field, value]) => (value === undefined ? [] : [`  ${field} = {${value}},`]));
  return [`@${type === 'report' ? 'report' : 'online'}{${id},`, ...lines, '}', ''].join('\n');
}
