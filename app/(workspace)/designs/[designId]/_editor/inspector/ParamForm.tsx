'use client';

import { Stack, Text } from '@mantine/core';
import type { FocusEvent } from 'react';
import type { z } from 'zod';
import type { Json } from '@/lib/document/operation';
import type { LayerNode } from '@/lib/graph/graph';
import { kindOf } from '@/lib/layers/catalogue';
import { hasMeaning, paramMeta } from '@/lib/layers/params';
import { useEditor } from '../EditorContext';
import { usePresence } from '../presence/PresenceContext';
import { useEditorsOf } from '../presence/useEditorsOf';
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
  const { tell } = usePresence();
  const editors = useEditorsOf(layer.id);
  const values = new Map<string, Json>(Object.entries(layer.params));
  const set = (param: string, value: Json) =>
    store.perform([{ type: 'setParams', id: layer.id, params: { [param]: value } }]);

  const tellFocus = (event: FocusEvent<HTMLElement>) => {
    const field = event.target.closest<HTMLElement>('[data-param]');
    const param = field?.dataset.param;
    if (param) tell({ editing: { node: layer.id, param } });
  };

  return (
    <form
      aria-label="Parameters"
      onSubmit={(event) => event.preventDefault()}
      onFocus={tellFocus}
      onBlur={() => tell({ editing: null })}
    >
      <Stack gap="sm">
        {Object.entries(kindOf(layer).params.shape).map(([param, type]) => {
          const schema = type as z.ZodType;
          const meta = paramMeta(schema);
          const Field = meta && CONTROLS[meta.control];
          if (!Field || !hasMeaning(meta, layer.params)) return null;
          const editor = editors.get(param);
          return (
            <div
              key={`${layer.id} ${param}`}
              data-param={param}
              style={editor ? { outline: `2px solid ${editor.color}`, outlineOffset: 4 } : {}}
            >
              <Field
                meta={meta}
                schema={schema}
                value={values.get(param) ?? null}
                disabled={!editable}
                onChange={(value) => set(param, value)}
              />
              {editor && (
                <Text size="xs" role="status" style={{ color: editor.color }}>
                  {editor.name} is editing this.
                </Text>
              )}
            </div>
          );
        })}
      </Stack>
    </form>
  );
}
