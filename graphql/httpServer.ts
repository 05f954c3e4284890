import { createAnswerer } from './answerer';
import type { Services } from './services';

/** Answers GraphQL to requests as the web knows them: for Next, which serves it in development. */
export function createHttpHandler(services: Services): (request: Request) => Promise<Response> {
  const answer = createAnswerer(services);
  return async (request) => {
    const reader = request.body?.getReader();
    const { status, headers, body } = await answer({
      method: request.method,
      header: (name) => request.headers.get(name) ?? undefined,
      read: async () => (await reader?.read()) ?? { done: true },
      cancel: () => void reader?.cancel(),
    });
    return new Response(body, { status, headers: [...headers] });
  };
}
