'use client';

import { useMutation } from '@apollo/client/react';
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  NativeSelect,
  Switch,
  Title,
  Tooltip,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowsExchange, IconBookmark } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import type { Rect, Viewport } from 'reactflow';
import { SaveComparisonDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import type { Mark } from '@/app/(workspace)/_canvas/flowTypes';
import { TotalsTable } from '@/app/(workspace)/_totals/TotalsTable';
import { can } from '@/lib/access/permissions';
import { analyse } from '@/lib/analysis/analyse';
import { compareAnalyses } from '@/lib/analysis/compare';
import type { LayerGraph, NodeId } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import { roleOf } from '../../../../roleOf';
import classes from './Compare.module.css';
import { LayersTable } from './LayersTable';
import { MergeMenu } from './MergeMenu';
import { SideCanvas } from './SideCanvas';
import type { Side } from './side';

/** Two designs side by side: canvases that move together, totals, layers. */
export function CompareView({ before, after }: { readonly before: Side; readonly after: Side }) {
  const [together, setTogether] = useState(true);
  const [viewport, setViewport] = useState<Viewport>();
  const [focus, setFocus] = useState<{ readonly before?: NodeId; readonly after?: NodeId }>({});
  const analyses = useMemo(
    () => ({ before: analyse(before.graph), after: analyse(after.graph) }),
    [before.graph, after.graph],
  );
  const comparison = useMemo(
    () => compareAnalyses(analyses.before, analyses.after, before.graph.settings),
    [analyses, before.graph.settings],
  );
  const { diff } = comparison;
  const marks = useMemo(() => marksOf(diff), [diff]);
  const bounds = useMemo(() => boundsOf(before.graph, after.graph), [before.graph, after.graph]);
  const shared = { together, viewport, onViewport: setViewport, bounds, onFit: setViewport };
  return (
    <main className={classes.main}>
      <div className={classes.bar}>
        <Group gap="sm">
          <Title order={1} size="h4">
            {before.title} → {after.title}
          </Title>
          <Badge variant="light" color="green">
            {diff.added.size} added
          </Badge>
          <Badge variant="light" color="red">
            {diff.removed.size} removed
          </Badge>
          <Badge variant="light" color="orange">
            {diff.changed.size} changed
          </Badge>
        </Group>
        <Group gap="sm">
          <SidePicker
            label="Left design"
            side={before}
            path={(id) => `/compare/${id}/${after.place}`}
          />
          <SwapLink before={before} after={after} />
          <SidePicker
            label="Right design"
            side={after}
            path={(id) => `/compare/${before.place}/${id}`}
          />
          <Switch
            size="sm"
            label="Move together"
            checked={together}
            onChange={(event) => setTogether(event.currentTarget.checked)}
          />
          <MergeMenu before={before} after={after} />
          <SaveButton before={before} after={after} />
        </Group>
      </div>
      <div className={classes.sides}>
        <SideCanvas
          {...shared}
          label={`Canvas of ${before.title}`}
          side={before}
          analysis={analyses.before}
          marks={marks.before}
          focus={focus.before}
        />
        <SideCanvas
          {...shared}
          label={`Canvas of ${after.title}`}
          side={after}
          analysis={analyses.after}
          marks={marks.after}
          focus={focus.after}
        />
      </div>
      <div className={classes.tables}>
        <TotalsTable
          figures={comparison.figures}
          names={[before.title, after.title]}
          settings={before.graph.settings}
          whose="the left design"
          runs={[before.design.runs, after.design.runs]}
        />
        <LayersTable comparison={comparison} analyses={analyses} onFocus={setFocus} />
      </div>
    </main>
  );
}

/** The rectangle that the layers of both designs cover. */
function boundsOf(...graphs: readonly LayerGraph[]): Rect {
  const places = graphs.flatMap(({ nodes }) => [...nodes.values()].map(({ position }) => position));
  if (places.length === 0) return { x: 0, y: 0, ...NODE_SIZE };
  const x = Math.min(...places.map((place) => place.x));
  const y = Math.min(...places.map((place) => place.y));
  const right = Math.max(...places.map((place) => place.x)) + NODE_SIZE.width;
  const bottom = Math.max(...places.map((place) => place.y)) + NODE_SIZE.height;
  return { x, y, width: right - x, height: bottom - y };
}

function marksOf({ added, removed, changed, matches }: ReturnType<typeof compareAnalyses>['diff']) {
  const before = new Map<NodeId, Mark>();
  const after = new Map<NodeId, Mark>();
  for (const id of removed) before.set(id, 'removed');
  for (const id of added) after.set(id, 'added');
  for (const id of changed.keys()) {
    after.set(id, 'changed');
    const match = matches.get(id);
    if (match !== undefined) before.set(match, 'changed');
  }
  return { before, after };
}

function SidePicker({
  label,
  side,
  path,
}: {
  readonly label: string;
  readonly side: Side;
  readonly path: (id: string) => string;
}) {
  const router = useRouter();
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={side.design.id}
      data={side.design.project.designs.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => router.push(path(event.currentTarget.value))}
    />
  );
}

function SwapLink({ before, after }: { readonly before: Side; readonly after: Side }) {
  return (
    <Tooltip label="Swap sides">
      <ActionIcon
        component={Link}
        href={`/compare/${after.place}/${before.place}`}
        variant="default"
        aria-label="Swap sides"
      >
        <IconArrowsExchange size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function SaveButton({ before, after }: { readonly before: Side; readonly after: Side }) {
  const [save, { loading }] = useMutation(SaveComparisonDocument);
  const { project } = before.design;
  const together = project.id === after.design.project.id;
  if (before.pinned || after.pinned || !together || !can(roleOf(project.role), 'comparison.write'))
    return null;
  const run = async () => {
    try {
      const name = `${before.design.name} against ${after.design.name}`;
      await save({
        variables: { projectId: project.id, name, designIds: [before.design.id, after.design.id] },
      });
      notifications.show({ title: 'Kept', message: 'The comparison is listed in the project.' });
    } catch (error) {
      notifications.show({ color: 'red', title: 'Not kept', message: failureOf(error).message });
    }
  };
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconBookmark size={15} />}
      loading={loading}
      onClick={() => void run()}
    >
      Keep
    </Button>
  );
}
