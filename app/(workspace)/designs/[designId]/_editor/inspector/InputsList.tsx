'use client';

import { ActionIcon, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { connectable } from '@/lib/document/gestures/insertLayer';
import { orderInputs } from '@/lib/document/gestures/orderInputs';
import type { LayerNode, NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { newId } from '@/lib/ids';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { useEditor } from '../EditorContext';

/** The wires of a layer, in order, with everything that can be done to them without a mouse. */
export function InputsList({
  layer,
  editable,
}: {
  readonly layer: LayerNode;
  readonly editable: boolean;
}) {
  const { graph, store } = useEditor();
  const edges = wiringOf(graph).into(layer.id);
  const choices = useMemo(() => connectable(graph, layer.id), [graph, layer.id]);
  const { arity } = kindOf(layer);
  const connect = (source: NodeId, port: number, target: NodeId) =>
    store.perform([{ type: 'connect', edge: { id: newId(), source, port, target, slot: 0 } }]);
  return (
    <Stack gap={6}>
      {edges.length > 0 && (
        <Stack gap={2} role="list" aria-label="Inputs">
          {edges.map((edge, place) => {
            const name = graph.nodes.get(edge.source)?.name ?? edge.source;
            const move = (direction: -1 | 1) =>
              store.perform(orderInputs(graph, layer.id, edge.id, direction));
            return (
              <Group key={edge.id} gap={4} wrap="nowrap" role="listitem">
                <Text size="xs" style={{ flex: 1 }} truncate>
                  {arity.max > 1 ? `${place + 1}. ` : ''}
                  {name}
                </Text>
                {editable && edges.length > 1 && (
                  <>
                    <IconButton
                      label={`Move input ${name} up`}
                      Icon={IconArrowUp}
                      disabled={place === 0}
                      onClick={() => move(-1)}
                    />
                    <IconButton
                      label={`Move input ${name} down`}
                      Icon={IconArrowDown}
                      disabled={place === edges.length - 1}
                      onClick={() => move(1)}
                    />
                  </>
                )}
                {editable && (
                  <IconButton
                    label={`Remove the wire from ${name}`}
                    Icon={IconX}
                    onClick={() => store.perform([{ type: 'disconnect', ids: [edge.id] }])}
                  />
                )}
              </Group>
            );
          })}
        </Stack>
      )}
      {editable && choices.sources.length > 0 && (
        <NodeSelect
          label="Connect from"
          nodes={choices.sources}
          withPorts
          onChoose={(source, port) => connect(source, port, layer.id)}
        />
      )}
      {editable && choices.targets.length > 0 && (
        <NodeSelect
          label="Connect to"
          nodes={choices.targets}
          withPorts={false}
          onChoose={(target) => connect(layer.id, 0, target)}
        />
      )}
    </Stack>
  );
}

function IconButton({
  label,
  Icon,
  disabled = false,
  onClick,
}: {
  readonly label: string;
  readonly Icon: typeof IconX;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={14} />
    </ActionIcon>
  );
}

function NodeSelect({
  label,
  nodes,
  withPorts,
  onChoose,
}: {
  readonly label: string;
  readonly nodes: readonly LayerNode[];
  /** Offer each output of a layer that has several. */
  readonly withPorts: boolean;
  readonly onChoose: (id: NodeId, port: number) => void;
}) {
  const options = nodes.flatMap((node) => {
    const ports = withPorts ? portsOf(node) : ['output'];
    return ports.map((name, port) => ({
      value: `${port} ${node.id}`,
      label: ports.length > 1 ? `${node.name}, output ${name}` : node.name,
    }));
  });
  return (
    <NativeSelect
      size="xs"
      label={label}
      value=""
      data={[{ value: '', label: 'Choose a layer …' }, ...options]}
      onChange={(event) => {
        const [port = '0', id = ''] = event.currentTarget.value.split(' ');
        if (id) onChoose(id, Number(port));
      }}
    />
  );
}
