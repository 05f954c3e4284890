import { type Analysis, type OkReport, okReport } from '@/lib/analysis/report';
import type { Edge, NodeId } from '@/lib/graph/graph';
import { elementCount } from '@/lib/tensor/tensorType';

/** Bytes of values, as somebody who counts by hand would take them. */
export interface Sizes {
  readonly activation: number;
  readonly gradient: number;
}

interface Buffer {
  readonly key: string;
  readonly elements: number;
  readonly isInput: boolean;
  /** Place in the order of the layer that fills it. */
  readonly born: number;
  /** Places of all layers that read it, through views or not. */
  readonly readers: readonly number[];
}

/**
 * Memory the slow way: every moment of a run on its own, every buffer asked whether somebody still
 * needs it. Works from the facts of the layers and the wires alone.
 */
export class NaiveMemory {
  private readonly layers: readonly (OkReport & { readonly id: NodeId })[];
  private readonly buffers: readonly Buffer[];

  constructor(
    private readonly analysis: Analysis,
    private readonly training: boolean,
  ) {
    this.layers = analysis.order.flatMap((id) => {
      const report = okReport(analysis, id);
      return report ? [{ ...report, id }] : [];
    });
    this.buffers = this.layers.flatMap((layer, born) => this.filledBy(layer, born));
  }

  /** Values alive while each layer runs. */
  forward(): readonly number[] {
    return this.layers.map((_, now) =>
      sum(
        this.buffers
          .filter(({ born, readers }) => born <= now && now <= Math.max(born, ...readers))
          .map(({ elements }) => elements),
      ),
    );
  }

  /** Bytes of everything that some layer keeps, each buffer once, the input left out. */
  saved(samples: number, activation: number): number {
    const kept = this.buffers.filter(({ key, isInput }) => !isInput && this.keeperOf(key) >= 0);
    const shared = sum(kept.map(({ elements }) => elements)) * samples * activation;
    return shared + sum(this.layers.map((layer) => ownBytes(layer, samples)));
  }

  /** Most bytes that come and go in a training step: layer i runs at i, its backward pass at 2n − 1 − i. */
  step(samples: number, { activation, gradient }: Sizes): number {
    const last = 2 * this.layers.length - 1;
    let peak = 0;
    for (let now = 0; now <= last; now++) {
      let live = 0;
      for (const { key, elements, isInput, born, readers } of this.buffers) {
        if (isInput) continue;
        const keeper = this.keeperOf(key);
        const until = keeper >= 0 ? last - keeper : Math.max(born, ...readers);
        if (born <= now && now <= until) live += elements * samples * activation;
        const gradientFrom = last - Math.max(born, ...readers);
        if (gradientFrom <= now && now <= last - born) live += elements * samples * activation;
      }
      for (const [place, layer] of this.layers.entries()) {
        if (place <= now && now <= last - place) live += ownBytes(layer, samples);
        if (now >= last - place) live += parametersOf(layer) * gradient;
      }
      peak = Math.max(peak, live);
    }
    return peak;
  }

  /** Place of the first layer that keeps a buffer, or -1. */
  private keeperOf(key: string): number {
    return this.layers.findIndex(({ id, facts }) =>
      facts.saved.some((saved) => {
        if (saved.of === 'own') return false;
        const edge = this.into(id)[saved.of === 'input' ? saved.slot : 0];
        const kept = saved.of === 'output' ? this.homeOf(id, 0) : edge && this.homeOfEdge(edge);
        return kept === key;
      }),
    );
  }

  private filledBy({ id, facts }: OkReport & { readonly id: NodeId }, born: number): Buffer[] {
    const isInput = this.into(id).length === 0;
    return facts.outputs.flatMap((type, port) => {
      const key = `${id}:${port}`;
      if (!type || this.homeOf(id, port) !== key) return [];
      const readers = this.layers.flatMap((layer, place) =>
        this.into(layer.id).some((edge) => this.homeOfEdge(edge) === key) ? [place] : [],
      );
      return [{ key, elements: elementCount(type), isInput, born, readers }];
    });
  }

  /** The buffer in which an output lies: its own, or that of what it is a view of. */
  private homeOf(id: NodeId, port: number): string {
    const { viewing } = okReport(this.analysis, id)?.facts ?? {};
    const [first] = this.into(id);
    const isView = viewing === 'always' || (viewing === 'inference' && !this.training);
    return isView && first ? this.homeOfEdge(first) : `${id}:${port}`;
  }

  private homeOfEdge({ source, port }: Edge): string {
    return this.homeOf(source, port);
  }

  private into(id: NodeId): readonly Edge[] {
    return [...this.analysis.graph.edges.values()]
      .filter(({ target }) => target === id)
      .toSorted((a, b) => a.slot - b.slot);
  }
}

const OWN_BYTES = { bool: 1, int64: 8, float32: 4 } as const;

function ownBytes({ facts }: OkReport, samples: number): number {
  return sum(
    facts.saved.map((saved) =>
      saved.of === 'own'
        ? saved.elements * (saved.perSample ? samples : 1) * OWN_BYTES[saved.dtype]
        : 0,
    ),
  );
}

function parametersOf({ facts }: OkReport): number {
  const learned = facts.weights.filter(({ trainable }) => trainable);
  return sum(learned.map(({ shape }) => shape.reduce((all, size) => all * size, 1)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
