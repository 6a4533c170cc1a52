import { existsSync } from 'node:fs';
import { comparePages } from '../../app/compare-pages.ts';
import { readFileAsPage } from '../../app/read-file.ts';
import { typeWanted } from '../../app/read-page.ts';
import { comparisonFormats, renderComparison, type ComparisonFormat } from '../../app/render-comparison.ts';
import type { Comparison } from '../../domain/change.ts';
import type { ReaderLanguage } from '../../domain/language.ts';
import { UsageError } from '../../domain/problem.ts';
import type { PolicyType } from '../../domain/vendor.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly format?: string;
  readonly lang?: string;
  readonly policy?: string;
}

export const diffVerb: Verb = (program, running) => {
  program
    .command('diff')
    .argument('<old>', 'a version (POLICY@NUMBER), or a file: HTML, PDF, Markdown, text')
    .argument('<new>', 'the same')
    .option('--format <format>', `${comparisonFormats.join(', ')} (default: text)`)
    .option('--policy <type>', 'which policy, of files that hold several, such as "Privacy Policy"')
    .option('--lang <language>', 'nl or en (default: the configured language)')
    .description('what changed between two versions or two files, clause by clause')
    .addHelpText('after', '\nExamples:\n  clausewatch diff spryng/privacy-policy@1 spryng/privacy-policy@2\n  clausewatch diff signed.pdf today.html --format html > redline.html')
    .action((old: string, fresh: string, options: Options, command) =>
      running(command, async (session) => {
        const format = session.json ? 'json' : formatOf(options.format ?? 'text');
        const comparison = await compareNamed(session, old, fresh, typeWanted(options.policy));
        const { colour, columns } = session.terminal;
        session.terminal.print(renderComparison(comparison, format, { language: format === 'json' ? 'en' : await languageOf(session, options.lang), colour, width: Math.min(columns, 110) }));
      })(),
    );
};

function formatOf(text: string): ComparisonFormat {
  const format = comparisonFormats.find((name) => name === text);
  if (format === undefined) throw new UsageError({ code: 'bad-option', retryable: false, message: `--format "${text}" is not known.`, mend: `Choose ${comparisonFormats.join(', ')}.` });
  return format;
}

async function languageOf(session: Session, text: string | undefined): Promise<ReaderLanguage> {
  if (text === 'nl' || text === 'en') return text;
  if (text === undefined) return (await session.settings()).config.language;
  throw new UsageError({ code: 'bad-option', retryable: false, message: `--lang "${text}" is not known.`, mend: 'Choose nl or en.' });
}

async function compareNamed(session: Session, old: string, fresh: string, type: PolicyType | null): Promise<Comparison> {
  if (existsSync(old) || existsSync(fresh) || looksLikeFile(old) || looksLikeFile(fresh)) return comparePages(await readFileAsPage(old), await readFileAsPage(fresh), type);
  const [{ compareVersions }, { findNamedVersion }] = await Promise.all([import('../../app/compare-versions.ts'), import('../../app/known-names.ts')]);
  return session.withContext(async (context) => {
    const { db } = context.storage;
    return compareVersions(context, (await findNamedVersion(db, old)).id, (await findNamedVersion(db, fresh)).id);
  });
}

function looksLikeFile(name: string): boolean {
  return /\.(?:html?|xhtml|md|markdown|txt|pdf)$/iu.test(name);
}
