'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArchive, IconArchiveOff, IconCopy, IconDots, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { NameDialog } from '@/app/_components/NameDialog';
import { failureOf } from '@/app/_graphql/errors';
import classes from './cards.module.css';

/** What can be done to the thing on a card; what is not given is not offered. */
export function CardMenu({
  name,
  archived,
  onRename,
  onDuplicate,
  onArchive,
}: {
  readonly name: string;
  readonly archived: boolean;
  readonly onRename?: ((name: string) => Promise<void>) | undefined;
  readonly onDuplicate?: (() => Promise<void>) | undefined;
  readonly onArchive?: ((archived: boolean) => Promise<void>) | undefined;
}) {
  const [renaming, setRenaming] = useState(false);
  if (!onRename && !onDuplicate && !onArchive) return null;
  const run = (action: Promise<void>) => {
    action.catch((error: unknown) =>
      notifications.show({ color: 'red', title: 'Not done', message: failureOf(error).message }),
    );
  };
  return (
    <div className={classes.menu}>
      <Menu position="bottom-end" withArrow>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More about ${name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {onRename && (
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setRenaming(true)}>
              Rename
            </Menu.Item>
          )}
          {onDuplicate && (
            <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => run(onDuplicate())}>
              Duplicate
            </Menu.Item>
          )}
          {onArchive && (
            <Menu.Item
              leftSection={archived ? <IconArchiveOff size={15} /> : <IconArchive size={15} />}
              onClick={() => run(onArchive(!archived))}
            >
              {archived ? 'Bring back' : 'Archive'}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {onRename && (
        <NameDialog
          opened={renaming}
          title={`Rename ${name}`}
          action="Rename"
          initial={name}
          onClose={() => setRenaming(false)}
          onSubmit={async (next) => {
            await onRename(next);
            setRenaming(false);
          }}
        />
      )}
    </div>
  );
}
