'use client';

import { useApolloClient, useQuery } from '@apollo/client/react';
import { Anchor, Avatar, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUserPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Brand } from '@/app/_components/Brand';
import { ColorSchemeToggle } from '@/app/_components/ColorSchemeToggle';
import { authClient } from '@/app/_graphql/authClient';
import { ViewerDocument } from '@/app/_graphql/documents.generated';
import classes from './WorkspaceHeader.module.css';

/** The way home, and who one is. */
export function WorkspaceHeader() {
  const router = useRouter();
  const apollo = useApolloClient();
  const { data } = useQuery(ViewerDocument);
  const viewer = data?.viewer;
  const signOut = async () => {
    await authClient.signOut();
    await apollo.clearStore();
    router.push('/');
  };
  return (
    <header className={classes.header}>
      <Brand href="/projects" />
      <Group gap="sm">
        <ColorSchemeToggle />
        {viewer ? (
          <Menu position="bottom-end" withArrow>
            <Menu.Target>
              <UnstyledButton aria-label={`Account of ${viewer.name}`}>
                <Group gap={8}>
                  <Avatar
                    size={30}
                    radius="xl"
                    styles={{ placeholder: { background: viewer.color, color: '#fff' } }}
                  >
                    {viewer.name[0]?.toUpperCase()}
                  </Avatar>
                  <Text size="sm">{viewer.name}</Text>
                </Group>
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              {viewer.isGuest ? (
                <Menu.Item
                  component={Link}
                  href="/sign-in?mode=sign-up"
                  leftSection={<IconUserPlus size={15} />}
                >
                  Keep my work in an account
                </Menu.Item>
              ) : (
                <Menu.Label>{viewer.email}</Menu.Label>
              )}
              <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut()}>
                Sign out
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : (
          <Anchor component={Link} href="/sign-in" size="sm">
            Sign in
          </Anchor>
        )}
      </Group>
    </header>
  );
}
