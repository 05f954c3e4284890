import { comparisonDesigns, comparisons } from './comparisons';
import { designs } from './designs';
import { edges, groups, nodes, snapshots } from './documents';
import { namedVersions } from './namedVersions';
import { declinedOperations, documentClients, operations } from './operations';
import { projectInvites, projectMembers, projects } from './projects';
import { projectRules, waivers } from './rules';
import { secrets } from './secrets';
import { invitations, members, organizations } from './teams';
import { comments, threads } from './threads';
import { trainingMetrics, trainingRuns } from './trainingRuns';
import { accounts, rateLimits, sessions, users, verifications } from './users';

/** Every table there is. */
export const schema = {
  users,
  sessions,
  accounts,
  verifications,
  rateLimits,
  organizations,
  members,
  invitations,
  projects,
  projectMembers,
  projectInvites,
  projectRules,
  designs,
  groups,
  nodes,
  edges,
  snapshots,
  operations,
  declinedOperations,
  documentClients,
  namedVersions,
  threads,
  comments,
  waivers,
  comparisons,
  comparisonDesigns,
  trainingRuns,
  trainingMetrics,
  secrets,
};
