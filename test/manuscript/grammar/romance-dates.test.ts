import { describe, expect, it } from 'vitest';
import { read } from './line.js';

const url = 'https://o.example/a';
const KNOWN = {
  publisher: 'OFPRA',
  title: 'Note',
  published: '2024-03-01',
  accessed: '2024-07-03',
  url,
};

describe('the days of a French, Spanish, Portuguese or Italian line', () => {
  it.each([
    '1er mars 2024, consulté le 3 juillet 2024',
    'publié le 1er mars 2024 (dernière consultation le 3 juillet 2024)',
    'mis en ligne le 1er mars 2024, page consultée le 3 juill. 2024',
    'en ligne depuis le 1er mars 2024, lien vérifié le 3 juillet 2024',
    '1er mars 2024 [consulté le 03/07/2024]',
    'en date du 1er mars 2024, date de consultation : 03/07/2024',
    '1er mars 2024, vu le 3 juillet 2024',
    '1 de marzo de 2024 (consultado el 3 de julio de 2024)',
    'publicado el 1 de marzo del 2024, fecha de consulta: 3 de julio de 2024',
    '1 marzo 2024, visitado el 3 de julio del 2024',
    'publicado el 01/03/2024, fecha de acceso: 03/07/2024',
    '1º de março de 2024, acesso em: 3 de julho de 2024',
    'publicado em 01/03/2024, data de acesso: 03/07/2024',
    'pubblicato il 1 marzo 2024, ultimo accesso: 3 luglio 2024',
  ])('are each in its place: %s', (dates) => {
    expect(read(`OFPRA, « Note », ${dates}, ${url}`)).toEqual(KNOWN);
  });

  it('are before “de” and the address, and in either order', () => {
    expect(
      read(`OFPRA, « Note », 1 de marzo de 2024, recuperado el 3 de julio de 2024 de ${url}`),
    ).toEqual(KNOWN);
    expect(
      read(`OFPRA, « Note », consulté le 3 juillet 2024, publié le 1er mars 2024, ${url}`),
    ).toEqual(KNOWN);
  });

  it('are told where the line does not say in which order they stand', () => {
    const line = `OFPRA, « Note », 03/07/2024, ${url}`;
    expect(read(line)?.published).toBeUndefined();
    expect(read(line)?.doubts).toEqual([{ kind: 'unread-date', printed: '03/07/2024' }]);
    expect(
      read(`OFPRA, “Note”, 1 March 2024, accessed 03/07/2024, ${url}`)?.accessed,
    ).toBeUndefined();
  });

  it('are not words of a title', () => {
    expect(read(`OFPRA, « Le droit d’être consulté », 1er mars 2024, ${url}`)).toEqual({
      publisher: 'OFPRA',
      title: 'Le droit d’être consulté',
      published: '2024-03-01',
      url,
    });
  });
});
