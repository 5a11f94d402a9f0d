/** Bytes of a text in an old encoding, by turning the platform's decoder round; what it lacks is written as a numeric reference of HTML. */
export function encoded(text, encoding) {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le')
    return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const table = tableOf(encoding);
  const bytes = [];
  for (const letter of text) {
    bytes.push(...(table.get(letter) ?? Buffer.from(`&#${letter.codePointAt(0)};`)));
  }
  return Buffer.from(bytes);
}

const TABLES = new Map();

function tableOf(encoding) {
  if (TABLES.has(encoding)) return TABLES.get(encoding);
  const table = new Map();
  const decoder = new TextDecoder(encoding);
  const learn = (...bytes) => {
    const letter = decoder.decode(Uint8Array.from(bytes));
    if ([...letter].length === 1 && letter !== '\ufffd' && !table.has(letter))
      table.set(letter, bytes);
  };
  for (let byte = 0; byte < 256; byte++) learn(byte);
  if (encoding === 'gb18030')
    for (let lead = 0x81; lead < 0xff; lead++)
      for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
  TABLES.set(encoding, table);
  return table;
}
