import type { Metadata } from 'next';
import { WorkspaceHeader } from '../../../WorkspaceHeader';
import classes from './_compare/Compare.module.css';
import { CompareScreen } from './_compare/CompareScreen';

export const metadata: Metadata = { title: 'Compare' };

export default async function ComparePage({
  params,
}: {
  readonly params: Promise<{ readonly left: string; readonly right: string }>;
}) {
  const { left, right } = await params;
  const places = { left: decodeURIComponent(left), right: decodeURIComponent(right) };
  return (
    <div className={classes.page}>
      <WorkspaceHeader />
      <CompareScreen key={`${left} ${right}`} {...places} />
    </div>
  );
}
