import { describe, expect, it } from 'vitest';
import { readFile } from '@/lib/interchange/readFile';
import { zipEntry } from '@/lib/interchange/zipEntry';
import { seeded } from '@/tests/support/draw';
import { KerasConfig } from '@/tests/support/kerasConfig';
import { mutateBytes } from '@/tests/support/mutate';
import { outcomesOf, readOutcome } from '@/tests/support/readOutcome';
import { storedZip } from '@/tests/support/storedZip';

const text = (words: string) => new TextEncoder().encode(words);

/** A `.keras` file of a small model. */
function archive(method = 0): Uint8Array {
  const net = new KerasConfig(3, 'tiny');
  const config = net.json(net.add('Dense', { units: 3 }, net.input(8)));
  const metadata = text('{"keras_version": "3.5.0"}');
  const weights = new Uint8Array(2000);
  return storedZip(
    { 'metadata.json': metadata, 'config.json': config, 'model.weights.h5': weights },
    method,
  );
}

describe('a file within an archive', () => {
  it('is found by its name', () => {
    const zip = storedZip({ 'a.txt': text('first'), 'b/c.txt': text('second') });
    expect(zipEntry(zip, 'b/c.txt')).toEqual({ status: 'stored', bytes: text('second') });
    expect(zipEntry(zip, 'c.txt')).toBeUndefined();
    expect(zipEntry(text('PK\u0003\u0004 and no end'), 'a.txt')).toBeUndefined();
  });

  it('is found in front of a comment', () => {
    const zip = storedZip({ 'a.txt': text('first') });
    const commented = new Uint8Array(zip.byteLength + 300).fill(0x50);
    commented.set(zip);
    expect(zipEntry(commented, 'a.txt')).toEqual({ status: 'stored', bytes: text('first') });
  });
});

describe('a .keras file', () => {
  it('is read by the configuration within it', () => {
    const read = readFile('tiny.keras', archive());
    expect(read.ok && [...read.value.graph.nodes.keys()]).toEqual([
      'inputlayer_1',
      'dense_1',
      'output',
    ]);
    expect(read.ok && read.value.model.name).toBe('tiny');
  });

  it('that was packed anew says what to do', () => {
    const read = readFile('tiny.keras', archive(8));
    expect(!read.ok && read.error).toEqual({
      code: 'NOT_RECOGNISED',
      message:
        '“tiny.keras” cannot be read: the config.json within it is packed: unpack the archive and choose config.json.',
    });
  });

  it('is read or refused, whichever bytes are wrong', () => {
    const counts = outcomesOf(300, (seed) =>
      readOutcome(readFile('tiny.keras', mutateBytes(archive(), seeded(seed)))),
    );
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['OK', 'NOT_RECOGNISED', 'CUT_OFF']),
    );
  });
});
