import type { NodeProto } from './onnx_pb';

/** Where in the model's source an operator stands, as far as the file tells. */
export interface ModulePath {
  /** Names of the modules from the outermost in, joined with dots; empty at the top or where nothing is known. */
  readonly module: string;
  /** What the exporter calls the operator within its module. */
  readonly operator: string;
}

/**
 * The module of an operator: from PyTorch's metadata (`layer1.0.conv1`), from a name in PyTorch's
 * form (`/layer1/layer1.0/conv1/Conv`), from the names of its weights (`layer1.0.conv1.weight`); a
 * name in any other form is kept as it is.
 */
export function modulePath(node: NodeProto, isWeight: (tensor: string) => boolean): ModulePath {
  const path = statedPath(node, isWeight);
  return path.module.length > LONGEST_PATH ? { ...path, module: '' } : path;
}

const LONGEST_PATH = 200;

function statedPath(node: NodeProto, isWeight: (tensor: string) => boolean): ModulePath {
  const operator = node.name || node.output[0] || node.opType;
  const scoped = scopedModule(node);
  if (scoped !== undefined) return { module: scoped, operator: lastPart(operator) };
  if (node.name.startsWith('/')) return exportedName(node.name);
  const owner = node.input.find((tensor) => isWeight(tensor) && WEIGHT_NAME.test(tensor));
  const module = owner?.replace(WEIGHT_NAME, '') ?? '';
  return { module: /[A-Za-z]/.test(module) ? module : '', operator };
}

const WEIGHT_NAME = /\.(weight|bias|running_mean|running_var)$/;

/** The module in the metadata of PyTorch's newer exporter: a Python list of ever longer paths. */
function scopedModule(node: NodeProto): string | undefined {
  const entry = node.metadataProps.find(({ key }) => key === 'pkg.torch.onnx.name_scopes');
  if (!entry || entry.value.length > 2000) return undefined;
  const scopes = [...entry.value.matchAll(/'([^']*)'/g)].map(([, scope]) => scope ?? '');
  return scopes.at(-2);
}

/** `/layer1/layer1.0/conv1/Conv`: every part may repeat what stands before it. */
function exportedName(name: string): ModulePath {
  const parts = name.split('/').filter(Boolean).slice(0, 32);
  const operator = parts.pop() ?? '';
  const path: string[] = [];
  for (const part of parts) {
    const outer = path.at(-1);
    if (outer !== undefined && (part === outer || part.startsWith(`${outer}.`))) path.pop();
    path.push(part);
  }
  return { module: path.join('.'), operator };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
