interface ContentLine {
  readonly name: string;
  readonly params: string;
  readonly value: string;
}

/** A component of a calendar: what it is, its properties, and the components in it. */
export interface Component {
  readonly name: string;
  readonly lines: readonly ContentLine[];
  readonly components: readonly Component[];
}

const LINE = /^([A-Za-z\d-]+)((?:;[A-Za-z\d-]+=(?:"[^"]*"|[^";:,]+))*):(.*)$/su;
/** What a value of type TEXT may hold: no control character, and each sign that means something behind a backslash. */
const TEXT = /^(?:[^\\;,\p{Cc}]|\\[\\;,Nn])*$/u;

/** Reads iCalendar (RFC 5545, 3.1 and 3.4), strictly: whatever the grammar does not allow ends the reading. */
export function parseCalendar(text: string): Component {
  if (!text.endsWith('\r\n') || /\r(?!\n)|(?<!\r)\n/u.test(text))
    throw new Error('a line does not end in CRLF');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical)
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`);
  const lines = physical
    .join('\r\n')
    .replace(/\r\n[ \t]/gu, '')
    .split('\r\n')
    .map((line) => {
      const [, name = '', params = '', value = ''] = LINE.exec(line) ?? [];
      if (name === '') throw new Error(`no content line: ${line}`);
      return { name, params, value };
    });
  const [calendar, rest] = componentIn(lines);
  if (rest.length > 0 || calendar.name !== 'VCALENDAR') throw new Error('it is not one calendar');
  return calendar;
}

function componentIn([begin, ...lines]: readonly ContentLine[]): readonly [
  Component,
  readonly ContentLine[],
] {
  if (begin?.name !== 'BEGIN') throw new Error(`no component begins at ${begin?.name}`);
  const [own, components]: [ContentLine[], Component[]] = [[], []];
  let rest: readonly ContentLine[] = lines;
  for (;;) {
    const [line] = rest;
    if (line === undefined) throw new Error(`${begin.value} does not end`);
    if (line.name === 'BEGIN') {
      const [inner, after] = componentIn(rest);
      components.push(inner);
      rest = after;
      continue;
    }
    rest = rest.slice(1);
    if (line.name === 'END' && line.value === begin.value)
      return [{ name: begin.value, lines: own, components }, rest];
    if (line.name === 'END') throw new Error(`${line.value} ends in ${begin.value}`);
    own.push(line);
  }
}

/** The one value of a property, without its escapes; undefined where it is absent. Throws where it stands twice, or is not escaped. */
export function propertyOf({ lines }: Component, property: string): string | undefined {
  const [one, ...more] = lines.filter(({ name }) => name === property);
  if (more.length > 0) throw new Error(`${property} stands twice`);
  const isText = /^(?:SUMMARY|DESCRIPTION|UID|X-WR-CALNAME|PRODID)$/u.test(property);
  if (one !== undefined && isText && !TEXT.test(one.value))
    throw new Error(`not escaped: ${one.value}`);
  return one?.value.replace(/\\(.)/gu, (_, sign: string) => (/n/iu.test(sign) ? '\n' : sign));
}

/** What RFC 5545 (3.6, 3.6.1, 3.8) does not allow in a calendar of days; empty for a sound one. */
export function calendarFaults(calendar: Component): readonly string[] {
  const events = calendar.components.filter(({ name }) => name === 'VEVENT');
  const ids = events.map((event) => propertyOf(event, 'UID'));
  return [
    ...(propertyOf(calendar, 'VERSION') === '2.0' ? [] : ['its version is not 2.0']),
    ...(propertyOf(calendar, 'PRODID') === undefined ? ['it does not say what made it'] : []),
    ...(calendar.components.length === 0 ? ['it has no component'] : []),
    ...(new Set(ids).size === ids.length ? [] : ['two events have one name']),
    ...events.flatMap((event) => {
      const start = event.lines.find(({ name }) => name === 'DTSTART');
      return [
        ...(/^[^\s@]+@[\w.]+$/u.test(propertyOf(event, 'UID') ?? '')
          ? []
          : ['an event without a name']),
        ...(/^\d{8}T\d{6}Z$/u.test(propertyOf(event, 'DTSTAMP') ?? '')
          ? []
          : ['an event without a time stamp']),
        ...(start?.params === ';VALUE=DATE' && /^\d{8}$/u.test(start.value)
          ? []
          : ['an event without a day']),
        ...(propertyOf(event, 'SUMMARY') ? [] : ['an event without a summary']),
        ...(/^$|^https?:[\x21-\x7e]+$/u.test(propertyOf(event, 'URL') ?? '')
          ? []
          : ['an event that leads to no address']),
      ];
    }),
  ];
}
