import type { IncomingMessage } from 'node:http';
import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
  parse,
} from 'graphql';
import { CloseCode, makeServer, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { report } from '@/db/report';
import { BoundedMap } from '@/lib/boundedMap';
import { invariant } from '@/lib/invariant';
import { err, ok, type Result } from '@/lib/result';
import { requestContext, subscriptionContext } from '../context';
import { formatError } from '../errors';
import { LIMITS } from '../limits';
import { schema } from '../schema';
import type { Services } from '../services';
import { PARSE_OPTIONS, validateDocument } from '../validation';
import type { SignedIn } from '../viewers';
import { closeSocket } from './closeSocket';
import type { Headcount } from './headcount';
import { createOutlet, type Outlet } from './outlet';
import type { Pace } from './pace';
import { type Listening, subscribeShared } from './subscribeShared';

const PING_MILLISECONDS = 12_000;

/**
 * Serves GraphQL on one open socket: subscriptions, and mutations of those who follow a design, under the same rules as HTTP. The socket
 * is closed when the session behind it ends, when it sends too much, and when it reads too slowly.
 */
export async function serveSocket(
  services: Services,
  socket: WebSocket,
  request: IncomingMessage,
  people: Headcount,
): Promise<void> {
  let closing = false;
  const close = (code: number, reason: string) => {
    // What still comes of a flood is no reason to close once more.
    if (closing) return;
    closing = true;
    void closeSocket(socket, code, reason);
  };
  // For a frame that breaks the protocol, too, which the socket tells the other side by itself.
  socket.on('error', () => close(CloseCode.BadRequest, 'A frame broke the protocol.'));
  const early: string[] = [];
  const allowance = createAllowance();
  const keep = (message: Buffer) => {
    if (allowance()) early.push(String(message));
    else close(CloseCode.TooManyInitialisationRequests, 'Too many messages.');
  };
  socket.on('message', keep);
  const person = await services.viewers.lately(headersOf(request));
  socket.off('message', keep);
  if (socket.readyState !== socket.OPEN) return;
  const leave = person ? people.take(person.viewer.id) : () => {};
  if (!leave) {
    close(CloseCode.TooManyInitialisationRequests, 'Too many sockets of one person.');
    return;
  }

  const outlet = createOutlet(socket, request.socket);
  let hear: (message: string) => Promise<void> = async () => {};
  const closed = protocolOf(services, person, outlet).opened(
    {
      protocol: socket.protocol,
      send: outlet.send,
      close,
      onMessage: (listener) => {
        hear = listener;
      },
    },
    undefined,
  );
  const receive = (message: string) => {
    hear(message).catch((error) => {
      report('A message on a socket could not be handled.', error);
      close(CloseCode.InternalServerError, 'Internal server error');
    });
  };
  for (const message of early) receive(message);
  socket.on('message', (message) => {
    if (allowance()) receive(String(message));
    else close(CloseCode.TooManyInitialisationRequests, 'Too many messages.');
  });
  const stop = watch(services, socket, person);
  socket.once('close', (code, reason) => {
    stop();
    leave();
    closed(code, String(reason)).catch((error) => {
      report('A socket was not left in good order.', error);
    });
  });
}

/** The protocol of GraphQL over WebSocket, for one person. */
function protocolOf(services: Services, person: SignedIn | undefined, outlet: Outlet) {
  const { production } = services;
  const plain = (errors: readonly GraphQLError[]) =>
    errors.map((error) => formatError(error, production));
  return makeServer({
    subscribe: (args) => {
      invariant(isListening(args), 'a subscription that was let in');
      return subscribeShared(args);
    },
    onConnect: () => person !== undefined,
    onSubscribe: ({ subscriptions }, id, payload) => {
      if (Object.keys(subscriptions).length > LIMITS.subscriptions) {
        return refused(`A socket holds at most ${LIMITS.subscriptions} subscriptions.`);
      }
      const asked = prepare(services, person, outlet, payload);
      if (!asked.ok) return asked.error;
      const opening = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
      const deliver = (answer: string) => outlet.post(`${opening}${answer}}`);
      return { ...asked.value, deliver, plain } satisfies Listening;
    },
    onNext: (_context, _id, _payload, _args, { errors, data = null }) =>
      errors && { data, errors: plain(errors) },
    onError: (_context, _id, _payload, errors) => plain(errors),
  });
}

function isListening(args: ExecutionArgs): args is Listening {
  return 'deliver' in args;
}

function prepare(
  services: Services,
  person: SignedIn | undefined,
  pace: Pace,
  { query, operationName, variables }: SubscribePayload,
): Result<ExecutionArgs, readonly GraphQLError[]> {
  const read = readDocument(query, services.production);
  if (!read.ok) return read;
  const document = read.value;
  const asked = getOperationAST(document, operationName);
  if (!asked) return err([new GraphQLError('The document does not have the operation named.')]);
  if (asked.operation === OperationTypeNode.QUERY) {
    return err([new GraphQLError('Queries are answered over HTTP, not over the socket.')]);
  }
  const viewer = person?.viewer;
  return ok({
    schema,
    document,
    operationName: operationName ?? null,
    variableValues: variables ?? null,
    contextValue:
      asked.operation === OperationTypeNode.SUBSCRIPTION
        ? subscriptionContext(services, viewer, pace)
        : requestContext(services, viewer),
  });
}

/** Documents that were found good: everybody who follows sends the same few. */
const good = new BoundedMap<string, DocumentNode>(100);

/** A document, or what is wrong with it. */
function readDocument(
  query: string,
  production: boolean,
): Result<DocumentNode, readonly GraphQLError[]> {
  const known = good.get(query);
  if (known) return ok(known);
  let document: DocumentNode;
  try {
    document = parse(query, PARSE_OPTIONS);
  } catch (error) {
    return err([error instanceof GraphQLError ? error : new GraphQLError(String(error))]);
  }
  const errors = validateDocument(schema, document, production);
  if (errors.length > 0) return err(errors);
  good.set(query, document);
  return ok(document);
}

function refused(message: string): readonly GraphQLError[] {
  return [new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } })];
}

/** Pings, and closes the socket when nobody answers or when the session behind it has ended. */
function watch(
  { sessions }: Services,
  socket: WebSocket,
  person: SignedIn | undefined,
): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const pings = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_MILLISECONDS);
  const ended = () => void closeSocket(socket, CloseCode.Forbidden, 'The session has ended.');
  const unwatch = person
    ? sessions.watch({ token: person.token, userId: person.viewer.id }, ended)
    : () => {};
  return () => {
    clearInterval(pings);
    unwatch();
  };
}

/** Counts messages; false for one too many in a second. */
function createAllowance(): () => boolean {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    return count <= LIMITS.messagesPerSecond;
  };
}

/** What of the request says who asks. */
function headersOf({ headers }: IncomingMessage): Headers {
  return new Headers({ cookie: headers.cookie ?? '', host: headers.host ?? '' });
}
