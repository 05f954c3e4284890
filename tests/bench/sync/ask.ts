import { Agent, request } from 'node:http';

export type Ask = <Data>(
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Data>;

const agent = new Agent({ keepAlive: true });

/** Asks our server over HTTP with as little work of its own as can be, on connections that stay open. */
export function asker(url: string, cookie: string): Ask {
  const address = new URL('/api/graphql', url);
  return <Data>(query: string, variables: Readonly<Record<string, unknown>>) =>
    new Promise<Data>((resolve, reject) => {
      const body = JSON.stringify({ query, variables });
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        cookie,
      };
      const sent = request(address, { method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          try {
            const { data, errors } = JSON.parse(Buffer.concat(chunks).toString());
            if (errors) reject(new Error(errors[0].message));
            else resolve(data);
          } catch (error) {
            reject(error);
          }
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}
