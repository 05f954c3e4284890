import type { Action, Role } from '@/lib/access/permissions';
import { AppError } from '@/lib/errors';

/** What can be asked for by an id. */
export type Thing = 'project' | 'design' | 'thread' | 'waiver' | 'comparison' | 'training run';

/** The answer for what is not there and for what one may not see: the same, so that it tells nothing. */
export function notFound(thing: Thing, id: string): AppError {
  return new AppError('NOT_FOUND', `There is no ${thing} “${shorten(id)}” that you can see.`);
}

const DEEDS: Readonly<Record<Action, string>> = {
  'project.read': 'see this project',
  'project.rename': 'rename this project',
  'project.archive': 'archive this project',
  'project.invite': 'invite people into this project',
  'rules.write': 'change the rules of this project',
  'design.read': 'see this design',
  'design.create': 'add designs to this project',
  'design.edit': 'change this design',
  'design.rename': 'rename this design',
  'design.archive': 'archive this design',
  'design.fork': 'start variants of this design',
  'version.write': 'name versions of this design',
  'presence.read': 'see who is in this design',
  'presence.write': 'be present in this design',
  'thread.read': 'read the threads of this design',
  'thread.write': 'write in the threads of this design',
  'thread.resolve': 'resolve threads of this design',
  'waiver.write': 'waive findings in this design',
  'comparison.read': 'see the comparisons of this project',
  'comparison.write': 'save comparisons in this project',
  'run.read': 'see the training runs of this design',
  'run.write': 'record training runs of this design',
};

/** The answer to somebody who may see a thing but not do this to it. */
export function mayNot(role: Role, action: Action): AppError {
  const article = /^[aeo]/.test(role) ? 'An' : 'A';
  return new AppError('FORBIDDEN', `${article} ${role} may not ${DEEDS[action]}.`);
}

/** An id for a sentence: what people send may be very long. */
function shorten(id: string): string {
  return id.length > 64 ? `${id.slice(0, 64)}…` : id;
}
