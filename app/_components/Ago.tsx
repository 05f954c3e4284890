'use client';

import { useEffect, useState } from 'react';

const STEPS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** How long ago something was; the exact moment on hover. Kept up to date while it is shown. */
export function Ago({ time }: { readonly time: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={time} title={new Date(time).toLocaleString()} suppressHydrationWarning>
      {agoText((now - Date.parse(time)) / 1000)}
    </time>
  );
}

function agoText(seconds: number): string {
  const step = STEPS.find((each) => seconds >= each.seconds);
  if (!step) return 'just now';
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  return format.format(-Math.floor(seconds / step.seconds), step.unit);
}
