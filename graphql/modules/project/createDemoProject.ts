import { insertComparison } from '@/db/queries/comparisons/insertComparison';
import { insertDesign } from '@/db/queries/designs/insertDesign';
import { insertProject } from '@/db/queries/projects/insertProject';
import { personalTeam } from '@/db/queries/teams/personalTeam';
import { insertThread } from '@/db/queries/threads/insertThread';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import type { MutationField } from '../../fields';
import { requireViewer } from '../../guard';

const NAME = 'ResNet-18 against squeeze-expand';

/** The two that are compared come last, so that they stand first in a list by change. */
const TEMPLATES = ['lenet5', 'mnist-one-epoch', 'squeeze-expand', 'resnet18'] as const;

const QUESTION =
  'A 7×7 kernel with stride 2 reads the picture first. Three 3×3 layers see as far: what would they cost here, and what does the comparison with squeeze-expand say?';

/** A project with the founding example, made of the same templates that everybody can start from. */
export const createDemoProject: MutationField<'createDemoProject'> = async (
  _root,
  _args,
  context,
) => {
  const viewer = requireViewer(context);
  const createdBy = viewer.id;
  return context.db.transaction(async (tx) => {
    const team = await personalTeam(tx, viewer);
    const project = await insertProject(tx, { organizationId: team.id, name: NAME, createdBy });
    const made = new Map<string, string>();
    for (const id of TEMPLATES) {
      const { title, build } = must(templateById(id), `the template ${id}`);
      const graph = build();
      const design = await insertDesign(tx, {
        projectId: project.id,
        name: title,
        createdBy,
        graph,
      });
      made.set(id, design.id);
    }
    const designIds = ['resnet18', 'squeeze-expand'].map((id) => must(made.get(id), id));
    await insertComparison(tx, { projectId: project.id, name: NAME, createdBy, designIds });
    const resnet = must(templateById('resnet18'), 'the template resnet18').build();
    const stem = must(
      [...resnet.edges.values()].find(({ source }) => source === resnet.nodes.keys().next().value),
      'a layer behind the input',
    ).target;
    await insertThread(tx, {
      designId: must(made.get('resnet18'), 'ResNet-18'),
      anchorType: 'node',
      element: stem,
      param: null,
      x: null,
      y: null,
      revision: 0,
      authorId: createdBy,
      body: QUESTION,
    });
    return project;
  });
};
