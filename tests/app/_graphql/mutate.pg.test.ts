import { gql, type OperationVariables } from '@apollo/client';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PushOperationsDocument } from '@/app/_graphql/documents.generated';
import type { Socket } from '@/app/_graphql/makeSocket';
import { type Mutate, mutateOverSocket } from '@/app/_graphql/mutate';
import { newId } from '@/lib/ids';
import { addNode } from '../../support/seed';
import { servedCast } from '../../support/servedCast';
import { tabSocket } from '../../support/tabSocket';
import type { Person } from '../../support/testClient';

const { server, cast } = await servedCast();

const CREATE: TypedDocumentNode<{ createProject: { id: string } }, { name: string }> = gql`
  mutation ($name: String!) {
    createProject(name: $name) {
      id
    }
  }
`;

/** A tab of somebody, whose socket is open, and what it did not say over it. */
async function tabOf(person: Person) {
  const socket = tabSocket(server.url, person.cookie());
  // A socket that is being opened rejects when it is let go.
  onTestFinished(() => Promise.resolve(socket.dispose()).catch(() => undefined));
  const elsewhere: OperationVariables[] = [];
  const otherwise: Mutate = (_mutation, variables) => {
    elsewhere.push(variables);
    return Promise.reject(new Error('elsewhere'));
  };
  const opened = opening(socket);
  // A socket opens when something is asked over it.
  const stay = socket.subscribe(
    {
      query:
        'subscription($id: ID!) { presence(designId: $id, client: "c") { participants { client } } }',
      variables: { id: cast.designId },
    },
    { next: () => {}, error: () => {}, complete: () => {} },
  );
  onTestFinished(stay);
  await opened;
  return { socket, elsewhere, mutate: mutateOverSocket(socket, otherwise) };
}

function opening(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const stop = socket.on('connected', () => {
      stop();
      resolve();
    });
  });
}

const pushed = (seq: number, operation: unknown = addNode(newId())) => ({
  designId: cast.designId,
  client: `tab-of-${seq}`,
  operations: [{ seq, gesture: newId(), operation }],
});

test('[P2] a push over an open socket is answered as over HTTP', async () => {
  const { mutate, elsewhere } = await tabOf(cast.people.editor);
  const { pushOperations } = await mutate(PushOperationsDocument, pushed(1));
  expect(pushOperations.answers).toMatchObject([{ seq: 1, outcome: 'COMMIT' }]);
  expect(elsewhere).toEqual([]);
});

test('[P8] a push that is refused over a socket is refused with the same code and sentence', async () => {
  const editor = await tabOf(cast.people.editor);
  await expect(editor.mutate(PushOperationsDocument, pushed(3))).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'Operation 3 leaves a gap: number 1 was expected.',
  });
  const viewer = await tabOf(cast.people.viewer);
  await expect(viewer.mutate(PushOperationsDocument, pushed(1))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const outsider = await tabOf(cast.people.outsider);
  await expect(outsider.mutate(PushOperationsDocument, pushed(1))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('what is too long for a socket, and what is said while it is closed, goes another way', async () => {
  const { socket, mutate, elsewhere } = await tabOf(cast.people.editor);
  const long = { name: 'x'.repeat(20_000) };
  await expect(mutate(CREATE, long)).rejects.toThrow('elsewhere');
  socket.terminate();
  const short = { name: 'x' };
  await vi.waitFor(() => expect(socket.isOpen()).toBe(false));
  await expect(mutate(CREATE, short)).rejects.toThrow('elsewhere');
  expect(elsewhere).toEqual([long, short]);
});

test('what a broken socket has left unanswered is told, and not said again by itself', async () => {
  const { owner } = cast.people;
  const { socket, mutate, elsewhere } = await tabOf(owner);
  const asked = mutate(CREATE, { name: 'Once at most' });
  const again = opening(socket);
  socket.terminate();
  await expect(asked).rejects.toMatchObject({ code: 'OFFLINE' });
  await again;
  const later = await mutate(CREATE, { name: 'Later' });
  expect(later.createProject.id).not.toBe('');
  const { projects } = await owner.get<{ projects: { name: string }[] }>('{ projects { name } }');
  expect(projects.filter(({ name }) => name === 'Once at most').length).toBeLessThanOrEqual(1);
  expect(elsewhere).toEqual([]);
});
