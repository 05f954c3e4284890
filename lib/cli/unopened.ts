import { templateById } from '@/lib/templates/templates';
import type { Unopened } from './command';
import { nearest } from './nearest';

/** What stands before the name of a template. */
export const TEMPLATE = 'template:';

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder; a file was expected',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ERR_FS_FILE_TOO_LARGE: 'is larger than 2 GiB; export the model without its weights',
};

/** Why a file that somebody named could not be opened, as a sentence. */
export function unopened(operand: string, { code, siblings }: Unopened): string {
  if (code !== 'ENOENT' && code !== 'ENOTDIR')
    return `“${operand}” ${REASONS[code] ?? `cannot be read (${code})`}.`;
  if (templateById(operand))
    return `There is no file “${operand}”. Did you mean “${TEMPLATE}${operand}”?`;
  const name = operand.split(/[/\\]/).at(-1) ?? operand;
  const folder = operand.slice(0, operand.length - name.length);
  const meant = nearest(name, siblings);
  const advice = meant === undefined ? '' : ` Did you mean “${folder}${meant}”?`;
  return `There is no file “${operand}”.${advice}`;
}
