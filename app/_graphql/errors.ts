import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ERROR_CODES, type ErrorCode } from '@/lib/errors';

/** What went wrong with a request: the server's code and sentence, or that nobody answered. */
export interface Failure {
  readonly code: ErrorCode | 'OFFLINE' | 'INTERNAL';
  readonly message: string;
  /** Number of an operation that the server knows with other content. PROTOCOL P8. */
  readonly seq?: number | undefined;
}

/** Reads the error of a request into something that can be shown. */
export function failureOf(error: unknown): Failure {
  if (CombinedGraphQLErrors.is(error)) {
    const [first] = error.errors;
    const code = ERROR_CODES.find((known) => known === first?.extensions?.code);
    const { seq } = first?.extensions ?? {};
    return {
      code: code ?? 'INTERNAL',
      message: first?.message ?? 'Something went wrong.',
      seq: typeof seq === 'number' ? seq : undefined,
    };
  }
  return {
    code: 'OFFLINE',
    message: 'Layerboard’s server does not answer. Check the connection and try again.',
  };
}

/** Whether trying again later may help. */
export function isPassing({ code }: Failure): boolean {
  return code === 'OFFLINE' || code === 'UNAVAILABLE' || code === 'INTERNAL';
}
