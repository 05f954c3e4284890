// Made by `npm run codegen`. Do not edit.
import type { Role } from '@/lib/access/permissions';
import type { Outcome } from '@/lib/document/session';
import type { AnchorType } from '@/db/schema/threads';
import type { SettingLevel as RuleLevel } from '@/lib/rules/rule';
import type { RunStatus } from '@/db/schema/trainingRuns';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserRow } from '@/db/schema/users';
import type { ProjectRow } from '@/db/schema/projects';
import type { DesignRow } from '@/db/schema/designs';
import type { DesignDocument } from './modules/design/designDocument';
import type { LogRow } from '@/db/queries/documents/logRow';
import type { NamedVersionRow } from '@/db/schema/namedVersions';
import type { ThreadRow, CommentRow } from '@/db/schema/threads';
import type { WaiverRow, ProjectRuleRow } from '@/db/schema/rules';
import type { ComparisonRow } from '@/db/schema/comparisons';
import type { TrainingRunRow, TrainingMetricRow } from '@/db/schema/trainingRuns';
import type { PresenceEntry } from './presence/presenceEntry';
import type { Context } from './context';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment, ISO 8601 in UTC. */
  DateTime: { input: Date; output: Date; }
  /** A JSON value. */
  JSON: { input: unknown; output: unknown; }
};

export type Anchor = {
  /** Id of the layer or wire. */
  readonly element?: Maybe<Scalars['ID']['output']>;
  /** Name of the parameter. */
  readonly param?: Maybe<Scalars['String']['output']>;
  readonly type: AnchorType;
  readonly x?: Maybe<Scalars['Float']['output']>;
  readonly y?: Maybe<Scalars['Float']['output']>;
};

export type AnchorInput = {
  readonly element?: InputMaybe<Scalars['ID']['input']>;
  readonly param?: InputMaybe<Scalars['String']['input']>;
  readonly type: AnchorType;
  readonly x?: InputMaybe<Scalars['Float']['input']>;
  readonly y?: InputMaybe<Scalars['Float']['input']>;
};

export type { AnchorType };

export type Comment = {
  readonly author?: Maybe<User>;
  /** Plain text. */
  readonly body: Scalars['String']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
};

/** An operation as it stands in the log. */
export type CommittedOperation = {
  readonly actor?: Maybe<User>;
  readonly at: Scalars['DateTime']['output'];
  readonly client: Scalars['ID']['output'];
  readonly gesture: Scalars['ID']['output'];
  /** Operations that undid it when it was committed: they hold what was there before. */
  readonly inverse: ReadonlyArray<Scalars['JSON']['output']>;
  readonly operation: Scalars['JSON']['output'];
  readonly revision: Scalars['Int']['output'];
  readonly seq: Scalars['Int']['output'];
};

/** Designs that somebody put side by side, under a name. */
export type Comparison = {
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy?: Maybe<User>;
  readonly designs: ReadonlyArray<Design>;
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
};

export type CreateDesignInput = {
  /** The graph to start from, in the form layerboard-graph/1; an empty canvas when left out. */
  readonly graph?: InputMaybe<Scalars['JSON']['input']>;
  readonly name: Scalars['String']['input'];
  readonly projectId: Scalars['ID']['input'];
};

/** A layer graph that people edit together, with its history, threads and training runs. */
export type Design = {
  /** Counts changes to threads, waivers, runs, the name and the rules of the project; a client that sees it move asks again for those. */
  readonly activity: Scalars['Int']['output'];
  readonly archivedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy?: Maybe<User>;
  /** The document as it stands, or as it stood at a revision. */
  readonly document: Document;
  /** Revision of the parent at which this variant began. */
  readonly forkRevision?: Maybe<Scalars['Int']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  /** The design that this one is a variant of; null for a design of its own, or where the parent may not be seen. */
  readonly parent?: Maybe<Design>;
  readonly project: Project;
  /** Number of the newest operation in the log. */
  readonly revision: Scalars['Int']['output'];
  readonly runs: ReadonlyArray<TrainingRun>;
  /** Figures for lists and cards, for one sample. */
  readonly summary: DesignSummary;
  readonly threads: ReadonlyArray<Thread>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly variants: ReadonlyArray<Design>;
  /** Revisions with a name, newest first. */
  readonly versions: ReadonlyArray<NamedVersion>;
  /** Findings of the design rules that somebody decided to live with, oldest first. */
  readonly waivers: ReadonlyArray<Waiver>;
};


