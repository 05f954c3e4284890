import { floatOf, intOf } from '../attributes';
import { type Constant, type NumberKind, sizeOfDims } from '../constant';
import { READ_LIMITS } from '../limits';
import { kindOfDataType } from '../readTensor';
import { broadcastDims, stretchedStrides } from './broadcastDims';
import type { Evaluator } from './evaluator';
import { readStrided } from './strided';

/** Operators that work value by value on any number of operands. */
export const arithmetic = {
  Add: combine((a, b) => a + b),
  Sub: combine((a, b) => a - b),
  Mul: combine((a, b) => a * b),
  Div: combine(
    (a, b) => a / b,
    (a, b) => Math.trunc(a / b),
  ),
  Mod: combine((a, b) => a - Math.floor(a / b) * b),
  Pow: combine((a, b) => a ** b),
  Min: combine(Math.min),
  Max: combine(Math.max),
  Sum: combine((a, b) => a + b),
  Equal: compare((a, b) => a === b),
  Greater: compare((a, b) => a > b),
  GreaterOrEqual: compare((a, b) => a >= b),
  Less: compare((a, b) => a < b),
  LessOrEqual: compare((a, b) => a <= b),
  And: compare((a, b) => a !== 0 && b !== 0),
  Or: compare((a, b) => a !== 0 || b !== 0),
  Not: map((a) => Number(a === 0)),
  Neg: map((a) => 0 - a),
  Abs: map(Math.abs),
  Floor: map(Math.floor),
  Ceil: map(Math.ceil),
  Round: map(roundHalfEven),
  Sqrt: map(Math.sqrt),
  Exp: map(Math.exp),
  Log: map(Math.log),
  Reciprocal: map((a) => 1 / a),
  Clip: ({ node, operands: [operand, low, high] }) =>
    operand &&
    elementwise(
      [
        operand,
        low ?? one(floatOf(node, 'min') ?? Number.NEGATIVE_INFINITY),
        high ?? one(floatOf(node, 'max') ?? Number.POSITIVE_INFINITY),
      ],
      operand.kind,
      ([value = 0, least = value, most = value]) => Math.min(Math.max(value, least), most),
    ),
  Identity: ({ operands: [operand] }) => operand && [operand],
  Cast: ({ node, operands: [operand] }) =>
    operand && [castTo(operand, kindOfDataType(intOf(node, 'to') ?? 0))],
  CastLike: ({ operands: [operand, like] }) => operand && like && [castTo(operand, like.kind)],
  DequantizeLinear: ({ operands: [operand, scale] }) =>
    operand && [
      {
        dims: operand.dims,
        numbers: undefined,
        kind: 'float',
        learned: operand.learned || scale?.learned === true,
      },
    ],
  Where: ({ operands: [condition, yes, no] }) =>
    condition &&
    yes &&
    no &&
    elementwise([condition, yes, no], yes.kind, ([c = 0, y = 0, n = 0]) => (c === 0 ? n : y)),
} as const satisfies Record<string, Evaluator>;

function combine(
  ofFloats: (a: number, b: number) => number,
  ofWholes: (a: number, b: number) => number = ofFloats,
): Evaluator {
  return ({ operands }) => {
    const [first] = operands;
    if (!first) return undefined;
    const join = first.kind === 'whole' ? ofWholes : ofFloats;
    return elementwise(operands, first.kind, (values) => values.reduce((a, b) => join(a, b)));
  };
}

function compare(holds: (a: number, b: number) => boolean): Evaluator {
  return ({ operands }) => elementwise(operands, 'whole', ([a = 0, b = 0]) => Number(holds(a, b)));
}

function map(change: (value: number) => number): Evaluator {
  return ({ operands }) =>
    elementwise(operands, operands[0]?.kind ?? 'other', ([value = 0]) => change(value));
}

function elementwise(
  operands: readonly (Constant | undefined)[],
  kind: NumberKind,
  join: (values: readonly number[]) => number,
): readonly Constant[] | undefined {
  const known = operands.filter((operand) => operand !== undefined);
  const learned = known.some((operand) => operand.learned);
  const shapes = known.map((operand) => operand.dims).filter((dims) => dims !== undefined);
  const dims = shapes.length === known.length ? broadcastDims(shapes) : undefined;
  if (!dims) return [{ dims: undefined, numbers: undefined, kind, learned }];
  const size = sizeOfDims(dims);
  const values = known.map(({ numbers }) => numbers);
  if (size > READ_LIMITS.constantValues || !values.every((each) => each !== undefined))
    return [{ dims, numbers: undefined, kind, learned }];
  const rows = values.map((each, index) =>
    readStrided(each, dims, stretchedStrides(shapes[index] ?? [], dims)),
  );
  const numbers = Array.from({ length: size }, (_, at) => join(rows.map((row) => row[at] ?? 0)));
  return [{ dims, numbers, kind, learned }];
}

function castTo(operand: Constant, kind: NumberKind): Constant {
  const { dims, numbers, learned } = operand;
  const whole = kind === 'whole' && operand.kind === 'float';
  return { dims, numbers: whole ? numbers?.map(Math.trunc) : numbers, kind, learned };
}

function one(value: number): Constant {
  return { dims: [], numbers: [value], kind: 'float', learned: false };
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
