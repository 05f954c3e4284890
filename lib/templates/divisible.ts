/**
 * The multiple of `divisor` nearest to a width, never more than a tenth below it, as the authors of
 * the MobileNets round the widths of scaled networks.
 */
export function divisible(width: number, divisor = 8): number {
  const rounded = Math.max(divisor, Math.floor((width + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * width ? rounded + divisor : rounded;
}
