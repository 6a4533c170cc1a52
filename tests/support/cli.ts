import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const launcher = path.resolve(import.meta.dirname, '../../src/clausewatch.js');

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a child process, as a person or a script would. */
export async function runCommand(words: readonly string[], options: { readonly env?: Readonly<Record<string, string>>; readonly timeoutMs?: number } = {}): Promise<CliRun> {
  const child = spawn(process.execPath, [launcher, ...words], { env: { ...process.env, NO_COLOR: '1', ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 60_000);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  return { status, stdout, stderr };
}

export interface StartedCommand {
  readonly child: ChildProcess;
  /** Everything it has said so far. */
  readonly said: () => string;
  /** Its exit status; null where it was killed. */
  readonly ended: Promise<number | null>;
}

/** Starts a command that goes on until it is told to stop. */
export function startCommand(words: readonly string[]): StartedCommand {
  const child = spawn(process.execPath, [launcher, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  return { child, said: () => text, ended: new Promise((resolve) => child.on('exit', (status) => resolve(status))) };
}

/** Waits for what a started command does in its own time. Throws with `what` after a minute and a half. */
export async function until(condition: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (let left = 900; left > 0; left -= 1) {
    if (await condition()) return;
    await sleep(100);
  }
  throw new Error(`waited in vain: ${what()}`);
}
