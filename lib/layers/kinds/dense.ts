import { z } from 'zod';
import { evaluate, named, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { channelAxis, channelCount, elementCount, withChannels } from '@/lib/tensor/tensorType';
import { linearOperations } from '../convolutionWorking';
import { failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count, toggle } from '../params';
import { wrongRank } from '../problems';
import { asInput, stated } from '../working';

/** A linear map of the features: of a vector, or of the channels of a channels-last map position by position. */
export const dense = defineKind({
  kind: 'dense',
  title: 'Dense',
  short: 'FC',
  group: 'Dense',
  summary: 'Connects every input feature to every unit.',
  arity: SINGLE,
  params: z.strictObject({
    units: count('Units', 10, 'Output features.'),
    bias: toggle('Bias', true, 'One offset a unit.'),
  }),
  infer({ units, bias }, [source]) {
    const features = source && channelCount(source);
    if (!source || features === undefined || source.layout === 'chw') {
      return failed(
        wrongRank('Dense', 'a vector (put a flatten or a global pool before it)', source),
      );
    }
    const output = withChannels(source, units);
    const values = elementCount(output);
    const kernel = trainable('kernel', units, features);
    return inferred(output, {
      reach: source.layout === 'flat' ? { type: 'global' } : { type: 'pointwise' },
      weights: bias ? [kernel, trainable('bias', units)] : [kernel],
      macs: values * features,
      operations: 2 * values * features + (bias ? values : 0),
      saved: [INPUT],
    });
  },
  working({ units, bias }, { outputs }, [source]) {
    const type = must(source, 'input');
    const output = must(outputs[0], 'output');
    const features = channelCount(type) ?? 0;
    const positions = elementCount(output) / units;
    const macs = times(
      ...(positions === 1 ? [] : [named('positions', positions)]),
      named('features', features),
      named('units', units),
    );
    return {
      outputs: [
        output.shape.map((_size, axis) =>
          axis === channelAxis(output) ? stated('units', units) : asInput(type, axis),
        ),
      ],
      weightAxes: { kernel: ['units', 'features'], bias: ['units'] },
      macs: { formula: macs, words: 'Every unit weighs every feature.' },
      operations: linearOperations(evaluate(macs), bias ? elementCount(output) : 0),
    };
  },
  digest: ({ units }) => `${units} units`,
  emit: {
    keras: ({ units, bias }) => [{ name: 'dense', args: { units, useBias: bias } }],
    torch: ({ units, bias }, _facts, [source]) => [
      {
        name: 'nn.Linear',
        args: { in_features: source && channelCount(source), out_features: units, bias },
      },
    ],
  },
});
