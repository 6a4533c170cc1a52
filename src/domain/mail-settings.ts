/** Who sends, and what the mails may link to. */
export interface MailSettings {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  /** The web pages' own address without a trailing slash, `https://watch.example.nl`; null where nothing is published. */
  readonly baseUrl: string | null;
  /** The right-hand side of our Message-IDs; must not change, or threads break and retries differ. */
  readonly messageIdDomain: string;
  /** Key of the unsubscribe tokens; null: no unsubscribe link can be made. */
  readonly unsubscribeSecret: string | null;
  /** A message as it is sent is at most this long; Gmail clips above 102 kB. */
  readonly maxBytes: number;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte (465); `starttls`: after the greeting; `none`: in clear, for a relay on this machine. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** With `starttls`: refuse to go on in clear where the server does not offer it. */
  readonly requireTls: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** PEM of a private authority to trust besides the usual ones. */
  readonly authority: string | null;
  readonly dkim: DkimSettings | null;
  readonly timeouts: SmtpTimeouts;
}

export interface DkimSettings {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

interface SmtpTimeouts {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Silence on the connection before the message's final dot. */
  readonly commandMs: number;
  /** Silence after the final dot; RFC 5321 4.5.3.2.6 asks for ten minutes. */
  readonly finalMs: number;
}
