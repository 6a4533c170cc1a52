import { newOwner } from '../../../src/app/lease.ts';
import { sendDueDeliveries } from '../../../src/app/send-deliveries.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import { createSmtpMailer } from '../../../src/notify/mailer.ts';
import { openStorage } from '../../../src/storage/database.ts';
import { localSettings } from '../notify/faulty-smtp.ts';
import { begin, sendContext } from './sending.ts';

/** Sends what is due and ends; by its own clock each life of it begins a moment after the last, long before a dead one's lease has run out. */
const [directory = '', port = '0', life = '0'] = process.argv.slice(2);
await using storage = await openStorage(directory);
const mailer = createSmtpMailer(localSettings(Number(port)));
await sendDueDeliveries(sendContext(storage, mailer, () => instantOf(begin + Number(life)), newOwner()));
