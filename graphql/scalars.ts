import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { LIMITS } from './limits';

/** A moment, ISO 8601 in UTC. */
const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize(value) {
    if (value instanceof Date) return value.toISOString();
    throw new GraphQLError('A moment must be a date.');
  },
  parseValue(value) {
    const moment = typeof value === 'string' ? new Date(value) : undefined;
    if (moment && !Number.isNaN(moment.getTime())) return moment;
    throw new GraphQLError('A moment must be a text in the form of ISO 8601.');
  },
});

/** A JSON value. Its content is checked by whoever takes it; here only that it cannot do harm. */
const JSONValue = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: checked,
  parseLiteral: (node, variables) => checked(valueFromASTUntyped(node, variables)),
});

/** Refuses what is nested too deep for recursive readers, and keys that could reach a prototype. */
function checked(value: unknown): unknown {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMITS.jsonDepth) {
      throw new GraphQLError(`A JSON value may be nested at most ${LIMITS.jsonDepth} deep.`);
    }
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      if (Object.hasOwn(each, '__proto__')) {
        throw new GraphQLError('A JSON value may have no key “__proto__”.');
      }
      for (const inner of Object.values(each)) next.push(inner);
    }
    level = next;
  }
  return value;
}

export const scalars = { DateTime, JSON: JSONValue };
