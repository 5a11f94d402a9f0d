/**
 * All matches of a global expression, as `String.matchAll` gives them. That works on a copy, whose compiled form is forgotten at the next
 * collection of garbage: to compile long expressions again took a fifteenth of a first night. Throws a `TypeError` where `expression` is not global.
 */
export function matchesIn(expression: RegExp, text: string): readonly RegExpExecArray[] {
  if (!expression.global) throw new TypeError(`${expression} is not global`);
  const found: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    found.push(match);
    // An expression of Unicode's steps back from the middle of a character of two units.
    if (match[0] === '')
      expression.lastIndex += expression.unicode && (text.codePointAt(expression.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}
