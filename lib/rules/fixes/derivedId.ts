import type { LayerGraph } from '@/lib/graph/graph';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 16;

/**
 * An id for something that a fix makes, in the form of `newId` but drawn from what it is for
 * instead of from chance. So the same design gets the same findings, and when two people take the
 * same fix at the same moment the second one finds everything done instead of doing it twice.
 */
export function derivedId(graph: LayerGraph, ...purpose: readonly string[]): string {
  for (let attempt = 0; ; attempt++) {
    const id = hashed(`${attempt}\n${purpose.join('\n')}`);
    if (!graph.nodes.has(id) && !graph.edges.has(id)) return id;
  }
}

/** A text as letters and digits: two 32-bit FNV-1a hashes, mixed a little further for each character. */
function hashed(text: string): string {
  let a = 0x811c9dc5;
  let b = 0xc9dc5118;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + place), 0x01000193);
  }
  let id = '';
  for (let place = 0; place < LENGTH; place++) {
    a = Math.imul(a ^ (b >>> 13), 0x85ebca6b);
    b = Math.imul(b ^ (a >>> 16), 0xc2b2ae35);
    id += ALPHABET[((a ^ b) >>> 0) % ALPHABET.length];
  }
  return id;
}
