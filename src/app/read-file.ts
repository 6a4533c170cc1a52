import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CapturedPage } from '../domain/capture.ts';
import { instantOf } from '../domain/instant.ts';
import { UsageError } from '../domain/problem.ts';
import { pageOfBytes } from '../fetch/page-of-bytes.ts';

const maxFileBytes = 100 * 1024 * 1024;

const typesByEnding: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.md': 'text/markdown; charset=utf-8',
  '.markdown': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain',
  '.pdf': 'application/pdf',
};

/**
 * Reads a policy from a file: HTML, PDF, Markdown or text, told by its ending, else by its bytes.
 * @throws UsageError where there is no such file, or one that is too large to be a policy
 */
export async function readFileAsPage(file: string): Promise<CapturedPage> {
  const info = await stat(file).catch(() => null);
  if (info === null) throw new UsageError({ code: 'file-missing', retryable: false, message: `There is no file ${file}.`, mend: 'Check the path.' });
  if (!info.isFile()) throw new UsageError({ code: 'file-not-regular', retryable: false, message: `${file} is not a file.`, mend: 'Name an HTML, PDF, Markdown or text file.' });
  if (info.size > maxFileBytes) throw new UsageError({ code: 'file-too-large', retryable: false, message: `${file} is larger than 100 MB.`, mend: 'No policy is; name the policy itself.' });
  const body = await readFile(file).catch((error: unknown) => {
    throw new UsageError({ code: 'file-unreadable', retryable: false, message: `${file} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause'}).`, mend: 'Check that you may read it.' });
  });
  return pageOfBytes({
    body,
    url: `file:${path.basename(file)}`,
    at: instantOf(info.mtimeMs),
    status: 200,
    headers: [],
    contentType: typesByEnding[path.extname(file).toLowerCase()] ?? null,
    encoding: null,
  });
}
