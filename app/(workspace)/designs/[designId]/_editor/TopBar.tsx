'use client';

import {
  ActionIcon,
  Anchor,
  Button,
  Group,
  Menu,
  SegmentedControl,
  Text,
  Tooltip,
} from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconGitFork,
  IconGitMerge,
  IconHistory,
  IconLayoutColumns,
  IconShare,
} from '@tabler/icons-react';
import Link from 'next/link';
import { Brand } from '@/app/_components/Brand';
import { ColorSchemeToggle } from '@/app/_components/ColorSchemeToggle';
import type { DesignPageQuery } from '@/app/_graphql/documents.generated';
import { can } from '@/lib/access/permissions';
import { DesignName } from './DesignName';
import { DownloadMenu } from './DownloadMenu';
import classes from './Editor.module.css';
import { useDesignState, useEditor } from './EditorContext';
import { Avatars } from './presence/Avatars';
import { RefusedTray } from './RefusedTray';
import { SyncStatus } from './SyncStatus';

export type EditorView = 'canvas' | 'table';

/** Name, history, sharing and the ways out of a design. */
export function TopBar({
  design,
  view,
  onView,
  onShare,
  onFork,
  onMerge,
}: {
  readonly design: DesignPageQuery['design'];
  readonly view: EditorView;
  readonly onView: (view: EditorView) => void;
  readonly onShare: () => void;
  readonly onFork: () => void;
  readonly onMerge: () => void;
}) {
  const { store, role, openPanel } = useEditor();
  const canUndo = useDesignState(store, ({ history }) => history.undo.length > 0);
  const canRedo = useDesignState(store, ({ history }) => history.redo.length > 0);
  const steps = [
    { label: 'Undo', keys: 'Ctrl+Z', Icon: IconArrowBackUp, enabled: canUndo, run: store.undo },
    { label: 'Redo', keys: 'Ctrl+Y', Icon: IconArrowForwardUp, enabled: canRedo, run: store.redo },
  ];
  return (
    <header className={classes.top}>
      <Group gap={10} wrap="nowrap" style={{ minWidth: 0 }}>
        <Brand href="/projects" />
        <Text c="dimmed">/</Text>
        <Anchor
          component={Link}
          href={`/projects/${design.project.id}`}
          size="sm"
          c="dimmed"
          truncate
        >
          {design.project.name}
        </Anchor>
        <Text c="dimmed">/</Text>
        <DesignName id={design.id} name={design.name} />
        {design.parent && (
          <Tooltip
            label={`Variant of ${design.parent.name}, begun at revision ${design.forkRevision}`}
          >
            <Anchor
              component={Link}
              href={`/designs/${design.parent.id}`}
              size="xs"
              c="dimmed"
              truncate
            >
              variant of {design.parent.name}
            </Anchor>
          </Tooltip>
        )}
        <SyncStatus />
        <RefusedTray />
      </Group>
      <Group gap={8} wrap="nowrap">
        <Avatars />
        {can(role, 'design.edit') &&
          steps.map(({ label, keys, Icon, enabled, run }) => (
            <Tooltip key={label} label={`${label} (${keys})`}>
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={label}
                disabled={!enabled}
                onClick={run}
              >
                <Icon size={17} />
              </ActionIcon>
            </Tooltip>
          ))}
        <Tooltip label="History">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label="History"
            onClick={() => openPanel('history')}
          >
            <IconHistory size={17} />
          </ActionIcon>
        </Tooltip>
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          data={[
            { value: 'canvas', label: 'Canvas' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={(value) => onView(value === 'table' ? 'table' : 'canvas')}
        />
        <CompareMenu design={design} onMerge={can(role, 'design.edit') ? onMerge : undefined} />
        <DownloadMenu name={design.name} />
        {can(role, 'design.fork') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconGitFork size={15} />}
            onClick={onFork}
          >
            Variant
          </Button>
        )}
        {can(role, 'project.invite') && (
          <Button size="xs" leftSection={<IconShare size={15} />} onClick={onShare}>
            Share
          </Button>
        )}
        <ColorSchemeToggle />
      </Group>
    </header>
  );
}

function CompareMenu({
  design,
  onMerge,
}: {
  readonly design: DesignPageQuery['design'];
  readonly onMerge: (() => void) | undefined;
}) {
  const others = design.project.designs.filter(({ id }) => id !== design.id);
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconLayoutColumns size={15} />}
          rightSection={<IconChevronDown size={13} />}
        >
          Compare
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Side by side with</Menu.Label>
        {others.length === 0 && <Menu.Item disabled>no other design in this project yet</Menu.Item>}
        {others.map(({ id, name }) => (
          <Menu.Item key={id} component={Link} href={`/compare/${design.id}/${id}`}>
            {name}
          </Menu.Item>
        ))}
        {onMerge && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconGitMerge size={15} />} onClick={onMerge}>
              Bring changes over…
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
