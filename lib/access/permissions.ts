/** Roles in a project, each of which may do what the ones before it may. */
export const ROLES = ['viewer', 'commenter', 'editor', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** The lowest role that may do each thing. Whatever is not here nobody may do. */
const LOWEST = {
  'project.read': 'viewer',
  'project.rename': 'editor',
  'project.archive': 'owner',
  'project.invite': 'editor',
  'rules.write': 'owner',
  'design.read': 'viewer',
  'design.create': 'editor',
  'design.edit': 'editor',
  'design.rename': 'editor',
  'design.archive': 'editor',
  'design.fork': 'editor',
  'version.write': 'editor',
  'presence.read': 'viewer',
  'presence.write': 'viewer',
  'thread.read': 'viewer',
  'thread.write': 'commenter',
  'thread.resolve': 'commenter',
  'waiver.write': 'editor',
  'comparison.read': 'viewer',
  'comparison.write': 'commenter',
  'run.read': 'viewer',
  'run.write': 'commenter',
} as const satisfies Record<string, Role>;

export type Action = keyof typeof LOWEST;

export const ACTIONS = Object.keys(LOWEST) as readonly Action[];

/** The one table that decides: the page hides by it and the server refuses by it. */
export function can(role: Role | undefined, action: Action): boolean {
  if (role === undefined || !Object.hasOwn(LOWEST, action)) return false;
  return ROLES.indexOf(role) >= ROLES.indexOf(LOWEST[action]);
}

/** The higher of two roles. */
export function higherRole(a: Role | undefined, b: Role | undefined): Role | undefined {
  if (!a || !b) return a ?? b;
  return ROLES.indexOf(a) >= ROLES.indexOf(b) ? a : b;
}
