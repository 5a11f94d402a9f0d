import type { CslDate, CslItem } from '../library/csl-item.js';

const parts = (date: CslDate | undefined): readonly string[] =>
  (date?.['date-parts']?.[0] ?? []).map((part) => String(part).padStart(2, '0'));

type Field = readonly [name: string, value: string | number | undefined];

/** The fields that say something, each as `line` writes it; line ends within a value are blanks. */
const linesOf = (fields: readonly Field[], line: (name: string, value: string) => string): readonly string[] =>
  fields.flatMap(([name, value = '']) => (value === '' ? [] : [line(name, String(value).replace(/\s+/gu, ' '))]));

/** The tags of a source in RIS, one a line. */
export function risEntry(item: CslItem): string {
  const { publisher, issued } = item;
  const tags: readonly Field[] = [
    ['TY', item.type === 'report' ? 'RPRT' : 'ELEC'],
    ['ID', item.id],
    ['TI', item.title],
    ['AU', publisher],
    ['PB', publisher],
    ['PY', parts(issued)[0]],
    ['DA', parts(issued).join('/')],
    ['Y2', parts(item.accessed).join('/')],
    ['UR', item.URL],
    ['L2', item.archive_location],
    ['DO', item.DOI],
    ['LA', item.language],
    ['N1', item.note],
  ];
  return `${[...linesOf(tags, (tag, value) => `${tag}  - ${value}`), 'ER  - '].join('\n')}\n`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
/** Text as TeX reads it: its own signs are escaped. */
const tex = (text = ''): string => text.replace(/[\\~^{}&%$#_]/gu, (sign) => ESCAPED[sign] ?? `\\${sign}`);
/** The same as one name, or with its capitals, by a second brace. */
const whole = (text: string | undefined) => text && `{${tex(text)}}`;

/** A source as BibLaTeX has it (`@online`, `@report`). */
export function bibtexEntry(item: CslItem): string {
  const isReport = item.type === 'report';
  const fields: readonly Field[] = [
    ['author', whole(item.publisher)],
    ['title', whole(item.title)],
    [isReport ? 'institution' : 'organization', whole(item.publisher)],
    ['date', parts(item.issued).join('-')],
    // Addresses are read letter by letter.
    ['url', item.URL],
    ['doi', item.DOI],
    ['urldate', parts(item.accessed).join('-')],
    ['langid', item.language],
    ['note', tex(item.note)],
  ];
  const lines = linesOf(fields, (field, value) => `  ${field} = {${value}},`);
  return [`@${isReport ? 'report' : 'online'}{${item.id},`, ...lines, '}', ''].join('\n');
}
