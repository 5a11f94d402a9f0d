import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import type { Schedule } from '../../model/manuscript.js';
import { optional } from '../../model/optional.js';
import { webUrl, withoutForbidden } from '../escape.js';
import type { Locale } from '../words/locale.js';
import { blocksOf, type ScheduleBlock, type ScheduleSpan, scheduleTitle } from './blocks.js';

/** Fonts that Word and LibreOffice have or replace well: of Latin, East Asian and right-to-left letters. */
const FONT = { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: 'Microsoft YaHei', cs: 'Arial' };
/** A4 and its margins, in twentieths of a point: the estimate of pages rests on them. */
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1440, right: 1440, bottom: 1440, left: 1440 },
};
/** Fields that Word fills in; in arrays, as what is no text is kept apart in a sentence. */
const PAGE_NUMBERS = { page: [PageNumber.CURRENT], pages: [PageNumber.TOTAL_PAGES] };
/** 10 mm, in twentieths of a point. */
const INDENT = 567;
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u;

/** A country schedule as a Word file. Its bytes differ from one time to the next: the file is stamped with the time. */
export async function scheduleDocx(locale: Locale, schedule: Schedule): Promise<Uint8Array> {
  const blocks = blocksOf(locale, schedule);
  const pageNumber = new Paragraph({
    alignment: AlignmentType.CENTER,
    bidirectional: locale.direction === 'rtl',
    children: [
      new TextRun({
        children: locale
          .fillParts<readonly string[]>(locale.messages.schedule.pages, PAGE_NUMBERS)
          .flat(),
        size: 18,
      }),
    ],
  });
  const document = new Document({
    title: withoutForbidden(scheduleTitle(locale, schedule)),
    creator: withoutForbidden(schedule.report.publisher ?? 'citewatch'),
    styles: {
      default: {
        document: {
          run: {
            font: FONT,
            size: 22,
            language: {
              value: locale.language === 'en' ? 'en-GB' : locale.language,
              eastAsia: 'zh-CN',
              bidirectional: 'ar-SA',
            },
          },
        },
        title: { run: { size: 32, bold: true } },
        heading1: {
          run: { size: 26, bold: true },
          paragraph: { spacing: { before: 240, after: 80 } },
        },
      },
    },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: new Footer({ children: [pageNumber] }) },
        children: blocks.map((a) => paragraphOf(locale, a)),
      },
    ],
  });
  return Packer.toBuffer(document);
}

const LAYOUT: Readonly<Record<ScheduleBlock['kind'], IParagraphOptions>> = {
  title: { heading: HeadingLevel.TITLE, spacing: { after: 200 } },
  heading: { heading: HeadingLevel.HEADING_1, keepNext: true },
  text: { spacing: { after: 120 } },
  source: { spacing: { before: 160, after: 60 }, keepNext: true },
  extract: { indent: { left: INDENT, right: INDENT }, spacing: { after: 100 } },
  detail: { spacing: { after: 40 } },
};

const paragraphOf = (locale: Locale, { kind, spans }: ScheduleBlock): Paragraph =>
  new Paragraph({
    ...LAYOUT[kind],
    bidirectional: isTurned(locale, kind, spans),
    children: spans.map(childOf),
  });

/** Words of a source run as they are written, our own as the language that is rendered in. */
function isTurned(
  locale: Locale,
  kind: ScheduleBlock['kind'],
  spans: readonly ScheduleSpan[],
): boolean {
  if (kind === 'extract') return isRightToLeft(spans.find(({ lang }) => lang !== undefined)?.text);
  return kind === 'source'
    ? isRightToLeft(spans.map(({ text }) => text).join(''))
    : locale.direction === 'rtl';
}

function childOf(span: ScheduleSpan): TextRun | ExternalHyperlink {
  const target = webUrl(span.url ?? null);
  return target === null
    ? new TextRun(runOf(span))
    : new ExternalHyperlink({
        link: withoutForbidden(target),
        children: [new TextRun({ ...runOf(span), style: 'Hyperlink' })],
      });
}

const runOf = ({ text, lang, strong }: ScheduleSpan): IRunOptions => ({
  text: withoutForbidden(text),
  bold: strong === true,
  rightToLeft: isRightToLeft(text),
  ...optional({ language: lang === undefined ? null : languageOf(lang, text) }),
});

/** Chinese by its country, as Word names it. */
const CHINESE: ReadonlyMap<string, string> = new Map([
  ['zh-hant', 'zh-TW'],
  ['zh-hans', 'zh-CN'],
  ['zh', 'zh-CN'],
]);

/** Word keeps three languages of a run, for Latin, East Asian and right-to-left letters, and knows Chinese scripts by country. */
function languageOf(lang: string, text: string): NonNullable<IRunOptions['language']> {
  const name = CHINESE.get(lang.toLowerCase()) ?? lang;
  if (isRightToLeft(text)) return { bidirectional: name };
  return /^(?:zh|ja|ko)\b/iu.test(lang) ? { eastAsia: name } : { value: name };
}

/** True where the first letter of a text runs from right to left. */
const isRightToLeft = (text: string | undefined): boolean =>
  RIGHT_TO_LEFT.test(/\p{L}/u.exec(text ?? '')?.[0] ?? '');
