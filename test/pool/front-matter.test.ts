import { expect, it } from 'vitest';
import { TASKS } from '../../src/pool/tasks.js';
import { pdf } from '../reading/pdf-writer.js';

const unread = (bytes: Uint8Array, contentType: string) => ({
  bytes,
  sha256: '',
  contentType,
  url: 'https://watch.example/a',
});
const line = (y: number, text: string, size = 10) => ({ x: 60, y, text, size });

it('the first page of a PDF says its title, who published it and when', async () => {
  const bytes = pdf({
    pages: [
      [
        line(120, 'Detention in Karvan', 24),
        line(220, 'Northern Rights Watch, March 2025'),
        line(400, 'Nobody came back to the villages of the north in 2024.'),
      ],
    ],
  });
  expect(await TASKS.imprint(unread(bytes, 'application/pdf'))).toEqual({
    title: 'Detention in Karvan',
    publisher: 'Northern Rights Watch',
    published: '2025-03',
  });
});

it('a PDF whose first page names nobody, and one that cannot be read, say nothing', async () => {
  const bare = pdf({
    pages: [[line(400, 'Nobody came back to the villages of the north, and none will.')]],
  });
  expect(await TASKS.imprint(unread(bare, 'application/pdf'))).toMatchObject({
    publisher: null,
    published: null,
  });
  const broken = Buffer.from('%PDF-1.7\n1 0 obj');
  const nothing = { title: null, publisher: null, published: null };
  expect(await TASKS.imprint(unread(broken, 'application/pdf'))).toEqual(nothing);
});

it('a page says who publishes it by its metadata alone', async () => {
  const page =
    '<meta property="og:site_name" content="Karvan Daily"><h1>Detention</h1><p>Northern Rights Watch, March 2025</p>';
  expect(await TASKS.imprint(unread(Buffer.from(page), 'text/html'))).toEqual({
    title: null,
    publisher: 'Karvan Daily',
    published: null,
  });
});
