import type { Verb } from './verb.ts';
import { addVerb } from './verbs/add.ts';
import { checkVerb } from './verbs/check.ts';
import { configVerb } from './verbs/config.ts';
import { daemonVerb } from './verbs/daemon.ts';
import { diffVerb } from './verbs/diff.ts';
import { digestVerb } from './verbs/digest.ts';
import { extractVerb } from './verbs/extract.ts';
import { historyVerb, showVerb } from './verbs/history.ts';
import { importVerb } from './verbs/import.ts';
import { listVerb } from './verbs/list.ts';
import { pauseVerb, removeVerb, resumeVerb } from './verbs/pause.ts';
import { subscribeVerb, subscribersVerb, unsubscribeVerb } from './verbs/subscribe.ts';

/** Every command, in the order in which the help lists them. */
export const verbs: readonly Verb[] = [
  addVerb,
  listVerb,
  checkVerb,
  historyVerb,
  showVerb,
  diffVerb,
  extractVerb,
  importVerb,
  pauseVerb,
  resumeVerb,
  removeVerb,
  subscribeVerb,
  subscribersVerb,
  unsubscribeVerb,
  digestVerb,
  daemonVerb,
  configVerb,
];
