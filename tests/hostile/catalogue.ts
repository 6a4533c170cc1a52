/*
 * The catalogue of hostile and faulty conditions, by the numbers of its rows. Tests name the rows that they serve in
 * their titles; the reporter beside this file holds what has run against this list.
 */

/** How many rows each group has, numbered from 01. */
const groups: Readonly<Record<string, number>> = {
  T: 27, H: 28, E: 24, C: 14, M: 23, B: 42, F: 24, P: 18, R: 20, S: 30, J: 20, X: 24, L: 30, W: 8, G: 21, D: 26, K: 16, V: 14, Z: 6,
};

export const rowIds: readonly string[] = Object.entries(groups).flatMap(([group, count]) => Array.from({ length: count }, (_, index) => `${group}${String(index + 1).padStart(2, '0')}`));

/** Rows without a test, and why. */
export const untested: Readonly<Record<string, string>> = {
  H06: 'no validator is trusted less after contradictions; instead each page is fetched whole once a week, and at every look while something is in doubt',
  B40: 'a policy has one source here; there are no pages to be gathered',
  L16: 'mails leave one by one, each over a connection of its own: there is no pool that could put one back',
  G07: 'nobody can enter a regular expression',
  G08: 'declarations are read as a whole; the most that was tested is ten thousand policies in one round and some three hundred thousand checks',
  G10: 'the configuration is read once, at the start; a running daemon keeps it whatever happens to the file',
  D17: 'pages are bounded before they are read (M03, E09, P09), in the process itself; there are no workers to end',
  D19: 'SQLite has no clock of its own; leases use the clock of the machine that holds the file',
  D20: 'there is no database server',
  D22: 'one process works, hosts side by side; what two at once do is tested with L17 and L15',
  D23: 'SQLite serialises writers: there is nothing to fail but the wait, which is D07',
  K08: 'a clock that is wrong at the start is not detected; a time stamp bounds it where an authority is configured',
  K13: 'no timer is longer than a minute: the daemon looks at the clock each time',
  V06: 'heads are not signed with a key of our own; tokens are, and the authority keeps its keys',
  Z03: 'asks the registry, which a test must not; run by hand: npm audit --omit=dev',
  Z04: 'the package is private and not published',
  Z05: 'the launcher starts the Node that comes along with the packages, and every test loads the native module',
};

/** @returns the rows that a title names */
export function rowsIn(title: string): readonly string[] {
  return title.match(/\b[A-Z]\d\d\b/gu) ?? [];
}
