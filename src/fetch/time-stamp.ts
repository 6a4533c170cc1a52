import { createHash, randomBytes } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';

/*
 * The Time-Stamp Protocol, RFC 3161: an authority signs a hash and its own clock. What is kept is its whole answer, which
 * `openssl ts -verify` takes as it is.
 */

const sha256Oid = '2.16.840.1.101.3.4.2.1';
const tstInfoOid = '1.2.840.113549.1.9.16.1.4';
const extendedKeyUsageOid = '2.5.29.37';
const timeStampingOid = '1.3.6.1.5.5.7.3.8';
const commonNameOid = '2.5.4.3';

export interface TimeStampQuery {
  /** DER, to be posted as `application/timestamp-query`. */
  readonly der: Uint8Array;
  readonly nonce: Uint8Array;
}

/** @returns a query for the SHA-256 of `data`, with a nonce of its own, asking for the authority's certificate too */
export function timeStampQuery(data: Uint8Array): TimeStampQuery {
  // A first byte from 1 to 127 keeps the number positive and of its length.
  const nonce = Uint8Array.from([1 + (randomBytes(1)[0] ?? 0) % 127, ...randomBytes(15)]);
  const query = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: sha256Oid, algorithmParams: new asn1.Null() }),
      hashedMessage: new asn1.OctetString({ valueHex: bufferOf(createHash('sha256').update(data).digest()) }),
    }),
    nonce: new asn1.Integer({ valueHex: bufferOf(nonce) }),
    certReq: true,
  });
  return { der: new Uint8Array(query.toSchema().toBER(false)), nonce };
}

export type TimeStampReading = { readonly at: Date } | { readonly refused: string };

/**
 * Reads an authority's answer.
 * @param nonce the query's; null where it is not known any more, as in a pack
 * @returns the time it vouches for, or why its answer is worth nothing for this data
 */
export function readTimeStamp(answer: Uint8Array, data: Uint8Array, nonce: Uint8Array | null): TimeStampReading {
  try {
    const response = pkijs.TimeStampResp.fromBER(bufferOf(answer));
    // 0 granted, 1 granted with modifications (RFC 3161, 2.4.2).
    const status = Number(response.status.status);
    if (status !== 0 && status !== 1) return { refused: `the authority refused (status ${status})` };
    if (response.timeStampToken === undefined) return { refused: 'the answer holds no token' };
    const signed = new pkijs.SignedData({ schema: response.timeStampToken.content });
    if (signed.signerInfos.length !== 1) return { refused: 'the token is not signed once' };
    const content = signed.encapContentInfo;
    if (content.eContentType !== tstInfoOid || content.eContent === undefined) return { refused: 'the token is no time stamp' };
    const info = pkijs.TSTInfo.fromBER(content.eContent.getValue());
    const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView);
    if (info.messageImprint.hashAlgorithm.algorithmId !== sha256Oid || !imprint.equals(createHash('sha256').update(data).digest())) return { refused: 'the token is for other data' };
    if (nonce !== null && (info.nonce === undefined || !Buffer.from(info.nonce.valueBlock.valueHexView).equals(Buffer.from(nonce)))) return { refused: 'the token answers another query' };
    return { at: info.genTime };
  } catch {
    return { refused: 'the answer is no time-stamp response' };
  }
}

/** Who signed a token; `trusted` is null where nobody said whom to trust. */
export type TimeStampSigner = { readonly signer: string; readonly trusted: true | null } | { readonly refused: string };

/**
 * Checks the token's signature with the certificate that it carries, that this certificate is one for time stamps and was
 * valid at the token's time, and where authorities are given that it descends from one of them.
 * @param answer one that `readTimeStamp` takes for this data
 * @param authorities PEM certificates; null to check the signature alone
 */
export async function checkTimeStampSigner(answer: Uint8Array, data: Uint8Array, authorities: string | null): Promise<TimeStampSigner> {
  try {
    const response = pkijs.TimeStampResp.fromBER(bufferOf(answer));
    if (response.timeStampToken === undefined) return { refused: 'the answer holds no token' };
    const signed = new pkijs.SignedData({ schema: response.timeStampToken.content });
    const { eContent } = signed.encapContentInfo;
    if (eContent === undefined) return { refused: 'the token is no time stamp' };
    const checkDate = pkijs.TSTInfo.fromBER(eContent.getValue()).genTime;
    const plain = await signed.verify({ signer: 0, checkChain: false, data: bufferOf(data), extendedMode: true }).catch(() => null);
    const certificate = plain?.signerCertificate ?? null;
    if (plain?.signatureVerified !== true || certificate === null) return { refused: 'its signature is not that of the certificate that it carries' };
    if (!isForTimeStamps(certificate)) return { refused: 'it is signed with a certificate that is not for time stamps' };
    if (checkDate < certificate.notBefore.value || checkDate > certificate.notAfter.value) return { refused: 'the certificate that it is signed with was not valid at its time' };
    const signer = nameOf(certificate);
    if (authorities === null) return { signer, trusted: null };
    const trustedCerts = [...authorities.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]{1,20000})-----END CERTIFICATE-----/gu)].map((match) => pkijs.Certificate.fromBER(bufferOf(Buffer.from(match[1] ?? '', 'base64'))));
    const chained = await signed.verify({ signer: 0, checkChain: true, trustedCerts, checkDate, data: bufferOf(data) }).catch(() => false);
    return chained ? { signer, trusted: true } : { refused: `its signer (${signer}) does not descend from a certificate that is trusted` };
  } catch {
    return { refused: 'its signature cannot be read' };
  }
}

function isForTimeStamps(certificate: pkijs.Certificate): boolean {
  const usage: unknown = certificate.extensions?.find((extension) => extension.extnID === extendedKeyUsageOid)?.parsedValue;
  return usage instanceof pkijs.ExtKeyUsage && usage.keyPurposes.includes(timeStampingOid);
}

function nameOf(certificate: pkijs.Certificate): string {
  const name: unknown = certificate.subject.typesAndValues.find((entry) => entry.type === commonNameOid)?.value.valueBlock.value;
  return typeof name === 'string' ? name.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200) : 'a signer without a name';
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
