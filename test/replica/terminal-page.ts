/** Colours of a dark terminal, by the numbers of ECMA-48 that `painter` uses. */
const STYLES: Readonly<Record<string, string>> = {
  '1': 'font-weight:700',
  '2': 'color:#9aa4b2',
  '31': 'color:#ff8a80',
  '32': 'color:#7ee787',
  '33': 'color:#f2cc60',
  '36': 'color:#76e3ea',
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Coloured output as markup: what opens a style opens a span, what ends one ends it. */
const markup = (text: string): string =>
  escaped(text).replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour
    /\u001b\[(\d+)m/gu,
    (_, code: string) =>
      STYLES[code] === undefined ? '</span>' : `<span style="${STYLES[code]}">`,
  );

/** A page that shows what was typed and printed as a terminal does. */
export const terminalPage = (
  told: readonly { readonly line: string; readonly printed: string }[],
): string => `<!doctype html><meta charset="utf-8"><style>
body{margin:0;background:#10151c;color:#e6edf3}
pre{margin:0;padding:20px 24px;font:14px/1.45 "DejaVu Sans Mono",monospace;white-space:pre-wrap}
</style><pre>${told.map(({ line, printed }) => `<b>$ ${escaped(line)}</b>\n${markup(printed)}`).join('\n')}</pre>`;
