import { createHttpHandler } from '@/graphql/httpServer';
import { registerProcess } from '@/graphql/process';
import { services } from '@/graphql/services';

// In development this module is loaded anew when resolvers change; the sockets then get the new ones too.
registerProcess();

let handler: ReturnType<typeof createHttpHandler> | undefined;

export async function POST(request: Request): Promise<Response> {
  handler ??= createHttpHandler(await services());
  return handler(request);
}
