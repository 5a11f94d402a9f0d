import { describe, expect, it } from 'vitest';
import { read } from './line.js';

const KNOWN = { publisher: 'PDDH', published: '2024-04-04', url: 'https://pddh.example/informe' };
const accessed = '2024-06-05';

describe('the day on which a page was read', () => {
  it.each([
    'PDDH, Informe especial, 4 de abril de 2024, https://pddh.example/informe, último acceso: 5 de junio de 2024.',
    'PDDH, Informe especial, 4 de abril de 2024, https://pddh.example/informe (fecha de acceso: 5 de junio de 2024)',
    'PDDH, “Informe especial”, 4 de abril de 2024. Disponível em: https://pddh.example/informe. Acesso em: 5 jun. 2024.',
    'PDDH, Informe especial, 4 April 2024, https://pddh.example/informe (viitattu 5.6.2024)',
  ])('is no day of publication: %s', (line) => {
    expect(read(line)).toMatchObject({ ...KNOWN, title: 'Informe especial', accessed });
  });

  it('is none where the word stands in a title', () => {
    const line = 'PDDH, El acceso a la justicia, 4 de abril de 2024, https://pddh.example/informe';
    expect(read(line)).toEqual({ ...KNOWN, title: 'El acceso a la justicia' });
  });
});

describe('the day on which a copy was archived', () => {
  it.each([
    'PDDH, Informe especial, 4 April 2024, https://pddh.example/informe (archived on 13 February 2025).',
    'PDDH, Informe especial, 4 April 2024, https://pddh.example/informe, archived 13 February 2025',
    'PDDH, „Informe especial“, 4. April 2024, https://pddh.example/informe, archiviert am 13. Februar 2025',
  ])('is no day of publication: %s', (line) => {
    expect(read(line)).toEqual({ ...KNOWN, title: 'Informe especial' });
  });

  it('is one where the title says so', () => {
    const line = 'PDDH, Files archived in 2023, 4 April 2024, https://pddh.example/informe';
    expect(read(line)).toEqual({ ...KNOWN, title: 'Files archived in 2023' });
  });
});
