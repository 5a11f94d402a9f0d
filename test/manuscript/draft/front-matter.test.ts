import { expect, test } from 'vitest';
import { frontMatterOf } from '../../../src/manuscript/import/bibliography.js';
import { readMarkdown } from '../../../src/manuscript/read/markdown.js';

function read(...paragraphs: readonly string[]) {
  const manuscript = readMarkdown(paragraphs.join('\n\n'));
  if ('kind' in manuscript) throw new Error(manuscript.why);
  return frontMatterOf(manuscript);
}

test.each([
  ['Asylos, September 2025', 'Asylos', '2025-09'],
  [
    'Austrian Centre for Country of Origin Information (ACCORD), 2025',
    'Austrian Centre for Country of Origin Information (ACCORD)',
    '2025',
  ],
  ['Danish Immigration Service May 2024', 'Danish Immigration Service', '2024-05'],
  ['3 May 2024', null, '2024-05-03'],
  [
    'Refugio. Área de Investigación. Fecha de elaboración: 3 de mayo de 2024',
    'Refugio. Área de Investigación',
    '2024-05-03',
  ],
])('%s under the title says who published a report and when', (line, publisher, published) => {
  const title = 'Osteria: Prison conditions';
  expect(read(`# ${title}`, line)).toEqual({ title, publisher, published });
});

test.each([
  'Osteria: Prison conditions in 2024',
  'Osteria: Prison conditions in May 2024',
  'Osteria: Prison conditions, May 2024',
  'World Report 2024',
])('the title %s does not', (title) => {
  expect(read(`# ${title}`)).toEqual({ title, publisher: null, published: null });
  expect(read(`# ${title}`, 'Asylos, 2025')).toEqual({
    title,
    publisher: 'Asylos',
    published: '2025',
  });
});

test.each([
  '„Erster Absatz über die Lage in Zurland im Jahr 2025.',
  'What was said of the prisons until May 2024',
  'The prisons are full. They were full in May 2024',
  'Human Rights Practices 2024',
])('nor does the line %s', (line) => {
  expect(read('# Osteria', line)).toEqual({ title: 'Osteria', publisher: null, published: null });
});
