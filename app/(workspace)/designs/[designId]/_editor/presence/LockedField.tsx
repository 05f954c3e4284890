'use client';

import { Button, Group, Text } from '@mantine/core';
import {
  type CSSProperties,
  type FocusEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { FieldLockProvider } from '@/app/_components/FieldLock';
import { can } from '@/lib/access/permissions';
import { useDesignState, useEditor } from '../EditorContext';
import { type Holder, holdersOf } from './holdersOf';
import { keeperOf } from './keeperOf';
import classes from './LockedField.module.css';
import { usePresence } from './PresenceContext';

const FIELDS = 'input, textarea, select';

/**
 * Tells the others that this person is in a field, and, while somebody else is, keeps it read-only with
 * their name and a way to take it over. Without a connection nobody keeps anybody out. PROTOCOL P12.
 */
export function LockedField({
  node,
  param,
  beside = false,
  children,
}: {
  /** The layer or block whose property it is; null for the design. */
  readonly node: string | null;
  readonly param: string;
  /** Whether there is no room below the field. */
  readonly beside?: boolean;
  readonly children: ReactNode;
}) {
  const { store, role } = useEditor();
  const { tell } = usePresence();
  const [turn, setTurn] = useState<number>();
  const [lost, setLost] = useState(false);
  const frame = useRef<HTMLFieldSetElement>(null);
  const noteId = useId();
  const keeper = keeperOf(useHolders(node, param), { client: store.client, turn });

  useEffect(() => {
    if (turn === undefined) return undefined;
    tell({ editing: { node, param, turn } });
    return () => tell({ editing: null });
  }, [turn, node, param, tell]);

  useEffect(() => {
    if (!keeper || turn === undefined) return;
    setLost(true);
    setTurn(undefined);
  }, [keeper, turn]);

  const enter = () => {
    if (keeper || turn !== undefined) return;
    setLost(false);
    setTurn(0);
  };
  const focus = ({ target }: FocusEvent<HTMLElement>) => {
    if (target.matches(FIELDS)) enter();
  };
  const blur = ({ relatedTarget }: FocusEvent<HTMLElement>) => {
    if (frame.current?.contains(relatedTarget)) return;
    setLost(false);
    setTurn(undefined);
  };
  const takeOver = (holder: Holder) => {
    setLost(false);
    setTurn(holder.turn + 1);
    frame.current?.querySelector<HTMLElement>(FIELDS)?.focus();
  };

  return (
    <fieldset
      ref={frame}
      className={`${classes.frame} ${keeper ? classes.held : ''}`}
      data-beside={beside}
      style={keeper && ({ '--holder': keeper.color } as CSSProperties)}
      aria-describedby={keeper && noteId}
      onFocus={focus}
      onBlur={blur}
      onInput={enter}
    >
      <FieldLockProvider locked={keeper !== undefined}>{children}</FieldLockProvider>
      {keeper && (
        <Group gap={6} justify="space-between" className={classes.note ?? ''}>
          <Text size="xs" id={noteId} role="status">
            {keeper.name} {lost ? 'took over' : 'is editing this'}.
          </Text>
          {can(role, 'design.edit') && (
            <Button size="compact-xs" variant="light" onClick={() => takeOver(keeper)}>
              Take over
            </Button>
          )}
        </Group>
      )}
    </fieldset>
  );
}

/** Who else is in the field; nobody while there is no connection to know it by. */
function useHolders(node: string | null, param: string): readonly Holder[] {
  const { store } = useEditor();
  // As text, since pointers move all the time and this seldom changes.
  const key = useDesignState(store, ({ others, connection }) =>
    JSON.stringify(connection.status === 'live' ? holdersOf(others, { node, param }) : []),
  );
  return useMemo(() => JSON.parse(key), [key]);
}
