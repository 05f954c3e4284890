const MANNERS = ['Calm', 'Bold', 'Bright', 'Gentle', 'Keen', 'Merry', 'Quiet', 'Swift'] as const;

const ANIMALS = [
  'Badger',
  'Crane',
  'Dolphin',
  'Falcon',
  'Hare',
  'Heron',
  'Lynx',
  'Marten',
  'Otter',
  'Owl',
  'Robin',
  'Seal',
  'Sparrow',
  'Stork',
  'Swan',
  'Wren',
] as const;

/** What a guest is called until they say otherwise, so that two guests can be told apart. */
export function guestName(): string {
  return `${pick(MANNERS)} ${pick(ANIMALS)}`;
}

function pick<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)] as T;
}
