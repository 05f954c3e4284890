import type { Metadata } from 'next';
import { Suspense } from 'react';
import { JoinScreen } from './JoinScreen';

export const metadata: Metadata = { title: 'Join a project', referrer: 'no-referrer' };

export default async function JoinPage({
  params,
}: {
  readonly params: Promise<{ readonly token: string }>;
}) {
  const { token } = await params;
  return (
    <Suspense>
      <JoinScreen token={token} />
    </Suspense>
  );
}
