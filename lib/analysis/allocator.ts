const MIB = 1024 ** 2;

/**
 * Bytes that PyTorch's caching allocator sets aside for one tensor: whole blocks of 512 bytes, and
 * from 10 MiB on a segment of its own, in steps of 2 MiB. Smaller tensors share segments of 2 MiB
 * (up to 1 MiB each) and 20 MiB; what stays empty there depends on who comes and goes, and is not
 * in this figure. SPEC A15.
 */
export function blockBytes(bytes: number): number {
  const step = bytes >= 10 * MIB ? 2 * MIB : 512;
  return Math.ceil(bytes / step) * step;
}
