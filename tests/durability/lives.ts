import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** What one life of the program is to do. */
export interface LifePlan {
  readonly work: 'crawl' | 'digest' | 'import' | 'backup' | 'migration';
  readonly dataDir: string;
  /** The test's own server, which the program may reach. */
  readonly host: string;
  readonly smtpPort: number;
  /** What its clock shows at its start, in milliseconds since 1970. */
  readonly now: number;
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

/** Shared by all lives, which would else spend most of their time on being compiled. */
const compileCache = path.join(tmpdir(), 'clausewatch-lives-cache');

/** @param killAfterMs counted from when the program is loaded and begins to work; null to let it live */
export async function live(plan: LifePlan, killAfterMs: number | null): Promise<Life> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'life-child.ts'), JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
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
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, by) => resolve(by));
  });
  clearTimeout(timer);
  if (signal === null && !out.endsWith('done\n')) throw new Error(`A life ended by itself (${plan.work}):\n${complaints}`);
  const lines = out.slice(0, out.lastIndexOf('\n')).split('\n');
  return { killed: signal !== null, workedMs: performance.now() - readyAt, kept: lines.filter((line) => line.startsWith('kept ')) };
}
