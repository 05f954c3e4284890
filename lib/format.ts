const COUNT_UNITS = ['', 'k', 'M', 'G', 'T', 'P'] as const;
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A count with three or four significant digits and a metric unit: 11.69 M, 1.81 G, 640. */
export function formatCount(value: number): string {
  return scaled(value, 1000, COUNT_UNITS);
}

/** Bytes with a binary unit: 44.59 MiB. */
export function formatBytes(value: number): string {
  return scaled(value, 1024, BYTE_UNITS);
}

/** Every digit, in groups of three: 11,689,512. */
export function formatExact(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** A number with every digit that it has: 1,024, 0.3333333333333333. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : `${value}`.replace('-', '−');
}

/** A signed change: +1.2 M, −320, ±0. */
export function formatDelta(value: number, format: (magnitude: number) => string): string {
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`;
}

/** A share of a whole with two significant digits, whole percents from 10 on: 5.1 %, 13 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : percent.toPrecision(2)} %`;
}

/** The value in the largest unit of which there is at least one, after rounding. */
function scaled(value: number, base: number, units: readonly string[]): string {
  let scale = 0;
  let left = value;
  let text = plain(value);
  while (Math.abs(Number(text)) >= base && scale < units.length - 1) {
    left /= base;
    scale++;
    text = rounded(left);
  }
  return `${text} ${units[scale]}`.trimEnd();
}

/** A number without a unit: whole ones as they are, others with three digits or one behind the point. */
function plain(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  const magnitude = Math.abs(value);
  if (magnitude < 0.0005) return '0';
  return magnitude < 100 ? value.toPrecision(3) : value.toFixed(1);
}

function rounded(value: number): string {
  const magnitude = Math.abs(value);
  return value.toFixed(magnitude >= 1000 ? 0 : magnitude >= 100 ? 1 : 2);
}
