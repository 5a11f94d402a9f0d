import type { Article } from '../article.js';
import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, inline: true };

const notice = (article: Article): string =>
  article.withdrawn === null
    ? ''
    : `<section class="gem-c-notice govuk-notification-banner" aria-label="Notice" role="region">
<div class="govuk-notification-banner__content">
<h2 class="gem-c-notice__title">This guidance was withdrawn on <time datetime="${article.withdrawn}">${longDate(article.withdrawn)}</time></h2>
<p>This country policy and information note is under review. Do not rely on it.</p></div></section>`;

/** GOV.UK: phase banner, contents list, sections in "govspeak", and a notice when the page is withdrawn. */
export const govUk: Site = {
  hosts: ['gov.uk'],
  headings: [
    'Executive summary',
    'Assessment',
    'Country information',
    'Statistics',
    'Research methodology',
  ],
  typography,
  validator: 'etag',
  packed: true,
  missing: {
    title: 'Page not found - GOV.UK',
    main: `<h1 class="gem-c-heading govuk-heading-l">Page not found</h1>
<p class="govuk-body">If you typed the web address, check it is correct.</p>
<p class="govuk-body">If you pasted the web address, check you copied the entire address.</p>`,
  },
  main: (
    article,
  ) => `${notice(article)}<div class="gem-c-title"><span class="govuk-caption-xl">Guidance</span>
<h1 class="gem-c-heading">${escapeHtml(article.title)}</h1></div>
<p class="publication-header__last-changed">${article.published === null ? '' : `Updated ${longDate(article.published)}`}</p>
<nav class="gem-c-contents-list" aria-label="Contents"><h2>Contents</h2><ol>
${article.sections.map((s, n) => `<li><a href="#section-${n + 1}">${escapeHtml(s.heading)}</a></li>`).join('\n')}</ol></nav>
<div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">
<p>${escapeHtml(article.edition === null ? 'Version 1.0' : `Version ${article.edition.replace(' ', ', ')}`)}</p>
${article.sections
  .map(
    (s, n) =>
      `<h2 id="section-${n + 1}">${n + 1}. ${escapeHtml(s.heading)}</h2>${paragraphsOf(s, typography)}`,
  )
  .join('\n')}</div></div>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="en" class="govuk-template"><head><meta charset="utf-8">
<title>${escapeHtml(head.title)} - GOV.UK</title>
<meta name="govuk:first-published-at" content="${head.article?.published ?? ''}">
<script nonce="${moment.nonce}">document.body.className += ' js-enabled';</script></head><body class="govuk-template__body">
<div id="global-cookie-message" class="gem-c-cookie-banner" role="region" aria-label="Cookies on GOV.UK"><h2>Cookies on GOV.UK</h2>
<p>We use some essential cookies to make this website work.</p><button>Accept additional cookies</button><button>Reject additional cookies</button></div>
<a href="#content" class="gem-c-skip-link">Skip to main content</a>
<header class="gem-c-layout-super-navigation-header"><a href="/">GOV.UK</a> <nav aria-label="Menu"><button>Menu</button></nav></header>
<div class="govuk-phase-banner"><strong>Beta</strong> <span>This part of GOV.UK is being rebuilt &ndash; <a href="/help/beta">find out what beta means</a></span></div>
<nav class="gem-c-breadcrumbs" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/entering-staying-uk">Entering and staying in the UK</a></li></ol></nav>
<main id="content" class="detailed-guide">${main}</main>
<div class="gem-c-feedback"><p>Is this page useful?</p><button>Yes</button><button>No</button><input type="hidden" name="authenticity_token" value="${moment.nonce}"></div>
<footer class="gem-c-layout-footer"><h2>Support links</h2><ul><li>Help</li><li>Privacy</li><li>Cookies</li><li>Accessibility statement</li></ul>
<p>All content is available under the Open Government Licence v3.0, except where otherwise stated</p><p>&copy; Crown copyright</p></footer></body></html>`,
};

/** The same page as GOV.UK's content API tells it. */
export const contentApi = (
  title: string,
  url: URL,
  article: Article | null,
  attachments: readonly {
    readonly url: URL;
    readonly title: string;
    readonly published: string | null;
  }[],
): string =>
  JSON.stringify({
    base_path: url.pathname,
    title,
    document_type: article === null ? 'guidance' : 'html_publication',
    first_published_at: article?.published ?? null,
    public_updated_at:
      article?.withdrawn ?? article?.published ?? attachments.at(-1)?.published ?? null,
    withdrawn_notice:
      article?.withdrawn == null
        ? {}
        : {
            explanation: '<p>This note is under review.</p>',
            withdrawn_at: `${article.withdrawn}T09:30:00Z`,
          },
    details: {
      attachments: attachments.map((a) => ({ title: a.title, url: a.url.pathname })),
      change_history: attachments
        .filter((a) => a.published !== null)
        .map((a) => ({ public_timestamp: a.published, note: `Published: ${a.title}` })),
    },
  });
