import process from 'node:process';
import type { AppContext } from '../app/context.ts';
import { readEnvironment } from '../config/environment.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** The options that every verb takes. */
export interface GlobalOptions {
  readonly dataDir?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly color?: boolean;
  readonly verbose?: boolean;
}

/** What a verb is given: the terminal, the settings, and the way to the use cases. */
export interface Session {
  readonly terminal: Terminal;
  readonly json: boolean;
  /** Reads the configuration; @throws ConfigError with all its problems. */
  settings(): Promise<LoadedConfig>;
  /** Runs work with an open context and closes it after. */
  withContext<T>(work: (context: AppContext) => Promise<T>): Promise<T>;
  /** Ends when the person presses Ctrl-C or the process is told to stop. */
  readonly signal: AbortSignal;
  /** Notes that a part of the work failed: exit status 1. */
  failed(): void;
  exitStatus(): number;
}

export function openSession(options: GlobalOptions): Session {
  const environment = readEnvironment();
  const terminal = openTerminal({ colour: options.color !== false && environment['NO_COLOR'] === undefined });
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  let failures = 0;
  let loaded: LoadedConfig | null = null;
  const settings = async (): Promise<LoadedConfig> => {
    if (loaded !== null) return loaded;
    // Loaded when needed: a redline of two files needs neither settings nor a store.
    const { loadConfig } = await import('../config/load-config.ts');
    loaded = loadConfig({ file: options.config ?? null, env: environment, dataDir: options.dataDir ?? null, cwd: process.cwd() });
    for (const warning of loaded.warnings) terminal.note(`Note: ${warning}`);
    return loaded;
  };
  return {
    terminal,
    json: options.json === true,
    settings,
    withContext: async (work) => {
      const { config, secrets } = await settings();
      const [{ openContext }, { silentLog }] = await Promise.all([import('../app/context.ts'), import('../app/log.ts')]);
      const context = await openContext(config, secrets, options.verbose === true ? {} : { log: silentLog });
      try {
        return await work(context);
      } finally {
        await context[Symbol.asyncDispose]();
      }
    },
    signal: stop.signal,
    failed: () => {
      failures += 1;
    },
    exitStatus: () => (failures > 0 ? 1 : 0),
  };
}