/** A layer graph that people edit together, with its history, threads and training runs. */
export type DesignDocumentArgs = {
  revision?: InputMaybe<Scalars['Int']['input']>;
};

/** News of a design. Without operations it is a heartbeat. */
export type DesignEvent = {
  readonly activity: Scalars['Int']['output'];
  /** Revision before the first of the operations; equal to toRevision in a heartbeat. */
  readonly fromRevision: Scalars['Int']['output'];
  readonly headRevision: Scalars['Int']['output'];
  readonly operations: ReadonlyArray<CommittedOperation>;
  /**
   * The log does not hold what the subscriber has, as after the database was restored to an older backup. The
   * subscriber loads the document anew. PROTOCOL P10.
   */
  readonly resync: Scalars['Boolean']['output'];
  readonly toRevision: Scalars['Int']['output'];
};

export type DesignSummary = {
  readonly layers: Scalars['Int']['output'];
  /** Multiply-accumulates of convolutions and linear maps for one sample. */
  readonly macs: Scalars['Float']['output'];
  /** Learned values; exact up to 2^53. */
  readonly params: Scalars['Float']['output'];
  /** Layers that are wrong or not understood; the figures are lower bounds when there are any. */
  readonly unknown: Scalars['Int']['output'];
};

/** A document at a revision. */
export type Document = {
  /** The graph in the form layerboard-graph/1. */
  readonly graph: Scalars['JSON']['output'];
  /** Which operation stands at the revision; empty at revision 0. PROTOCOL P10. */
  readonly mark?: Maybe<Scalars['String']['output']>;
  readonly revision: Scalars['Int']['output'];
};

/** A link that lets whoever opens it into a project. The token is shown once, when the link is made. */
export type Invite = {
  readonly expiresAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  readonly role: Role;
  /** Secret part of the link /join/{token}. */
  readonly token: Scalars['String']['output'];
};

export type Member = {
  readonly role: Role;
  readonly user: User;
};

/** A merge of another design, as the log tells it. PROTOCOL P15. */
export type Merge = {
  /** Revision of this design after the last operation of the merge. */
  readonly revision: Scalars['Int']['output'];
  /** Revision of the other design up to which its changes were brought over. */
  readonly sourceRevision: Scalars['Int']['output'];
  /** Whether anything of it is left in the document as it stands. */
  readonly stands: Scalars['Boolean']['output'];
};

export type MetricInput = {
  readonly accuracy?: InputMaybe<Scalars['Float']['input']>;
  readonly epoch: Scalars['Float']['input'];
  readonly loss: Scalars['Float']['input'];
  readonly step: Scalars['Int']['input'];
  readonly validationAccuracy?: InputMaybe<Scalars['Float']['input']>;
  readonly validationLoss?: InputMaybe<Scalars['Float']['input']>;
};

export type Mutation = {
  readonly archiveDesign: Design;
  readonly archiveProject: Project;
  /** A project of one's own with the founding example in it: ResNet-18 against squeeze-expand, and the small networks of the lecture notes. */
  readonly createDemoProject: Project;
  readonly createDesign: Design;
  /** Makes a link that lets people in with a role, at most the maker's own; it holds for 14 days. */
  readonly createInvite: Invite;
  readonly createProject: Project;
  /** Copies a design without remembering where it came from. */
  readonly duplicateDesign: Design;
  readonly finishRun: TrainingRun;
  /** Starts a variant: a new design with the same layers, which remembers its parent and revision. */
  readonly forkDesign: Design;
  /** Gives a revision a name, or another one; without a name, takes it away. */
  readonly nameVersion: Design;
  readonly openThread: Thread;
  /** Submits operations in order. Answered after they are committed. PROTOCOL P2 to P8. */
  readonly pushOperations: PushResult;
  /** Adds points to the curves of one's own run; at most 200 at a time. */
  readonly recordMetrics: TrainingRun;
  /** Takes the person who asks into the project of a link. A role that they have already is never lowered. */
  readonly redeemInvite: Project;
  readonly renameDesign: Design;
  readonly renameProject: Project;
  readonly reply: Thread;
  /** Leaves one rule as it comes, or all when none is named. */
  readonly resetRules: Project;
  readonly resolveThread: Thread;
  /** Keeps a comparison of two to four designs of one project. */
  readonly saveComparison: Comparison;
  /** Decides about one rule, in place of what was decided before; what is left out is as the rule comes. */
  readonly setRule: Project;
  readonly startRun: TrainingRun;
  /** Tells the others where one is. Dropped rather than queued when the server is busy. */
  readonly updatePresence: Scalars['Boolean']['output'];
  readonly waiveFinding: Waiver;
  /** Takes a waiver back, so that its finding shows again. */
  readonly withdrawWaiver: Design;
};


