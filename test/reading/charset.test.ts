import { describe, expect, it } from 'vitest';
import { read } from './read.js';

const hex = (digits: string): Uint8Array => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const page = (text: Uint8Array, meta = ''): Uint8Array =>
  Buffer.concat([
    Buffer.from(`<html><head>${meta}</head><body><p>`),
    text,
    Buffer.from('</p></body></html>'),
  ]);

// Bytes by the encodings' own tables, so that no encoder has to be trusted.
// biome-ignore format: one encoding a line
const encoded: readonly [label: string, bytes: Uint8Array, text: string][] = [
  ['gb18030', hex('c8cb c8a8 8139ee39 95328236'), '人权㐀𠀀'],
  ['gb2312', hex('d6d0 b9fa c8cb c8a8'), '中国人权'],
  ['gbk', hex('93ed c8cb'), '擁人'],
  ['big5', hex('bb4f c657 a448 c576'), '臺灣人權'],
  ['shift_jis', hex('93fa 967b 8cea'), '日本語'],
  ['euc-jp', hex('c6fc cbdc b8ec'), '日本語'],
  ['euc-kr', hex('8c63 c7d1 b1b9'), '똠한국'],
  ['windows-1251', hex('cff0 e0e2 e0'), 'Права'],
  ['windows-1252', hex('93 73 61 69 64 94 20 80 35'), '“said” €5'],
  ['iso-8859-1', hex('63 61 66 e9 20 96 20 78'), 'café – x'],
  ['koi8-r', hex('f0d2 c1d7 c1'), 'Права'],
  ['x-mac-cyrillic', hex('8ff0 e0e2 e0'), 'Права'],
];

describe('the encoding of a page', () => {
  it.each(encoded)('%s, named by the header', async (label, bytes, text) => {
    const { blocks } = await read(page(bytes), `text/html; charset=${label}`);
    expect(blocks[0]?.text).toBe(text);
  });

  it.each(encoded)('%s, named by the page', async (label, bytes, text) => {
    const { blocks } = await read(
      page(bytes, `<meta http-equiv="Content-Type" content="text/html; charset=${label}">`),
      'text/html',
    );
    expect(blocks[0]?.text).toBe(text);
  });

  it.each(encoded)('%s, for plain text', async (label, bytes, text) => {
    const { blocks, type } = await read(bytes, `text/plain; charset=${label}`);
    expect([type, blocks[0]?.text]).toEqual(['text', text]);
  });

  it.each(['utf-16le', 'utf-16be'])('%s, with a byte order mark and without', async (label) => {
    const little = Buffer.from('\ufeff<!doctype html><p>人权 rights</p>', 'utf16le');
    const bytes = label === 'utf-16le' ? little : Buffer.from(little).swap16();
    expect((await read(bytes, 'text/html')).blocks[0]?.text).toBe('人权 rights');
    expect((await read(bytes.subarray(2), `text/html; charset=${label}`)).blocks[0]?.text).toBe(
      '人权 rights',
    );
  });

  it('is UTF-8 when the bytes are, whatever the header and the page say', async () => {
    const bytes = page(Buffer.from('人权 – café'), '<meta charset="gbk">');
    expect((await read(bytes, 'text/html; charset=iso-8859-1')).blocks[0]?.text).toBe(
      '人权 – café',
    );
  });

  it('is UTF-8 when the answer was cut inside a character', async () => {
    const whole = page(Buffer.from('人权人权人权人权人权人权人权人权人权人权人权人权'));
    const cut = whole.subarray(0, whole.lastIndexOf(0xe6) + 2);
    expect((await read(cut, 'text/html; charset=gbk')).blocks[0]?.text).toMatch(/^(人权)+/);
  });

  it('is what the page says when the header wrongly says UTF-8', async () => {
    const bytes = page(hex('d6d0 b9fa'), '<meta charset="gb2312">');
    expect((await read(bytes, 'text/html; charset=utf-8')).blocks[0]?.text).toBe('中国');
  });

  it('is that of the place when nobody says', async () => {
    const gbk = page(hex('d6d0 b9fa'));
    expect((await read(gbk, 'text/html', 'https://www.example.gov.cn/a.htm')).blocks[0]?.text).toBe(
      '中国',
    );
    expect((await read(page(hex('93 78 94')), null)).blocks[0]?.text).toBe('“x”');
  });

  it.each([
    ['ru', hex('cff0 e0e2 e0'), 'Права'],
    ['ru', hex('f0d2 c1d7 c1'), 'Права'],
    ['uk', hex('cff0 e0e2 e0'), 'Права'],
    ['tr', hex('f6fe fd'), 'öşı'],
    ['ar-EG', hex('cdde'), 'حق'],
    ['zh-CN', hex('d6d0 b9fa'), '中国'],
    ['zh-Hant-HK', hex('bb4f c657'), '臺灣'],
    ['en', hex('93 78 94'), '“x”'],
    ['eo', hex('93 78 94'), '“x”'],
  ])('is that of the language when nobody says: %s', async (lang, text, said) => {
    const shown = async (meta: string) => {
      const start = Buffer.from(`<html lang="${lang}"><head>${meta}</head><body><p>`);
      return (await read(Buffer.concat([start, text]), 'text/html', 'https://example.com/'))
        .blocks[0]?.text;
    };
    expect(await shown('')).toBe(said);
    expect(await shown('<meta charset="macintosh">')).not.toBe(said);
  });

  it('is not upset by bytes that stand for no character', async () => {
    const { blocks } = await read(page(hex('c8cb f037 9b38 61')), 'text/html; charset=gb18030');
    expect(blocks[0]?.text).toBe('人\ufffda');
  });

  it('is not upset by an encoding that does not exist', async () => {
    expect(
      (await read(page(Buffer.from('abc')), 'text/html; charset=klingon')).blocks[0]?.text,
    ).toBe('abc');
  });
});

