'use client';

import { ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { templates } from '@/lib/templates/templates';
import type { Start } from './NewDesignDialog';
import classes from './TemplateStart.module.css';

/** Chooses one of the networks that Layerboard knows. */
export function TemplateStart({ onStart }: { readonly onStart: (start: Start) => void }) {
  const [chosen, setChosen] = useState<string>();
  return (
    <ScrollArea h={300} type="auto" offsetScrollbars>
      <Stack gap={6} role="radiogroup" aria-label="Known networks">
        {templates.map(({ id, title, summary, build }) => (
          <UnstyledButton
            key={id}
            role="radio"
            aria-checked={chosen === id}
            className={classes.option ?? ''}
            onClick={() => {
              setChosen(id);
              onStart({ name: title, graph: build() });
            }}
          >
            <Text fw={600} size="sm">
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {summary}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </ScrollArea>
  );
}
