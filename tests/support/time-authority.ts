import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const settings = `[ tsa ]
default_tsa = stamps
[ stamps ]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[ req ]
distinguished_name = name
[ name ]
[ ca ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[ stamp ]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ server ]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,serverAuth
`;

/** A time-stamping authority under a certificate authority of its own, both made with openssl. */
export interface TimeAuthority extends AsyncDisposable {
  readonly folder: string;
  /** PEM. */
  readonly authority: string;
  readonly openssl: (...words: readonly string[]) => Buffer;
  /** @returns the whole answer to a query */
  readonly answer: (query: Uint8Array) => Promise<Buffer>;
}

/** @param name what the clock is called in its certificate */
export async function makeTimeAuthority(name = 'Test TSA'): Promise<TimeAuthority> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-tsa-'));
  const openssl = (...words: readonly string[]): Buffer => execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  await writeFile(path.join(folder, 'tsa.cnf'), settings);
  await writeFile(path.join(folder, 'serial'), '01');
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test CA', '-days', '30', '-config', 'tsa.cnf', '-extensions', 'ca');
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', `/CN=${name}`, '-config', 'tsa.cnf');
  openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'tsa.pem', '-days', '30', '-extfile', 'tsa.cnf', '-extensions', 'stamp');
  return {
    folder,
    authority: await readFile(path.join(folder, 'ca.pem'), 'utf8'),
    openssl,
    answer: async (query) => {
      await writeFile(path.join(folder, 'query.tsq'), query);
      openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-signer', 'tsa.pem', '-inkey', 'tsa.key', '-out', 'reply.tsr');
      return readFile(path.join(folder, 'reply.tsr'));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
