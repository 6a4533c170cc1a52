import { randomUUID } from 'node:crypto';
import type { PolicyId } from '../domain/ids.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import type { CheckReport, WebActions } from './services.ts';
import { problemIn } from './told-problem.ts';

export interface JobStep {
  readonly policyId: PolicyId;
  readonly policySlug: string;
  readonly label: string;
  readonly state: 'waiting' | 'running' | 'done';
  readonly report: CheckReport | null;
}

/** Checks that somebody ordered on the pages. */
export interface Job {
  readonly id: string;
  /** Where to go when it is over. */
  readonly back: string;
  readonly steps: readonly JobStep[];
  readonly over: boolean;
}

interface MutableJob {
  readonly id: string;
  readonly back: string;
  steps: JobStep[];
  over: boolean;
}

/** Older jobs are forgotten; what they found stands in the checks' own records. */
const jobsKept = 100;

/** Runs ordered checks one after another and tells how far they are; an order that is running already is joined. */
export class Jobs {
  readonly #jobs = new Map<string, MutableJob>();
  readonly #actions: Pick<WebActions, 'check'>;
  readonly #running = new Set<Promise<void>>();
  readonly #followers = new Set<() => void>();
  #stopped = false;

  constructor(actions: Pick<WebActions, 'check'>) {
    this.#actions = actions;
  }

  /** @returns the job's id */
  order(policies: readonly { readonly id: PolicyId; readonly slug: string; readonly label: string }[], back: string): string {
    const same = [...this.#jobs.values()].find((job) => !job.over && job.back === back);
    if (same !== undefined) return same.id;
    const job: MutableJob = {
      id: randomUUID(),
      back,
      steps: policies.map((policy) => ({ policyId: policy.id, policySlug: policy.slug, label: policy.label, state: 'waiting', report: null })),
      over: policies.length === 0,
    };
    this.#jobs.set(job.id, job);
    for (const id of [...this.#jobs.keys()].slice(0, Math.max(0, this.#jobs.size - jobsKept))) this.#jobs.delete(id);
    const run = this.#run(job).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return job.id;
  }

  find(id: string): Job | null {
    return this.#jobs.get(id) ?? null;
  }

  /**
   * Tells how far a job is: now, and whenever that changes, until it is over. Null comes where nothing changed for a
   * while, so that who passes this on notices a reader who has gone.
   */
  async *follow(id: string, idleMs: number): AsyncGenerator<Job | null> {
    let told: MutableJob | null = null;
    for (;;) {
      const job = this.#jobs.get(id);
      if (job === undefined) return;
      const now = { ...job };
      const isNews = told === null || told.steps !== now.steps || told.over !== now.over;
      told = now;
      yield isNews ? now : null;
      if (now.over || this.#stopped) return;
      if (job.steps === now.steps && job.over === now.over) await this.#nextChange(idleMs);
    }
  }

  #nextChange(idleMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, idleMs);
      timer.unref();
      const followers = this.#followers;
      function done(): void {
        clearTimeout(timer);
        followers.delete(done);
        resolve();
      }
      followers.add(done);
    });
  }

  #tell(): void {
    for (const follower of this.#followers) follower();
  }

  /** Whether the pages are on their way out: nothing more is begun. */
  get isClosed(): boolean {
    return this.#stopped;
  }

  /** Ends after the check that is under way. */
  async close(): Promise<void> {
    this.#stopped = true;
    this.#tell();
    await Promise.all(this.#running);
  }

  async #run(job: MutableJob): Promise<void> {
    for (const [index, step] of job.steps.entries()) {
      if (this.#stopped) break;
      job.steps = job.steps.with(index, { ...step, state: 'running' });
      this.#tell();
      job.steps = job.steps.with(index, { ...step, state: 'done', report: await this.#check(step.policyId) });
      this.#tell();
    }
    job.over = true;
    this.#tell();
  }

  async #check(id: PolicyId): Promise<CheckReport> {
    try {
      return await this.#actions.check(id);
    } catch (error) {
      if (error instanceof OperationError || error instanceof UsageError) return { outcome: 'failed', version: null, message: problemIn(error.problem) };
      return { outcome: 'failed', version: null, message: null };
    }
  }
}