export type MutationArchiveDesignArgs = {
  archived: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
};


export type MutationArchiveProjectArgs = {
  archived: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
};


export type MutationCreateDesignArgs = {
  input: CreateDesignInput;
};


export type MutationCreateInviteArgs = {
  projectId: Scalars['ID']['input'];
  role: Role;
};


export type MutationCreateProjectArgs = {
  name: Scalars['String']['input'];
};


export type MutationDuplicateDesignArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


export type MutationFinishRunArgs = {
  accuracy?: InputMaybe<Scalars['Float']['input']>;
  message?: InputMaybe<Scalars['String']['input']>;
  runId: Scalars['ID']['input'];
  status: RunStatus;
};


export type MutationForkDesignArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


export type MutationNameVersionArgs = {
  designId: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  revision: Scalars['Int']['input'];
};


export type MutationOpenThreadArgs = {
  anchor: AnchorInput;
  body: Scalars['String']['input'];
  designId: Scalars['ID']['input'];
};


export type MutationPushOperationsArgs = {
  client: Scalars['ID']['input'];
  designId: Scalars['ID']['input'];
  operations: ReadonlyArray<OperationInput>;
  protocol?: InputMaybe<Scalars['Int']['input']>;
};


export type MutationRecordMetricsArgs = {
  metrics: ReadonlyArray<MetricInput>;
  runId: Scalars['ID']['input'];
};


export type MutationRedeemInviteArgs = {
  token: Scalars['String']['input'];
};


export type MutationRenameDesignArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


export type MutationRenameProjectArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


export type MutationReplyArgs = {
  body: Scalars['String']['input'];
  threadId: Scalars['ID']['input'];
};


