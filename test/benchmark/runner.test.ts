import { describe, expect, it } from 'vitest';
import { ask } from '../../benchmark/runner.js';
import { byKind, scoreOf, summary, wilson } from '../../benchmark/score.js';

const caseOf = (id: string, truth = 'stands', page = `${id}.html`) => ({
  id,
  kind: 'verbatim',
  language: 'en',
  page,
  contentType: 'text/html',
  url: 'https://example.org/',
  passage: 'words',
  truth,
  note: '',
});
const CASES = ['a', 'b', 'c'].map((id) => caseOf(id));

/** A program that says, for each question `q`, what the expression gives. */
const program = (says: string): readonly string[] => [
  process.execPath,
  '-e',
  `require('readline').createInterface({input:process.stdin}).on('line',(l)=>{const q=JSON.parse(l);const s=${says};if(s!==null)console.log(s)})`,
];
const SAYS = "JSON.stringify({id:q.id,verdict:'stands'})";

describe('a tool', () => {
  it('is asked about every case, and answers', async () => {
    expect(await ask(program(SAYS), CASES)).toEqual(['stands', 'stands', 'stands']);
  });

  it('is told neither the truth nor the kind', async () => {
    const keys =
      "JSON.stringify({id:q.id,verdict:Object.keys(q).join()==='id,passage,page,contentType,url'?'stands':'cannot-say'})";
    expect(await ask(program(keys), CASES)).toEqual(['stands', 'stands', 'stands']);
  });

  it.each([
    ['what is no JSON', "'yes'"],
    ['a verdict that is none', "JSON.stringify({id:q.id,verdict:'true'})"],
    ['to another question', "JSON.stringify({id:'z',verdict:'stands'})"],
  ])('that answers %s answers nonsense, and goes on', async (_, says) => {
    expect(await ask(program(`q.id==='b'?${says}:${SAYS}`), CASES)).toEqual([
      'stands',
      'nonsense',
      'stands',
    ]);
  });

  it('that dies is started again for the next case', async () => {
    expect(await ask(program(`q.id==='b'?process.exit(1):${SAYS}`), CASES)).toEqual([
      'stands',
      'died',
      'stands',
    ]);
  });

  it('that is not there has died', async () => {
    expect(await ask(['no-such-program-anywhere'], CASES)).toEqual(['died', 'died', 'died']);
  });

  it('that is silent is late', async () => {
    expect(await ask(program('null'), CASES, { limit: 0.1 })).toEqual(['late', 'late', 'late']);
  });

  it('that fails on ten pages in a row is not asked any more, but on one page it may fail often', async () => {
    const answer = `id=$(echo "$q" | cut -d'"' -f4); echo "{\\"id\\":\\"$id\\",\\"verdict\\":\\"stands\\"}"`;
    const failing = [
      'sh',
      '-c',
      `while read -r q; do case $q in *bad*) exit 1;; esac; ${answer}; done`,
    ];
    const cases = Array.from({ length: 12 }, (_, i) =>
      caseOf(`c${i}`, 'stands', i < 10 ? `bad-${i}.html` : 'good.html'),
    );
    expect(await ask(failing, cases)).toEqual(Array(12).fill('died'));
    const onOnePage = cases.map((one) => ({ ...one, page: one.page.replace(/\d/, '') }));
    expect(await ask(failing, onOnePage)).toEqual([...Array(10).fill('died'), 'stands', 'stands']);
  });
});

describe('the score', () => {
  const cases = [
    caseOf('a'),
    caseOf('b'),
    caseOf('c', 'does-not-stand'),
    caseOf('d', 'cannot-say'),
  ];

  it('counts what is dangerous apart from what is annoying', () => {
    const { right, wronglyStanding, wronglyNotStanding, abstained } = scoreOf(cases, [
      'stands',
      'does-not-stand',
      'stands',
      'does-not-stand',
    ]);
    expect(right.stands).toEqual({ count: 1, of: 2 });
    expect(wronglyStanding).toEqual({ count: 1, of: 2 });
    expect(wronglyNotStanding).toEqual({ count: 2, of: 3 });
    expect(abstained).toEqual({ count: 0, of: 3 });
  });

  it('never counts as right what is no answer', () => {
    const { right, unanswered } = scoreOf(cases, ['died', 'late', 'nonsense', 'died']);
    expect(Object.values(right).map(({ count }) => count)).toEqual([0, 0, 0]);
    expect(unanswered.count).toBe(4);
  });

  it('has the intervals of the literature', () => {
    // Wilson for 8 of 10 (Brown, Cai, DasGupta 2001): 0.490 to 0.943.
    const [low, high] = wilson(8, 10);
    expect(low).toBeCloseTo(0.49, 2);
    expect(high).toBeCloseTo(0.943, 3);
    expect(wilson(0, 10)[0]).toBe(0);
    expect(wilson(10, 10)[1]).toBeLessThanOrEqual(1);
  });

  it('prints a line a tool, and a line a kind and truth', () => {
    const tools = [{ name: 'always', answers: Array(4).fill('stands') }];
    expect(summary(cases, tools).split('\n')).toHaveLength(3);
    expect(byKind(cases, tools).split('\n').slice(2)).toEqual([
      '| verbatim | stands | 2 | 2 |',
      '| verbatim | does-not-stand | 1 | 0 |',
      '| verbatim | cannot-say | 1 | 0 |',
    ]);
  });
});
