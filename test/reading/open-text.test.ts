import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/model/document.js';
import { openDocument } from './office-writer.js';
import { read } from './read.js';

const p = (content: string, attributes = ''): string => `<text:p ${attributes}>${content}</text:p>`;
const readText = (body: string, styles = '') => read(openDocument('text', body, styles));
const textsOf = (blocks: readonly Block[] = []): string[] => blocks.map(({ text }) => text);
const style = (family: string, name: string, properties: string, parent = ''): string =>
  `<style:style style:name="${name}" style:family="${family}" style:parent-style-name="${parent}">${properties}</style:style>`;
const HIDES = '<style:text-properties text:display="none"/>';

describe('a text of LibreOffice', () => {
  it('has paragraphs, headings and lists as blocks, with title, language and date', async () => {
    const body = [
      p('A note', 'text:style-name="P1"'),
      '<text:h text:outline-level="2">Conditions</text:h>',
      p(
        'They were<text:s text:c="2"/>not<text:tab/>released<text:line-break/>in <text:span>May</text:span> &amp; June.',
      ),
      `<text:list><text:list-item>${p('No water')}<text:list><text:list-item>${p('for days')}</text:list-item></text:list></text:list-item></text:list>`,
      p(''),
    ].join('');
    const found = await readText(body, style('paragraph', 'P1', '', 'Title'));
    expect(found.blocks).toEqual([
      { text: 'A note', role: 'main', heading: 1 },
      { text: 'Conditions', role: 'main', heading: 2 },
      { text: 'They were not released in May & June.', role: 'main' },
      { text: 'No water', role: 'main', item: true },
      { text: 'for days', role: 'main', item: true, depth: 2 },
    ]);
    expect(found).toMatchObject({
      type: 'text',
      title: 'A note on asylum',
      lang: 'en-GB',
      dates: { published: '2024-03-05T10:00:00' },
      unread: null,
    });
    expect(found).not.toHaveProperty('hidden');
  });

  it('has its notes behind its text, without their marks', async () => {
    const note = (text: string, kind: string) =>
      `<text:note text:note-class="${kind}"><text:note-citation>1</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`;
    const body =
      p(`1,204${note('An interview.', 'footnote')} people${note('A letter.', 'endnote')} came.`) +
      p('End.');
    expect(textsOf((await readText(body)).blocks)).toEqual([
      '1,204 people came.',
      'End.',
      'An interview.',
      'A letter.',
    ]);
  });

  it('does not show what a tracked change deleted, and shows what it put in', async () => {
    const changes = `<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>${p('not ')}</text:deletion></text:changed-region></text:tracked-changes>`;
    const body = `${changes}${p('They were <text:change text:change-id="c1"/>released<text:change-start text:change-id="c2"/> at once<text:change-end text:change-id="c2"/>.')}`;
    const { blocks, hidden } = await readText(body);
    expect([textsOf(blocks), hidden]).toEqual([['They were released at once.'], undefined]);
  });

  it('has no remarks and no names of drawings, but its text boxes', async () => {
    const box = `<draw:frame><svg:title>A picture</svg:title><draw:text-box>${p('In a box')}</draw:text-box></draw:frame>`;
    const remark = `<office:annotation><dc:creator>me</dc:creator>${p('Check this')}</office:annotation>`;
    expect(textsOf((await readText(p(`Around ${box}${remark}it`))).blocks)).toEqual([
      'In a box',
      'Around it',
    ]);
  });

  it('has its tables cell by cell, headings and merged cells too', async () => {
    const cell = (text: string, attributes = '') =>
      `<table:table-cell ${attributes}>${p(text)}</table:table-cell>`;
    const row = (...cells: readonly string[]) =>
      `<table:table-row>${cells.join('')}</table:table-row>`;
    const head = row(
      cell('Place'),
      cell('Men', 'table:number-columns-spanned="2"'),
      '<table:covered-table-cell/>',
    );
    const twice = cell('0', 'table:number-columns-repeated="2"');
    const body = `<table:table><table:table-header-rows>${head}</table:table-header-rows>${row(cell('Makala'), cell('61'), cell('17'))}${row(twice, cell('4'))}</table:table>`;
    const { blocks } = await readText(body);
    expect(
      blocks.map(({ text, cell, head, fills }) => [text, cell?.join(), head === true, fills]),
    ).toEqual([
      ['Place', '0,0,0', true, undefined],
      ['Men', '0,0,1', true, [1, 2]],
      ['Makala', '0,1,0', false, undefined],
      ['61', '0,1,1', false, undefined],
      ['17', '0,1,2', false, undefined],
      ['0', '0,2,1', false, undefined],
      ['4', '0,2,2', false, undefined],
    ]);
  });

  // biome-ignore format: one case a line
  it.each<[sentence: string, body: string, styles: string, hidden: readonly string[]]>([
    ['a section', `<text:section text:display="none">${p('Old')}</text:section>`, '', ['Old']],
    ['a section by a condition that is met', `<text:section text:display="condition" text:is-hidden="true">${p('Old')}</text:section>`, '', ['Old']],
    ['words by their style', p('New<text:span text:style-name="T1"> and old</text:span>'), style('text', 'T1', HIDES), ['and old']],
    ['a paragraph by its field', p('<text:hidden-paragraph text:is-hidden="true"/>Old'), '', ['Old']],
  ])('holds %s as hidden text', async (_, body, styles, hidden) => {
    const found = await readText(body + p('Shown'), styles);
    expect([textsOf(found.hidden), textsOf(found.blocks).at(-1)]).toEqual([hidden, 'Shown']);
    expect(textsOf(found.blocks)).not.toContain('Old');
  });

  // biome-ignore format: one case a line
  it.each<[sentence: string, body: string, styles: string]>([
    ['a condition that is not met', `<text:section text:display="condition">${p('Shown')}</text:section>`, ''],
    ['a field that hides nothing', p('<text:hidden-paragraph text:is-hidden="false"/>Shown'), ''],
    ['a table whose style has the name of a hidden one of words', `<table:table table:style-name="T1"><table:table-row><table:table-cell>${p('Shown')}</table:table-cell></table:table-row></table:table>`, style('text', 'T1', HIDES)],
    ['words after a bullet that is hidden', p('Shown', 'text:style-name="P1"'), `${style('paragraph', 'P1', '')}<text:list-style>${HIDES}</text:list-style>`],
  ])('shows %s', async (_, body, styles) => {
    const { blocks, hidden } = await readText(body, styles);
    expect([textsOf(blocks), hidden]).toEqual([['Shown'], undefined]);
  });

  it('says when there is nothing in it, and looks like none when it is a presentation', async () => {
    expect((await readText(p(''))).unread).toEqual({ kind: 'empty-file' });
    const slides = openDocument('text', p('a'), '', {
      mimetype: 'application/vnd.oasis.opendocument.presentation',
    });
    expect((await read(slides)).unread).toMatchObject({ kind: 'file', sort: 'archive' });
  });
});

