import { createAuthority } from '../web/certificates.js';
import { at, type Behaviour, behaviour, theArticle, type Wire } from './behaviour.js';

const secure = (
  name: string,
  sees: string,
  wire: Wire,
  says: Behaviour['says'] = 'unreachable',
): Behaviour =>
  behaviour(name, says, sees, theArticle, { url: at(name, '/article', 'https'), ...wire });

const WARNING = 'a browser’s warning';

/** What can go wrong before the first byte of an answer: names, connections, certificates. */
export const handshakes: readonly Behaviour[] = [
  secure('https', 'the document, securely', {}, 'alive'),
  secure('certificate-expired', `${WARNING}: out of date`, {
    certificate: (ca, host) => ca.issue([host], new Date('2020-01-02')),
  }),
  secure('certificate-of-another-host', `${WARNING}: another name`, {
    certificate: (ca) => ca.issue(['elsewhere.example']),
  }),
  secure('certificate-of-unknown-issuer', `${WARNING}: nobody knows who vouches`, {
    certificate: async (_, host) => (await createAuthority('Nobody')).issue([host]),
  }),
  secure('certificate-of-its-own', `${WARNING}: it vouches for itself`, {
    certificate: () => createAuthority('certificate-of-its-own.hostile.example'),
  }),
  secure('certificate-chain-incomplete', 'the document or a warning, depending on the browser', {
    certificate: async (ca, host) => (await ca.intermediate('Middle')).issue([host]),
  }),
  secure('tls-1-0-only', `${WARNING}: too old`, { leadsTo: 'tls1' }),
  secure('plain-http-at-443', 'a browser’s error', { leadsTo: 'plain' }),
  secure('http2-only', 'the document', { leadsTo: 'http2' }, 'alive'),
  behaviour('connection-refused', 'unreachable', 'a browser’s error: nobody is there', theArticle, {
    leadsTo: 'nowhere',
  }),
  behaviour('name-unknown', 'unreachable', 'a browser’s error: no such name', theArticle, {
    leadsTo: 'no-name',
  }),
];
