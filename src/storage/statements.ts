import type Database from 'better-sqlite3';

/** Use cases know some two hundred; lists of any length make more. */
const mostKept = 500;

/** Statements by their text. */
export interface StatementSource {
  readonly prepare: (sql: string) => Database.Statement;
  readonly close: () => void;
}

/**
 * Keeps the statements that were prepared, the latest used longest: preparing one takes several times as long as running
 * it. SQLite prepares one anew by itself where the tables have changed since.
 */
export function keepStatements(database: Database.Database): StatementSource {
  const kept = new Map<string, Database.Statement>();
  return {
    prepare: (sql) => {
      const known = kept.get(sql);
      // Taken out and put back, the map's order is the order of use.
      if (known !== undefined) kept.delete(sql);
      const statement = known ?? database.prepare(sql);
      kept.set(sql, statement);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return statement;
    },
    close: () => void database.close(),
  };
}