export type MutationResetRulesArgs = {
  projectId: Scalars['ID']['input'];
  rule?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationResolveThreadArgs = {
  resolved: Scalars['Boolean']['input'];
  threadId: Scalars['ID']['input'];
};


export type MutationSaveComparisonArgs = {
  designIds: ReadonlyArray<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  projectId: Scalars['ID']['input'];
};


export type MutationSetRuleArgs = {
  level?: InputMaybe<RuleLevel>;
  projectId: Scalars['ID']['input'];
  rule: Scalars['ID']['input'];
  thresholds?: InputMaybe<ReadonlyArray<RuleThresholdInput>>;
};


export type MutationStartRunArgs = {
  input: StartRunInput;
};


export type MutationUpdatePresenceArgs = {
  client: Scalars['ID']['input'];
  designId: Scalars['ID']['input'];
  state: Scalars['JSON']['input'];
};


export type MutationWaiveFindingArgs = {
  designId: Scalars['ID']['input'];
  node?: InputMaybe<Scalars['ID']['input']>;
  reason: Scalars['String']['input'];
  rule: Scalars['ID']['input'];
};


export type MutationWithdrawWaiverArgs = {
  id: Scalars['ID']['input'];
};

/** A revision that somebody gave a name. PROTOCOL P13. */
export type NamedVersion = {
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy?: Maybe<User>;
  readonly name: Scalars['String']['output'];
  readonly revision: Scalars['Int']['output'];
};

export type OperationAnswer = {
  /** Why it was rejected. PROTOCOL P7. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** Why it was discarded or rejected; a sentence. */
  readonly message?: Maybe<Scalars['String']['output']>;
  readonly outcome: Outcome;
  /** Revision that the operation got; null when it stands in no log. */
  readonly revision?: Maybe<Scalars['Int']['output']>;
  readonly seq: Scalars['Int']['output'];
};

export type OperationInput = {
  /** Operations of one gesture share it. */
  readonly gesture: Scalars['ID']['input'];
  /** The operation. PROTOCOL P5. */
  readonly operation: Scalars['JSON']['input'];
  /** Number of the operation among those of this client, from 1 without gaps. */
  readonly seq: Scalars['Int']['input'];
};

export type OperationPage = {
  readonly headRevision: Scalars['Int']['output'];
  readonly operations: ReadonlyArray<CommittedOperation>;
};

export type { Outcome };

/** Somebody who has a design open, in one browser tab. PROTOCOL P12. */
export type Participant = {
  readonly client: Scalars['ID']['output'];
  /** Pointer, selection, layers on their way, focused parameter, part of the canvas in view. */
  readonly state: Scalars['JSON']['output'];
  readonly user: User;
};

export type PresenceFrame = {
  /** Everybody who is here, the person who asks included. */
  readonly participants: ReadonlyArray<Participant>;
};

/** Designs that belong together, and the people who work on them. */
export type Project = {
  readonly archivedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly comparisons: ReadonlyArray<Comparison>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly designCount: Scalars['Int']['output'];
  /** Designs in the order of their last change, newest first. */
  readonly designs: ReadonlyArray<Design>;
  readonly id: Scalars['ID']['output'];
  readonly members: ReadonlyArray<Member>;
  readonly name: Scalars['String']['output'];
  /** What the person who asks may do here. */
  readonly role: Role;
  /** What the project decided about single design rules; rules that are not listed are as they come. */
  readonly ruleSettings: ReadonlyArray<RuleSetting>;
  /** When the project or one of its designs last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
};


/** Designs that belong together, and the people who work on them. */
export type ProjectDesignsArgs = {
  archived?: InputMaybe<Scalars['Boolean']['input']>;
};

export type PushResult = {
  readonly answers: ReadonlyArray<OperationAnswer>;
  /** Newest revision after the push. */
  readonly revision: Scalars['Int']['output'];
};

export type Query = {
  readonly comparison: Comparison;
  readonly design: Design;
  /** The log before a revision, newest first, at most 100 at a time; from its end when no revision is given. */
  readonly history: OperationPage;
  /** What added a layer and set its name and parameters, newest first, at most 100. */
  readonly layerHistory: ReadonlyArray<CommittedOperation>;
  /** The newest merges of one design into another, newest first, at most 5. */
  readonly merges: ReadonlyArray<Merge>;
  /** The log after a revision, oldest first, at most 100 at a time. */
  readonly operations: OperationPage;
  readonly project: Project;
  /** Projects of the person who asks, newest change first. */
  readonly projects: ReadonlyArray<Project>;
  readonly trainingRun: TrainingRun;
  /** The person who asks; null when nobody is signed in. */
  readonly viewer?: Maybe<Viewer>;
};


export type QueryComparisonArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDesignArgs = {
  id: Scalars['ID']['input'];
};


export type QueryHistoryArgs = {
  before?: InputMaybe<Scalars['Int']['input']>;
  designId: Scalars['ID']['input'];
};


export type QueryLayerHistoryArgs = {
  designId: Scalars['ID']['input'];
  layer: Scalars['ID']['input'];
};


export type QueryMergesArgs = {
  designId: Scalars['ID']['input'];
  source: Scalars['ID']['input'];
};


export type QueryOperationsArgs = {
  after: Scalars['Int']['input'];
  designId: Scalars['ID']['input'];
};


export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProjectsArgs = {
  archived?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryTrainingRunArgs = {
  id: Scalars['ID']['input'];
};

export type { Role };

export type { RuleLevel };

/** What a project decided about one design rule. */
export type RuleSetting = {
  readonly changedAt: Scalars['DateTime']['output'];
  readonly changedBy?: Maybe<User>;
  /** Null for the level that the rule has by itself. */
  readonly level?: Maybe<RuleLevel>;
  readonly rule: Scalars['ID']['output'];
  /** Thresholds that are not listed have their defaults. */
  readonly thresholds: ReadonlyArray<RuleThreshold>;
};

/** A number that a rule compares with, in place of its default. */
export type RuleThreshold = {
  readonly name: Scalars['String']['output'];
  readonly value: Scalars['Float']['output'];
};

export type RuleThresholdInput = {
  readonly name: Scalars['String']['input'];
  readonly value: Scalars['Float']['input'];
};

export type { RunStatus };

export type StartRunInput = {
  readonly backend: Scalars['String']['input'];
  readonly dataset: Scalars['String']['input'];
  readonly designId: Scalars['ID']['input'];
  readonly revision: Scalars['Int']['input'];
  readonly settings: Scalars['JSON']['input'];
};

export type Subscription = {
  /** The log from a position on, as it grows. PROTOCOL P10. */
  readonly designEvents: DesignEvent;
  /** Who is in a design. Being subscribed is what makes one present. */
  readonly presence: PresenceFrame;
};


export type SubscriptionDesignEventsArgs = {
  designId: Scalars['ID']['input'];
  protocol?: InputMaybe<Scalars['Int']['input']>;
  sinceMark?: InputMaybe<Scalars['String']['input']>;
  sinceRevision: Scalars['Int']['input'];
};


export type SubscriptionPresenceArgs = {
  client: Scalars['ID']['input'];
  designId: Scalars['ID']['input'];
};

/** A conversation about one thing in a design. */
export type Thread = {
  readonly anchor: Anchor;
  readonly comments: ReadonlyArray<Comment>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly designId: Scalars['ID']['output'];
  readonly id: Scalars['ID']['output'];
  /** What the thread is about is no longer in the design. */
  readonly orphaned: Scalars['Boolean']['output'];
  readonly resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly resolvedBy?: Maybe<User>;
  /** Revision of the design when the thread was opened. */
  readonly revision: Scalars['Int']['output'];
};

/** One point of the curves of a run. */
export type TrainingMetric = {
  readonly accuracy?: Maybe<Scalars['Float']['output']>;
  /** Epochs done, with fractions. */
  readonly epoch: Scalars['Float']['output'];
  readonly loss: Scalars['Float']['output'];
  readonly step: Scalars['Int']['output'];
  readonly validationAccuracy?: Maybe<Scalars['Float']['output']>;
  readonly validationLoss?: Maybe<Scalars['Float']['output']>;
};

/** A quick training of a design in somebody's browser. */
export type TrainingRun = {
  /** Share of the validation samples that the trained network gets right; null until it is known. */
  readonly accuracy?: Maybe<Scalars['Float']['output']>;
  /** Backend that computed: webgpu, webgl or wasm. */
  readonly backend: Scalars['String']['output'];
  readonly dataset: Scalars['String']['output'];
  readonly designId: Scalars['ID']['output'];
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  /** Why it failed; a sentence. */
  readonly message?: Maybe<Scalars['String']['output']>;
  readonly metrics: ReadonlyArray<TrainingMetric>;
  /** Revision of the design that was trained. */
  readonly revision: Scalars['Int']['output'];
  /** Epochs, batch, learning rate, optimizer, seed. */
  readonly settings: Scalars['JSON']['output'];
  readonly startedAt: Scalars['DateTime']['output'];
  readonly startedBy?: Maybe<User>;
  readonly status: RunStatus;
};

/** Somebody as others see them. */
export type User = {
  /** Colour of this person's cursor and selections, as #rrggbb. */
  readonly color: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly isGuest: Scalars['Boolean']['output'];
  readonly name: Scalars['String']['output'];
};

/** The person who asks. */
export type Viewer = {
  readonly color: Scalars['String']['output'];
  /** A guest has no address until they make an account of their session. */
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isGuest: Scalars['Boolean']['output'];
  readonly name: Scalars['String']['output'];
};

/** A finding that somebody decided to live with. Variants and copies of a design begin with its waivers. */
export type Waiver = {
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy?: Maybe<User>;
  readonly designId: Scalars['ID']['output'];
  readonly id: Scalars['ID']['output'];
  /** Id of the layer; null for a finding about the design as a whole. */
  readonly node?: Maybe<Scalars['ID']['output']>;
  /** Plain text. */
  readonly reason: Scalars['String']['output'];
  readonly rule: Scalars['ID']['output'];
  /** The layer is no longer in the design, so that there is nothing left to waive. */
  readonly void: Scalars['Boolean']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Anchor: ResolverTypeWrapper<Anchor>;
  AnchorInput: AnchorInput;
  AnchorType: AnchorType;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Comment: ResolverTypeWrapper<CommentRow>;
  CommittedOperation: ResolverTypeWrapper<LogRow>;
  Comparison: ResolverTypeWrapper<ComparisonRow>;
  CreateDesignInput: CreateDesignInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Design: ResolverTypeWrapper<DesignRow>;
  DesignEvent: ResolverTypeWrapper<Omit<DesignEvent, 'operations'> & { operations: ReadonlyArray<ResolversTypes['CommittedOperation']> }>;
  DesignSummary: ResolverTypeWrapper<DesignSummary>;
  Document: ResolverTypeWrapper<DesignDocument>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Invite: ResolverTypeWrapper<Invite>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Member: ResolverTypeWrapper<Omit<Member, 'user'> & { user: ResolversTypes['User'] }>;
  Merge: ResolverTypeWrapper<Merge>;
  MetricInput: MetricInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NamedVersion: ResolverTypeWrapper<NamedVersionRow>;
  OperationAnswer: ResolverTypeWrapper<OperationAnswer>;
  OperationInput: OperationInput;
  OperationPage: ResolverTypeWrapper<Omit<OperationPage, 'operations'> & { operations: ReadonlyArray<ResolversTypes['CommittedOperation']> }>;
  Outcome: Outcome;
  Participant: ResolverTypeWrapper<PresenceEntry>;
  PresenceFrame: ResolverTypeWrapper<Omit<PresenceFrame, 'participants'> & { participants: ReadonlyArray<ResolversTypes['Participant']> }>;
  Project: ResolverTypeWrapper<ProjectRow>;
  PushResult: ResolverTypeWrapper<PushResult>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Role: Role;
  RuleLevel: RuleLevel;
  RuleSetting: ResolverTypeWrapper<ProjectRuleRow>;
  RuleThreshold: ResolverTypeWrapper<RuleThreshold>;
  RuleThresholdInput: RuleThresholdInput;
  RunStatus: RunStatus;
  StartRunInput: StartRunInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Thread: ResolverTypeWrapper<ThreadRow>;
  TrainingMetric: ResolverTypeWrapper<TrainingMetricRow>;
  TrainingRun: ResolverTypeWrapper<TrainingRunRow>;
  User: ResolverTypeWrapper<UserRow>;
  Viewer: ResolverTypeWrapper<UserRow>;
  Waiver: ResolverTypeWrapper<WaiverRow>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Anchor: Anchor;
  AnchorInput: AnchorInput;
  Boolean: Scalars['Boolean']['output'];
  Comment: CommentRow;
  CommittedOperation: LogRow;
  Comparison: ComparisonRow;
  CreateDesignInput: CreateDesignInput;
  DateTime: Scalars['DateTime']['output'];
  Design: DesignRow;
  DesignEvent: Omit<DesignEvent, 'operations'> & { operations: ReadonlyArray<ResolversParentTypes['CommittedOperation']> };
  DesignSummary: DesignSummary;
  Document: DesignDocument;
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Invite: Invite;
  JSON: Scalars['JSON']['output'];
  Member: Omit<Member, 'user'> & { user: ResolversParentTypes['User'] };
  Merge: Merge;
  MetricInput: MetricInput;
  Mutation: Record<PropertyKey, never>;
  NamedVersion: NamedVersionRow;
  OperationAnswer: OperationAnswer;
  OperationInput: OperationInput;
  OperationPage: Omit<OperationPage, 'operations'> & { operations: ReadonlyArray<ResolversParentTypes['CommittedOperation']> };
  Participant: PresenceEntry;
  PresenceFrame: Omit<PresenceFrame, 'participants'> & { participants: ReadonlyArray<ResolversParentTypes['Participant']> };
  Project: ProjectRow;
  PushResult: PushResult;
  Query: Record<PropertyKey, never>;
  RuleSetting: ProjectRuleRow;
  RuleThreshold: RuleThreshold;
  RuleThresholdInput: RuleThresholdInput;
  StartRunInput: StartRunInput;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Thread: ThreadRow;
  TrainingMetric: TrainingMetricRow;
  TrainingRun: TrainingRunRow;
  User: UserRow;
  Viewer: UserRow;
  Waiver: WaiverRow;
};

export type AnchorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Anchor'] = ResolversParentTypes['Anchor']> = {
  element?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  param?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AnchorType'], ParentType, ContextType>;
  x?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  y?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type AnchorTypeResolvers = EnumResolverSignature<{ DESIGN?: any, EDGE?: any, NODE?: any, PARAM?: any, POINT?: any }, ResolversTypes['AnchorType']>;

export type CommentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Comment'] = ResolversParentTypes['Comment']> = {
  author?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  body?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CommittedOperationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommittedOperation'] = ResolversParentTypes['CommittedOperation']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  client?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  gesture?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inverse?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ComparisonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Comparison'] = ResolversParentTypes['Comparison']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  designs?: Resolver<ReadonlyArray<ResolversTypes['Design']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DesignResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Design'] = ResolversParentTypes['Design']> = {
  activity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  archivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType, Partial<DesignDocumentArgs>>;
  forkRevision?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Design']>, ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  runs?: Resolver<ReadonlyArray<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['DesignSummary'], ParentType, ContextType>;
  threads?: Resolver<ReadonlyArray<ResolversTypes['Thread']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  variants?: Resolver<ReadonlyArray<ResolversTypes['Design']>, ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['NamedVersion']>, ParentType, ContextType>;
  waivers?: Resolver<ReadonlyArray<ResolversTypes['Waiver']>, ParentType, ContextType>;
};

export type DesignEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DesignEvent'] = ResolversParentTypes['DesignEvent']> = {
  activity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fromRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  headRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operations?: Resolver<ReadonlyArray<ResolversTypes['CommittedOperation']>, ParentType, ContextType>;
  resync?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  toRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DesignSummaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DesignSummary'] = ResolversParentTypes['DesignSummary']> = {
  layers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  macs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  params?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document']> = {
  graph?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  mark?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InviteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invite'] = ResolversParentTypes['Invite']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Member'] = ResolversParentTypes['Member']> = {
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type MergeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Merge'] = ResolversParentTypes['Merge']> = {
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sourceRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stands?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  archiveDesign?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<MutationArchiveDesignArgs, 'archived' | 'id'>>;
  archiveProject?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationArchiveProjectArgs, 'archived' | 'id'>>;
  createDemoProject?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  createDesign?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<MutationCreateDesignArgs, 'input'>>;
  createInvite?: Resolver<ResolversTypes['Invite'], ParentType, ContextType, RequireFields<MutationCreateInviteArgs, 'projectId' | 'role'>>;
  createProject?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationCreateProjectArgs, 'name'>>;
  duplicateDesign?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<MutationDuplicateDesignArgs, 'id' | 'name'>>;
  finishRun?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType, RequireFields<MutationFinishRunArgs, 'runId' | 'status'>>;
  forkDesign?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<MutationForkDesignArgs, 'id' | 'name'>>;
  nameVersion?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<MutationNameVersionArgs, 'designId' | 'revision'>>;
  openThread?: Resolver<ResolversTypes['Thread'], ParentType, ContextType, RequireFields<MutationOpenThreadArgs, 'anchor' | 'body' | 'designId'>>;
  pushOperations?: Resolver<ResolversTypes['PushResult'], ParentType, ContextType, RequireFields<MutationPushOperationsArgs, 'client' | 'designId' | 'operations'>>;
  recordMetrics?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType, RequireFields<MutationRecordMetricsArgs, 'metrics' | 'runId'>>;
  redeemInvite?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationRedeemInviteArgs, 'token'>>;
  renameDesign?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<MutationRenameDesignArgs, 'id' | 'name'>>;
  renameProject?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationRenameProjectArgs, 'id' | 'name'>>;
  reply?: Resolver<ResolversTypes['Thread'], ParentType, ContextType, RequireFields<MutationReplyArgs, 'body' | 'threadId'>>;
  resetRules?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationResetRulesArgs, 'projectId'>>;
  resolveThread?: Resolver<ResolversTypes['Thread'], ParentType, ContextType, RequireFields<MutationResolveThreadArgs, 'resolved' | 'threadId'>>;
  saveComparison?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType, RequireFields<MutationSaveComparisonArgs, 'designIds' | 'name' | 'projectId'>>;
  setRule?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationSetRuleArgs, 'projectId' | 'rule'>>;
  startRun?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType, RequireFields<MutationStartRunArgs, 'input'>>;
  updatePresence?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationUpdatePresenceArgs, 'client' | 'designId' | 'state'>>;
  waiveFinding?: Resolver<ResolversTypes['Waiver'], ParentType, ContextType, RequireFields<MutationWaiveFindingArgs, 'designId' | 'reason' | 'rule'>>;
  withdrawWaiver?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<MutationWithdrawWaiverArgs, 'id'>>;
};

