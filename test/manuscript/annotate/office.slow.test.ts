import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotatePdf } from '../../../src/manuscript/annotate/annotate-pdf.js';
import type { Remark } from '../../../src/manuscript/annotate/annotate-word.js';
import { readDraft } from '../../../src/pool/read-draft.js';
import { emptyFolder } from '../../command-line.js';
import { odt } from '../houses/odt-report.js';
import { heading, p } from '../houses/plan.js';
import {
  accepted,
  acceptedOdt,
  annotateOdt,
  commentsOf,
  commentsOfOdt,
  highlightsOf,
  partOf,
  REAL_REPORT,
  rejected,
  rejectedOdt,
} from './annotated.js';

const BY = { name: 'citewatch', date: '2025-10-01T02:00:00Z' };
const folder = emptyFolder();

/** True where a program is on this machine. */
function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** True where there is a font for the published report's Chinese titles: without one every character of a PDF is the same. */
const hasChinese = (): boolean =>
  has('fc-list') && execFileSync('fc-list', [':lang=zh']).length > 0;

let files = 0;

/** A file as LibreOffice writes it in another form; `to` may name a filter and its options. */
function converted(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const name = `${++files}`;
  writeFileSync(join(folder, `${name}.${from}`), bytes);
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const how = [
    profile,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    join(folder, 'out'),
    `${name}.${from}`,
  ];
  const out = execFileSync('soffice', how, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  expect(out.toString()).not.toContain('Error');
  return new Uint8Array(readFileSync(join(folder, 'out', `${name}.${to.replace(/:.*$/su, '')}`)));
}

const NOTE =
  'HRW, “[World Report](https://hrw.example/a)”, 4 February 2025, last accessed: 5 March 2025';
const BODY = [
  heading(1, 'A report'),
  p('HRW wrote: “Nobody came back to the villages of the north in 2024.”[^1] And again.[^2]'),
];

const draftOf = async (bytes: Uint8Array) => {
  const read = await readDraft({ bytes, name: 'report' });
  if (read.kind !== 'draft') throw new Error(read.kind);
  return read.draft;
};

/** A comment at every citation, and another day of access where one is printed. */
async function remarksOn(bytes: Uint8Array): Promise<readonly Remark[]> {
  return (await draftOf(bytes)).citations.map(({ place, cited }) => {
    const after = cited?.replace(/last accessed: .*/u, 'last accessed: 1 October 2025') ?? null;
    const change =
      cited === null || after === null || after === cited ? null : { before: cited, after };
    return { place, cited, comment: ['It moved.', 'انتقلت الصفحة'], change };
  });
}

/** A report as an ODT: a small one, and the published one where it is here. */
const reports: readonly (readonly [string, () => Uint8Array])[] = [
  ['a small report', () => odt({ body: BODY, notes: [NOTE, 'Ibid.'] })],
  ...(REAL_REPORT === null
    ? []
    : [
        [
          'a published report',
          () => converted(readFileSync(REAL_REPORT ?? ''), 'docx', 'odt'),
        ] as const,
      ]),
];

describe.skipIf(!has('soffice'))('LibreOffice', { timeout: 300_000 }, () => {
  it.each(reports)(
    'keeps all comments and changes of %s, and reads them as we do',
    async (_, made) => {
      const before = made();
      const remarks = await remarksOn(before);
      const after = annotateOdt(before, remarks, BY);
      const saved = converted(after, 'odt', 'odt:writer8');
      expect(commentsOfOdt(saved).map(({ lines }) => lines)).toEqual(
        remarks.map(({ comment }) => comment),
      );
      const [xml, again, old] = [after, saved, before].map((file) =>
        partOf(file, 'content.xml'),
      ) as [string, string, string];
      expect([rejectedOdt(xml), rejectedOdt(again)]).toEqual([rejectedOdt(old), rejectedOdt(old)]);
      expect(acceptedOdt(again)).toBe(acceptedOdt(xml));
      expect(acceptedOdt(xml)).not.toBe(rejectedOdt(xml));
      const [word, plain] = [after, before].map((file) => converted(file, 'odt', 'docx')) as [
        Uint8Array,
        Uint8Array,
      ];
      for (const part of ['word/document.xml', 'word/footnotes.xml'])
        expect(rejected(partOf(word, part))).toBe(rejected(partOf(plain, part)));
      expect(commentsOf(word)).toHaveLength(remarks.length);
      expect(accepted(partOf(word)) + accepted(partOf(word, 'word/footnotes.xml'))).toContain(
        '1 October 2025',
      );
    },
  );

  it.each(reports)('hands back %s, which is read as it was before', async (_, made) => {
    const before = converted(made(), 'odt', 'odt:writer8');
    const saved = converted(annotateOdt(before, await remarksOn(before), BY), 'odt', 'odt:writer8');
    // Where pages end, LibreOffice says anew.
    const withoutPages = (draft: unknown) =>
      JSON.stringify(draft).replace(/"page":\d+/gu, '"page":0');
    expect(withoutPages(await draftOf(saved))).toBe(withoutPages(await draftOf(before)));
    expect(commentsOfOdt(annotateOdt(saved, [], BY))).toEqual([]);
  });

  it.skipIf(!hasChinese()).each([
    ['as it is', 'pdf'],
    [
      'whose author restricts what others do',
      'pdf:writer_pdf_Export:{"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"x"},"Changes":{"type":"long","value":"0"}}',
    ],
  ])('writes a PDF %s, in which every line is highlighted and reads the same', async (_, to) => {
    for (const [, made] of reports) {
      const before = converted(made(), 'odt', to);
      const remarks = (await remarksOn(before)).filter(({ cited }) => cited !== null);
      const after = await annotatePdf(before, remarks, BY);
      const letters = (text: string | null) => text?.replace(/[^\p{L}\p{N}]/gu, '');
      expect((await highlightsOf(after)).map(({ at }) => letters(at))).toEqual(
        remarks.map(({ cited }) => letters(cited)),
      );
      expect(await draftOf(after)).toEqual(await draftOf(before));
      if (has('pdftoppm')) expect(shownBy(after)).not.toEqual(shownBy(before));
    }
  });
});

/** Its pages as pictures, by another program. */
function shownBy(bytes: Uint8Array): Buffer {
  const file = join(folder, 'shown.pdf');
  writeFileSync(file, bytes);
  return execFileSync('pdftoppm', ['-r', '40', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  });
}
