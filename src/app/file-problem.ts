import { OperationError } from '../domain/problem.ts';

const causes: Readonly<Record<string, readonly [why: string, mend: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and run the command again.'],
  EDQUOT: ['your share of the disk is used up', 'Free some space and run the command again.'],
  EACCES: ['you may not write there', 'Give yourself the right to, or name another place.'],
  EPERM: ['you may not write there', 'Give yourself the right to, or name another place.'],
  EROFS: ['that disk is read-only', 'Name another place.'],
  ENOENT: ['its directory does not exist', 'Make the directory, or name another place.'],
  ENOTDIR: ['a part of that path is a file', 'Name another place.'],
  EISDIR: ['it is a directory', 'Name a file.'],
  EMFILE: ['too many files are open', 'Close other programs, or raise the limit (ulimit -n).'],
  EIO: ['the disk failed', 'Check the disk.'],
};

/** @returns what the system said of a file, as a problem that says what to do; null for any other error */
export function fileProblem(error: unknown): OperationError | null {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error) || typeof error.path !== 'string') return null;
  const cause = causes[String(error.code)];
  if (cause === undefined) return null;
  const [why, mend] = cause;
  return new OperationError({ code: `file-${String(error.code).toLowerCase()}`, retryable: error.code === 'ENOSPC', message: `${error.path} cannot be used: ${why}.`, mend }, { cause: error });
}
