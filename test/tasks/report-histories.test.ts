import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceEdit } from '../../src/model/remedy.js';
import { printedReports, type ReportChange } from '../../src/model/watchlist.js';
import { readDraft } from '../../src/pool/read-draft.js';
import { editSources } from '../../src/settings/edit-source.js';
import { type MadeEdit, madeEdit, revertEdit } from '../../src/settings/source-changes.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { EMPTY_WATCHLIST, takeIn } from '../../src/tasks/intake.js';

/** What a report prints of one citation. */
interface Printed {
  readonly words: string;
  readonly accessed: string;
}
type Report = readonly Printed[];

const COUNT = 3;
const TOPICS = ['usury', 'theft of land', 'desertion'];
const words = (i: number, n: number) =>
  `The court of the first district heard ${n} cases of ${TOPICS[i]} in the year before the war.`;
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09'];
const NAMES = 'January February March April May June July August September'.split(' ');
const longDay = (day: string) => `5 ${NAMES[MONTHS.indexOf(day.slice(5, 7))]} ${day.slice(0, 4)}`;
const OLD: Report = TOPICS.map((_, i) => ({ words: words(i, 90), accessed: '2025-03-05' }));

const textOf = (report: Report) =>
  [
    '# A report',
    '## 1. Courts',
    ...report.map(({ words: quoted }, i) => `Reuters wrote: “${quoted}”[^${i + 1}]`),
    ...report.map(
      ({ accessed }, i) =>
        `[^${i + 1}]: Reuters, [Courts of ${TOPICS[i]}](https://reuters.example/${i}), 1 May 2020, last accessed: ${longDay(accessed)}`,
    ),
  ].join('\n\n');

/** One thing that somebody does, to the citation of that number. */
type Step =
  | { readonly does: 'requote'; readonly of: number; readonly n: number }
  | { readonly does: 'edit'; readonly of: number; readonly n: number }
  | { readonly does: 'reread'; readonly of: number; readonly month: string }
  | { readonly does: 'undo'; readonly back: number }
  | { readonly does: 'import'; readonly which: 'old' | 'same' | 'new'; readonly says: boolean };

const OF = fc.nat(COUNT - 1);
const FIGURE = fc.integer({ min: 1, max: 80 });
const STEPS: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('requote'), of: OF, n: FIGURE }),
  fc.record({ does: fc.constant('edit'), of: OF, n: FIGURE }),
  fc.record({ does: fc.constant('reread'), of: OF, month: fc.constantFrom(...MONTHS) }),
  fc.record({ does: fc.constant('undo'), back: fc.nat(2) }),
  fc.record({
    does: fc.constant('import'),
    which: fc.constantFrom('old', 'same', 'new'),
    says: fc.boolean(),
  }),
);

const parse = (text: string) => parseWatchlist(text, 'sources.json');
const idOf = (i: number) => `R/${i + 1}`;

class History {
  text = EMPTY_WATCHLIST;
  readonly edits: MadeEdit[] = [];
  /** The report's own file, and what the list was last told that it prints. */
  file = OLD;
  known = OLD;

  /** What the list says: as printed, and as it is judged on a night. */
  said(as: 'printed' | 'decided'): Report {
    const watch = parse(this.text);
    const [report] = as === 'printed' ? printedReports(watch) : watch.reports;
    return OLD.map((_, i) => {
      const one = report?.citations.find(({ id }) => id === idOf(i));
      return { words: one?.quotes[0]?.text ?? '', accessed: one?.accessed ?? '' };
    });
  }

  get taken(): readonly ReportChange[] {
    return (parse(this.text).changes ?? []).filter(({ state }) => state === 'taken');
  }

  take(edit: SourceEdit): void {
    const after = editSources(this.text, edit);
    this.edits.push(madeEdit(this.text, after));
    this.text = after;
  }

  /** The list after an import, which its person consents to or not. */
  async import(file: Report, consents: boolean): Promise<boolean> {
    const read = await readDraft({ bytes: Buffer.from(textOf(file)), name: 'R.md' });
    if (read.kind !== 'draft') return expect.fail(read.kind);
    const facts = { id: 'R', title: null, publisher: null, published: null, url: null };
    const { text, imported } = takeIn(
      { text: this.text, file: 'sources.json' },
      { draft: read.draft, facts, lint: () => [] },
    );
    const asks = imported.filed.overtaken.length > 0;
    if (!asks || consents) [this.text, this.known] = [text, file];
    return asks;
  }
}

/** A file as its authors make it of ours: each pending change is accepted. */
const accepted = (report: Report, changes: readonly ReportChange[]): Report =>
  report.map((printed, i) => {
    const own = changes.filter(({ citation }) => citation === idOf(i));
    const of = (field: string, was: string) =>
      own.find((one) => one.field === field && one.printed === was)?.decided ?? was;
    return {
      words: of('quotes/0/text', printed.words),
      accessed: of('accessed', printed.accessed),
    };
  });

async function walk(history: History, step: Step): Promise<void> {
  const [before, pending] = [history.said('decided'), history.taken];
  if (step.does === 'requote') {
    const { of, n } = step;
    const was = before[of]?.words ?? '';
    history.take({ kind: 'quote', citation: idOf(of), index: 0, before: was, text: words(of, n) });
    expect(history.said('decided')[of]?.words).toBe(words(of, n));
  } else if (step.does === 'reread') {
    const accessed = `2026-${step.month}-05`;
    history.take({ kind: 'accessed', citation: idOf(step.of), accessed });
    expect(history.said('decided')[step.of]?.accessed).toBe(accessed);
  } else if (step.does === 'edit') {
    history.file = history.file.map((one, i) =>
      i === step.of ? { ...one, words: words(step.of, 100 + step.n) } : one,
    );
  } else if (step.does === 'undo') {
    const edit = history.edits.at(-1 - step.back);
    const text = edit && revertEdit(history.text, edit);
    if (text != null) {
      history.text = text;
      history.edits.splice(-1 - step.back, 1);
    }
  } else {
    if (step.which === 'old') history.file = OLD;
    if (step.which === 'new') history.file = accepted(history.file, pending);
    const file = history.file;
    const asked = await history.import(file, step.says);
    const prints = (one: ReportChange, words_: string | null) => {
      const now = file[Number(one.citation.split('/')[1]) - 1];
      return (one.field === 'accessed' ? now?.accessed : now?.words) === words_;
    };
    // It asks where a place prints neither what it did nor what was decided, and nowhere else.
    const other = pending.filter((one) => !prints(one, one.printed) && !prints(one, one.decided));
    expect(asked).toBe(other.length > 0);
    // Nothing that was decided is undone, but where that was asked and meant.
    const overtaken = asked && step.says ? other : [];
    for (const one of pending.filter((change) => !overtaken.includes(change))) {
      const i = Number(one.citation.split('/')[1]) - 1;
      const now = history.said('decided')[i];
      expect(one.field === 'accessed' ? now?.accessed : now?.words).toBe(one.decided);
    }
  }
  // Whatever was done, the list keeps what the report prints.
  expect(history.said('printed')).toEqual(history.known);
}

describe('over any history of a report and its list', () => {
  it('nothing printed is lost, and no change is reverted without a question', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEPS, { minLength: 2, maxLength: 14 }), async (steps) => {
        const history = new History();
        await history.import(OLD, false);
        for (const step of steps) await walk(history, step);
      }),
      { numRuns: 150, seed: 55 },
    );
  });
});
