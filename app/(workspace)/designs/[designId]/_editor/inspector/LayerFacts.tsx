'use client';

import { Alert, Text } from '@mantine/core';
import { IconAlertCircle, IconHourglass } from '@tabler/icons-react';
import type { NodeReport, OkReport } from '@/lib/analysis/report';
import type { LayerNode, NodeId } from '@/lib/graph/graph';
import { useEditor } from '../EditorContext';
import { LayerFigures } from './figures/LayerFigures';

/** What is known of a layer, figure by figure, or why nothing is. */
export function LayerFacts({ id }: { readonly id: NodeId }) {
  const { analysis, graph } = useEditor();
  const report = analysis.reports.get(id);
  const node = graph.nodes.get(id);
  if (node && report?.status === 'ok') return <Facts node={node} report={report} />;
  return <Trouble report={report} name={(by) => graph.nodes.get(by)?.name ?? by} />;
}

function Trouble({
  report,
  name,
}: {
  readonly report: NodeReport | undefined;
  readonly name: (id: NodeId) => string;
}) {
  if (report?.status === 'error') {
    return report.problems.map(({ message }) => (
      <Alert key={message} color="red" icon={<IconAlertCircle size={18} />} p="xs">
        {message}
      </Alert>
    ));
  }
  const culprits = report?.status === 'blocked' ? report.by.map(name).join(', ') : 'another layer';
  return (
    <Alert color="gray" icon={<IconHourglass size={18} />} p="xs">
      Nothing is known here until {culprits} works.
    </Alert>
  );
}

function Facts({ node, report }: { readonly node: LayerNode; readonly report: OkReport }) {
  return (
    <>
      <LayerFigures node={node} report={report} />
      {report.warnings.map(({ message }) => (
        <Text key={message} size="xs" c="var(--lb-warning)">
          {message}
        </Text>
      ))}
    </>
  );
}
