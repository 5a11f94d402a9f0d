import { parseAddress } from '../model/address.js';
import type { Document } from '../model/document.js';
import type { Answered } from '../model/outcome.js';
import type { BlockedBy } from '../model/verdict.js';

/** A reason to believe that somebody stands at the door, and the sign that gave it away. */
export interface Block {
  readonly by: BlockedBy;
  readonly tell: string;
}

/** Characters of text above which a page is a document, whatever its title: articles are written about CAPTCHAs. */
const CHALLENGE = 1_500;
/** Characters below which a page with a login form, or main text that asks to pay, withholds the document. */
const SHORT = 2_500;

const BY_STATUS: Readonly<Record<number, Block>> = {
  401: { by: 'login', tell: 'it asks for a login (401)' },
  402: { by: 'paywall', tell: 'it asks for a payment (402)' },
  403: { by: 'bot-wall', tell: 'it refuses programs like this one (403)' },
  407: { by: 'login', tell: 'a proxy asks for a login (407)' },
  429: { by: 'rate-limit', tell: 'it says that we asked too often (429)' },
  451: { by: 'legal', tell: 'it is withheld for legal reasons (451)' },
  999: { by: 'bot-wall', tell: 'it refuses programs like this one (999)' },
};

/** Headers that challenge pages carry, at whatever status code. */
const HEADER_TELLS: readonly (readonly [header: string, value: RegExp, who: string])[] = [
  ['cf-mitigated', /challenge/iu, 'Cloudflare'],
  ['x-amzn-waf-action', /challenge|captcha/iu, 'AWS WAF'],
  ['x-datadome', /protected|blocked/iu, 'DataDome'],
  ['x-dd-b', /./u, 'DataDome'],
  ['x-sucuri-block', /./u, 'Sucuri'],
];

/** Titles and sentences of challenge pages; believed only when there is little else on the page. */
const PAGE_TELLS =
  /just a moment\.{3}|just a moment…|attention required! \| cloudflare|checking (?:if the site connection is secure|your browser)|access (?:to this page has been )?denied|pardon our interruption|are you (?:a robot|human)|robot check|security check|verify(?:ing)? (?:that )?you are (?:a )?human|human verification|request unsuccessful\. incapsula|incapsula incident id|enable javascript and cookies to continue|ddos protection by|please complete the captcha|unusual traffic from your|you have been blocked|reference #[0-9a-f.]{8,}|请完成(?:安全)?验证|安全验证|人机验证|請完成驗證|访问被拒绝/iu;

const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|sign-?in|sso|oauth2?|saml2?|idp|auth(?:enticate|orize)?|wayf|shibboleth)(?:[/._-]|$)/iu;

const PAYWALL_TELLS =
  /subscribe (?:now )?to (?:read|continue|unlock)|to continue reading|subscribers? only|already a subscriber\?|this (?:article|content) is (?:for|available to) subscribers|unlock this article|purchase (?:access|this article)/iu;

/** Who keeps us from the document, or null when nobody does. */
export function blockOf(outcome: Answered, document: Document | null): Block | null {
  for (const [header, value, who] of HEADER_TELLS)
    if (value.test(outcome.headers[header] ?? ''))
      return {
        by: 'bot-wall',
        tell: `${who} shows a challenge instead of the page (${outcome.http}, header ${header})`,
      };
  const text = document?.blocks.map((b) => b.text).join('\n') ?? '';
  if (text.length < CHALLENGE) {
    const sign = PAGE_TELLS.exec(`${document?.title ?? ''}\n${text}`);
    if (sign !== null)
      return { by: 'bot-wall', tell: `it answered ${outcome.http} with a challenge page (“${sign[0]}”)` };
  }
  return BY_STATUS[outcome.http] ?? loginWall(outcome, document, text) ?? paywall(document, text);
}

function loginWall(outcome: Answered, document: Document | null, text: string): Block | null {
  const from = parseAddress(outcome.url);
  const to = parseAddress(outcome.finalUrl);
  const led = to !== null && from !== null && LOGIN_PATH.test(`${to.host}${to.pathname}`);
  if (led && !LOGIN_PATH.test(`${from.host}${from.pathname}`))
    return { by: 'login', tell: `it leads to a login page (${to.host}${to.pathname})` };
  if (document?.passwordForm === true && text.length < SHORT)
    return { by: 'login', tell: 'it shows a login form and little else' };
  return null;
}

function paywall(document: Document | null, text: string): Block | null {
  const main = document?.blocks.filter((b) => b.role === 'main').reduce((n, b) => n + b.text.length, 0) ?? 0;
  const sign = PAYWALL_TELLS.exec(text);
  return sign !== null && main < SHORT
    ? {
        by: 'paywall',
        tell: `it shows ${main.toLocaleString('en')} characters and asks to pay (“${sign[0]}”)`,
      }
    : null;
}
