/**
 * What went wrong, told to a person: the thing, the cause and the mend. `code` and `retryable` are decided where the
 * facts are known, so that nobody has to read them back from a message.
 */
export interface Problem {
  readonly code: string;
  readonly retryable: boolean;
  /** One sentence: which thing failed and why. */
  readonly message: string;
  /** One sentence in the imperative: what the reader can do about it; null where nothing can be done but wait. */
  readonly mend: string | null;
}

/** A problem in a file that a person wrote. `message` names the place already. */
export interface LocatedProblem extends Problem {
  readonly file: string;
  /** 1-based; null where the file as a whole is meant, or the value came from elsewhere. */
  readonly line: number | null;
  readonly column: number | null;
  /** The option or field as one would write it: `mail.port`, `policies[2].url`; empty for the whole file. */
  readonly field: string;
}

/** A problem of the call or the configuration: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.mend === null ? problem.message : `${problem.message} ${problem.mend}`);
    this.problem = problem;
  }
}

/** A problem of the world that ends this piece of work but not the process: exit status 1. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.mend === null ? problem.message : `${problem.message} ${problem.mend}`, options);
    this.problem = problem;
  }
}