describe('files that LibreOffice wrote', () => {
  const fixture = async (name: string) =>
    read(
      await readFile(join(import.meta.dirname, '../fixtures/office', name)),
      'application/octet-stream',
    );

  it('has the words, the table and the note of a text', async () => {
    const { blocks, title } = await fixture('detention.odt');
    expect(title).toBe('Detention in Makala');
    expect(
      blocks.map(({ text, heading, cell }) => `${text} | ${heading ?? '-'} ${cell?.join() ?? '-'}`),
    ).toEqual([
      'Detention in Makala | 1 -',
      'Conditions | 2 -',
      'The prison held 1,204 people in March, and nobody was released. | - -',
      'No water | - -',
      'for days | - -',
      'Place | - 0,0,0',
      'Men | - 0,0,1',
      'Makala | - 0,1,0',
      '61 | - 0,1,1',
      '17 | - 0,1,2',
      'Interview with a guard, 3 March 2024. | - -',
    ]);
  });

  it.each(['decisions.ods', 'decisions.xlsx'])(
    'has the cells of a spreadsheet as they are shown: %s',
    async (name) => {
      const { blocks, hidden, title } = await fixture(name);
      expect(title).toBe('Asylum decisions, 2023');
      expect(
        blocks.map(({ text, sheet, row }) => `${sheet ?? '-'} ${row ?? '-'}: ${text}`),
      ).toEqual([
        '- -: Notes',
        'Notes 1: Figures are rounded.',
        '- -: Table 2',
        'Table 2 1: Asylum decisions by country',
        ...['Country', 'Refugees', 'Share', 'As of'].map((text) => `Table 2 2: ${text}`),
        ...['Syria', '1,204', '12%', '5 March 2024'].map((text) => `Table 2 3: ${text}`),
        ...['Yemen', '8,529', '88%', '6 March 2024'].map((text) => `Table 2 4: ${text}`),
        ...['All', '0'].map((text) => `Table 2 5: ${text}`),
      ]);
      expect(textsOf(hidden)).toEqual(['Internal', 'draft', 'Old', 'Figures of the year before']);
    },
  );
});
