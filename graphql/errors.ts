import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { report } from '@/db/report';
import { type AppError, ERROR_CODES } from '@/lib/errors';
import { databaseTrouble } from './databaseTrouble';

/** What GraphQL itself refuses: a document that cannot be read, variables that do not fit. */
const BAD_REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Whether something was thrown for people to read. Asked by name: the bundler may have loaded the
 * class more than once.
 */
export function isAppError(value: unknown): value is AppError {
  return (
    value instanceof Error &&
    value.name === 'AppError' &&
    'code' in value &&
    ERROR_CODES.some((code) => code === value.code)
  );
}

/** What of an error reaches the client: a code of our list and a sentence. Anything unforeseen is masked and reported. */
export function formatError(error: unknown, production: boolean): GraphQLFormattedError {
  const { locations, path } = error instanceof GraphQLError ? error.toJSON() : {};
  const where = { ...(locations && { locations }), ...(path && { path }) };
  const cause = causeOf(error);
  if (isAppError(cause)) {
    return { message: cause.message, ...where, extensions: { code: cause.code, ...cause.details } };
  }
  if (cause instanceof GraphQLError) {
    const { code } = cause.extensions;
    const message = production ? withoutSuggestion(cause.message) : cause.message;
    if (code === 'LIMIT_EXCEEDED') return { message, ...where, extensions: { code } };
    if (code === undefined || BAD_REQUEST_CODES.has(String(code))) {
      return { message, ...where, extensions: { code: 'BAD_INPUT' } };
    }
  }
  const trouble = databaseTrouble(cause);
  if (trouble) {
    report('The database could not do what was asked; whoever asked is told to try again.', cause);
    return { message: trouble, ...where, extensions: { code: 'UNAVAILABLE' } };
  }
  report('A request failed for a reason that nobody foresaw.', cause);
  const message = 'Something went wrong on the server. Please try again.';
  return { message, ...where, extensions: { code: 'INTERNAL' } };
}

/** What was thrown first, below the wrappers of GraphQL. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Guesses at what was meant would tell the schema. */
function withoutSuggestion(message: string): string {
  return message.replace(/ Did you mean [\s\S]*$/, '');
}
