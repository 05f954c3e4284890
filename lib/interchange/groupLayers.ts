/** What a layer is called, and the modules that it lies in. */
export interface LayerName {
  readonly name: string;
  /** Names of the modules around the layer, from the outermost in. */
  readonly modules: readonly string[];
}

/** A module and what lies in it. */
interface Module {
  readonly path: string;
  readonly inner: Map<string, Module>;
  /** Layers directly in it. */
  own: number;
  /** Layers in it at any depth. */
  all: number;
}

const FEWEST_LAYERS = 3;

/**
 * The block that each layer belongs to, by the modules around it: the outermost module that is
 * neither a mere sequence of numbered modules nor most of the network. Null for layers outside of
 * all blocks.
 */
export function groupLayers(names: readonly LayerName[]): readonly (string | null)[] {
  const root: Module = { path: '', inner: new Map(), own: 0, all: 0 };
  for (const { modules } of names) {
    let at = root;
    at.all++;
    for (const name of modules) {
      const inner = at.inner.get(name) ?? {
        path: at.path === '' ? name : `${at.path}.${name}`,
        inner: new Map(),
        own: 0,
        all: 0,
      };
      at.inner.set(name, inner);
      inner.all++;
      at = inner;
    }
    at.own++;
  }
  return names.map(({ modules }) => blockOf(modules, root));
}

function blockOf(modules: readonly string[], root: Module): string | null {
  let at = root;
  for (const name of modules) {
    const inner = at.inner.get(name);
    if (!inner || inner.all < FEWEST_LAYERS) return null;
    at = inner;
    if (at.all <= root.all / 2 && !isSequence(at)) return at.path;
  }
  return null;
}

/** Whether a module only holds numbered modules: the stages of a network, not a block. */
function isSequence({ own, inner }: Module): boolean {
  return own === 0 && [...inner.keys()].every((name) => /^\d+$/.test(name));
}
