import type { PlacedLayer, RuleContext } from './context';
import { isLinearMap } from './traits';
import { sourceOf } from './walk';

/** Whether no other layer with weights stands between a layer and where data enters, and nothing is joined. */
export function isStem(context: RuleContext, layer: PlacedLayer): boolean {
  return (
    sourceOf(context, layer, (before) => !isLinearMap(before)) === undefined &&
    reachesInput(context, layer)
  );
}

/** Whether the way back leads to where data enters without a layer that takes several inputs. */
function reachesInput({ wiring }: RuleContext, { node }: PlacedLayer): boolean {
  let wires = wiring.into(node.id);
  for (let [wire] = wires; wire && wires.length === 1; [wire] = wires) {
    wires = wiring.into(wire.source);
  }
  return wires.length === 0;
}
