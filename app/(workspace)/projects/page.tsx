import type { Metadata } from 'next';
import { WorkspaceHeader } from '../WorkspaceHeader';
import { ProjectList } from './ProjectList';

export const metadata: Metadata = { title: 'Projects' };

export default function ProjectsPage() {
  return (
    <>
      <WorkspaceHeader />
      <ProjectList />
    </>
  );
}