export type NamedVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamedVersion'] = ResolversParentTypes['NamedVersion']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OperationAnswerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationAnswer'] = ResolversParentTypes['OperationAnswer']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OperationPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationPage'] = ResolversParentTypes['OperationPage']> = {
  headRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operations?: Resolver<ReadonlyArray<ResolversTypes['CommittedOperation']>, ParentType, ContextType>;
};

export type OutcomeResolvers = EnumResolverSignature<{ COMMIT?: any, DISCARD?: any, REBASED?: any, REJECT?: any }, ResolversTypes['Outcome']>;

export type ParticipantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Participant'] = ResolversParentTypes['Participant']> = {
  client?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type PresenceFrameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PresenceFrame'] = ResolversParentTypes['PresenceFrame']> = {
  participants?: Resolver<ReadonlyArray<ResolversTypes['Participant']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  archivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  comparisons?: Resolver<ReadonlyArray<ResolversTypes['Comparison']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  designCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  designs?: Resolver<ReadonlyArray<ResolversTypes['Design']>, ParentType, ContextType, RequireFields<ProjectDesignsArgs, 'archived'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['Member']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  ruleSettings?: Resolver<ReadonlyArray<ResolversTypes['RuleSetting']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PushResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PushResult'] = ResolversParentTypes['PushResult']> = {
  answers?: Resolver<ReadonlyArray<ResolversTypes['OperationAnswer']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  comparison?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType, RequireFields<QueryComparisonArgs, 'id'>>;
  design?: Resolver<ResolversTypes['Design'], ParentType, ContextType, RequireFields<QueryDesignArgs, 'id'>>;
  history?: Resolver<ResolversTypes['OperationPage'], ParentType, ContextType, RequireFields<QueryHistoryArgs, 'designId'>>;
  layerHistory?: Resolver<ReadonlyArray<ResolversTypes['CommittedOperation']>, ParentType, ContextType, RequireFields<QueryLayerHistoryArgs, 'designId' | 'layer'>>;
  merges?: Resolver<ReadonlyArray<ResolversTypes['Merge']>, ParentType, ContextType, RequireFields<QueryMergesArgs, 'designId' | 'source'>>;
  operations?: Resolver<ResolversTypes['OperationPage'], ParentType, ContextType, RequireFields<QueryOperationsArgs, 'after' | 'designId'>>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectsArgs, 'archived'>>;
  trainingRun?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType, RequireFields<QueryTrainingRunArgs, 'id'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RoleResolvers = EnumResolverSignature<{ COMMENTER?: any, EDITOR?: any, OWNER?: any, VIEWER?: any }, ResolversTypes['Role']>;

