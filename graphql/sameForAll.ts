/**
 * Fields with a resolver of their own that say the same to everybody, so that followers of one event can share
 * the answer. A field that is read off its object always does.
 */
export const SAME_FOR_ALL: ReadonlySet<string> = new Set([
  'CommittedOperation.actor',
  'Participant.user',
  'User.color',
  'User.isGuest',
]);
