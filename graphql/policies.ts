import type { Action } from '@/lib/access/permissions';
import type {
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from './resolverTypes.generated';

/** Every field at the top of the schema. */
export type RootField =
  | `Query.${keyof QueryResolvers}`
  | `Mutation.${keyof MutationResolvers}`
  | `Subscription.${keyof SubscriptionResolvers}`;

/**
 * Who may use a field: anyone; whoever is signed in; or whoever may do the action in the project
 * that the field is about, which its resolver asks the guard.
 */
export type Policy = 'anyone' | 'signedIn' | Action;

/** The policy of each field. A field without one does not compile, and the schema refuses to start. */
export const policies: Readonly<Record<RootField, Policy>> = {
  'Query.viewer': 'anyone',
  'Query.projects': 'signedIn',
  'Query.project': 'project.read',
  'Query.design': 'design.read',
  'Query.operations': 'design.read',
  'Query.history': 'design.read',
  'Query.layerHistory': 'design.read',
  'Query.merges': 'design.read',
  'Query.comparison': 'comparison.read',
  'Query.trainingRun': 'run.read',
  'Mutation.createProject': 'signedIn',
  'Mutation.createDemoProject': 'signedIn',
  'Mutation.renameProject': 'project.rename',
  'Mutation.archiveProject': 'project.archive',
  'Mutation.createInvite': 'project.invite',
  'Mutation.redeemInvite': 'signedIn',
  'Mutation.setRule': 'rules.write',
  'Mutation.resetRules': 'rules.write',
  'Mutation.createDesign': 'design.create',
  'Mutation.forkDesign': 'design.fork',
  'Mutation.duplicateDesign': 'design.create',
  'Mutation.renameDesign': 'design.rename',
  'Mutation.archiveDesign': 'design.archive',
  'Mutation.nameVersion': 'version.write',
  'Mutation.pushOperations': 'design.edit',
  'Mutation.updatePresence': 'presence.write',
  'Mutation.openThread': 'thread.write',
  'Mutation.reply': 'thread.write',
  'Mutation.resolveThread': 'thread.resolve',
  'Mutation.waiveFinding': 'waiver.write',
  'Mutation.withdrawWaiver': 'waiver.write',
  'Mutation.saveComparison': 'comparison.write',
  'Mutation.startRun': 'run.write',
  'Mutation.recordMetrics': 'run.write',
  'Mutation.finishRun': 'run.write',
  'Subscription.designEvents': 'design.read',
  'Subscription.presence': 'presence.read',
};
