import { hasLayer } from '@/db/queries/documents/hasLayer';
import { insertWaiver } from '@/db/queries/rules/insertWaiver';
import { AppError } from '@/lib/errors';
import type { MutationField } from '../../fields';
import { requireDesign } from '../../guard';
import { checkId, checkProse } from '../../input';
import { LIMITS } from '../../limits';
import { requireRule } from './requireRule';

/** Waives what a rule finds at a layer, or at the design as a whole. */
export const waiveFinding: MutationField<'waiveFinding'> = async (
  _root,
  { designId, rule, node, reason },
  context,
) => {
  const { design, viewer } = await requireDesign(context, designId, 'waiver.write');
  const { id } = requireRule(rule);
  const text = checkProse(reason, 'The reason for a waiver', LIMITS.reason);
  const layer = node === undefined || node === null ? null : checkId(node, 'The id of the layer');
  const waiver = await context.db.transaction(async (tx) => {
    if (layer !== null && !(await hasLayer(tx, design.id, layer))) {
      throw new AppError('NOT_FOUND', `“${design.name}” has no layer “${layer}”.`);
    }
    const { id: createdBy } = viewer;
    return insertWaiver(tx, {
      designId: design.id,
      rule: id,
      node: layer,
      reason: text,
      createdBy,
    });
  });
  context.services.database.wake.wake(design.id);
  return waiver;
};
