import type { NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import type { Viewing } from '@/lib/layers/kind';
import { elementCount } from '@/lib/tensor/tensorType';
import { type Analysis, okReport } from './report';

/** A block of memory that one layer fills and others read, through views or not. */
export interface Storage {
  readonly owner: NodeId;
  /** Values in it for one sample. */
  readonly elements: number;
  /** Whether it is the network's input rather than something computed. */
  readonly isInput: boolean;
}

/** Which storage each output lives in. Layers without a report have none. */
export interface Storages {
  of(id: NodeId, port: number): Storage | undefined;
  /** Storages that a layer fills; none for a view. */
  ownedBy(id: NodeId): readonly Storage[];
  /** Storages of what arrives at a layer, in slot order. */
  into(id: NodeId): readonly Storage[];
}

const NONE: readonly Storage[] = [];

/** Resolves views to what they look at. In `training`, layers that only vanish at inference have storage of their own. SPEC A7. */
export function storagesOf(analysis: Analysis, mode: 'inference' | 'training'): Storages {
  const wiring = wiringOf(analysis.graph);
  const ports = new Map<NodeId, readonly (Storage | undefined)[]>();
  const owned = new Map<NodeId, readonly Storage[]>();
  const arriving = new Map<NodeId, readonly Storage[]>();
  const find = (id: NodeId, port: number) => {
    const storages = ports.get(id);
    return storages?.[storages.length === 1 ? 0 : port];
  };
  for (const id of analysis.order) {
    const report = okReport(analysis, id);
    if (!report) continue;
    const edges = wiring.into(id);
    const inputs: Storage[] = [];
    for (const edge of edges) {
      const storage = find(edge.source, edge.port);
      if (storage) inputs.push(storage);
    }
    arriving.set(id, inputs);
    const { outputs, viewing } = report.facts;
    if (inputs[0] && isView(viewing, mode)) {
      ports.set(id, [inputs[0]]);
      continue;
    }
    const isInput = edges.length === 0;
    const filled = outputs.map(
      (type) => type && { owner: id, elements: elementCount(type), isInput },
    );
    ports.set(id, filled);
    owned.set(
      id,
      filled.filter((storage) => storage !== undefined),
    );
  }
  return {
    of: find,
    ownedBy: (id) => owned.get(id) ?? NONE,
    into: (id) => arriving.get(id) ?? NONE,
  };
}

function isView(viewing: Viewing, mode: 'inference' | 'training'): boolean {
  return viewing === 'always' || (viewing === 'inference' && mode === 'inference');
}

/** The last layer, in the order of execution, that fills or reads each storage. */
export function lastUsers(analysis: Analysis, storages: Storages): ReadonlyMap<Storage, NodeId> {
  const users = new Map<Storage, NodeId>();
  for (const id of analysis.order) {
    for (const storage of storages.ownedBy(id)) users.set(storage, id);
    for (const storage of storages.into(id)) users.set(storage, id);
  }
  return users;
}
