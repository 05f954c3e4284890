import { isStorableText } from '@/db/documents/storable';
import { AppError } from '@/lib/errors';
import { idSchema, nameSchema } from '@/lib/graph/schemas';

/** A name that somebody gave, without blanks around it. `what` says whose, as in “The name of the project”. */
export function checkName(name: string, what: string): string {
  const parsed = nameSchema.safeParse(name);
  if (!parsed.success) badInput(`${what} ${parsed.error.issues[0]?.message ?? 'does not fit'}.`);
  return checkText(parsed.data, what);
}

/** An id that a client made. */
export function checkId(id: string, what: string): string {
  const parsed = idSchema.safeParse(id);
  if (!parsed.success) badInput(`${what} ${parsed.error.issues[0]?.message ?? 'does not fit'}.`);
  return parsed.data;
}

/** A text of at least one and at most `most` characters, without blanks around it. */
export function checkProse(text: string, what: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed === '') badInput(`${what} must not be empty.`);
  if (trimmed.length > most) badInput(`${what} must have at most ${most} characters.`);
  return checkText(trimmed, what);
}

function checkText(text: string, what: string): string {
  if (!isStorableText(text)) badInput(`${what} holds a character that cannot be stored.`);
  return text;
}

export function badInput(message: string): never {
  throw new AppError('BAD_INPUT', message);
}
