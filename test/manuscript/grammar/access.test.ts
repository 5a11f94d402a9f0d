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

  it.each([
    '“المحاكم”، 1 مايو 2020، آخر دخول: 5 يونيو 2024',
    '«المحاكم»، 1 مايو 2020، تاريخ الاطلاع: 5 يونيو 2024',
    '“المحاكم”، 1 مايو 2020، تم الاطلاع عليه في 5 يونيو 2024',
    '“المحاكم”، 1 مايو 2020، اطلع عليه بتاريخ 5 يونيو 2024',
  ])('is read in Arabic, and is no publisher: شينخوا، %s', (line) => {
    expect(read(`شينخوا، ${line}`)).toEqual({
      publisher: 'شينخوا',
      title: 'المحاكم',
      published: '2020-05-01',
      accessed,
    });
  });

  it.each(['最后访问日期：2024年6月5日', '檢索於2024年6月5日', '阅读于2024年6月5日'])(
    'is read in Chinese: %s',
    (said) => {
      const line = `新华社，“法院与贷款人”，2020年5月1日，${said}`;
      expect(read(line)).toEqual({
        publisher: '新华社',
        title: '法院与贷款人',
        published: '2020-05-01',
        accessed,
      });
    },
  );

  it('is no publisher behind words that nobody knows, and a name with a year is one', () => {
    const known = { publisher: 'شينخوا', title: 'المحاكم', published: '2020-05-01' };
    const unread = read('شينخوا، “المحاكم”، 1 مايو 2020، قرئ يوم 5 يونيو 2024');
    expect(unread).toMatchObject({
      ...known,
      doubts: [{ kind: 'left-over', text: 'قرئ يوم 5 يونيو 2024' }],
    });
    const movement = read('“المحاكم”، حركة 14 فبراير، 1 مايو 2020، آخر زيارة: 5 يونيو 2024');
    expect(movement).toMatchObject({ ...known, publisher: 'حركة 14 فبراير', accessed });
    const latin = read(
      '“Courts”, Movement of 14 February 2011, 1 May 2020, last accessed: 5 June 2024',
    );
    expect(latin).toMatchObject({
      publisher: 'Movement of 14 February 2011',
      published: '2020-05-01',
      accessed,
    });
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
