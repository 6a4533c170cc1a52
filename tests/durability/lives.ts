import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

export const works = ['crawl', 'browse', 'import', 'digest', 'backup', 'restore', 'migration'] as const;
export type Work = (typeof works)[number];

/** What one life of the program is to do. */
export interface LifePlan {
  readonly work: Work;
  readonly dataDir: string;
  /** The test's own server, which the program may reach. */
  readonly host: string;
  readonly smtpPort: number;
  /** What its clock shows at its start, in milliseconds since 1970. */
  readonly now: number;
  /** What is imported, or restored. */
  readonly archive: string;
  readonly vendor: string;
}

export interface Life {
  readonly killed: boolean;
  /** How long it worked after it had been loaded, in milliseconds. */
  readonly workedMs: number;
  /** What it said it had kept. */
  readonly kept: readonly string[];
}

interface Newborn {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Stands in the environment of the child and of whatever it starts. */
  readonly mark: string;
}

/** Shared by all lives, which would else spend most of their time on being compiled. */
const compileCache = path.join(tmpdir(), 'clausewatch-lives-cache');

/** Loaded and waiting for their plan, while others live: most of a life's cost is its loading. */
const waiting = new Map<Work, Newborn>();

function bear(work: Work): Newborn {
  const mark = randomUUID();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'life-child.ts'), work], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, LIFE_MARK: mark },
  });
  // Whoever is killed before it read its plan has a broken pipe.
  child.stdin.on('error', () => {});
  return { child, mark };
}

/** @param killAfterMs counted from when the program begins to work; null to let it live */
export async function live(plan: LifePlan, killAfterMs: number | null): Promise<Life> {
  const { child, mark } = waiting.get(plan.work) ?? bear(plan.work);
  waiting.delete(plan.work);
  let out = '';
  let complaints = '';
  let readyAt = 0;
  let timer: NodeJS.Timeout | undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (readyAt !== 0 || !out.includes('ready\n')) return;
    readyAt = performance.now();
    if (killAfterMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.stdin.end(JSON.stringify(plan));
  waiting.set(plan.work, bear(plan.work));
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, by) => resolve(by));
  });
  clearTimeout(timer);
  if (signal === null && !out.endsWith('done\n')) throw new Error(`A life ended by itself (${plan.work}):\n${complaints}`);
  await orphansGone(mark);
  const lines = out.slice(0, out.lastIndexOf('\n')).split('\n');
  return { killed: signal !== null, workedMs: performance.now() - readyAt, kept: lines.filter((line) => line.startsWith('kept ')) };
}

/** Ends those that were born and never lived. */
export function endWaiting(): void {
  for (const { child } of waiting.values()) child.kill('SIGKILL');
  waiting.clear();
}

/** How long a browser may take to notice that nobody is there any more. */
const patienceMs = 40_000;

/** A browser whose master was killed must end by itself. Throws where one does not. */
async function orphansGone(mark: string): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let left = marked(mark); left.length > 0; left = marked(mark)) {
    if (performance.now() > until) throw new Error(`Processes outlived the life that started them: ${left.join(', ')}`);
    await delay(50);
  }
}

/** The running processes with this mark in their environment; only Linux shows them. */
function marked(mark: string): readonly string[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/u.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(`LIFE_MARK=${mark}`);
    } catch {
      // It ended while it was looked at, or is somebody else's.
      return false;
    }
  });
}
