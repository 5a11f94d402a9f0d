import { parseArgs } from 'node:util';
import type { Behaviour } from './behaviour.js';
import { BEHAVIOURS } from './behaviours.js';
import { askLinkinator, isFair } from './linkinator.js';
import { growth, soak } from './soak.js';
import { askCitewatch, saysOf } from './tools.js';
import { startHostileWeb } from './web.js';

/**
 * `npm run bench -- hostile`: the table of behaviours with what a careful person and citewatch say of each, in Markdown;
 * `-- --tool linkinator` adds what linkinator says. `-- --serve` only serves the hostile web until it is stopped, and
 * prints the table and the `--connect-to` rules as JSON, for any other tool. `-- --soak 20` checks it so many times in one
 * process, of what `npm run build` made, and prints what that holds after each.
 */
const { values } = parseArgs({
  options: { tool: { type: 'string' }, serve: { type: 'boolean' }, soak: { type: 'string' } },
});

/** One tool's column: its words by behaviour, and which of them are right. */
interface Column {
  readonly tool: string;
  readonly said: ReadonlyMap<string, string>;
  readonly right: (behaviour: Behaviour, said: string) => boolean;
}

async function citewatch(): Promise<Column> {
  const web = await startHostileWeb(BEHAVIOURS);
  const verdicts = await askCitewatch(web, BEHAVIOURS);
  await web.close();
  const said = new Map([...verdicts].map(([name, { link }]) => [name, saysOf(link)]));
  return { tool: 'citewatch', said, right: ({ says }, word) => word === says };
}

async function linkinator(): Promise<Column> {
  const web = await startHostileWeb(BEHAVIOURS);
  const said = await askLinkinator(web, BEHAVIOURS);
  await web.close();
  return {
    tool: 'linkinator',
    said,
    right: ({ says, name }) => isFair(said.get(name) ?? 'none', says),
  };
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;

function print(columns: readonly Column[]): void {
  const heads = [
    'behaviour',
    'what a person sees',
    'a careful person',
    ...columns.map(({ tool }) => tool),
  ];
  let table = row(heads) + row(heads.map(() => '---'));
  for (const behaviour of BEHAVIOURS) {
    const words = columns.map(({ said, right }) => {
      const word = said.get(behaviour.name) ?? 'none';
      return right(behaviour, word) ? word : `**${word}** ✗`;
    });
    table += row([behaviour.name, behaviour.sees, behaviour.says, ...words]);
  }
  const scores = columns.map(({ tool, said, right }) => {
    const score = BEHAVIOURS.filter((b) => right(b, said.get(b.name) ?? 'none')).length;
    return `${tool} ${score}/${BEHAVIOURS.length}`;
  });
  process.stdout.write(`${table}\n${scores.join(', ')}\n`);
}

const HOW_COUNTED = `
citewatch is right when it says the same as the careful person. linkinator knows three words, so it is read kindly: OK is
right for what is alive or moved, BROKEN for what is soft-404, gone, server-error or unreachable; of what is blocked it may
say OK or SKIPPED, but not BROKEN. "none" means that it said nothing within 20 seconds.
`;

if (values.serve) {
  const { connectTo, ca } = await startHostileWeb(BEHAVIOURS);
  const behaviours = BEHAVIOURS.map(({ name, url, title, sees, says }) => ({
    name,
    url,
    title,
    sees,
    says,
  }));
  process.stdout.write(`${JSON.stringify({ connectTo, ca, behaviours }, null, 1)}\n`);
} else if (values.soak !== undefined) {
  const held = await soak(Number(values.soak), (one) =>
    process.stdout.write(`${JSON.stringify(one)}\n`),
  );
  process.stdout.write(`last round against the second: ${JSON.stringify(growth(held))}\n`);
} else {
  if (values.tool !== undefined && values.tool !== 'linkinator')
    throw new Error(`no tool named ${values.tool}: linkinator is`);
  const columns = [await citewatch(), ...(values.tool === undefined ? [] : [await linkinator()])];
  print(columns);
  if (values.tool !== undefined) process.stdout.write(HOW_COUNTED);
  // Requests that linkinator gave up on are still under way.
  process.exit(0);
}
