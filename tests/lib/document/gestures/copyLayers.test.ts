import { describe, expect, it } from 'vitest';
import { copyLayers, pasteLayers } from '@/lib/document/gestures/copyLayers';
import { performed } from '@/tests/support/performed';
import { smallDesign } from '@/tests/support/smallDesign';

const SHIFT = { x: 40, y: 20 };

function paste(text: string) {
  const pasted = pasteLayers(smallDesign(), text, SHIFT);
  if (!pasted.ok) throw new Error(pasted.error);
  return pasted.value;
}

describe('copying layers', () => {
  it('brings layers and the wires among them under new ids and names, and nothing from outside', () => {
    const before = smallDesign();
    const { ids, operations } = paste(copyLayers(before, new Set(['relu', 'parts', 'sum'])));
    const after = performed(before, operations);
    expect(ids.map((id) => after.nodes.get(id)?.name)).toEqual(['relu1', 'parts1', 'sum1']);
    const [relu, parts, sum] = ids;
    const fresh = [...after.edges.values()].filter(({ id }) => !before.edges.has(id));
    expect(fresh).toMatchObject([
      { source: relu, port: 0, target: parts, slot: 0 },
      { source: parts, port: 0, target: sum, slot: 0 },
      { source: parts, port: 1, target: sum, slot: 1 },
    ]);
    const { x, y } = before.nodes.get('relu')?.position ?? SHIFT;
    expect(after.nodes.get(relu ?? '')).toMatchObject({
      position: { x: x + SHIFT.x, y: y + SHIFT.y },
      group: null,
    });
  });

  it('makes different things each time it is pasted', () => {
    const before = smallDesign();
    const text = copyLayers(before, new Set(['conv']));
    const once = performed(before, paste(text).operations);
    const again = pasteLayers(once, text, SHIFT);
    if (!again.ok) throw new Error(again.error);
    const twice = performed(once, again.value.operations);
    expect([...twice.nodes.values()].slice(-2).map(({ name }) => name)).toEqual(['conv1', 'conv2']);
  });

  it.each([[''], ['hello'], ['{"format":"other"}'], ['null'], ['[1, 2]']])(
    'says that %j holds no layers',
    (text) => {
      expect(pasteLayers(smallDesign(), text, SHIFT)).toEqual({
        ok: false,
        error: expect.stringMatching(/\S/u),
      });
    },
  );
});
