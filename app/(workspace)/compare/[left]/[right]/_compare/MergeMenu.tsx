'use client';

import { useApolloClient } from '@apollo/client/react';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconGitMerge } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { loadDesignLine } from '@/app/(workspace)/_merge/designLine';
import { can } from '@/lib/access/permissions';
import { forkPoint } from '@/lib/document/merge/forkPoint';
import { roleOf } from '../../../../roleOf';
import type { Side } from './side';

/** Leads to bringing the changes of one design over into the other, where both come from one. */
export function MergeMenu({ before, after }: { readonly before: Side; readonly after: Side }) {
  const related = useRelated(before.design.id, after.design.id);
  const ways = [
    { from: before, into: after },
    { from: after, into: before },
  ].filter(({ into }) => can(roleOf(into.design.project.role), 'design.edit'));
  if (!related || before.pinned || after.pinned || ways.length === 0) return null;
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconGitMerge size={15} />}
          rightSection={<IconChevronDown size={13} />}
        >
          Bring changes over
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map(({ from, into }) => (
          <Menu.Item
            key={from.design.id}
            component={Link}
            href={`/designs/${into.design.id}?merge=${from.design.id}`}
          >
            from “{from.title}” into “{into.title}”
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whether two designs come from one; false as long as that is not known. */
function useRelated(left: string, right: string): boolean {
  const apollo = useApolloClient();
  const [related, setRelated] = useState(false);
  useEffect(() => {
    let gone = false;
    Promise.all([left, right].map((id) => loadDesignLine(apollo, id)))
      .then(([ours, theirs]) => {
        const parted = ours && theirs && forkPoint(ours.ancestors, theirs.ancestors);
        if (!gone) setRelated(parted !== undefined);
      })
      // Without an answer there is nothing to offer; the comparison itself says what is wrong.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [apollo, left, right]);
  return related;
}
