import { createHash } from 'node:crypto';
import { type Html, html, Html as Markup } from '../html.js';
import { STYLE } from '../page/style.js';

/** What forms need besides the style of the reviewer's page. */
const FORMS = `
form{max-width:40rem;margin:.75rem 0 1.5rem}
form label,form legend{display:block;float:none;padding:0;margin-top:.8rem;font-size:1rem;color:var(--ink);font-weight:600}
form .hint{display:block;font-weight:400;color:var(--soft);font-size:.875rem}
form input,form textarea,form select{font:inherit;width:100%;padding:.45rem .6rem;margin-top:.25rem;border:1px solid var(--soft);background:var(--paper);color:var(--ink)}
form input[type=date]{max-width:12rem}
form input[type=file]{padding:1.5rem 1rem;border:2px dashed var(--soft);background:var(--wash)}
form fieldset{display:block;margin:0}
form fieldset label{display:block;border:0;border-radius:0;padding:.2rem 0;margin:0;font-weight:400;white-space:normal;font-size:1rem}
form fieldset label:hover,form fieldset label:has(:checked){background:none;color:var(--ink)}
form input[type=radio]{position:static;opacity:1;width:auto;margin:0 .5rem 0 0}
button{display:block;font:inherit;font-weight:600;padding:.5rem 1.1rem;margin-top:1rem;border:1px solid var(--ink);border-radius:.25rem;background:var(--ink);color:var(--paper);cursor:pointer}
textarea:focus-visible,select:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.problems{border:3px solid var(--high);padding:.75rem 1.25rem;margin:1rem 0}
.edit{font:.875rem/1.5 ui-monospace,monospace;overflow-x:auto;border:1px solid var(--line);padding:.5rem .75rem;white-space:pre-wrap;overflow-wrap:anywhere}
.edit ins,.edit del{display:block;text-decoration:none}
.edit ins{background:var(--in);color:var(--in-ink)}
.edit del{background:var(--out);color:var(--out-ink)}
`;
const SHEET = STYLE + FORMS;
const STYLE_HASH = `'sha256-${createHash('sha256').update(SHEET).digest('base64')}'`;

/** What a page of decisions may do: look as it does, and send its forms to where it came from. */
export const DECISION_POLICY = `default-src 'none'; style-src ${STYLE_HASH}; img-src data:; base-uri 'none'; form-action 'self'`;

/** The sign of the pages in a browser's tab, for one that asks for it in the usual place: a quotation mark. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1a1a1a"/><path d="M3 11V7q0-3 3-4v1.6Q5 5.200 5 6.500h1.800V11zm6 0V7q0-3 3-4v1.600q-1 .6-1 1.900h1.800V11z" fill="#fff"/></svg>';

/** A page of decisions: it needs no script, and asks nothing of anybody. */
export const decisionSheet = (title: string, main: Html): string =>
  html`${new Markup('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(SHEET)}</style></head>
<body><header><p class="small"><a href="/">The reviewer’s page</a> · <a href="/sources">All sources</a></p>
<h1 dir="auto">${title}</h1></header>
<main>${main}</main></body></html>
`.text;
