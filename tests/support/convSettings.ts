/** A convolution as a module states it; what is left out is PyTorch's default. */
export interface ConvSettings {
  readonly kernel?: number | readonly [number, number];
  readonly stride?: number;
  readonly padding?: number | readonly [number, number];
  readonly dilation?: number;
  readonly groups?: number;
  readonly bias?: boolean;
}
