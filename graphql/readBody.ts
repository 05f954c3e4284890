import { err, ok, type Result } from '@/lib/result';
import { LIMITS } from './limits';

/** Why a request is refused before anything in it is looked at. */
interface Refusal {
  readonly status: 400 | 405 | 408 | 413 | 415;
  readonly message: string;
}

const SLOWEST_MILLISECONDS = 30_000;

/** The JSON text of a request: one operation, in UTF-8, of bounded length, that comes in bounded time. */
export async function readBody(request: Request): Promise<Result<string, Refusal>> {
  if (request.method !== 'POST') {
    return err({ status: 405, message: 'GraphQL is asked with POST.' });
  }
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '')
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
  const text = await readText(request);
  return text.ok ? checkJson(text.value) : text;
}

async function readText(request: Request): Promise<Result<string, Refusal>> {
  const tooLarge = err({
    status: 413,
    message: `The body may have at most ${LIMITS.bodyBytes} bytes.`,
  } as const);
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.bodyBytes) return tooLarge;
  const reader = request.body?.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let slow = false;
  const deadline = setTimeout(() => {
    slow = true;
    void reader?.cancel();
  }, SLOWEST_MILLISECONDS);
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) break;
      bytes += chunk.value.length;
      if (bytes > LIMITS.bodyBytes) {
        await reader?.cancel();
        return tooLarge;
      }
      text += decoder.decode(chunk.value, { stream: true });
    }
    if (slow) return err({ status: 408, message: 'The body took too long to arrive.' });
    return ok(text + decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return err({ status: 400, message: 'The body is not in UTF-8.' });
  } finally {
    clearTimeout(deadline);
  }
}

function checkJson(text: string): Result<string, Refusal> {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) {
      return err({ status: 400, message: 'A request holds one operation, not a list of them.' });
    }
    return ok(text);
  } catch {
    return err({ status: 400, message: 'The body is not JSON.' });
  }
}
