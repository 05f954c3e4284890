import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { report } from '@/db/report';
import { createAnswerer } from './answerer';
import type { Services } from './services';

const compress = promisify(gzip);
/** Bytes below which an answer is sent as it is. */
const WORTH_COMPRESSING = 4_096;

/** Answers GraphQL to requests as Node has them, with nothing in between: the way that is always gone but in development. */
export function createNodeHandler(
  services: Services,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const answer = createAnswerer(services);
  return async (request, response) => {
    try {
      const pieces: AsyncIterator<Buffer> = request[Symbol.asyncIterator]();
      const { status, headers, body } = await answer({
        method: request.method ?? '',
        header: (name) => [request.headers[name] ?? []].flat()[0],
        read: () => pieces.next(),
        // What is not read keeps the connection from being used again.
        cancel: () => response.setHeader('connection', 'close'),
      });
      response.statusCode = status;
      for (const [name, value] of headers) response.setHeader(name, value);
      response.setHeader('vary', 'accept-encoding');
      const whole = Buffer.from(body);
      const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
      if (packed && whole.length >= WORTH_COMPRESSING) {
        response.setHeader('content-encoding', 'gzip');
        response.end(await compress(whole));
      } else response.end(whole);
    } catch (error) {
      report('A request could not be answered.', error);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    }
  };
}
