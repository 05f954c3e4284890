import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createClientAddress } from '@/graphql/transports/clientAddress';

function request(remoteAddress: string, forwarded?: string) {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { headers, socket: { remoteAddress } } as Pick<IncomingMessage, 'headers' | 'socket'>;
}

describe('without proxies', () => {
  const addressOf = createClientAddress([]);

  test('whom a request names is not believed', () => {
    expect(addressOf(request('203.0.113.5', '198.51.100.1'))).toBe('203.0.113.5');
  });

  test('an address of IPv4 is the same over IPv6', () => {
    expect(addressOf(request('::ffff:203.0.113.5'))).toBe('203.0.113.5');
  });
});

describe('behind proxies', () => {
  const addressOf = createClientAddress(['10.0.0.0/8', '2001:db8::1', 'nonsense']);

  test.each([
    ['203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.1.2.3', 'rubbish, 198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '', '10.1.2.3'],
    ['2001:db8::1', '2001:db8::77', '2001:db8::77'],
    ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ])('a request of %s for “%s” comes from %s', (peer, forwarded, address) => {
    expect(addressOf(request(peer, forwarded))).toBe(address);
  });
});
