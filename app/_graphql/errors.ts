import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ERROR_CODES, type ErrorCode } from '@/lib/errors';
import { isCrowded, isFinal } from './reconnecting';

/** What went wrong with a request: the server's code and sentence, or that nobody answered. */
export interface Failure {
  readonly code: ErrorCode | 'OFFLINE' | 'INTERNAL';
  readonly message: string;
  /** Number of an operation that the server knows with other content. PROTOCOL P8. */
  readonly seq?: number | undefined;
}

/** What is told of a socket that broke before the answer came. */
export const BROKEN: Failure = {
  code: 'OFFLINE',
  message: 'The connection to the server broke.',
};

/** Reads the error of a request into something that can be shown. */
export function failureOf(error: unknown): Failure {
  if (CombinedGraphQLErrors.is(error)) return failureOfErrors(error.errors);
  return {
    code: 'OFFLINE',
    message: 'Layerboard’s server does not answer. Check the connection and try again.',
  };
}

/** Reads the errors of an answer: the first of them. */
export function failureOfErrors(
  errors: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  }[],
): Failure {
  const [first] = errors;
  const code = ERROR_CODES.find((known) => known === first?.extensions?.code);
  const { seq } = first?.extensions ?? {};
  return {
    code: code ?? 'INTERNAL',
    message: first?.message ?? 'Something went wrong.',
    seq: typeof seq === 'number' ? seq : undefined,
  };
}

/** Reads why something that was asked over a socket ended: errors of the server, or the close of the socket. */
export function failureOfReason(reason: unknown): Failure {
  if (Array.isArray(reason)) return failureOfErrors(reason);
  if (isCrowded(reason)) {
    return {
      code: 'LIMIT_EXCEEDED',
      message:
        'You have so many pages of Layerboard open that this one cannot be kept up to date. Close some of the others, then try again.',
    };
  }
  return isFinal(reason)
    ? { code: 'UNAUTHENTICATED', message: 'Your session has ended. Sign in again to go on.' }
    : BROKEN;
}

/** Whether trying again later may help. */
export function isPassing({ code }: Failure): boolean {
  return code === 'OFFLINE' || code === 'UNAVAILABLE' || code === 'INTERNAL';
}
