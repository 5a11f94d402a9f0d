import { load } from 'cheerio';
import type { Tag } from '../../src/manuscript/read/tags.js';

interface Rule {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly children?: readonly string[];
  /** True where text may stand in it. */
  readonly text?: true;
}

const MESSAGE: Rule = { optional: ['type', 'message'], text: true };

/** What `junit-10.xsd` of Jenkins' xUnit plug-in (MIT) says of the elements that CI services show; others are refused here. */
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: [
      'group',
      'time',
      'skipped',
      'timestamp',
      'hostname',
      'id',
      'package',
      'file',
      'log',
      'url',
    ],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: MESSAGE,
  error: MESSAGE,
  skipped: MESSAGE,
  properties: { children: ['property'] },
  property: { required: ['name', 'value'] },
  'system-out': { text: true },
  'system-err': { text: true },
};

/** Its `SUREFIRE_TIME` of seconds, such as `1,234.56`. */
const TIME = /^(?:(?:\d{0,3},)*\d{3}|\d{0,3})*(?:\.\d*)?$/u;

/** What in a report of tests is not as the schema has it; empty for a sound one. */
export function junitFaults(xml: string): readonly string[] {
  const $ = load(xml, { xml: true });
  const [root] = $.root().children().toArray();
  return root?.name === 'testsuites'
    ? $('*')
        .toArray()
        .flatMap((one) => (one.type === 'tag' ? faultsOf(one) : []))
    : ['it is no report of tests'];
}

function faultsOf({ name, attribs, children }: Tag): readonly string[] {
  const rule = RULES[name];
  if (rule === undefined) return [`${name} is no element of it`];
  const { required = [], optional = [], children: allowed = [], text } = rule;
  const known = new Set([...required, ...optional]);
  const { time } = attribs;
  return [
    ...required.filter((one) => attribs[one] === undefined).map((one) => `${name} has no ${one}`),
    ...Object.keys(attribs).flatMap((one) =>
      known.has(one) ? [] : [`${name} has an attribute ${one}`],
    ),
    ...(time !== undefined && name !== 'testcase' && !TIME.test(time)
      ? [`${name} took ${time}`]
      : []),
    ...children.flatMap((child) => {
      if (child.type === 'tag')
        return allowed.includes(child.name) ? [] : [`${child.name} stands in ${name}`];
      return child.type === 'text' && text !== true && child.data.trim() !== ''
        ? [`text stands in ${name}`]
        : [];
    }),
  ];
}
