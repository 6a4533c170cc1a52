import type { DigestStory } from '../domain/digest.ts';
import type { SubscriberId } from '../domain/ids.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { renderDigest } from '../notify/digest-mail.ts';
import type { AppContext } from './context.ts';
import { mailSettings } from './make-mailer.ts';

/** No mail program clips a file: of what is printed or written nothing is left out for its length, within reason. */
const fileBytes = 5_000_000;

/** @returns a digest as the mail would show it to a reader of that language, were there no limit to a mail's size */
export function digestAsMail(context: Pick<AppContext, 'config' | 'secrets'>, story: DigestStory, language: ReaderLanguage): { readonly text: string; readonly html: string } {
  const reader = { id: 0 as SubscriberId, name: '', address: 'reader@localhost', language, timeZone: story.timeZone };
  return renderDigest(story, reader, { ...mailSettings(context.config, context.secrets), maxBytes: fileBytes }, story.until);
}
