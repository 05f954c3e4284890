'use client';

import { ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { searchTemplates } from '@/lib/templates/searchTemplates';
import type { Template } from '@/lib/templates/template';
import { shelves, templates } from '@/lib/templates/templates';
import type { Start } from './start';
import { TemplateOption } from './TemplateOption';
import classes from './TemplateStart.module.css';
import { useTemplateFigures } from './templateFigures';

/** Chooses one of the networks that Layerboard knows, by its shelf or by searching. */
export function TemplateStart({ onStart }: { readonly onStart: (start: Start) => void }) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const figures = useTemplateFigures();
  const found = searchTemplates(shelves, query);
  const count = found.reduce((sum, shelf) => sum + shelf.templates.length, 0);

  const choose = ({ id, title, build }: Template) => {
    setChosen(id);
    onStart({ name: title, graph: build() });
  };

  /** Enter and arrow down take the first network that is found; Enter once more makes the design. */
  const enterList = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const [first] = found[0]?.templates ?? [];
    if (!first) return;
    choose(first);
    list.current?.querySelector<HTMLInputElement>(`input[value="${first.id}"]`)?.focus();
  };

  return (
    <Stack gap="xs">
      <TextInput
        aria-label="Search known networks"
        placeholder={`Search ${templates.length} networks by name, family, paper…`}
        leftSection={<IconSearch size={16} />}
        value={query}
        data-autofocus
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={enterList}
      />
      <ScrollArea h="min(44vh, 400px)" type="auto" offsetScrollbars>
        <div ref={list} className={classes.list} role="radiogroup" aria-label="Known networks">
          {found.map((shelf) => (
            <section key={shelf.title} className={classes.shelf} aria-label={shelf.title}>
              <Text component="h3" className={classes.heading ?? ''}>
                {shelf.title}
              </Text>
              {shelf.templates.map((template) => (
                <TemplateOption
                  key={template.id}
                  template={template}
                  figures={figures.get(template.id)}
                  checked={chosen === template.id}
                  onChoose={() => choose(template)}
                />
              ))}
            </section>
          ))}
        </div>
      </ScrollArea>
      <Text size="xs" c="dimmed" role="status">
        {count === 0 && `No network is called or described as “${query}”.`}
        {count > 0 && query.trim() !== '' && `${count} of ${templates.length} networks`}
      </Text>
    </Stack>
  );
}
