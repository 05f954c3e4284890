import { beforeAll, describe, expect, it } from 'vitest';
import type { LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';
import type { TrainingEvent } from '@/lib/training/event';
import { train } from '@/lib/training/run';
import type { TensorFlow } from '@/lib/training/tensorflow';
import { narrowed } from '@/tests/support/narrowed';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';
import { eventsOf, jobOf, only } from '@/tests/support/trained';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
});

const template = (id: string): LayerGraph => must(templateById(id), id).build();
const small = { samples: 96, batch: 32, epochs: 1 } as const;

/** What a training tells without the time it took. */
const timeless = (events: readonly TrainingEvent[]) =>
  events.map((event) => ('seconds' in event ? { ...event, seconds: 0 } : event));

describe('a training', () => {
  it('teaches a small network the drawn digits within two epochs', async () => {
    const settings = { samples: 1000, epochs: 2, learningRate: 0.005 };
    const events = await eventsOf(tf, jobOf(template('tiny-cnn-digits'), 'digits', settings));
    const [finished] = only(events, 'finished');
    expect(finished?.accuracy).toBeGreaterThan(0.6);
    const [first, second] = only(events, 'epoch');
    expect(second?.validationLoss).toBeLessThan(must(first, 'epoch').validationLoss);
    const counts = must(finished, 'end').classes.reduce((sum, each) => sum + each.count, 0);
    expect(counts).toBe(200);
  });

  it('shows that a ReLU before the softmax is a bug: the network learns once it is gone', async () => {
    const settings = { samples: 640, epochs: 2, seed: 4, learningRate: 0.002 };
    const accuracy = async (id: string) => {
      const job = jobOf(narrowed(template(id), 8, 10), 'digits', settings);
      return must(only(await eventsOf(tf, job), 'finished')[0], 'end').accuracy;
    };
    const [buggy, mended] = [
      await accuracy('mnist-one-epoch'),
      await accuracy('mnist-one-epoch-mended'),
    ];
    expect(mended).toBeGreaterThan(0.55);
    expect(buggy).toBeLessThan(0.3);
  });

  it('[T7] sees before the first step that some of the scores of the bug are silent', async () => {
    const job = jobOf(narrowed(template('mnist-one-epoch'), 8, 10), 'digits', {
      ...small,
      seed: 2,
    });
    const [started] = only(await eventsOf(tf, job), 'started');
    const check = must(started, 'start').checks.find(({ id }) => id === 'silent-channels');
    expect(check).toMatchObject({ status: 'warning', nodes: ['relu7'] });
    expect(check?.message).toMatch(/^\d of the 10 channels of “relu7” are 0 on all 32 images/);
  });

  it('[T9] gives the same numbers for the same job, and others for another seed', async () => {
    const dropping = () => {
      const net = new GraphBuilder();
      const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
      const map = net.add('conv2d', 'conv', { filters: 4, stride: [2, 2] }, image);
      const normal = net.add('batchNorm', 'norm', {}, map);
      const dropped = net.add('dropout', 'drop', { rate: 0.3 }, normal);
      const flat = net.add('flatten', 'flatten', {}, dropped);
      net.add('output', 'scores', { loss: 'logits' }, net.add('dense', 'fc', { units: 10 }, flat));
      return net.build();
    };
    const run = async (seed: number) =>
      timeless(await eventsOf(tf, jobOf(dropping(), 'digits', { ...small, seed })));
    const first = await run(4);
    expect(await run(4)).toEqual(first);
    expect(await run(5)).not.toEqual(first);
  });

  it('[T7] begins with checks that find nothing wrong with a sound network', async () => {
    const events = await eventsOf(tf, jobOf(template('tiny-cnn-textures'), 'textures', small));
    const [started] = only(events, 'started');
    expect(started).toMatchObject({ parameters: 17_082, steps: 3, lossInput: 'logits' });
    const { checks, gradients } = must(started, 'start');
    expect(checks.map(({ id, status }) => [id, status])).toEqual([
      ['model', 'passed'],
      ['initial-loss', 'passed'],
      ['gradients', 'passed'],
      ['silent-channels', 'passed'],
    ]);
    expect(gradients).toHaveLength(9);
    for (const { norm } of gradients) expect(norm).toBeGreaterThan(0);
  });

  it('[T7] warns of a loss that starts far from guessing', async () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    const flat = net.add('flatten', 'flatten', {}, image);
    const scores = net.add('dense', 'fc', { units: 10 }, flat);
    const loud = Array.from({ length: 4 }).reduce<typeof scores>(
      (sum, _, index) => net.add('add', `double ${index}`, {}, sum, sum),
      scores,
    );
    net.add('output', 'scores', { loss: 'logits' }, loud);
    const [started] = only(await eventsOf(tf, jobOf(net.build(), 'digits', small)), 'started');
    const check = must(started, 'start').checks.find(({ id }) => id === 'initial-loss');
    expect(check?.status).toBe('warning');
    expect(check?.message).toMatch(
      /^The loss starts at \d+\.\d{3}; guessing among 10 classes gives 2\.303/,
    );
  });

  it('[T7] warns of layers that no gradient reaches', async () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    const map = net.add('conv2d', 'lost', { filters: 1, stride: [4, 4] }, image);
    const constant = net.add('softmax', 'of one channel', {}, map);
    const flat = net.add('flatten', 'flatten', {}, constant);
    net.add('output', 'scores', { loss: 'logits' }, net.add('dense', 'fc', { units: 10 }, flat));
    const [started] = only(await eventsOf(tf, jobOf(net.build(), 'digits', small)), 'started');
    const check = must(started, 'start').checks.find(({ id }) => id === 'gradients');
    expect(check).toMatchObject({ status: 'warning', nodes: ['lost'] });
    expect(check?.message).toMatch(/^Hardly any gradient reaches “lost” \(0\.0\)/);
  });

  it('[T8] fails with a sentence that names the step when the weights run away', async () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    const hidden = net.add('dense', 'fc1', { units: 64 }, net.add('flatten', 'flatten', {}, image));
    net.add('output', 'scores', {}, net.add('dense', 'fc2', { units: 10 }, hidden));
    const settings = { ...small, samples: 320, optimizer: 'sgd', learningRate: 10 } as const;
    const events = await eventsOf(tf, jobOf(net.build(), 'digits', settings));
    const last = events.at(-1);
    expect(last?.type).toBe('failed');
    expect(last).toMatchObject({
      message: expect.stringMatching(
        /^The loss is (not a number|infinite) at step \d+: the weights have run away\. Try a smaller learning rate/,
      ),
    });
  });

  it('[T3] trains through several heads and judges the deepest one', async () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    const map = net.add('conv2d', 'conv', { filters: 4, stride: [4, 4] }, image);
    const early = net.add('flatten', 'early flatten', {}, map);
    net.add('output', 'side', {}, net.add('dense', 'side fc', { units: 10 }, early));
    const deeper = net.add('conv2d', 'deeper', { filters: 4 }, map);
    const late = net.add('flatten', 'late flatten', {}, deeper);
    const scores = net.add('softmax', 'softmax', {}, net.add('dense', 'fc', { units: 10 }, late));
    net.add('output', 'main', {}, scores);
    const job = jobOf(net.build(), 'digits', small);
    expect(job.ports).toMatchObject({ head: 'main', sideHeads: ['side'] });
    const [started] = only(await eventsOf(tf, job), 'started');
    expect(started?.lossInput).toBe('probabilities');
    expect(must(started, 'start').gradients.every(({ norm }) => norm > 0)).toBe(true);
  });

  it('[T1] leaves layers alone that lead nowhere', async () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { height: 28, width: 28, channels: 1 });
    net.add('conv2d', 'scratch', { filters: 64 }, image);
    const flat = net.add('flatten', 'flatten', {}, image);
    net.add('output', 'scores', {}, net.add('dense', 'fc', { units: 10 }, flat));
    const [started] = only(await eventsOf(tf, jobOf(net.build(), 'digits', small)), 'started');
    expect(started).toMatchObject({ parameters: 7850 });
  });
});

