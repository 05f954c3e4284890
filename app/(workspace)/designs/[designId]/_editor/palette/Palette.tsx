'use client';

import { ScrollArea, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { tintOf } from '@/app/(workspace)/_canvas/tint';
import { type AnyKind, catalogue, KIND_NAMES, type KindName } from '@/lib/layers/catalogue';
import { PALETTE_GROUPS } from '@/lib/layers/kind';
import { KIND_MIME } from './kindMime';
import classes from './Palette.module.css';

/** The kinds in the order in which they are shown. */
const KINDS = PALETTE_GROUPS.flatMap((group) =>
  KIND_NAMES.filter((name) => catalogue[name].group === group),
);

/** Every kind of layer, by group: searched by typing, inserted with Enter or a click, or dragged onto the canvas. */
export function Palette({
  searchRef,
  onInsert,
}: {
  readonly searchRef: Ref<HTMLInputElement>;
  readonly onInsert: (kind: KindName) => void;
}) {
  const [query, setQuery] = useState('');
  const found = KINDS.filter((name) => matches(catalogue[name], query));
  const best = query.trim() === '' ? undefined : bestOf(found, query);

  const insertBest = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !best) return;
    onInsert(best);
    setQuery('');
  };

  return (
    <nav className={classes.palette} aria-label="Palette">
      <TextInput
        ref={searchRef}
        className={classes.search}
        size="sm"
        placeholder="Add a layer  ( / )"
        aria-label="Search layers to add"
        leftSection={<IconSearch size={15} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={insertBest}
      />
      <ScrollArea className={classes.list} type="hover" scrollbarSize={8}>
        {PALETTE_GROUPS.map((group) => (
          <PaletteGroup
            key={group}
            title={group}
            kinds={found.filter((name) => catalogue[name].group === group)}
            best={best}
            onInsert={onInsert}
          />
        ))}
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            No layer is called “{query}”.
          </Text>
        )}
      </ScrollArea>
    </nav>
  );
}

function matches(kind: AnyKind, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/);
  const text = `${kind.kind} ${kind.title} ${kind.short} ${kind.group}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The kind that Enter inserts: the first whose title begins with what was typed, else the first of all. */
function bestOf(found: readonly KindName[], query: string): KindName | undefined {
  const typed = query.trim().toLowerCase();
  return found.find((name) => catalogue[name].title.toLowerCase().startsWith(typed)) ?? found[0];
}

function PaletteGroup({
  title,
  kinds,
  best,
  onInsert,
}: {
  readonly title: string;
  readonly kinds: readonly KindName[];
  readonly best: KindName | undefined;
  readonly onInsert: (kind: KindName) => void;
}) {
  if (kinds.length === 0) return null;
  return (
    <section aria-label={title}>
      <Text className={classes.title ?? ''} component="h3">
        {title}
      </Text>
      {kinds.map((name) => {
        const kind = catalogue[name];
        return (
          <Tooltip
            key={name}
            label={kind.summary}
            position="right"
            openDelay={500}
            multiline
            w={240}
          >
            <UnstyledButton
              className={classes.kind ?? ''}
              aria-label={`Add ${kind.title}`}
              data-best={name === best}
              draggable
              onDragStart={(event) => event.dataTransfer.setData(KIND_MIME, name)}
              onClick={() => onInsert(name)}
            >
              <span className={classes.dot} style={{ background: tintOf({ kind: name }) }} />
              {kind.title}
            </UnstyledButton>
          </Tooltip>
        );
      })}
    </section>
  );
}
