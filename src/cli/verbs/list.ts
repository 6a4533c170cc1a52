import { syncConfigured } from '../../app/sync-configured.ts';
import { watchList, type WatchedPolicy } from '../../app/watch-list.ts';
import { plain, table } from '../terminal.ts';
import { shortTime } from '../times.ts';
import type { Verb } from '../verb.ts';

function healthText({ health }: WatchedPolicy): string {
  switch (health.state) {
    case 'new':
      return 'not checked yet';
    case 'healthy':
      return 'healthy';
    case 'paused':
      return 'paused';
    case 'failing':
      return `failing (${health.failures}×)`;
  }
}

export const listVerb: Verb = (program, running) => {
  program
    .command('list')
    .description("what is watched, each policy's health, last check and last change")
    .action((_options: unknown, command) =>
      running(command, (session) =>
        session.withContext(async (context) => {
          const { terminal } = session;
          await syncConfigured(context);
          const watched = await watchList(context);
          if (session.json) {
            terminal.print(
              JSON.stringify(
                watched.map(({ vendor, policy, health, lastChangeAt }) => ({
                  vendor: vendor.name,
                  policy: policy.slug,
                  type: policy.type,
                  url: policy.source.url,
                  tags: [...new Set([...vendor.tags, ...policy.tags])],
                  health,
                  lastCheckAt: policy.lastCheckAt,
                  lastChangeAt,
                  nextCheckAt: policy.nextCheckAt,
                })),
                null,
                1,
              ),
            );
            return;
          }
          if (watched.length === 0) {
            terminal.print('Nothing is watched yet. Add a vendor with: clausewatch add https://its-home-page');
            return;
          }
          const { timeZone } = context.config;
          terminal.print(
            table(
              ['POLICY', 'HEALTH', 'LAST CHECK', 'LAST CHANGE', 'ADDRESS'],
              watched.map((entry) => [entry.policy.slug, healthText(entry), shortTime(entry.policy.lastCheckAt, timeZone), shortTime(entry.lastChangeAt, timeZone), plain(entry.policy.source.url)]),
            ),
          );
          const failing = watched.filter(({ health }) => health.state === 'failing');
          for (const { policy, health } of failing) {
            if (health.state === 'failing') terminal.print(plain(`\n${policy.slug} has failed since ${shortTime(health.since, timeZone)}: ${health.reason.en}`));
          }
        }),
      )(),
    );
};
