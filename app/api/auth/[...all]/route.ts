import { services } from '@/graphql/services';

async function handle(request: Request): Promise<Response> {
  return (await services()).auth.handler(request);
}

export { handle as GET, handle as POST };
