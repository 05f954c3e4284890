'use client';

import { Button, Group } from '@mantine/core';
import { DraftInput } from '@/app/_components/DraftInput';
import { can } from '@/lib/access/permissions';
import type { GroupId } from '@/lib/graph/graph';
import { nameSchema } from '@/lib/graph/schemas';
import { useEditor } from '../EditorContext';
import { LockedField } from '../presence/LockedField';
import { NAME_FIELD } from '../presence/nameField';
import { complaintOf } from './field';

/** The block that what is selected belongs to: renamed here, and selected as a whole. */
export function BlockField({ id }: { readonly id: GroupId }) {
  const { graph, store, role, selection, select } = useEditor();
  const block = graph.groups.get(id);
  if (!block) return null;
  const members = [...graph.nodes.values()].flatMap((node) => (node.group === id ? node.id : []));
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <LockedField key={id} node={id} param={NAME_FIELD}>
        <DraftInput
          label="Block"
          value={block.name}
          disabled={!can(role, 'design.edit')}
          complaint={(text) => complaintOf(nameSchema, text)}
          onCommit={(name) => store.perform([{ type: 'groupNodes', group: { id, name }, ids: [] }])}
        />
      </LockedField>
      <Button
        size="xs"
        variant="light"
        disabled={members.every((member) => selection.nodes.has(member))}
        onClick={() => select(members)}
      >
        Select all
      </Button>
    </Group>
  );
}
