/** One step of a branch of Inception v3. Convolutions keep the size of the map, halving steps take 3×3 windows without padding. */
export type InceptionV3Step =
  | {
      readonly type: 'conv';
      readonly name: string;
      readonly filters: number;
      readonly kernel: readonly [height: number, width: number];
    }
  | { readonly type: 'halvingConv'; readonly name: string; readonly filters: number }
  | { readonly type: 'halvingPool' }
  | { readonly type: 'averagePool' };

export interface InceptionV3Branch {
  readonly steps: readonly InceptionV3Step[];
  /** Steps side by side at the end of the branch, and what their concatenation is called. */
  readonly fork?: { readonly name: string; readonly ends: readonly InceptionV3Step[] };
}

export interface InceptionV3Block {
  readonly name: string;
  readonly branches: readonly InceptionV3Branch[];
  /** The auxiliary head that hangs off the block. */
  readonly side?: string;
}

function conv(name: string, filters: number, height: number, width = height): InceptionV3Step {
  return { type: 'conv', name, filters, kernel: [height, width] };
}

function halve(name: string, filters: number): InceptionV3Step {
  return { type: 'halvingConv', name, filters };
}

function branch(...steps: readonly InceptionV3Step[]): InceptionV3Branch {
  return { steps };
}

const HALVING_POOL: InceptionV3Branch = branch({ type: 'halvingPool' });

function pooled(filters: number): InceptionV3Branch {
  return branch({ type: 'averagePool' }, conv('branch_pool', filters, 1));
}

/** On maps of 35×35, figure 5 of the paper; its 5×5 window was kept. */
function fine(poolFilters: number): readonly InceptionV3Branch[] {
  return [
    branch(conv('branch1x1', 64, 1)),
    branch(conv('branch5x5_1', 48, 1), conv('branch5x5_2', 64, 5)),
    branch(
      conv('branch3x3dbl_1', 64, 1),
      conv('branch3x3dbl_2', 96, 3),
      conv('branch3x3dbl_3', 96, 3),
    ),
    pooled(poolFilters),
  ];
}

/** On maps of 17×17, figure 6: a 7×7 window is a 1×7 and a 7×1 one. */
function factored(width: number): readonly InceptionV3Branch[] {
  return [
    branch(conv('branch1x1', 192, 1)),
    branch(
      conv('branch7x7_1', width, 1),
      conv('branch7x7_2', width, 1, 7),
      conv('branch7x7_3', 192, 7, 1),
    ),
    branch(
      conv('branch7x7dbl_1', width, 1),
      conv('branch7x7dbl_2', width, 7, 1),
      conv('branch7x7dbl_3', width, 1, 7),
      conv('branch7x7dbl_4', width, 7, 1),
      conv('branch7x7dbl_5', 192, 1, 7),
    ),
    pooled(192),
  ];
}

/** On maps of 8×8, figure 7: the 1×3 and the 3×1 window stand side by side. */
function coarse(): readonly InceptionV3Branch[] {
  return [
    branch(conv('branch1x1', 320, 1)),
    {
      steps: [conv('branch3x3_1', 384, 1)],
      fork: {
        name: 'branch3x3.cat',
        ends: [conv('branch3x3_2a', 384, 1, 3), conv('branch3x3_2b', 384, 3, 1)],
      },
    },
    {
      steps: [conv('branch3x3dbl_1', 448, 1), conv('branch3x3dbl_2', 384, 3)],
      fork: {
        name: 'branch3x3dbl.cat',
        ends: [conv('branch3x3dbl_3a', 384, 1, 3), conv('branch3x3dbl_3b', 384, 3, 1)],
      },
    },
    pooled(192),
  ];
}

/** The blocks of Inception v3 between its stem and its head. */
export const BLOCKS: readonly InceptionV3Block[] = [
  { name: 'Mixed_5b', branches: fine(32) },
  { name: 'Mixed_5c', branches: fine(64) },
  { name: 'Mixed_5d', branches: fine(64) },
  {
    name: 'Mixed_6a',
    branches: [
      branch(halve('branch3x3', 384)),
      branch(
        conv('branch3x3dbl_1', 64, 1),
        conv('branch3x3dbl_2', 96, 3),
        halve('branch3x3dbl_3', 96),
      ),
      HALVING_POOL,
    ],
  },
  { name: 'Mixed_6b', branches: factored(128) },
  { name: 'Mixed_6c', branches: factored(160) },
  { name: 'Mixed_6d', branches: factored(160) },
  { name: 'Mixed_6e', branches: factored(192), side: 'AuxLogits' },
  {
    name: 'Mixed_7a',
    branches: [
      branch(conv('branch3x3_1', 192, 1), halve('branch3x3_2', 320)),
      branch(
        conv('branch7x7x3_1', 192, 1),
        conv('branch7x7x3_2', 192, 1, 7),
        conv('branch7x7x3_3', 192, 7, 1),
        halve('branch7x7x3_4', 192),
      ),
      HALVING_POOL,
    ],
  },
  { name: 'Mixed_7b', branches: coarse() },
  { name: 'Mixed_7c', branches: coarse() },
];
