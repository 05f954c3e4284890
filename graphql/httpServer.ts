import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { startServerAndCreateNextHandler } from '@as-integrations/next';
import { type Context, makeContext } from './context';
import { formatError } from './errors';
import { readBody } from './readBody';
import { schema } from './schema';
import type { Services } from './services';
import { ownRules, PARSE_OPTIONS, VALIDATION_OPTIONS } from './validation';

/** Answers GraphQL over HTTP. */
export function createHttpHandler(services: Services): (request: Request) => Promise<Response> {
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
  const handle = startServerAndCreateNextHandler<Request, Context>(server, {
    context: (request) => makeContext(services, request.headers),
  });
  return async (request) => {
    const body = await readBody(request);
    if (!body.ok) return refusal(body.error.status, body.error.message);
    const headers = new Headers(request.headers);
    // Read as UTF-8 already; the integration takes the body for JSON only under this very name.
    headers.set('content-type', 'application/json');
    const answer = await handle(
      new Request(request.url, { method: 'POST', headers, body: body.value }),
    );
    answer.headers.set('cache-control', 'no-store');
    return answer;
  };
}

function refusal(status: number, message: string): Response {
  const code = status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_INPUT';
  return Response.json({ errors: [{ message, extensions: { code } }] }, { status });
}
