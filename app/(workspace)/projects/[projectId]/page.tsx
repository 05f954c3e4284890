import type { Metadata } from 'next';
import { WorkspaceHeader } from '../../WorkspaceHeader';
import { ProjectScreen } from './ProjectScreen';

export const metadata: Metadata = { title: 'Project' };

export default async function ProjectPage({
  params,
}: {
  readonly params: Promise<{ readonly projectId: string }>;
}) {
  const { projectId } = await params;
  return (
    <>
      <WorkspaceHeader />
      <ProjectScreen key={projectId} projectId={projectId} />
    </>
  );
}
