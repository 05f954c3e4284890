const COUNT_UNITS = ['', 'k', 'M', 'G', 'T', 'P'] as const;
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A count with three or four significant digits and a metric unit: 11.69 M, 1.814 G, 640. */
export function formatCount(value: number): string {
  return scaled(value, 1000, COUNT_UNITS);
}

/** Bytes with a binary unit: 44.6 MiB. */
export function formatBytes(value: number): string {
  return scaled(value, 1024, BYTE_UNITS);
}

/** Every digit, in groups of three: 11,689,512. */
export function formatExact(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** A signed change: +1.2 M, −320, ±0. */
export function formatDelta(value: number, format: (magnitude: number) => string): string {
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`;
}

/** A share of a whole: 12.5 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : percent.toPrecision(2)} %`;
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let scale = 0;
  let left = value;
  while (Math.abs(left) >= base && scale < units.length - 1) {
    left /= base;
    scale++;
  }
  const digits = scale === 0 || Math.abs(left) >= 1000 ? 0 : Math.abs(left) >= 100 ? 1 : 2;
  const text = scale === 0 && !Number.isInteger(value) ? left.toPrecision(3) : left.toFixed(digits);
  return `${text} ${units[scale]}`.trimEnd();
}
