import { storable } from '@/db/documents/storable';
import { insertDesign } from '@/db/queries/designs/insertDesign';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { readGraph } from '@/lib/graph/stored';
import type { MutationField } from '../../fields';
import { requireProject } from '../../guard';
import { badInput, checkName } from '../../input';

/** Begins a design, with layers from a template or a file or with none. */
export const createDesign: MutationField<'createDesign'> = async (_root, { input }, context) => {
  const { project, viewer } = await requireProject(context, input.projectId, 'design.create');
  const name = checkName(input.name, 'The name of the design');
  const graph = readInput(input.graph);
  return context.db.transaction((tx) =>
    insertDesign(tx, { projectId: project.id, name, createdBy: viewer.id, graph }),
  );
};

function readInput(graph: unknown): LayerGraph {
  if (graph === undefined || graph === null) return EMPTY_GRAPH;
  if (!storable(graph)) badInput('The graph holds a character that cannot be stored.');
  const read = readGraph(graph);
  return read.ok ? read.value : badInput(`The graph cannot be read: ${read.error}`);
}