describe('stopping a training', () => {
  const long = { samples: 320, batch: 32, epochs: 50 } as const;

  it('[T10] takes no further step, and gives every tensor back', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const events: TrainingEvent[] = [];
    for await (const event of train(
      tf,
      jobOf(template('tiny-cnn-digits'), 'digits', long),
      controller.signal,
    )) {
      events.push(event);
      if (event.type === 'step' && event.step === 3) controller.abort();
    }
    expect(events.map(({ type }) => type)).toEqual(['started', 'step', 'step', 'step', 'stopped']);
    expect(events.at(-1)).toEqual({ type: 'stopped', step: 3 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('[T10] works from a message that arrives while a step computes', async () => {
    const controller = new AbortController();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => controller.abort();
    const events: TrainingEvent[] = [];
    for await (const event of train(
      tf,
      jobOf(template('tiny-cnn-digits'), 'digits', long),
      controller.signal,
    )) {
      events.push(event);
      if (event.type === 'step' && event.step === 2) port2.postMessage('stop');
    }
    port1.close();
    expect(events.at(-1)?.type).toBe('stopped');
    expect(only(events, 'step').length).toBeLessThanOrEqual(3);
  });

  it('[T10] works before the first step, and while the validation images are judged', async () => {
    const stopAt = async (at: TrainingEvent['type']) => {
      const controller = new AbortController();
      const events: TrainingEvent[] = [];
      const job = jobOf(template('tiny-cnn-digits'), 'digits', { ...long, epochs: 2 });
      for await (const event of train(tf, job, controller.signal)) {
        events.push(event);
        const lastOfEpoch = event.type === 'step' && event.step === 10;
        if (at === event.type && (at !== 'step' || lastOfEpoch)) controller.abort();
      }
      return events.at(-1);
    };
    const never = jobOf(template('tiny-cnn-digits'), 'digits', long);
    expect(await eventsOf(tf, never, AbortSignal.abort())).toEqual([{ type: 'stopped', step: 0 }]);
    expect(await stopAt('started')).toEqual({ type: 'stopped', step: 0 });
    expect(await stopAt('step')).toEqual({ type: 'stopped', step: 10 });
  });

  it('[T10] gives every tensor back when nobody listens any more, and at a normal end', async () => {
    const before = tf.memory().numTensors;
    const job = jobOf(template('resnet20-cifar'), 'textures', { samples: 16, batch: 8, epochs: 1 });
    for await (const event of train(tf, job, new AbortController().signal))
      if (event.type === 'step') break;
    expect(tf.memory().numTensors).toBe(before);
    await eventsOf(tf, job);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the model of a template', () => {
  const ids = ['tiny-cnn-digits', 'tiny-cnn-textures', 'lenet5', 'resnet20-cifar', 'squeezenet1_1'];
  it.each(ids)('[T4] %s agrees with its analysis', async (id) => {
    const dataset = id.includes('digits') ? 'digits' : 'textures';
    const job = jobOf(template(id), dataset, { samples: 10, batch: 2, epochs: 1 });
    for await (const event of train(tf, job, new AbortController().signal)) {
      const [check] = must(only([event], 'started')[0], 'start').checks;
      expect(check).toMatchObject({ id: 'model', status: 'passed' });
      break;
    }
  });
});
