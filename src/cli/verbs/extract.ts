import { clauseJson } from '../../app/clause-json.ts';
import { extractPage } from '../../app/extract-page.ts';
import { fetchSource } from '../../app/fetch-source.ts';
import { readFileAsPage } from '../../app/read-file.ts';
import { typeWanted } from '../../app/read-page.ts';
import { plain } from '../terminal.ts';
import { counted, listed } from '../values.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly select?: readonly string[];
  readonly remove?: readonly string[];
  readonly policy?: string;
  readonly render?: 'auto' | 'http' | 'browser';
}

export const extractVerb: Verb = (program, running) => {
  program
    .command('extract')
    .argument('<file-or-url>', 'an HTML, PDF, Markdown or text file, or an address')
    .option('--select <css>', 'keep only what matches (may be given several times)', listed)
    .option('--remove <css>', 'drop what matches (may be given several times)', listed)
    .option('--policy <type>', 'which policy, of a page that holds several, such as "Privacy Policy"')
    .option('--render <mode>', 'auto, http or browser', 'auto')
    .description('what the crawler would keep of a page, without keeping it')
    .addHelpText('after', '\nExamples:\n  clausewatch extract https://www.example.nl/privacy\n  clausewatch extract saved-page.html --json')
    .action((target: string, options: Options, command) =>
      running(command, async (session) => {
        const { terminal } = session;
        const page = /^https?:\/\//iu.test(target) ? await fetchSource(await session.settings(), target, options.render ?? 'auto', session.signal) : await readFileAsPage(target);
        const { reading, clauses } = await extractPage(page, { type: typeWanted(options.policy), select: options.select ?? [], remove: options.remove ?? [] });
        if (reading.verdict !== 'ok') session.failed();
        if (session.json) {
          terminal.print(
            JSON.stringify(
              {
                verdict: reading.verdict,
                reasons: reading.reasons.map((reason) => reason.text.en),
                title: reading.title,
                language: reading.language,
                effectiveDate: reading.effectiveDate,
                updatedDate: reading.updatedDate,
                announcement: reading.announcement,
                hash: reading.hash,
                text: reading.text,
                clauses: clauses.map(({ clause, annotation }) => clauseJson(clause, annotation)),
              },
              null,
              1,
            ),
          );
          return;
        }
        terminal.note(plain(`Verdict: ${reading.verdict}${reading.reasons.length === 0 ? '' : ` (${reading.reasons.map((reason) => reason.text.en).join('; ')})`}`));
        terminal.note(plain(`Title: ${reading.title ?? 'none found'} · language: ${reading.language ?? 'unknown'} · updated: ${reading.updatedDate ?? 'not stated'} · in force: ${reading.effectiveDate ?? 'not stated'} · ${counted(clauses.length, 'clause')}`));
        terminal.print(plain(reading.text));
      })(),
    );
};
