import type { MutationField } from '../../fields';
import { copyDesign } from './copyDesign';

/** Starts a variant. */
export const forkDesign: MutationField<'forkDesign'> = (_root, args, context) =>
  copyDesign(context, args, 'variant');
