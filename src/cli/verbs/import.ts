import { importCaptures } from '../../app/import-captures.ts';
import { plain } from '../terminal.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly vendor: string;
  readonly policy: string;
  readonly text?: boolean;
}

export const importVerb: Verb = (program, running) => {
  program
    .command('import')
    .argument('<file>', 'JSON Lines (.jsonl, also .gz, .br, .zst) or WARC')
    .requiredOption('--vendor <name>', 'whose policy it is')
    .requiredOption('--policy <type>', 'its type, such as "Privacy Policy"')
    .option('--text', 'print the extracted text of each capture too (with --json)')
    .description('read captures from an archive, with their own times, through the same path as a live crawl')
    .addHelpText('after', '\nExample:\n  clausewatch import old-fetches.jsonl.gz --vendor Spryng --policy "Privacy Policy"\n\nNobody is mailed about the past. An import that was cut off goes on where it stopped.')
    .action((file: string, options: Options, command) =>
      running(command, async (session) => {
        const { terminal } = session;
        await session.withContext(async (context) => {
          const counts = new Map<string, number>();
          let all = 0;
          for await (const { text, ...seen } of importCaptures(context, { file, vendor: options.vendor, policyType: options.policy })) {
            const capture = { ...seen, reasons: seen.reasons.map((reason) => reason.text.en) };
            counts.set(capture.outcome, (counts.get(capture.outcome) ?? 0) + 1);
            all += 1;
            if (session.json) terminal.print(JSON.stringify(options.text === true ? { ...capture, text: text ?? '' } : capture));
            else if (capture.outcome === 'first' || capture.outcome === 'confirmed') terminal.print(`${capture.at}  version ${capture.version}  ${capture.outcome === 'first' ? 'baseline' : 'new wording confirmed'}`);
            else if (capture.outcome === 'rejected') terminal.print(plain(`${capture.at}  rejected: ${capture.verdict} (${capture.reasons.join('; ')})`));
            if (terminal.live && all % 20 === 0) terminal.progress(`${all} captures read`);
            if (session.signal.aborted) break;
          }
          terminal.progress('');
          if (!session.json) terminal.print(`${all} captures: ${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}.`);
        });
      })(),
    );
};
