import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { defaultFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { invariant } from '@/lib/invariant';
import type { Context } from './context';
import { requireViewer } from './guard';
import { accountResolvers } from './modules/account/resolvers';
import { comparisonResolvers } from './modules/comparison/resolvers';
import { designResolvers } from './modules/design/resolvers';
import { documentResolvers } from './modules/document/resolvers';
import { historyResolvers } from './modules/history/resolvers';
import { presenceResolvers } from './modules/presence/resolvers';
import { projectResolvers } from './modules/project/resolvers';
import { ruleResolvers } from './modules/rules/resolvers';
import { threadResolvers } from './modules/thread/resolvers';
import { trainingResolvers } from './modules/training/resolvers';
import { type Policy, policies } from './policies';

const areas = [
  accountResolvers,
  projectResolvers,
  designResolvers,
  documentResolvers,
  historyResolvers,
  presenceResolvers,
  threadResolvers,
  ruleResolvers,
  comparisonResolvers,
  trainingResolvers,
];

/** The schema with its resolvers, behind its policies. */
export const schema: GraphQLSchema = guarded(
  makeExecutableSchema<Context>({
    typeDefs: readFileSync(path.join(process.cwd(), 'graphql', 'schema.graphql'), 'utf8'),
    resolvers: [...areas],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  }),
);

/** Nothing at the top of the schema answers somebody who is not signed in unless its policy says so. */
function guarded(unguarded: GraphQLSchema): GraphQLSchema {
  guardFields(unguarded.getQueryType());
  guardFields(unguarded.getMutationType());
  guardFields(unguarded.getSubscriptionType());
  return unguarded;
}

function guardFields(type: GraphQLObjectType | null | undefined): void {
  for (const field of Object.values(type?.getFields() ?? {})) {
    const name = `${type?.name}.${field.name}`;
    const policy = (policies as Readonly<Record<string, Policy>>)[name];
    invariant(policy, `the policy of ${name}`);
    if (policy === 'anyone') continue;
    const { subscribe, resolve = defaultFieldResolver } = field;
    if (subscribe) {
      field.subscribe = (root, args, context, info) => {
        requireViewer(context);
        return subscribe(root, args, context, info);
      };
    } else {
      field.resolve = (root, args, context, info) => {
        requireViewer(context);
        return resolve(root, args, context, info);
      };
    }
  }
}
