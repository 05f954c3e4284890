import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  type ParseOptions,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { documentLimits } from './documentLimits';
import { LIMITS } from './limits';

export const PARSE_OPTIONS: ParseOptions = { maxTokens: LIMITS.tokens, noLocation: false };

export const VALIDATION_OPTIONS = { maxErrors: LIMITS.complaints } as const;

/** Our own rules, beside those of the specification. The schema is not told in production. */
export function ownRules(production: boolean): readonly ValidationRule[] {
  return production ? [documentLimits, NoSchemaIntrospectionCustomRule] : [documentLimits];
}

/** What is wrong with a document; our limits first, so that what is too large is not looked at closely. */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  production: boolean,
): readonly GraphQLError[] {
  const beyond = validate(schema, document, ownRules(production), VALIDATION_OPTIONS);
  return beyond.length > 0
    ? beyond
    : validate(schema, document, specifiedRules, VALIDATION_OPTIONS);
}
