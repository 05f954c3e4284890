import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { LIMITS } from './limits';

/** How many entries a list is reckoned to have. */
const LIST_FACTOR = 10;

/** What an operation would come to. */
interface Extent {
  cost: number;
  depth: number;
  aliases: number;
  directives: number;
  /** Selections visited, fragments each time they are spread: bounds the reckoning itself. */
  steps: number;
}

/** A validation rule that refuses operations which are too deep, too dear or too clever. */
export function documentLimits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      for (const complaint of complaintsOf(context, operation)) {
        const extensions = { code: 'LIMIT_EXCEEDED' };
        context.reportError(new GraphQLError(complaint, { nodes: operation, extensions }));
      }
      return false;
    },
  };
}

function complaintsOf(
  context: ValidationContext,
  operation: OperationDefinitionNode,
): readonly string[] {
  const extent: Extent = { cost: 0, depth: 0, aliases: 0, directives: 0, steps: 0 };
  const type = context.getSchema().getRootType(operation.operation);
  extent.directives += operation.directives?.length ?? 0;
  measure(context, extent, operation.selectionSet, type ?? undefined, 1, 1, []);
  const roots = operation.selectionSet.selections.length;
  const found: readonly (readonly [string, number, number])[] = [
    ['fields at its top', roots, LIMITS.rootFields],
    ['levels', extent.depth, LIMITS.depth],
    ['aliases', extent.aliases, LIMITS.aliases],
    ['directives', extent.directives, LIMITS.directives],
    ['fields, lists counted as ten', extent.cost, LIMITS.cost],
  ];
  return found
    .filter(([, count, most]) => count > most)
    .map(
      ([what, count, most]) => `The operation has ${count} ${what}; at most ${most} are allowed.`,
    );
}

function measure(
  context: ValidationContext,
  extent: Extent,
  { selections }: SelectionSetNode,
  parent: GraphQLOutputType | undefined,
  depth: number,
  factor: number,
  path: readonly FragmentDefinitionNode[],
): void {
  for (const selection of selections) {
    extent.steps++;
    if (extent.steps > LIMITS.cost) {
      extent.cost = Math.max(extent.cost, extent.steps);
      return;
    }
    extent.directives += selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      extent.cost += factor;
      extent.depth = Math.max(extent.depth, depth);
      if (selection.alias) extent.aliases++;
      if (!selection.selectionSet) continue;
      const type = fieldType(parent, selection.name.value);
      const many = type !== undefined && isListType(getNullableType(type)) ? LIST_FACTOR : 1;
      const named = type && getNamedType(type);
      const inner = isCompositeType(named) ? named : undefined;
      measure(context, extent, selection.selectionSet, inner, depth + 1, factor * many, path);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      measure(context, extent, selection.selectionSet, parent, depth, factor, path);
    } else {
      const fragment = context.getFragment(selection.name.value);
      if (!fragment || path.includes(fragment)) continue;
      measure(context, extent, fragment.selectionSet, parent, depth, factor, [...path, fragment]);
    }
  }
}

function fieldType(
  parent: GraphQLOutputType | undefined,
  name: string,
): GraphQLOutputType | undefined {
  return isObjectType(parent) ? parent.getFields()[name]?.type : undefined;
}
