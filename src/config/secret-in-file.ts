import { secretVariables } from './environment.ts';
import { fieldName } from './schema-shape.ts';

type Path = readonly PropertyKey[];

interface Word {
  readonly sentence: string;
  readonly mend: string;
}

const secretKeys = new Set([
  'password', 'passwd', 'pass', 'pwd', 'secret', 'secrets', 'token', 'tokens', 'key', 'keyfile', 'privatekey', 'apikey', 'apitoken', 'apitokens', 'accesstoken', 'credentials',
  'smtppassword', 'mailpassword', 'signingsecret', 'sessionsecret', 'webhooksecret', 'dkimkey', 'dkimprivatekey', 'dkimkeyfile', 'proxypassword', 'auth',
]);

/** The variable in which a secret of this part of the file belongs. */
function variableFor(path: Path, key: string): string {
  const where = `${fieldName(path)}.${key}`.toLowerCase();
  if (where.includes('dkim')) return secretVariables.dkimKeyFile;
  if (where.includes('webhook')) return `${secretVariables.webhookSecretPrefix}NAME`;
  if (where.includes('explain')) return secretVariables.explainApiKey;
  if (where.includes('proxy') || where.startsWith('fetch')) return secretVariables.proxyCredentials;
  if (where.includes('smtp') || where.includes('mail')) return secretVariables.smtpPassword;
  if (where.includes('api') || where.includes('token')) return `${secretVariables.apiTokenPrefix}NAME`;
  return secretVariables.signing;
}

/** A word on a key that is no option because what it names is a secret; null for other keys. */
export function secretKeyWord(path: Path, key: string): Word | null {
  if (!secretKeys.has(key.toLowerCase().replaceAll(/[-_]/gu, ''))) return null;
  return {
    sentence: 'is a secret, and secrets are not read from files',
    mend: `Remove it here, set the environment variable ${variableFor(path, key)}, and change the secret if others could read this file.`,
  };
}

const secretQuery = /[?&](?:token|access_token|api_?key|key|secret|password|pass|sig|signature|auth)=/iu;

/** A word on a value that carries a secret in an option that is none; null for other values. */
export function secretValueWord(path: Path, value: unknown): Word | null {
  if (typeof value !== 'string') return null;
  if (/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/u.test(value)) {
    return { sentence: 'holds a private key, and secrets are not read from files', mend: `Keep it in a file of its own and name that in ${secretVariables.dkimKeyFile}.` };
  }
  if (!/^https?:\/\//iu.test(value) || !URL.canParse(value)) return null;
  const url = new URL(value);
  if (url.password !== '' || (url.username !== '' && path.at(-1) === 'proxyUrl')) {
    const home = path[0] === 'fetch' ? secretVariables.proxyCredentials : 'the environment';
    return { sentence: 'holds a user name and a password, and secrets are not read from files', mend: `Put them in ${home} and leave only the address here.` };
  }
  const isHook = path[0] === 'webhooks';
  const isKnownHook = url.hostname === 'hooks.slack.com' || url.hostname.endsWith('.webhook.office.com') || url.hostname.endsWith('.logic.azure.com');
  if (isHook && (isKnownHook || secretQuery.test(url.search))) {
    return { sentence: 'is an address that lets anybody post, so it is a secret', mend: `Leave url out and set ${secretVariables.webhookUrlPrefix}NAME, with the webhook's name in capitals.` };
  }
  if (path.at(-1) === 'heartbeatUrl' && secretQuery.test(url.search)) {
    return { sentence: 'holds a secret in its query', mend: 'Leave it out and set CLAUSEWATCH_HEARTBEAT_URL.' };
  }
  return null;
}
