'use client';

import { List, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';

/** Changes that are shown at first. */
const SHOWN = 10;

/** What a merge would do, change by change. */
export function ChangeList({ told }: { readonly told: readonly string[] }) {
  const [all, setAll] = useState(false);
  if (told.length === 0)
    return <Text size="sm">Nothing: every change of the other design is here already.</Text>;
  const shown = (all ? told : told.slice(0, SHOWN)).map((change, place) => ({
    key: `${place} ${change}`,
    change,
  }));
  return (
    <>
      <List size="sm" style={{ overflowWrap: 'anywhere' }}>
        {shown.map(({ key, change }) => (
          <List.Item key={key}>{change}</List.Item>
        ))}
      </List>
      {told.length > SHOWN && (
        <UnstyledButton fz="sm" c="dimmed" mt={4} onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `and ${told.length - SHOWN} more`}
        </UnstyledButton>
      )}
    </>
  );
}
