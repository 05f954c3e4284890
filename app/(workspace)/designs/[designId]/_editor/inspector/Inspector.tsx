'use client';

import { Badge, Button, Divider, Group, Stack, Text } from '@mantine/core';
import { IconBoxMultiple, IconBoxOff, IconMessagePlus, IconTrash } from '@tabler/icons-react';
import { DraftInput } from '@/app/_components/DraftInput';
import { tintOf } from '@/app/(workspace)/_canvas/tint';
import { can } from '@/lib/access/permissions';
import { freshName } from '@/lib/document/gestures/freshName';
import type { LayerNode } from '@/lib/graph/graph';
import { nameSchema } from '@/lib/graph/schemas';
import { newId } from '@/lib/ids';
import { kindOf } from '@/lib/layers/catalogue';
import { useEditor } from '../EditorContext';
import { LockedField } from '../presence/LockedField';
import { NAME_FIELD } from '../presence/nameField';
import { BlockField } from './BlockField';
import { DesignSettings } from './DesignSettings';
import { complaintOf } from './field';
import { InputsList } from './InputsList';
import { LayerFacts } from './LayerFacts';
import { ParamForm } from './ParamForm';

/** What can be known of and done to what is selected: one layer, several, or the design itself. */
export function Inspector() {
  const { graph, selection } = useEditor();
  const layers = [...selection.nodes].flatMap((id) => graph.nodes.get(id) ?? []);
  const [layer] = layers;
  if (!layer) return <DesignSettings />;
  return layers.length === 1 ? <OneLayer layer={layer} /> : <SeveralLayers layers={layers} />;
}

function OneLayer({ layer }: { readonly layer: LayerNode }) {
  const { store, role, openPanel } = useEditor();
  const editable = can(role, 'design.edit');
  const kind = kindOf(layer);
  return (
    <Stack gap="sm" p="sm">
      <Group gap={8} justify="space-between" wrap="nowrap">
        <Badge
          variant="light"
          styles={{ root: { textTransform: 'none', background: 'transparent' } }}
          leftSection={<Dot color={tintOf(layer)} />}
          c="var(--lb-ink)"
        >
          {kind.title}
        </Badge>
        <Group gap={4}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconMessagePlus size={14} />}
            onClick={() => openPanel('threads')}
          >
            Comment
          </Button>
          {editable && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={14} />}
              onClick={() => store.perform([{ type: 'removeNodes', ids: [layer.id] }])}
            >
              Delete
            </Button>
          )}
        </Group>
      </Group>
      <LockedField key={layer.id} node={layer.id} param={NAME_FIELD}>
        <DraftInput
          label="Name"
          value={layer.name}
          disabled={!editable}
          complaint={(name) => complaintOf(nameSchema, name)}
          onCommit={(name) => store.perform([{ type: 'renameNode', id: layer.id, name }])}
        />
      </LockedField>
      {layer.group !== null && <BlockField id={layer.group} />}
      <Text size="xs" c="dimmed">
        {kind.summary}
      </Text>
      <ParamForm layer={layer} editable={editable} />
      <Divider label="Wires" labelPosition="left" />
      <InputsList layer={layer} editable={editable} />
      <Divider label="Figures" labelPosition="left" />
      <LayerFacts id={layer.id} />
      {layer.origin && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          Imported from {layer.origin.operators.join(', ')} → {layer.origin.tensors.join(', ')}
        </Text>
      )}
    </Stack>
  );
}

function Dot({ color }: { readonly color: string }) {
  return (
    <span
      style={{ display: 'inline-block', width: 10, height: 10, borderRadius: 3, background: color }}
    />
  );
}

function SeveralLayers({ layers }: { readonly layers: readonly LayerNode[] }) {
  const { graph, store, role } = useEditor();
  const editable = can(role, 'design.edit');
  const ids = layers.map(({ id }) => id);
  const groups = new Set(layers.flatMap(({ group }) => group ?? []));
  const [block] = groups;
  const groupNames = [...graph.groups.values()].map(({ name }) => name);
  return (
    <Stack gap="sm" p="sm">
      <Text fw={600}>{layers.length} layers</Text>
      <Text size="xs" c="dimmed">
        {layers
          .slice(0, 12)
          .map(({ name }) => name)
          .join(', ')}
        {layers.length > 12 ? ` and ${layers.length - 12} more` : ''}
      </Text>
      {block !== undefined && groups.size === 1 && <BlockField id={block} />}
      {editable && (
        <Group gap="xs">
          <Button
            size="xs"
            variant="light"
            leftSection={<IconBoxMultiple size={15} />}
            onClick={() =>
              store.perform([
                {
                  type: 'groupNodes',
                  group: { id: newId(), name: freshName(graph, 'block', groupNames) },
                  ids,
                },
              ])
            }
          >
            Group
          </Button>
          {groups.size > 0 && (
            <Button
              size="xs"
              variant="light"
              leftSection={<IconBoxOff size={15} />}
              onClick={() => store.perform([...groups].map((id) => ({ type: 'ungroup', id, ids })))}
            >
              Ungroup
            </Button>
          )}
          <Button
            size="xs"
            variant="light"
            color="red"
            leftSection={<IconTrash size={15} />}
            onClick={() => store.perform([{ type: 'removeNodes', ids }])}
          >
            Delete
          </Button>
        </Group>
      )}
    </Stack>
  );
}
