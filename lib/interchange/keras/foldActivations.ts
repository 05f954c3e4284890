import { type Layer, makeLayer } from '@/lib/layers/catalogue';
import type { Tap } from '../draft';
import type { KerasDraft } from './nameStep';

/**
 * Recognises activations that are written out in arithmetic, as the MobileNetV3 of Keras' applications has
 * them: `relu6(x + 3) / 6` is the hard sigmoid, and its product with `x` the hard swish. The last of the
 * layers takes the place of all; those that nobody else reads are left out when layers without readers are.
 */
export function foldActivations(drafts: KerasDraft[]): void {
  const at = (tap: Tap | undefined) => (tap?.port === 0 ? drafts[tap.draft] : undefined);
  for (const [place, draft] of drafts.entries()) {
    const folded = hardSigmoid(draft, at) ?? hardSwish(draft, at);
    if (folded) drafts[place] = { ...draft, ...folded };
  }
}

type At = (tap: Tap | undefined) => KerasDraft | undefined;
type Folded = Pick<KerasDraft, 'layer' | 'inputs'>;

function hardSigmoid({ layer, inputs }: KerasDraft, at: At): Folded | undefined {
  if (!isScale(layer, 1 / 6, 0)) return undefined;
  const bounded = at(inputs[0]);
  if (bounded?.layer.kind !== 'activation' || bounded.layer.params.function !== 'relu6')
    return undefined;
  const shifted = at(bounded.inputs[0]);
  return shifted && isScale(shifted.layer, 1, 3)
    ? { layer: makeLayer('activation', { function: 'hardSigmoid' }), inputs: shifted.inputs }
    : undefined;
}

function hardSwish({ layer, inputs }: KerasDraft, at: At): Folded | undefined {
  const [one, other, ...more] = inputs;
  if (layer.kind !== 'multiply' || !one || !other || more.length > 0) return undefined;
  for (const [value, gate] of [
    [one, at(other)],
    [other, at(one)],
  ] as const) {
    const source = gate?.inputs[0];
    const gated = gate?.layer.kind === 'activation' && gate.layer.params.function === 'hardSigmoid';
    if (gated && source?.draft === value.draft && source.port === value.port)
      return { layer: makeLayer('activation', { function: 'hardSwish' }), inputs: [value] };
  }
  return undefined;
}

/** Whether a layer multiplies by this and adds that, as far as 32 bits tell. */
function isScale(layer: Layer, factor: number, offset: number): boolean {
  if (layer.kind !== 'scale' || layer.params.learned) return false;
  const { params } = layer;
  return Math.abs(params.factor - factor) < 1e-6 && Math.abs(params.offset - offset) < 1e-6;
}
