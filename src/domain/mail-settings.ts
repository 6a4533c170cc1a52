/** Who sends, and what the mails may link to. */
export interface MailSettings {
  readonly from: { readonly name: string; readonly address: string };
  /** The web pages' own address without a trailing slash, `https://watch.example.nl`; null where nothing is published. */
  readonly baseUrl: string | null;
  /** The right-hand side of our Message-IDs; must not change, or threads break and retries differ. */
  readonly messageIdDomain: string;
  /** Key of the unsubscribe tokens; null: no unsubscribe link can be made. */
  readonly unsubscribeSecret: string | null;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte (465); `starttls`: refuse to go on in clear; `none`: in clear, for a relay on this machine. */
  readonly security: 'tls' | 'starttls' | 'none';
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

export interface SmtpTimeouts {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Silence on the connection before the message's final dot. */
  readonly commandMs: number;
  /** Silence after the final dot; RFC 5321 4.5.3.2.6 asks for ten minutes. */
  readonly finalMs: number;
}
