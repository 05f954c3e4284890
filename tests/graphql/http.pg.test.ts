import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createHttpHandler } from '@/graphql/httpServer';
import { served } from '../support/servedCast';

const { server } = await served();

const SCHEMA = '{ __schema { types { name fields { name } } } }';

/** Asks without a library that unpacks answers by itself. */
function ask(query: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ readonly encoding: string | undefined; readonly body: Buffer }>(
    (resolve, reject) => {
      const sent = request(`${server.url}/api/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      });
      sent.on('error', reject);
      sent.on('response', async (response) => {
        const encoding = response.headers['content-encoding'];
        resolve({ encoding, body: Buffer.concat(await response.toArray()) });
      });
      sent.end(JSON.stringify({ query }));
    },
  );
}

test('a long answer is compressed for whoever takes it so, and says the same', async () => {
  const plain = await ask(SCHEMA, {});
  const packed = await ask(SCHEMA, { 'accept-encoding': 'gzip, br' });
  const short = await ask('{ viewer { id } }', { 'accept-encoding': 'gzip' });
  expect([plain.encoding, packed.encoding, short.encoding]).toEqual([undefined, 'gzip', undefined]);
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  expect(JSON.parse(String(short.body))).toEqual({ data: { viewer: null } });
});

test('an answer is kept by nobody, whether it is one or a refusal', async () => {
  for (const method of ['POST', 'GET']) {
    const response = await fetch(`${server.url}/api/graphql`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify({ query: '{ viewer { id } }' }) }),
    });
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      method === 'POST' ? 200 : 405,
      'no-store',
    ]);
  }
});

test('Next is answered as Node is', async () => {
  const handle = createHttpHandler(server.services);
  const address = `${server.url}/api/graphql`;
  const headers = { 'content-type': 'application/json' };
  for (const body of [{ query: '{ viewer { id } }' }, { query: '{ nothing }' }, [1]]) {
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const [ours, next] = await Promise.all([
      fetch(address, init),
      handle(new Request(address, init)),
    ]);
    expect([next.status, await next.json()]).toEqual([ours.status, await ours.json()]);
  }
});
