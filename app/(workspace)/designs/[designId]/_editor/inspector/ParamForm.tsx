'use client';

import { Stack } from '@mantine/core';
import type { z } from 'zod';
import type { Json } from '@/lib/document/operation';
import type { LayerNode } from '@/lib/graph/graph';
import { kindOf } from '@/lib/layers/catalogue';
import { hasMeaning, paramMeta } from '@/lib/layers/params';
import { useEditor } from '../EditorContext';
import { LockedField } from '../presence/LockedField';
import { CONTROLS } from './controls';

/** The form of a layer, generated from the parameters of its kind. */
export function ParamForm({
  layer,
  editable,
}: {
  readonly layer: LayerNode;
  readonly editable: boolean;
}) {
  const { store } = useEditor();
  const values = new Map<string, Json>(Object.entries(layer.params));
  const set = (param: string, value: Json) =>
    store.perform([{ type: 'setParams', id: layer.id, params: { [param]: value } }]);

  return (
    <form aria-label="Parameters" onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm">
        {Object.entries(kindOf(layer).params.shape).map(([param, type]) => {
          const schema = type as z.ZodType;
          const meta = paramMeta(schema);
          const Field = meta && CONTROLS[meta.control];
          if (!Field || !hasMeaning(meta, layer.params)) return null;
          return (
            <LockedField key={`${layer.id} ${param}`} node={layer.id} param={param}>
              <Field
                meta={meta}
                schema={schema}
                value={values.get(param) ?? null}
                disabled={!editable}
                onChange={(value) => set(param, value)}
              />
            </LockedField>
          );
        })}
      </Stack>
    </form>
  );
}
