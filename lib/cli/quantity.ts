import { err, ok, type Result } from '@/lib/result';

const METRIC: readonly string[] = ['', 'K', 'M', 'G', 'T', 'P'];
const DECIMAL_BYTES: readonly string[] = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const BINARY_BYTES: readonly string[] = ['B', 'KIB', 'MIB', 'GIB', 'TIB', 'PIB'];
const QUANTITY = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)$/i;

/** Reads a count as people write it: 640, 25M, 4.1G. The error says what was expected. */
export function readCount(text: string): Result<number, string> {
  const [number, unit] = split(text);
  const power = METRIC.indexOf(unit);
  if (number === undefined || power < 0)
    return err('a count was expected, such as 640, 25M or 4.1G');
  return ok(Math.round(number * 1000 ** power));
}

/** Reads a number of bytes with its unit: 512MiB, 16GiB, 24GB. The error says what was expected. */
export function readBytes(text: string): Result<number, string> {
  const [number, unit] = split(text);
  const decimal = DECIMAL_BYTES.indexOf(unit);
  const binary = BINARY_BYTES.indexOf(unit);
  if (number === undefined || (decimal < 0 && binary < 0))
    return err('bytes were expected with their unit, such as 512MiB, 16GiB or 24GB');
  return ok(Math.round(binary >= 0 ? number * 1024 ** binary : number * 1000 ** decimal));
}

function split(text: string): readonly [number: number | undefined, unit: string] {
  const match = QUANTITY.exec(text.trim());
  return match ? [Number(match[1]), match[2]?.toUpperCase() ?? ''] : [undefined, ''];
}
