import {
  createSourceEventStream,
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLObjectType,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** Results by event, then by document: gone with the event. */
const results = new WeakMap<object, Map<DocumentNode, Promise<ExecutionResult>>>();
const shareable = new WeakMap<DocumentNode, boolean>();

/**
 * Subscribes as GraphQL does, but works out only once what is asked of one and the same event in one and
 * the same document, however many people follow: where the fields are read off the event as they
 * stand, so that the answer cannot depend on who asks.
 */
export async function subscribeShared(
  args: ExecutionArgs,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const events = await createSourceEventStream(args);
  if (!isStream(events)) return events;
  const iterator = events[Symbol.asyncIterator]();
  const stream: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => stream,
    async next() {
      const { done, value } = await iterator.next();
      return done ? { done, value: undefined } : { value: await resultOf(args, value) };
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

function resultOf(args: ExecutionArgs, event: unknown): Promise<ExecutionResult> {
  const workOut = async () => execute({ ...args, rootValue: event });
  if (typeof event !== 'object' || event === null || !isShareable(args)) return workOut();
  const known = results.get(event) ?? new Map<DocumentNode, Promise<ExecutionResult>>();
  results.set(event, known);
  const result = known.get(args.document) ?? workOut();
  known.set(args.document, result);
  return result;
}

/** Whether a document asks one thing, and only for fields that are read off the event. */
function isShareable({ schema, document, operationName }: ExecutionArgs): boolean {
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
    const readOff =
      field === undefined || (field.resolve ?? defaultFieldResolver) === defaultFieldResolver;
    if (!readOff || (selection.arguments?.length ?? 0) > 0) return false;
    const inner = field && getNamedType(field.type);
    if (!selection.selectionSet) return true;
    return isObjectType(inner) && isPlain(document, selection.selectionSet, inner);
  });
}
