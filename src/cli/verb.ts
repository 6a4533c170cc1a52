import type { Command } from 'commander';
import type { Session } from './session.ts';

/** Wraps a verb's work: opens the session, tells errors in plain words, sets the exit status. */
export type Running = (command: Command, work: (session: Session) => Promise<void>) => () => Promise<void>;

/** Adds one verb to the program. */
export type Verb = (program: Command, running: Running) => void;
