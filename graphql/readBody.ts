import { err, ok, type Result } from '@/lib/result';
import { LIMITS } from './limits';

/** A request as it came, whatever carried it. */
export interface Incoming {
  readonly method: string;
  /** Value of a header, by its name in lower case. */
  header(name: string): string | undefined;
  /** The next piece of the body. */
  read(): Promise<{ readonly done?: boolean | undefined; readonly value?: Uint8Array | undefined }>;
  /** The rest of the body is not wanted. */
  cancel(): void;
}

/** Why a request is refused before anything in it is looked at. */
export interface Refusal {
  readonly status: 400 | 405 | 408 | 413 | 415;
  readonly message: string;
}

const SLOWEST_MILLISECONDS = 30_000;

/** The JSON value of a request: one operation, in UTF-8, of bounded length, that comes in bounded time. */
export async function readBody(incoming: Incoming): Promise<Result<unknown, Refusal>> {
  if (incoming.method !== 'POST') {
    return err({ status: 405, message: 'GraphQL is asked with POST.' });
  }
  const [type = '', ...parameters] = (incoming.header('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (type !== 'application/json') {
    return err({ status: 415, message: 'The body must be of the type application/json.' });
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset && !/^charset="?utf-?8"?$/.test(charset)) {
    return err({ status: 415, message: 'The body must be in UTF-8.' });
  }
  const text = await readText(incoming);
  return text.ok ? readJson(text.value) : text;
}

async function readText(incoming: Incoming): Promise<Result<string, Refusal>> {
  const tooLarge = err({
    status: 413,
    message: `The body may have at most ${LIMITS.bodyBytes} bytes.`,
  } as const);
  if (Number(incoming.header('content-length') ?? 0) > LIMITS.bodyBytes) return tooLarge;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let deadline: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>((resolve) => {
    deadline = setTimeout(() => resolve('slow'), SLOWEST_MILLISECONDS);
  });
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const piece = await Promise.race([incoming.read(), slow]);
      if (piece === 'slow') {
        incoming.cancel();
        return err({ status: 408, message: 'The body took too long to arrive.' });
      }
      if (piece.done || !piece.value) break;
      bytes += piece.value.length;
      if (bytes > LIMITS.bodyBytes) {
        incoming.cancel();
        return tooLarge;
      }
      text += decoder.decode(piece.value, { stream: true });
    }
    return ok(text + decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return err({ status: 400, message: 'The body is not in UTF-8.' });
  } finally {
    clearTimeout(deadline);
  }
}

function readJson(text: string): Result<unknown, Refusal> {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) {
      return err({ status: 400, message: 'A request holds one operation, not a list of them.' });
    }
    return ok(value);
  } catch {
    return err({ status: 400, message: 'The body is not JSON.' });
  }
}
