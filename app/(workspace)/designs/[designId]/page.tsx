import type { Metadata } from 'next';
import { DesignScreen } from './_editor/DesignScreen';

export const metadata: Metadata = { title: 'Design' };

export default async function DesignPage({
  params,
}: {
  readonly params: Promise<{ readonly designId: string }>;
}) {
  const { designId } = await params;
  return <DesignScreen key={designId} designId={designId} />;
}
