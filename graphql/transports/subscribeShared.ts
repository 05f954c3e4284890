import {
  createSourceEventStream,
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLObjectType,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { SAME_FOR_ALL } from '../sameForAll';

/** A subscription whose answers are handed over as text, as they go over the wire. */
export interface Listening extends ExecutionArgs {
  readonly deliver: (answer: string) => void;
  /** Errors as whoever asked may see them. */
  readonly plain: (errors: readonly GraphQLError[]) => readonly GraphQLFormattedError[];
}

/** Answers by event, then by document: gone with the event. */
const answers = new WeakMap<object, Map<DocumentNode, Promise<string>>>();
const shareable = new WeakMap<DocumentNode, boolean>();

/**
 * Subscribes as GraphQL does, but works out and writes down only once what is asked of one and the same event
 * in one and the same document, however many people follow: where no field of it answers one person
 * otherwise than another. What is returned yields nothing, and ends when the subscription does.
 */
export async function subscribeShared(
  args: Listening,
): Promise<AsyncIterableIterator<never> | ExecutionResult> {
  const events = await createSourceEventStream(args);
  if (!isStream(events)) return events;
  const iterator = events[Symbol.asyncIterator]();
  const stream: AsyncIterableIterator<never> = {
    [Symbol.asyncIterator]: () => stream,
    async next() {
      for (;;) {
        const { done, value } = await iterator.next();
        if (done) return { done, value: undefined };
        args.deliver(await answerOf(args, value));
      }
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return stream;
}

function isStream(
  answer: AsyncIterable<unknown> | ExecutionResult,
): answer is AsyncIterable<unknown> {
  return Symbol.asyncIterator in answer;
}

function answerOf(args: Listening, event: unknown): Promise<string> {
  if (typeof event !== 'object' || event === null || !isShareable(args)) {
    return workOut(args, event);
  }
  const known = answers.get(event) ?? new Map<DocumentNode, Promise<string>>();
  answers.set(event, known);
  const answer = known.get(args.document) ?? workOut(args, event);
  known.set(args.document, answer);
  return answer;
}

async function workOut(args: Listening, event: unknown): Promise<string> {
  const { data, errors } = await execute({ ...args, rootValue: event });
  return JSON.stringify({ data, ...(errors && { errors: args.plain(errors) }) });
}

/** Whether a document asks one thing, and only for fields that answer everybody alike. */
export function isShareable({ schema, document, operationName }: ExecutionArgs): boolean {
  const known = shareable.get(document);
  if (known !== undefined) return known;
  const operation = getOperationAST(document, operationName);
  const [root, ...more] = operation?.selectionSet.selections ?? [];
  const field = root?.kind === Kind.FIELD && more.length === 0 ? root : undefined;
  const type = field && schema.getSubscriptionType()?.getFields()[field.name.value]?.type;
  const answer = type && getNamedType(type);
  const plain =
    field?.directives?.length === 0 &&
    field.selectionSet !== undefined &&
    isObjectType(answer) &&
    isPlain(document, field.selectionSet, answer);
  shareable.set(document, plain);
  return plain;
}

function isPlain(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  type: GraphQLObjectType,
): boolean {
  return selections.every((selection) => {
    if ((selection.directives?.length ?? 0) > 0) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return isPlain(document, selection.selectionSet, type);
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = document.definitions.find(
        (definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION &&
          definition.name.value === selection.name.value,
      );
      return (
        fragment?.kind === Kind.FRAGMENT_DEFINITION &&
        isPlain(document, fragment.selectionSet, type)
      );
    }
    const field = type.getFields()[selection.name.value];
    const resolve = field?.resolve ?? defaultFieldResolver;
    const alike =
      resolve === defaultFieldResolver || SAME_FOR_ALL.has(`${type.name}.${selection.name.value}`);
    if (!alike || (selection.arguments?.length ?? 0) > 0) return false;
    const inner = field && getNamedType(field.type);
    if (!selection.selectionSet) return true;
    return isObjectType(inner) && isPlain(document, selection.selectionSet, inner);
  });
}
