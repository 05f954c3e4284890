'use client';

import { useRef } from 'react';
import { analyse } from '@/lib/analysis/analyse';
import type { Analysis } from '@/lib/analysis/report';
import type { LayerGraph } from '@/lib/graph/graph';

/** The analysis of the graph as it stands; layers that a change cannot reach keep their reports. */
export function useAnalysis(graph: LayerGraph): Analysis {
  const previous = useRef<Analysis>(undefined);
  if (previous.current?.graph !== graph) previous.current = analyse(graph, previous.current);
  return previous.current;
}
