import type {
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from './resolverTypes.generated';

/** The function behind a field at the top of the schema, by the field's name. */
export type QueryField<Name extends keyof QueryResolvers> = NonNullable<QueryResolvers[Name]>;
export type MutationField<Name extends keyof MutationResolvers> = NonNullable<
  MutationResolvers[Name]
>;
export type SubscriptionField<Name extends keyof SubscriptionResolvers> = NonNullable<
  SubscriptionResolvers[Name]
>;
