import { ruleById } from '@/lib/rules/rules';
import type { Resolvers } from '../../resolverTypes.generated';
import { userOrNull } from '../account/userOrNull';
import { resetRules } from './resetRules';
import { setRule } from './setRule';
import { waiveFinding } from './waiveFinding';
import { withdrawWaiver } from './withdrawWaiver';

export const ruleResolvers = {
  RuleLevel: { ERROR: 'error', WARNING: 'warning', ADVICE: 'advice', OFF: 'off' },
  Mutation: { setRule, resetRules, waiveFinding, withdrawWaiver },
  RuleSetting: {
    thresholds: ({ rule, thresholds }) =>
      Object.keys(ruleById(rule)?.thresholds ?? {}).flatMap((name) => {
        const value = thresholds[name];
        return value === undefined ? [] : [{ name, value }];
      }),
    changedBy: ({ changedBy }, _args, context) => userOrNull(context, changedBy),
  },
  Waiver: {
    void: async ({ designId, node }, _args, { loaders }) =>
      node !== null && !(await loaders.elements.load({ designId, element: node })),
    createdBy: ({ createdBy }, _args, context) => userOrNull(context, createdBy),
  },
} satisfies Resolvers;
