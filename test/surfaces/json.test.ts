import { expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { RUN } from './fixture-night.js';
import { quote } from './fixture-run.js';

interface Published {
  readonly sources: readonly {
    readonly citations: readonly {
      readonly quotes: readonly { readonly reason: string; readonly why: unknown }[];
    }[];
  }[];
  readonly findings: readonly (Finding & { readonly message: string; readonly action: string })[];
}

it('gives each verdict a sentence beside what it rests on', () => {
  const [first, ...others] = RUN.sources;
  if (first === undefined) throw new Error('the fixture has sources');
  const passage = quote('R/1#1', 'x', { why: { kind: 'other-words', share: 0.994 } });
  const cited = first.citations.map((citation) => ({ ...citation, quotes: [passage] }));
  const run = { ...RUN, sources: [{ ...first, citations: cited }, ...others] };
  const { sources } = JSON.parse(renderJson(run)) as Published;
  expect(sources[0]?.citations[0]?.quotes[0]).toMatchObject({
    why: { kind: 'other-words', share: 0.994 },
    reason: 'stands with other words: 99 % of its letters are the same',
  });
});

it('says of each finding what is the case and what to do', () => {
  for (const finding of (JSON.parse(renderJson(RUN)) as Published).findings) {
    expect(finding.message).toMatch(/\S/u);
    expect(finding.action).toMatch(/\S/u);
  }
});

it('is what JSON itself makes of it, indented, whatever is in it', () => {
  for (const run of [RUN, { ...RUN, sources: [], findings: [] }]) {
    const text = renderJson(run);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    expect(Object.keys(JSON.parse(text))).toEqual(['schema', 'run', 'sources', 'findings']);
  }
});

it('shows no command of a runner and no hidden character, whatever a title holds', () => {
  const sources = RUN.sources.map((one) => ({
    ...one,
    title: `“${one.title}” ##[group]\u009b\u202e\u3164é`,
  }));
  expect(renderJson({ ...RUN, sources })).not.toMatch(/#\[|[\u009b\u202e\u3164]/u);
});
