import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Tells whom a request comes from, in a deployment with these proxies in front: addresses or networks. */
export function createClientAddress(
  trustedProxies: readonly string[],
): (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) continue;
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return ({ headers, socket }) => {
    const peer = plain(socket.remoteAddress ?? '');
    if (!isTrusted(peer)) return peer;
    // Each proxy adds whom it was asked by; what stands before the last stranger, the stranger wrote.
    const named = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const chain = named.map((each) => plain(each.trim())).filter((each) => isIP(each) !== 0);
    return chain.findLast((address) => !isTrusted(address)) ?? peer;
  };
}

/** An address of IPv4 that came in the clothes of IPv6, as such. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
