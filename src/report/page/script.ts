/**
 * What the page cannot do without a script, and can do without: find a word, sort the table of sources,
 * and open folded lists for the printer.
 */
export const SCRIPT = `
const search = document.querySelector('input[type=search]');
const rows = [...document.querySelectorAll('[data-find]')].map((row) => [row, row.textContent.toLowerCase()]);
search.hidden = false;
search.addEventListener('input', () => {
  const word = search.value.trim().toLowerCase();
  for (const [row, text] of rows) row.hidden = !text.includes(word);
});
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement('button');
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
      const sorted = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), undefined, { numeric: true }));
      body.append(...(down ? sorted.reverse() : sorted));
    });
  });
}
addEventListener('beforeprint', () => { for (const d of document.querySelectorAll('details')) d.open = true; });
`;
