'use client';

import type { ApolloClient } from '@apollo/client';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { Center, Loader } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { FailurePage } from '@/app/_components/FailurePage';
import {
  DesignActivityDocument,
  DesignPageDocument,
  type DesignPageQuery,
} from '@/app/_graphql/documents.generated';
import { type Failure, failureOf } from '@/app/_graphql/errors';
import { mutateOverHttp, mutateOverSocket } from '@/app/_graphql/mutate';
import { socket } from '@/app/_graphql/socket';
import { ROLES } from '@/lib/access/permissions';
import { readGraph } from '@/lib/graph/stored';
import { Editor } from './Editor';
import { useDesignState } from './EditorContext';
import { DesignStore, type Surroundings } from './session/designStore';
import { graphqlTransport } from './session/graphqlTransport';
import { Holds } from './session/holds';
import { onceDrawn } from './session/onceDrawn';
import { adopt, keep, type OutboxRecord } from './session/outbox';
import { sendLeftWork } from './session/sendLeftWork';
import type { Transport } from './session/transport';
import { useUnsentWork } from './session/useUnsentWork';

/** Opens a design: loads it, takes over work that an earlier tab could not send, and follows it. */
export function DesignScreen({ designId }: { readonly designId: string }) {
  const opened = useOpenDesign(designId);
  if (opened.status === 'failed') return <FailurePage failure={opened.failure} />;
  if (opened.status === 'loading') {
    return (
      <Center h="100dvh">
        <Loader aria-label="Opening the design" />
      </Center>
    );
  }
  return <LiveDesign design={opened.design} store={opened.store} />;
}

type Opened =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | {
      readonly status: 'ready';
      readonly design: DesignPageQuery['design'];
      readonly store: DesignStore;
    };

function useOpenDesign(designId: string): Opened {
  const apollo = useApolloClient();
  const [opened, setOpened] = useState<Opened>({ status: 'loading' });

  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    const holds = new Holds();
    const open = async () => {
      const { data } = await apollo.query({
        query: DesignPageDocument,
        variables: { id: designId },
        fetchPolicy: 'network-only',
      });
      const design = data?.design;
      const graph = readGraph(design?.document.graph);
      if (!design || !graph.ok) {
        const message = graph.ok
          ? 'The design is empty.'
          : `The design cannot be read: ${graph.error}`;
        setOpened({ status: 'failed', failure: { code: 'BAD_INPUT', message } });
        return;
      }
      const adopted = await adopt(designId, holds);
      if (left) return;
      const { revision, mark } = design.document;
      const { activity } = design;
      const snapshot = { graph: graph.value, revision, mark: mark ?? undefined, activity };
      const transport = transportOf(apollo, designId, () => store.client);
      const store = new DesignStore(snapshot, transport, surroundingsOf(designId, holds), adopted);
      if (!adopted) void holds.take(store.client);
      const stopStore = store.start();
      const stopSending = sendLeftWork(
        store,
        () => adopt(designId, holds),
        (record) => openAside(apollo, designId, holds, record),
      );
      stop = () => {
        stopSending();
        stopStore();
      };
      setOpened({ status: 'ready', design, store });
    };
    open().catch((error: unknown) => {
      if (!left) setOpened({ status: 'failed', failure: failureOf(error) });
    });
    return () => {
      left = true;
      stop?.();
      holds.release();
    };
  }, [apollo, designId]);

  return opened;
}

/** A store that nobody sees, for work that another page has left. */
async function openAside(
  apollo: ApolloClient,
  designId: string,
  holds: Holds,
  record: OutboxRecord,
): Promise<DesignStore> {
  const transport: Transport = {
    ...transportOf(apollo, designId, () => store.client),
    join: () => () => {},
    tell: () => {},
  };
  const snapshot = { ...(await transport.snapshot()), activity: 0 };
  const store = new DesignStore(snapshot, transport, surroundingsOf(designId, holds), record);
  return store;
}

function transportOf(apollo: ApolloClient, designId: string, client: () => string): Transport {
  const mutate = mutateOverSocket(socket(), mutateOverHttp(apollo));
  return graphqlTransport({ apollo, socket: socket(), mutate }, designId, client);
}

/** What the store of a tab asks of the browser. */
function surroundingsOf(designId: string, holds: Holds): Surroundings {
  return {
    keep: (record, instead) => {
      if (instead !== undefined) void holds.take(record.client);
      return keep(designId, record, instead);
    },
    soon: onceDrawn,
  };
}

function LiveDesign({
  design,
  store,
}: {
  readonly design: DesignPageQuery['design'];
  readonly store: DesignStore;
}) {
  const search = useSearchParams();
  const activity = useDesignState(store, (state) => state.activity);
  const { data, refetch } = useQuery(DesignActivityDocument, {
    variables: { id: design.id },
    fetchPolicy: 'cache-and-network',
  });
  const refresh = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  useUnsentWork(store);
  const seen = data?.design.activity;
  useEffect(() => {
    if (seen !== undefined && seen < activity) refresh();
  }, [seen, activity, refresh]);

  useEffect(() => {
    document.title = `${data?.design.name ?? design.name} · Layerboard`;
  }, [data, design.name]);

  const role = ROLES.find((each) => each === design.project.role.toLowerCase()) ?? 'viewer';
  return (
    <Editor
      design={design}
      activity={data?.design}
      refreshActivity={refresh}
      role={role}
      store={store}
      linked={{
        node: search.get('node'),
        thread: search.get('thread'),
        merge: search.get('merge'),
      }}
    />
  );
}
