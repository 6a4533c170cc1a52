import type { Verb } from './verb.ts';

/**
 * Every command, in the order in which the help lists them, loaded only when it is asked for: a redline should not wait
 * for the mail server's library.
 */
export const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  add: async () => (await import('./verbs/add.ts')).addVerb,
  list: async () => (await import('./verbs/list.ts')).listVerb,
  check: async () => (await import('./verbs/check.ts')).checkVerb,
  history: async () => (await import('./verbs/history.ts')).historyVerb,
  show: async () => (await import('./verbs/history.ts')).showVerb,
  diff: async () => (await import('./verbs/diff.ts')).diffVerb,
  extract: async () => (await import('./verbs/extract.ts')).extractVerb,
  import: async () => (await import('./verbs/import.ts')).importVerb,
  pause: async () => (await import('./verbs/pause.ts')).pauseVerb,
  resume: async () => (await import('./verbs/pause.ts')).resumeVerb,
  remove: async () => (await import('./verbs/pause.ts')).removeVerb,
  subscribe: async () => (await import('./verbs/subscribe.ts')).subscribeVerb,
  subscribers: async () => (await import('./verbs/subscribe.ts')).subscribersVerb,
  unsubscribe: async () => (await import('./verbs/subscribe.ts')).unsubscribeVerb,
  digest: async () => (await import('./verbs/digest.ts')).digestVerb,
  daemon: async () => (await import('./verbs/daemon.ts')).daemonVerb,
  serve: async () => (await import('./verbs/daemon.ts')).serveVerb,
  doctor: async () => (await import('./verbs/mail.ts')).doctorVerb,
  mail: async () => (await import('./verbs/mail.ts')).mailVerb,
  backup: async () => (await import('./verbs/keep.ts')).backupVerb,
  restore: async () => (await import('./verbs/keep.ts')).restoreVerb,
  export: async () => (await import('./verbs/keep.ts')).exportVerb,
  verify: async () => (await import('./verbs/keep.ts')).verifyVerb,
  alerts: async () => (await import('./verbs/alerts.ts')).alertsVerb,
  retention: async () => (await import('./verbs/retention.ts')).retentionVerb,
  config: async () => (await import('./verbs/config.ts')).configVerb,
};
