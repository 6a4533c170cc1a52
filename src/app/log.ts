/** What a log line may carry; never a secret, never a page's text. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Structured logs: an event's name and its facts. */
export interface Log {
  error(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  debug(event: string, fields?: LogFields): void;
}

/** One JSON object a line; JSON's escapes keep control characters of hostile pages out of the terminal. */
export function createLog(level: LogLevel, now: () => string, write: (line: string) => void): Log {
  const loudest = logLevels.indexOf(level);
  const at = (name: LogLevel) => (event: string, fields: LogFields = {}): void => {
    if (logLevels.indexOf(name) <= loudest) write(`${JSON.stringify({ at: now(), level: name, event, ...fields })}\n`);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** For commands whose own output says it all. */
export const silentLog: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
