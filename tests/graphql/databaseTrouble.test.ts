import { describe, expect, test } from 'vitest';
import { databaseTrouble } from '@/graphql/databaseTrouble';

const NO_CHANGES = 'The database takes no changes at the moment. Nothing is lost; try again later.';
const NO_ANSWER = 'The database does not answer at the moment. Nothing is lost; try again later.';

/** An error as the query builder wraps it. */
function wrapped(message: string, code?: string): Error {
  const cause = Object.assign(new Error(message), code === undefined ? {} : { code });
  return new Error('Failed query: select 1', { cause });
}

describe('trouble of the database', () => {
  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  test.each([
    ['25006', NO_CHANGES],
    ['53100', NO_CHANGES],
    ['53300', NO_ANSWER],
    ['08006', NO_ANSWER],
    ['57P01', NO_ANSWER],
    ['40P01', NO_ANSWER],
    ['55P03', NO_ANSWER],
    ['57014', NO_ANSWER],
    ['ECONNREFUSED', NO_ANSWER],
  ])('with the code %s is told as passing', (code, sentence) => {
    expect(databaseTrouble(wrapped('something', code))).toBe(sentence);
  });

  test('that the driver tells in words alone is told as passing', () => {
    expect(databaseTrouble(wrapped('Connection terminated unexpectedly'))).toBe(NO_ANSWER);
    expect(databaseTrouble(new Error('timeout exceeded when trying to connect'))).toBe(NO_ANSWER);
  });

  test.each(['23505', '42703', undefined])('is not what has the code %s', (code) => {
    expect(databaseTrouble(wrapped('duplicate key', code))).toBeUndefined();
  });
});
