'use client';

import { Button, Card, Group, Radio, Stack, Title } from '@mantine/core';
import type { MergeConflict, MergePick } from '@/lib/document/merge/conflict';

interface ConflictListProps {
  readonly conflicts: readonly MergeConflict[];
  readonly names: Readonly<Record<MergePick, string>>;
  readonly picks: ReadonlyMap<string, MergePick>;
  readonly onPick: (ids: readonly string[], side: MergePick) => void;
}

/** What both designs changed, each with the choice whose value stands. Places on the canvas are decided together. */
export function ConflictList({ conflicts, names, picks, onPick }: ConflictListProps) {
  const places = conflicts.filter(isPlace);
  const others = conflicts.filter((conflict) => !isPlace(conflict));
  const every = conflicts.map(({ id }) => id);
  const title = `Changed in both (${others.length + Math.min(1, places.length)})`;
  const pickOf = (id: string) => picks.get(id) ?? 'ours';
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h6">
          {title}
        </Title>
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={() => onPick(every, 'ours')}>
            Keep all of “{names.ours}”
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onPick(every, 'theirs')}>
            Take all of “{names.theirs}”
          </Button>
        </Group>
      </Group>
      <Stack gap="xs">
        {others.map((conflict) => (
          <Choice
            key={conflict.id}
            sentence={conflict.sentence}
            keep={`Keep ${conflict.ours}`}
            take={`Take ${conflict.theirs}`}
            value={pickOf(conflict.id)}
            onPick={(side) => onPick([conflict.id], side)}
          />
        ))}
        {places[0] && (
          <Choice
            sentence={`${places.length === 1 ? '1 layer was' : `${places.length} layers were`} moved in both designs.`}
            keep="Keep the places here"
            take={`Take the places of “${names.theirs}”`}
            value={pickOf(places[0].id)}
            onPick={(side) =>
              onPick(
                places.map(({ id }) => id),
                side,
              )
            }
          />
        )}
      </Stack>
    </section>
  );
}

function isPlace({ property }: MergeConflict): boolean {
  return property === 'Position';
}

function Choice({
  sentence,
  keep,
  take,
  value,
  onPick,
}: {
  readonly sentence: string;
  readonly keep: string;
  readonly take: string;
  readonly value: MergePick;
  readonly onPick: (side: MergePick) => void;
}) {
  return (
    <Card withBorder padding="sm">
      <Radio.Group
        label={sentence}
        value={value}
        onChange={(side) => onPick(side === 'theirs' ? 'theirs' : 'ours')}
      >
        <Group gap="lg" mt={6}>
          <Radio size="sm" value="ours" label={keep} />
          <Radio size="sm" value="theirs" label={take} />
        </Group>
      </Radio.Group>
    </Card>
  );
}
