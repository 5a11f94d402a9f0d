import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from '../command-line.js';
import { askRegister, CITED, type Reply } from '../replica/case-registers.js';
import { openWebOf } from './found-web.js';

/** Runs `cases` on a document of these paragraphs, with a web that answers so. */
async function cases(
  paragraphs: readonly string[],
  args: readonly string[] = [],
  answer: (url: string) => Reply = askRegister,
) {
  const web = await openWebOf(answer);
  const folder = emptyFolder();
  writeFileSync(join(folder, 'skeleton.md'), `# Skeleton argument\n\n${paragraphs.join('\n\n')}\n`);
  const ended = await citewatch(['cases', 'skeleton.md', ...args, ...web.options], folder);
  return { ...ended, asked: web.asked.map(({ url }) => url) };
}

/** As documents print them: some in a sentence, one in a note. */
const SENTENCES = [
  'The Tribunal relied on MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC) and on HJ (Iran) v SSHD [2010] UKSC 31.[^1]',
  '[^1]: AA (unattended children) Afghanistan CG [2012] UKUT 16 (IAC), para 12.',
];

describe('citewatch cases', () => {
  it('tells each case of a document, asks the registers in turn, and ends with 2 where one is not found or misnamed', {
    timeout: 60_000,
  }, async () => {
    const { code, out, asked } = await cases(CITED.map(([line]) => `${line}.`));
    expect(code).toBe(2);
    const words = {
      exists: 'exists',
      'other-name': 'other name',
      'not-found': 'not found',
      'not-asked': 'not asked',
    };
    const told = out.split('\n').flatMap((line) => /^ {2}([a-z ]+):/u.exec(line)?.[1] ?? []);
    expect(told.filter((one) => one !== 'later country guidance names it')).toEqual(
      CITED.map(([, verdict]) => words[verdict]),
    );
    expect(out).toContain(
      'later country guidance names it: “AS (Safety of Kabul) Afghanistan CG”, [2020] UKUT 130 (IAC)',
    );
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('ends with 0 where all exist, notes included, and says where they are', async () => {
    const { code, out, err } = await cases(SENTENCES);
    expect(err).toBe('');
    expect(out.trimEnd().split('\n')).toEqual([
      '[2025] UKUT 305 (IAC) MS (Bangladesh) v SSHD',
      expect.stringMatching(
        /^ {2}exists: Find Case Law has “.+” at https:\/\/caselaw.nationalarchives.gov.uk\/ukut\/iac\/2025\/305$/u,
      ),
      '[2010] UKSC 31 HJ (Iran) v SSHD',
      expect.stringContaining('HJ (Iran) & HT (Cameroon)'),
      '[2012] UKUT 16 (IAC) CG AA (unattended children) Afghanistan',
      expect.stringContaining('exists'),
      '3 cases: 3 found, 0 under another name, 0 not found, 0 not asked',
    ]);
    expect(code).toBe(0);
  });

  it('shows both names of a case that is called otherwise, and says what it could not find', async () => {
    const { code, out } = await cases([
      'HK (Iran) v SSHD [2010] UKSC 31',
      'FA (Iraq) v SSHD [2010] EWCA Civ 9696',
    ]);
    expect(code).toBe(2);
    expect(out).toContain(
      'other name: Find Case Law has “HJ (Iran) & HT (Cameroon) v Secretary of State',
    );
    expect(out).toContain('and the document says “HK (Iran) v SSHD”');
    expect(out).toContain('not found: Find Case Law does not have it');
  });

  it('asks nobody with --offline, and makes nothing of a register that refuses', async () => {
    const offline = await cases(SENTENCES, ['--offline']);
    expect([offline.code, offline.asked]).toEqual([0, []]);
    expect(offline.out).toContain('not asked: --offline asks nobody');
    const closed = await cases(SENTENCES, [], () => ({ status: 403, body: 'Forbidden' }));
    expect(closed.code).toBe(0);
    expect(closed.out).toContain('not asked: Find Case Law gave no answer (it answered 403)');
  });

  it('says that no case is cited, and refuses what is no document', async () => {
    const none = await cases(['The Rules (SI 2012/1234) apply.']);
    expect([none.code, none.out]).toEqual([0, 'skeleton.md cites no case\n']);
    const missing = await citewatch(['cases', 'nowhere.docx'], emptyFolder());
    expect(missing.code).toBe(3);
    expect(missing.err).toContain('nowhere.docx');
  });

  it('are on the certificate of a check before filing, which ends with 2 where one is not found', async () => {
    const web = await openWebOf(askRegister);
    const folder = emptyFolder();
    const text = [
      'HJ (Iran) v SSHD [2010] UKSC 31 and FA (Iraq) v SSHD [2010] EWCA Civ 9696 are relied upon.',
      'All of the detainees were beaten by guards in the prison of Kandahar, as Asylos reports:',
      '> Some of the detainees were beaten by guards in the prison of Kandahar in that year.',
      'Asylos, Visits, 20 August 2024, https://asylos.example/visits, last accessed: 15 March 2025',
    ];
    writeFileSync(join(folder, 'skeleton.md'), `# Skeleton argument\n\n${text.join('\n\n')}\n`);
    const { code, out, err } = await citewatch(
      ['file-check', 'skeleton.md', '--host-delay', '0', '--again-after', '1', ...web.options],
      folder,
    );
    expect(code, err).toBe(2);
    expect(out).toContain('not found: Find Case Law does not have it');
    const certificate = readFileSync(join(folder, 'skeleton.file-check/certificate.html'), 'utf8');
    expect(certificate).toContain('2 cases: 1 in their registers under their names');
    expect(certificate).toContain(
      '[2010] EWCA Civ 9696 FA (Iraq) v SSHD: Find Case Law does not have it',
    );
    expect(certificate).toContain('the report has “All”, the source “Some”');
  });
});
