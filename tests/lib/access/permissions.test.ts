import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action, can, higherRole, ROLES, type Role } from '@/lib/access/permissions';

// Who may do what, written down a second time: v viewer, c commenter, e editor, o owner.
const TABLE: Readonly<Record<Action, string>> = {
  'project.read': 'vceo',
  'project.rename': 'eo',
  'project.archive': 'o',
  'project.invite': 'eo',
  'rules.write': 'o',
  'design.read': 'vceo',
  'design.create': 'eo',
  'design.edit': 'eo',
  'design.rename': 'eo',
  'design.archive': 'eo',
  'design.fork': 'eo',
  'version.write': 'eo',
  'presence.read': 'vceo',
  'presence.write': 'vceo',
  'thread.read': 'vceo',
  'thread.write': 'ceo',
  'thread.resolve': 'ceo',
  'waiver.write': 'eo',
  'comparison.read': 'vceo',
  'comparison.write': 'ceo',
  'run.read': 'vceo',
  'run.write': 'ceo',
};

describe('permissions', () => {
  it('names every action there is', () => {
    expect([...ACTIONS].toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  it.each(ACTIONS)('lets exactly the right roles do %s', (action) => {
    const allowed = ROLES.filter((role) => can(role, action));
    expect(allowed.map((role) => role[0]).join('')).toBe(TABLE[action]);
  });

  it('lets nobody without a role do anything', () => {
    expect(ACTIONS.filter((action) => can(undefined, action))).toEqual([]);
  });

  it('lets nobody do what is not in the table', () => {
    const unknown: string[] = ['project.delete', 'constructor', 'toString', '__proto__', ''];
    expect(unknown.filter((action) => can('owner', action as Action))).toEqual([]);
    expect(can('admin' as Role, 'project.read')).toBe(false);
  });

  it('gives every role all that the roles before it have', () => {
    for (const [index, role] of ROLES.entries()) {
      const lower = ROLES[index - 1];
      for (const action of ACTIONS) if (can(lower, action)) expect(can(role, action)).toBe(true);
    }
  });

  it('takes the higher of two roles, whichever comes first', () => {
    for (const [high, a] of ROLES.entries())
      for (const b of ROLES.slice(0, high + 1))
        expect([higherRole(a, b), higherRole(b, a)]).toEqual([a, a]);
    expect(higherRole(undefined, 'viewer')).toBe('viewer');
    expect(higherRole('owner', undefined)).toBe('owner');
    expect(higherRole(undefined, undefined)).toBeUndefined();
  });
});