export type RuleLevelResolvers = EnumResolverSignature<{ ADVICE?: any, ERROR?: any, OFF?: any, WARNING?: any }, ResolversTypes['RuleLevel']>;

export type RuleSettingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RuleSetting'] = ResolversParentTypes['RuleSetting']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['RuleLevel']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  thresholds?: Resolver<ReadonlyArray<ResolversTypes['RuleThreshold']>, ParentType, ContextType>;
};

export type RuleThresholdResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RuleThreshold'] = ResolversParentTypes['RuleThreshold']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RunStatusResolvers = EnumResolverSignature<{ FAILED?: any, FINISHED?: any, RUNNING?: any, STOPPED?: any }, ResolversTypes['RunStatus']>;

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  designEvents?: SubscriptionResolver<ResolversTypes['DesignEvent'], "designEvents", ParentType, ContextType, RequireFields<SubscriptionDesignEventsArgs, 'designId' | 'sinceRevision'>>;
  presence?: SubscriptionResolver<ResolversTypes['PresenceFrame'], "presence", ParentType, ContextType, RequireFields<SubscriptionPresenceArgs, 'client' | 'designId'>>;
};

export type ThreadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Thread'] = ResolversParentTypes['Thread']> = {
  anchor?: Resolver<ResolversTypes['Anchor'], ParentType, ContextType>;
  comments?: Resolver<ReadonlyArray<ResolversTypes['Comment']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  designId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orphaned?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  resolvedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TrainingMetricResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingMetric'] = ResolversParentTypes['TrainingMetric']> = {
  accuracy?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  loss?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  validationAccuracy?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  validationLoss?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type TrainingRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRun'] = ResolversParentTypes['TrainingRun']> = {
  accuracy?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  backend?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  designId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['TrainingMetric']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  color?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isGuest?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  color?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isGuest?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WaiverResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Waiver'] = ResolversParentTypes['Waiver']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  designId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  void?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Anchor?: AnchorResolvers<ContextType>;
  AnchorType?: AnchorTypeResolvers;
  Comment?: CommentResolvers<ContextType>;
  CommittedOperation?: CommittedOperationResolvers<ContextType>;
  Comparison?: ComparisonResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Design?: DesignResolvers<ContextType>;
  DesignEvent?: DesignEventResolvers<ContextType>;
  DesignSummary?: DesignSummaryResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  Invite?: InviteResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Member?: MemberResolvers<ContextType>;
  Merge?: MergeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NamedVersion?: NamedVersionResolvers<ContextType>;
  OperationAnswer?: OperationAnswerResolvers<ContextType>;
  OperationPage?: OperationPageResolvers<ContextType>;
  Outcome?: OutcomeResolvers;
  Participant?: ParticipantResolvers<ContextType>;
  PresenceFrame?: PresenceFrameResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  PushResult?: PushResultResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Role?: RoleResolvers;
  RuleLevel?: RuleLevelResolvers;
  RuleSetting?: RuleSettingResolvers<ContextType>;
  RuleThreshold?: RuleThresholdResolvers<ContextType>;
  RunStatus?: RunStatusResolvers;
  Subscription?: SubscriptionResolvers<ContextType>;
  Thread?: ThreadResolvers<ContextType>;
  TrainingMetric?: TrainingMetricResolvers<ContextType>;
  TrainingRun?: TrainingRunResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Waiver?: WaiverResolvers<ContextType>;
};