/** What becomes of a text when its bytes are taken for characters and written as UTF-8 again. */
const twice = (text: string): string => new TextDecoder('windows-1252').decode(Buffer.from(text));
const shown = async (html: string): Promise<string | undefined> =>
  (await read(page(Buffer.from(html)), 'text/html; charset=utf-8')).blocks[0]?.text;

describe('a text that was encoded twice on its way to the page', () => {
  it.each([
    'L’été où 89 familles n’ont rien reçu',
    '“No,” he said',
    'Права человека',
    'حقوق الإنسان',
    '人权',
  ])('is read as it was written: %s', async (text) => {
    expect(await shown(twice(text))).toBe(text);
  });

  it('is read so within a page whose own frame is right', async () => {
    const text = 'L’été où 89 familles n’ont rien reçu';
    expect(await shown(`${twice(text)} «`)).toBe(`${text} «`);
  });

  it.each([
    'They met at the “CAFÉ” and at the “IRMÔ.',
    'At the CAFÉ… nobody knew the CAFÉ…',
    '«Olé…» she said, and «Qué…» said he',
    'Près de l’Île, les bâtiments à côté de la Métropole',
    '“Olé…” she said, and “Qué…” said he – “Olé…”',
    '“OL\u00c9\u0085\u0094 she said',
    'Words of which â€™ is one, â€œ another, â€” a third, “so’ – they say…',
    'Mojibake is what ’ becomes: â€™ in the place of it, « Ã© » for « é »',
  ])('is not what a page looks like that has such letters for its own: %s', async (text) => {
    expect(await shown(text)).toBe(text);
  });

  const AS_ISO = 'The computerâ\u0080\u0099s owner wonâ\u0080\u0099t say. Itâ\u0080\u0099s Ã©tÃ©.';
  const QUOTED = ' “One,” said the – “two” – and “three,” he’s “four” and “five” and “six”…';
  it.each([AS_ISO, AS_ISO.replaceAll('\u0080\u0099', '€™')])(
    'is read so whatever typography stands beside it: %s',
    async (text) => {
      expect(await shown(text + QUOTED)).toBe(`The computer’s owner won’t say. It’s été.${QUOTED}`);
    },
  );

  it('is read so where it is certain, among other letters that are right', async () => {
    expect(await shown('L’été à Noël : câ\u0080\u0099est là, cÃ©')).toBe(
      'L’été à Noël : c’est là, cÃ©',
    );
  });

  it('is read as it was written where its characters were escaped twice', async () => {
    expect(await shown('d&amp;rsquo;avoir 126&amp;nbsp;marins, 3&amp;#8211;4 &amp; plus')).toBe(
      'd’avoir 126 marins, 3–4 & plus',
    );
  });

  it('is as it stands where a page speaks of markup', async () => {
    expect(await shown('Write &amp;lt; for a bracket, AT&amp;T; R&amp;D')).toBe(
      'Write &lt; for a bracket, AT&T; R&D',
    );
  });
});
