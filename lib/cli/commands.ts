import type { Command } from './command';
import { analyze } from './commands/analyze';
import { compare } from './commands/compare';
import { convert } from './commands/convert';
import { lintDesign } from './commands/lintDesign';
import { listTemplates } from './commands/listTemplates';

/** Every command, in the order in which the help shows them. */
export const commands: readonly Command[] = [analyze, lintDesign, compare, convert, listTemplates];
