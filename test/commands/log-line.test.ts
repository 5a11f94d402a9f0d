import { describe, expect, it } from 'vitest';
import { type LogEntry, logLine, logLines, readLogLine } from '../../src/commands/io.js';

const NOW = new Date('2025-10-01T03:00:00Z');
const ENTRY: LogEntry = {
  level: 'info',
  event: 'checked',
  message: 'run 7 is over',
  fields: { run: 7, online: true },
};
const parsed = (entry: Partial<LogEntry>) => {
  const line = logLine({ ...ENTRY, ...entry }, NOW);
  expect(line.trimEnd()).not.toContain('\n');
  return JSON.parse(line) as Record<string, unknown>;
};

describe('what a service tells of its work, for programs', () => {
  it('is an object a line: time, level, event, sentence and fields', () => {
    expect(parsed({})).toEqual({
      time: '2025-10-01T03:00:00.000Z',
      level: 'info',
      event: 'checked',
      message: 'run 7 is over',
      run: 7,
      online: true,
    });
  });

  it('stays one line, without controls, whatever a server or a file put into it', () => {
    const { message, host } = parsed({
      message: 'a\u001b[31m red\u009b2J\u202e text',
      fields: { host: 'x\u0000y\r\n{"level":"error"}' },
    });
    expect(message).toBe('a red2J text');
    expect(host).toBe('xy\n{"level":"error"}');
    expect(parsed({ message: 'x'.repeat(50_000) }).message).toHaveLength(4_000);
  });

  it.each([
    [
      'cannot reach postgres://citewatch:a%20pass@db.example/x',
      'cannot reach postgres://…@db.example/x',
    ],
    ['smtps://user@mail.example.org:465', 'smtps://…@mail.example.org:465'],
    [
      'digest 3 to Jane Roe <jane.roe@ngo.example>: sent',
      'digest 3 to Jane Roe <…@ngo.example>: sent',
    ],
    ['to a@b.example, c+d@e.example', 'to …@b.example, …@e.example'],
    ['https://example.org/a?b=c at 5 @ noon', 'https://example.org/a?b=c at 5 @ noon'],
  ])('names nobody and lets nobody in: %s', (said, shown) => {
    expect(parsed({ message: said, fields: { said } })).toMatchObject({
      message: shown,
      said: shown,
    });
  });

  it('is read back from its line, with all that it says but when; and what is no entry is what was printed', () => {
    expect(readLogLine(logLine(ENTRY, NOW).trimEnd())).toEqual(ENTRY);
    for (const line of [
      'Killed',
      '{"level":"fatal","event":"x","message":"y"}',
      '{"a":1}',
      'null',
      '[]',
    ])
      expect(readLogLine(line)).toEqual({ level: 'info', event: 'printed', message: line });
  });

  it('takes what a command prints besides line by line', () => {
    const lines = logLines('\r\u001b[2K1/2  alive\n\n  2/2  dead\n', NOW).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['1/2  alive', '  2/2  dead']);
    expect(logLines('\n', NOW)).toBe('');
  });
});
