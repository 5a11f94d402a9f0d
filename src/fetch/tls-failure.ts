import type { PeerCertificate } from 'node:tls';

/** True for the codes by which Node and OpenSSL say that a secure connection could not be made; `UNSPECIFIED` is Node's for a certificate that OpenSSL refuses for a reason that it has no code for. */
export const isTlsCode = (code: string): boolean =>
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|UNSPECIFIED$|EPROTO$|UND_ERR_PRX_TLS)/.test(
    code,
  );

/** What is wrong with a certificate, with the facts that it states of itself as far as they are known; `text` is OpenSSL's word for it. */
export function explainCertificate(
  code: string,
  host: string,
  cert: PeerCertificate | undefined,
  text: string,
): string {
  const facts = cert?.subject ? cert : undefined;
  const issuer = facts ? ` (issued by ${issuerOf(facts)})` : '';
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} expired${facts ? ` on ${day(facts.valid_to)}` : ''}${issuer}.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid${facts ? ` before ${day(facts.valid_from)}` : ' yet'}${issuer}.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate that ${host} shows is for another host${facts ? `: ${namesOf(facts)}` : ''}.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `${host} signed its certificate itself, so nobody vouches for it.`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `The certificate of ${host} leads to an issuer that is not trusted${issuer}.`;
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `${host} sends its certificate without those that lead to a trusted issuer${issuer}: browsers may still open it.`;
    case 'CERT_REVOKED':
      return `The certificate of ${host} was revoked by its issuer${issuer}.`;
    case 'INVALID_PURPOSE':
      return `The certificate that ${host} shows was not made for a server${issuer}.`;
    case 'UNSPECIFIED':
      return `The certificate of ${host} is not accepted${issuer}: ${text}.`;
    case 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION':
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
      return `${host} speaks none of the versions of TLS that are safe (1.2 and later): browsers do not open it either.`;
    case 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE':
      return `${host} has no way of encrypting in common with this program (${code}).`;
    case 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME':
      return `The server at the address of ${host} says that it knows no host of that name.`;
    case 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED':
      return `${host} asks for a certificate of whoever reads it.`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return `${host} does not speak https at this port.`;
    default:
      return `No secure connection to ${host} could be made (${code}).`;
  }
}

/** OpenSSL writes `Bad time value` for a date that is none. */
const day = (date: string) =>
  Number.isNaN(Date.parse(date)) ? 'an unreadable date' : new Date(date).toISOString().slice(0, 10);

const one = (name: string | string[] | undefined) => [name].flat()[0];

const issuerOf = ({ issuer }: PeerCertificate) => one(issuer.O) ?? one(issuer.CN) ?? 'an unnamed issuer';

/** At most three names: some certificates list a hundred. */
function namesOf({ subjectaltname, subject }: PeerCertificate): string {
  const names = subjectaltname?.split(', ').map((name) => name.replace(/^[^:]*:/, '')) ?? [subject.CN];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
