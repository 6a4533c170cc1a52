import { sendDueDeliveries } from '../../../src/app/send-deliveries.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import { createSmtpMailer } from '../../../src/notify/mailer.ts';
import { openStorage } from '../../../src/storage/database.ts';
import { quickSettings } from '../notify/faulty-smtp.ts';
import { begin, hourMs, sendContext } from './sending.ts';

/** Sends what is due and ends; each life of it begins two hours after the last, by its own clock. */
const [directory = '', port = '0', life = '0'] = process.argv.slice(2);
await using storage = await openStorage(directory);
const patience = { connectMs: 20_000, greetingMs: 20_000, commandMs: 20_000, finalMs: 20_000 };
const mailer = createSmtpMailer(quickSettings(Number(port), { timeouts: patience }));
await sendDueDeliveries(sendContext(storage, mailer, () => instantOf(begin + Number(life) * 2 * hourMs), `life ${life}`));
