import * as pkijs from 'pkijs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkTimeStampSigner, readTimeStamp, timeStampQuery } from '../../../src/fetch/time-stamp.ts';
import { makeTimeAuthority, type TimeAuthority } from '../../support/time-authority.ts';

const data = Buffer.from('{"head":"sha256:0"}\n');
let tsa: TimeAuthority;
let stranger: TimeAuthority;
let answer: Buffer;
let strangersAnswer: Buffer;

beforeAll(async () => {
  tsa = await makeTimeAuthority();
  stranger = await makeTimeAuthority();
  answer = await tsa.answer(timeStampQuery(data).der);
  strangersAnswer = await stranger.answer(timeStampQuery(data).der);
});

afterAll(async () => {
  await tsa[Symbol.asyncDispose]();
  await stranger[Symbol.asyncDispose]();
});

const signedIn = (bytes: Uint8Array): { readonly response: pkijs.TimeStampResp; readonly signed: pkijs.SignedData } => {
  const response = pkijs.TimeStampResp.fromBER(Uint8Array.from(bytes).buffer);
  return { response, signed: new pkijs.SignedData({ schema: response.timeStampToken?.content }) };
};

test('a token is taken for who signed it, and trusted where its authority is', async () => {
  expect(await checkTimeStampSigner(answer, data, null)).toEqual({ signer: 'Test TSA', trusted: null });
  expect(await checkTimeStampSigner(answer, data, tsa.authority)).toEqual({ signer: 'Test TSA', trusted: true });
});

test('V08 a token for other data is refused', async () => {
  const other = Buffer.from('other');
  expect(readTimeStamp(answer, other, null)).toEqual({ refused: 'the token is for other data' });
  expect(await checkTimeStampSigner(answer, other, tsa.authority)).toHaveProperty('refused');
});

test('V08 a token of a stranger who bears the same name is refused', async () => {
  expect(await checkTimeStampSigner(strangersAnswer, data, tsa.authority)).toEqual({ refused: 'its signer (Test TSA) does not descend from a certificate that is trusted' });
});

test('a token with the authority\'s certificate and the signature of another key is refused', async () => {
  const { response, signed } = signedIn(answer);
  const [own] = signed.signerInfos;
  const [others] = signedIn(strangersAnswer).signed.signerInfos;
  if (own === undefined || others === undefined || response.timeStampToken === undefined) throw new Error('nobody signed');
  own.signature = others.signature;
  response.timeStampToken.content = signed.toSchema(true);
  const forged = Buffer.from(response.toSchema().toBER());
  expect(readTimeStamp(forged, data, null)).toHaveProperty('at');
  expect(await checkTimeStampSigner(forged, data, tsa.authority)).toEqual({ refused: 'its signature is not that of the certificate that it carries' });
});

test('a token that was changed in any part that is signed is refused', async () => {
  // The imprint, the time and the nonce lie in the first part; the signature ends the answer.
  const imprint = answer.indexOf(Buffer.from('0420', 'hex'));
  for (const at of [imprint + 5, imprint + 36, imprint + 50, answer.length - 10, answer.length - 200]) {
    const forged = Buffer.from(answer);
    forged.writeUInt8(forged.readUInt8(at) ^ 1, at);
    const reading = readTimeStamp(forged, data, null);
    const signer = 'refused' in reading ? reading : await checkTimeStampSigner(forged, data, null);
    expect(signer, `byte ${at}`).toHaveProperty('refused');
  }
});

test('a certificate that is not for time stamps signs none', async () => {
  await using web = await makeTimeAuthority();
  const stamp = await web.answer(timeStampQuery(data).der);
  const { response, signed } = signedIn(stamp);
  // openssl itself signs with none but the right kind, so the purpose is taken out of the certificate that is carried.
  const certificate = signed.certificates?.find((entry) => entry instanceof pkijs.Certificate);
  if (!(certificate instanceof pkijs.Certificate) || response.timeStampToken === undefined) throw new Error('there is no certificate');
  web.openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', `0x${Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex')}`, '-outform', 'DER', '-out', 'server.der', '-days', '30', '-extfile', 'tsa.cnf', '-extensions', 'server');
  signed.certificates = [pkijs.Certificate.fromBER(Uint8Array.from(web.openssl('x509', '-inform', 'DER', '-in', 'server.der', '-outform', 'DER')).buffer)];
  response.timeStampToken.content = signed.toSchema(true);
  expect(await checkTimeStampSigner(Buffer.from(response.toSchema().toBER()), data, null)).toEqual({ refused: 'it is signed with a certificate that is not for time stamps' });
});
