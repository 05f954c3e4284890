import { describe, expect, it } from 'vitest';
import { readBytes, readCount } from '@/lib/cli/quantity';

describe('readCount', () => {
  it.each([
    ['640', 640],
    ['25M', 25e6],
    ['4.1G', 4.1e9],
    ['12k', 12e3],
    ['.5 T', 5e11],
    ['0', 0],
  ])('reads %s', (text, value) => {
    expect(readCount(text)).toEqual({ ok: true, value });
  });

  it.each(['', 'M', '25 MB', '-3', '1e9', '2,5M', '25MM', 'Infinity', '0x10'])(
    'refuses “%s”',
    (text) => {
      expect(readCount(text)).toEqual({
        ok: false,
        error: 'a count was expected, such as 640, 25M or 4.1G',
      });
    },
  );
});

describe('readBytes', () => {
  it.each([
    ['16GiB', 16 * 1024 ** 3],
    ['512 MiB', 512 * 1024 ** 2],
    ['24GB', 24e9],
    ['1.5kib', 1536],
    ['80B', 80],
  ])('reads %s', (text, value) => {
    expect(readBytes(text)).toEqual({ ok: true, value });
  });

  it.each(['16', '16G', 'GiB', '-1GiB', '1 GiBs'])('refuses “%s”', (text) => {
    expect(readBytes(text)).toEqual({
      ok: false,
      error: 'bytes were expected with their unit, such as 512MiB, 16GiB or 24GB',
    });
  });
});
