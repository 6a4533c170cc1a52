import { randomBytes } from 'node:crypto';
import type { AppContext } from '../app/context.ts';
import { startWeb, type RunningWeb } from '../web/server.ts';
import { servicesOf } from '../web/services-of-context.ts';
import type { WebSettings } from '../web/settings.ts';

/**
 * Serves the pages of an open context.
 * @param signal ends searches and checks that somebody started from a page
 */
export async function serve(context: AppContext, signal: AbortSignal): Promise<RunningWeb> {
  return startWeb(servicesOf(context, signal), webSettings(context));
}

function webSettings({ config, secrets }: AppContext): WebSettings {
  return {
    ...config.web,
    baseUrl: config.baseUrl,
    language: config.language,
    timeZone: config.timeZone,
    // Without a configured secret, forms hold for as long as the process does, which is enough for pages on this machine.
    signingSecret: secrets.signing ?? randomBytes(32).toString('base64url'),
    apiTokens: secrets.apiTokens,
    apiTokenRole: 'reader',
  };
}
