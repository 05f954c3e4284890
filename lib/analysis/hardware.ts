/** A device that people train or run networks on, and where its figure comes from. */
export interface Device {
  readonly name: string;
  /** Memory that the maker states, in bytes (binary gigabytes unless the maker says otherwise). */
  readonly memory: number;
  /** Memory of its own, or shared with the processor and the system. */
  readonly shared: boolean;
}

export const GIB = 1024 ** 3;

/** From small to large. Figures are the makers' data sheets, rounded as they print them. */
export const DEVICES: readonly Device[] = [
  { name: 'Raspberry Pi 4 (4 GB)', memory: 4 * GIB, shared: true },
  { name: 'Jetson Orin Nano', memory: 8 * GIB, shared: true },
  { name: 'Raspberry Pi 5 (8 GB)', memory: 8 * GIB, shared: true },
  { name: 'GeForce RTX 4060', memory: 8 * GIB, shared: false },
  { name: 'GeForce GTX 1080 Ti', memory: 11 * GIB, shared: false },
  { name: 'GeForce RTX 3060', memory: 12 * GIB, shared: false },
  { name: 'Tesla T4', memory: 16 * GIB, shared: false },
  { name: 'Tesla V100', memory: 16 * GIB, shared: false },
  { name: 'GeForce RTX 3090', memory: 24 * GIB, shared: false },
  { name: 'GeForce RTX 4090', memory: 24 * GIB, shared: false },
  { name: 'L4', memory: 24 * GIB, shared: false },
  { name: 'A10', memory: 24 * GIB, shared: false },
  { name: 'GeForce RTX 5090', memory: 32 * GIB, shared: false },
  { name: 'A100 40 GB', memory: 40 * GIB, shared: false },
  { name: 'L40S', memory: 48 * GIB, shared: false },
  { name: 'Jetson AGX Orin', memory: 64 * GIB, shared: true },
  { name: 'A100 80 GB', memory: 80 * GIB, shared: false },
  { name: 'H100', memory: 80 * GIB, shared: false },
  { name: 'H200', memory: 141 * GIB, shared: false },
];

const MIB = 1024 ** 2;

/**
 * What a framework takes beside the tensors: the context of the GPU libraries, and workspaces and
 * rounding that grow with the tensors. A range, because it depends on driver, framework version and
 * the algorithms that cuDNN picks. SPEC A12 has the sources.
 */
export const OVERHEAD = {
  context: { low: 300 * MIB, high: 1100 * MIB },
  workspace: { low: 0.02, high: 0.38 },
} as const;

/** A span of bytes within which a figure is expected to lie. */
export interface ByteRange {
  readonly low: number;
  readonly high: number;
}

/** What the device has to offer for tensors of `peak` bytes, as a range. */
export function expectedUse(peak: number): ByteRange {
  return {
    low: peak * (1 + OVERHEAD.workspace.low) + OVERHEAD.context.low,
    high: peak * (1 + OVERHEAD.workspace.high) + OVERHEAD.context.high,
  };
}

/** Whether something fits: surely, only with luck, or not at all. */
export type Fit = 'fits' | 'tight' | 'too large';

export function fitOn(device: Device, use: ByteRange): Fit {
  if (use.high <= device.memory) return 'fits';
  return use.low <= device.memory ? 'tight' : 'too large';
}

/** The largest whole number of samples, up to `most`, for which `fits` holds; 0 when none does. `fits` must not come back once it is gone. */
export function largestBatch(fits: (batch: number) => boolean, most = 65_536): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
