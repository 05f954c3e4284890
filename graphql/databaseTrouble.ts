/** Codes of Postgres for a database that can be read and not written: read only, disk full. */
const NO_CHANGES = new Set(['25006', '53100']);

/**
 * Codes for trouble that passes: connections (class 08), resources (53), an operator who stops the
 * server (57P), and waiting that came to nothing: deadlock, lock and statement timeout.
 */
const PASSING = /^(08...|53...|57P..|40001|40P01|55P03|57014)$/;

/** What Node says of a connection that cannot be made or that broke. */
const BROKEN = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** What the driver says, in words alone, of a connection that it does not get or that broke. */
const WORDS =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/;

/**
 * A sentence for people when what was thrown is trouble of the database that passes, wherever among
 * the causes it stands; undefined when it is something else.
 */
export function databaseTrouble(thrown: unknown): string | undefined {
  let cause = thrown;
  while (cause instanceof Error) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (NO_CHANGES.has(code))
      return 'The database takes no changes at the moment. Nothing is lost; try again later.';
    if (PASSING.test(code) || BROKEN.has(code) || WORDS.test(cause.message))
      return 'The database does not answer at the moment. Nothing is lost; try again later.';
    cause = cause.cause;
  }
  return undefined;
}
