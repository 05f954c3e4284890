import type { MutationField } from '../../fields';
import { copyDesign } from './copyDesign';

/** Copies a design without remembering where it came from. */
export const duplicateDesign: MutationField<'duplicateDesign'> = (_root, args, context) =>
  copyDesign(context, args, 'copy');
