import { kindOf } from '@/lib/layers/catalogue';
import { excerpt } from '../excerpt';
import type { LayerName } from '../groupLayers';
import { modulePath } from './modulePath';
import type { OnnxDraft } from './onnxDraft';

const LONGEST_NAME = 120;

/**
 * Names for layers. One that is a module of its own is called by the module's path (`layer1.0.conv1`),
 * one that is only a step within a module by the path and the step (`layer1.0.add`), anything else as
 * the file calls it.
 */
export function nameLayers(
  drafts: readonly OnnxDraft[],
  isWeight: (tensor: string) => boolean,
): readonly LayerName[] {
  const paths = drafts.map(({ nodes, tensors }) => {
    const [first] = nodes;
    return first ? modulePath(first, isWeight) : { module: '', operator: tensors[0] ?? '' };
  });
  const users = new Map<string, number>();
  const containers = new Set<string>();
  for (const { module } of paths) {
    users.set(module, (users.get(module) ?? 0) + 1);
    for (let end = module.lastIndexOf('.'); end > 0; end = module.lastIndexOf('.', end - 1))
      containers.add(module.slice(0, end));
  }
  let place = 0;
  return paths.map(({ module, operator }, index) => {
    const node = drafts[index]?.nodes[0];
    place = node && drafts[index - 1]?.nodes[0] === node ? place + 1 : 1;
    const own = module !== '' && users.get(module) === 1 && !containers.has(module);
    const step = stepName(drafts[index], operator);
    const inner = place === 1 ? step : `${step}_${place}`;
    const name = own ? module : [module, inner].filter(Boolean).join('.');
    const around = own ? module.slice(0, Math.max(0, module.lastIndexOf('.'))) : module;
    return {
      name: excerpt(name.trim(), LONGEST_NAME).trim() || 'layer',
      modules: around.split('.').filter(Boolean),
    };
  });
}

/** What a layer is within its module: `add_1` for the operator `Add_1`, its kind's name when it is several operators. */
function stepName(draft: OnnxDraft | undefined, operator: string): string {
  const several = draft !== undefined && draft.nodes.length > 1;
  const base = several ? kindOf(draft.layer).kind : operator;
  return /^[A-Z][a-z]/.test(base) ? base.charAt(0).toLowerCase() + base.slice(1) : base;
}
