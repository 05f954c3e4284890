import type { Metadata } from 'next';
import { WorkspaceHeader } from '../../../WorkspaceHeader';
import { RulesScreen } from './RulesScreen';

export const metadata: Metadata = { title: 'Rules' };

export default async function RulesPage({
  params,
}: {
  readonly params: Promise<{ readonly projectId: string }>;
}) {
  const { projectId } = await params;
  return (
    <>
      <WorkspaceHeader />
      <RulesScreen key={projectId} projectId={projectId} />
    </>
  );
}
