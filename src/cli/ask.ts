import process from 'node:process';
import { createInterface } from 'node:readline/promises';

/** Asks a yes-or-no question in the terminal. @param preset what Enter alone means */
export async function ask(question: string, preset: boolean): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = (await lines.question(`${question} [${preset ? 'Y/n' : 'y/N'}] `)).trim().toLowerCase();
    return answer === '' ? preset : /^(?:y|yes|j|ja)$/u.test(answer);
  } finally {
    lines.close();
  }
}
