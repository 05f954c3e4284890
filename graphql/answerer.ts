import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { invariant } from '@/lib/invariant';
import { type Context, makeContext } from './context';
import { formatError } from './errors';
import { type Incoming, readBody } from './readBody';
import { schema } from './schema';
import type { Services } from './services';
import { ownRules, PARSE_OPTIONS, VALIDATION_OPTIONS } from './validation';

/** An answer over HTTP, for whatever carries it. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Answers GraphQL over HTTP, whatever carries it. */
export function createAnswerer(services: Services): (incoming: Incoming) => Promise<Answer> {
  const { production } = services;
  const server = new ApolloServer<Context>({
    schema,
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    parseOptions: PARSE_OPTIONS,
    validationRules: [...ownRules(production)],
    validationOptions: VALIDATION_OPTIONS,
    maxRecursiveSelections: true,
    persistedQueries: false,
    // It would look at every field of every answer, to say that nothing may be kept. So do we.
    plugins: [ApolloServerPluginCacheControlDisabled()],
    stopOnTerminationSignals: false,
    nodeEnv: production ? 'production' : 'development',
    formatError: (_formatted, error) => formatError(error, production),
  });
  server.startInBackgroundHandlingStartupErrorsByLoggingAndFailingAllRequests();

  return async (incoming) => {
    const read = await readBody(incoming);
    if (!read.ok) return refusal(read.error.status, read.error.message);
    // Read as UTF-8 already; the library takes the body for JSON only under this very name.
    const headers = new HeaderMap([['content-type', 'application/json']]);
    const accept = incoming.header('accept');
    if (accept !== undefined) headers.set('accept', accept);
    const {
      status,
      headers: said,
      body,
    } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body: read.value },
      context: () => makeContext(services, cookiesOf(incoming)),
    });
    invariant('string' in body, 'an answer that comes in one piece');
    said.set('cache-control', 'no-store');
    return { status: status ?? 200, headers: said, body: body.string };
  };
}

/** What of a request says who asks. */
function cookiesOf(incoming: Incoming): Headers {
  const cookie = incoming.header('cookie') ?? '';
  return new Headers({ cookie, host: incoming.header('host') ?? '' });
}

function refusal(status: number, message: string): Answer {
  const code = status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_INPUT';
  return {
    status,
    headers: new Map([
      ['content-type', 'application/json'],
      ['cache-control', 'no-store'],
    ]),
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}
