import type { ExpectedUse } from './expectedUse';

/** A device that people train or run networks on, and where its figure comes from. */
export interface Device {
  readonly name: string;
  /** Memory that the maker states, in bytes; makers print GB and mean 1,024³ bytes. */
  readonly memory: number;
  /** Bytes that are surely left for programs, behind the driver and error correction. SPEC A12. */
  readonly usable: number;
  /** The memory is shared with the processor and the system. */
  readonly shared: boolean;
  /** Title of the maker's document that states the figure. */
  readonly source: string;
}

export const GIB = 1024 ** 3;

/** What drivers keep for themselves: up to a sixtieth of the memory. */
const DRIVER_SHARE = 1 / 60;

/** GDDR memory has no room of its own for error correction, which takes a sixteenth of it. */
const ECC_SHARE = 1 / 16;

function board(name: string, gib: number, source: string): Device {
  const memory = gib * GIB;
  return { name, memory, usable: memory * (1 - DRIVER_SHARE), shared: false, source };
}

/** A board that is shipped with error correction switched on, in memory that pays for it. */
function corrected(name: string, gib: number, source: string): Device {
  const device = board(name, gib, source);
  return { ...device, usable: device.usable * (1 - ECC_SHARE) };
}

function sharing(name: string, gib: number, source: string): Device {
  return { ...board(name, gib, source), shared: true };
}

const AMPERE = 'NVIDIA Ampere GA102 GPU Architecture, whitepaper';
const ADA = 'NVIDIA Ada GPU Architecture, whitepaper';
const BLACKWELL = 'NVIDIA RTX Blackwell GPU Architecture, whitepaper';

/** From small to large. */
export const DEVICES: readonly Device[] = [
  sharing('Raspberry Pi 4 (4 GB)', 4, 'Raspberry Pi 4 Model B Product Brief'),
  sharing('Jetson Nano', 4, 'NVIDIA Jetson Nano System-on-Module Data Sheet'),
  sharing('Raspberry Pi 5 (8 GB)', 8, 'Raspberry Pi 5 Product Brief'),
  sharing('Jetson Orin Nano', 8, 'NVIDIA Jetson Orin Nano Series Modules Data Sheet'),
  board('GeForce RTX 4060', 8, ADA),
  board('GeForce RTX 3080', 10, AMPERE),
  board('GeForce GTX 1080 Ti', 11, 'GeForce GTX 1080 Ti User Guide'),
  board('GeForce RTX 2080 Ti', 11, 'NVIDIA Turing GPU Architecture, whitepaper'),
  board('GeForce RTX 3060', 12, 'GeForce RTX 3060 family, specifications'),
  sharing('Raspberry Pi 5 (16 GB)', 16, 'Raspberry Pi 5 Product Brief'),
  corrected('Tesla T4', 16, 'NVIDIA T4 Tensor Core GPU Product Brief'),
  board('Tesla P100', 16, 'NVIDIA Tesla P100 GPU Accelerator Data Sheet'),
  board('Tesla V100', 16, 'NVIDIA V100 Tensor Core GPU Data Sheet'),
  board('GeForce RTX 4080', 16, ADA),
  corrected('L4', 24, 'NVIDIA L4 Tensor Core GPU Data Sheet'),
  corrected('A10', 24, 'NVIDIA A10 Tensor Core GPU Data Sheet'),
  board('GeForce RTX 3090', 24, AMPERE),
  board('GeForce RTX 4090', 24, ADA),
  board('Tesla V100 32 GB', 32, 'NVIDIA V100 Tensor Core GPU Data Sheet'),
  board('GeForce RTX 5090', 32, BLACKWELL),
  board('A100 40 GB', 40, 'NVIDIA A100 Tensor Core GPU Data Sheet'),
  corrected('L40S', 48, 'NVIDIA L40S GPU Data Sheet'),
  board('RTX A6000', 48, 'NVIDIA RTX A6000 Data Sheet'),
  sharing('Jetson AGX Orin', 64, 'NVIDIA Jetson AGX Orin Series Data Sheet'),
  board('A100 80 GB', 80, 'NVIDIA A100 Tensor Core GPU Data Sheet'),
  board('H100', 80, 'NVIDIA H100 Tensor Core GPU Data Sheet'),
  board('H200', 141, 'NVIDIA H200 Tensor Core GPU Data Sheet'),
];

/** Whether something fits: surely, only with luck, or not at all. */
export type Fit = 'fits' | 'tight' | 'too large';

export function fitOn(device: Pick<Device, 'usable'>, use: Pick<ExpectedUse, 'low' | 'high'>): Fit {
  if (use.high <= device.usable) return 'fits';
  return use.low <= device.usable ? 'tight' : 'too large';
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
