import { formatNumber } from './format';

/**
 * Arithmetic that people can check: a tree of numbers, with a name where a number has a meaning.
 * It is written once in names and once in numbers, and it is worth what `evaluate` says.
 */
export type Formula =
  | { readonly type: 'number'; readonly value: number; readonly name?: string }
  | { readonly type: 'sum'; readonly terms: readonly Formula[] }
  | { readonly type: 'difference'; readonly from: Formula; readonly take: readonly Formula[] }
  | { readonly type: 'product'; readonly factors: readonly Formula[] }
  | { readonly type: 'quotient'; readonly of: Formula; readonly by: Formula }
  | { readonly type: 'call'; readonly name: CallName; readonly of: readonly Formula[] };

/** Functions that a formula may call. */
export type CallName = 'floor' | 'ceil' | 'max' | 'min' | 'root';

/** A number that needs no name. */
export function constant(value: number): Formula {
  return { type: 'number', value };
}

/** A number that means something: `named('stride', 2)`. */
export function named(name: string, value: number): Formula {
  return { type: 'number', value, name };
}

export function sum(...terms: readonly Formula[]): Formula {
  const [first] = terms;
  return terms.length < 2 ? (first ?? constant(0)) : { type: 'sum', terms };
}

export function minus(from: Formula, ...take: readonly Formula[]): Formula {
  return { type: 'difference', from, take };
}

export function times(...factors: readonly Formula[]): Formula {
  const [first] = factors;
  return factors.length < 2 ? (first ?? constant(1)) : { type: 'product', factors };
}

export function over(of: Formula, by: Formula): Formula {
  return { type: 'quotient', of, by };
}

export function floor(of: Formula): Formula {
  return { type: 'call', name: 'floor', of: [of] };
}

export function ceil(of: Formula): Formula {
  return { type: 'call', name: 'ceil', of: [of] };
}

export function root(of: Formula): Formula {
  return { type: 'call', name: 'root', of: [of] };
}

export function largest(...of: readonly Formula[]): Formula {
  return of.length === 1 && of[0] ? of[0] : { type: 'call', name: 'max', of };
}

export function smallest(...of: readonly Formula[]): Formula {
  return of.length === 1 && of[0] ? of[0] : { type: 'call', name: 'min', of };
}

/** What a formula comes to. */
export function evaluate(formula: Formula): number {
  switch (formula.type) {
    case 'number':
      return formula.value;
    case 'sum':
      return formula.terms.reduce((total, term) => total + evaluate(term), 0);
    case 'difference':
      return formula.take.reduce((rest, term) => rest - evaluate(term), evaluate(formula.from));
    case 'product':
      return formula.factors.reduce((product, factor) => product * evaluate(factor), 1);
    case 'quotient':
      return evaluate(formula.of) / evaluate(formula.by);
    case 'call':
      return CALLS[formula.name](formula.of.map(evaluate));
  }
}

const CALLS: Readonly<Record<CallName, (values: readonly number[]) => number>> = {
  floor: ([value = 0]) => Math.floor(value),
  ceil: ([value = 0]) => Math.ceil(value) + 0,
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  root: ([value = 0]) => Math.sqrt(value),
};

/** The formula with names for the numbers that have one: `⌊(height + top + bottom − kernel) / stride⌋ + 1`. */
export function inNames(formula: Formula): string {
  return written(formula, ({ name, value }) => name ?? signed(value));
}

/** The same with every number filled in: `⌊(224 + 3 + 3 − 7) / 2⌋ + 1`. */
export function inNumbers(formula: Formula): string {
  return written(formula, ({ value }) => signed(value));
}

type Leaf = Extract<Formula, { readonly type: 'number' }>;

function written(formula: Formula, leaf: (leaf: Leaf) => string): string {
  const inside = (part: Formula) => {
    const text = written(part, leaf);
    return part.type === 'sum' || part.type === 'difference' ? `(${text})` : text;
  };
  const divisor = (part: Formula) =>
    part.type === 'product' || part.type === 'quotient' ? `(${written(part, leaf)})` : inside(part);
  switch (formula.type) {
    case 'number':
      return leaf(formula);
    case 'sum':
      return formula.terms.map((term) => written(term, leaf)).join(' + ');
    case 'difference':
      return [written(formula.from, leaf), ...formula.take.map(inside)].join(' − ');
    case 'product':
      return formula.factors
        .map((factor, place) => (place > 0 ? quotientInside(factor) : inside(factor)))
        .join(' × ');
    case 'quotient':
      return `${inside(formula.of)} / ${divisor(formula.by)}`;
    case 'call':
      return called(
        formula.name,
        formula.of.map((part) => written(part, leaf)),
      );
  }

  function quotientInside(part: Formula): string {
    return part.type === 'quotient' ? `(${written(part, leaf)})` : inside(part);
  }
}

function called(name: CallName, parts: readonly string[]): string {
  const list = parts.join(', ');
  if (name === 'floor') return `⌊${list}⌋`;
  if (name === 'ceil') return `⌈${list}⌉`;
  return name === 'root' ? `√(${list})` : `${name}(${list})`;
}

/** A negative number in brackets, so that no two signs stand side by side. */
function signed(value: number): string {
  return value < 0 ? `(−${formatNumber(-value)})` : formatNumber(value);
}
