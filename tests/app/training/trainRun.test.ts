import { beforeAll, describe, expect, it } from 'vitest';
import type {
  DatasetChoice,
  RunRequest,
  TrainingResponse,
} from '@/app/(workspace)/designs/[designId]/_editor/training/messages';
import type { OpenBackend } from '@/app/(workspace)/designs/[designId]/_editor/training/openBackend';
import { trainRun } from '@/app/(workspace)/designs/[designId]/_editor/training/trainRun';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { chooseBackend } from '@/lib/training/chooseBackend';
import { DEFAULT_TRAINING_SETTINGS } from '@/lib/training/settings';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';

let open: OpenBackend;
beforeAll(async () => {
  const tf = await tensorFlowOnWasm();
  open = { tf, report: await chooseBackend(tf, ['wasm']) };
});

function request(id: string, dataset: DatasetChoice, samples = 64): RunRequest {
  return {
    run: 'run 1',
    graph: must(templateById(id), id).build(),
    dataset,
    settings: { ...DEFAULT_TRAINING_SETTINGS, epochs: 1, samples },
  };
}

async function answers(asked: RunRequest, backend = open): Promise<readonly TrainingResponse[]> {
  const told: TrainingResponse[] = [];
  await trainRun(backend, asked, new AbortController().signal, (answer) => told.push(answer));
  return told;
}

const typesOf = (told: readonly TrainingResponse[]) =>
  told.map((answer) => (answer.type === 'event' ? answer.event.type : answer.type));

/** MNIST's format with `count` images of one grey each. */
function files(count: number): DatasetChoice {
  const images = Buffer.alloc(16 + count * 784);
  const labels = Buffer.alloc(8 + count);
  images.set([0, 0, 8, 3]);
  labels.set([0, 0, 8, 1]);
  for (const [place, size] of [count, 28, 28].entries()) images.writeUInt32BE(size, 4 + 4 * place);
  labels.writeUInt32BE(count, 4);
  for (let index = 0; index < count; index++) {
    images.fill(index % 251, 16 + index * 784, 16 + (index + 1) * 784);
    labels[8 + index] = index % 10;
  }
  return { type: 'files', files: [new File([images], 'images'), new File([labels], 'labels')] };
}

describe('a run in the worker', () => {
  it('tells its plan, then how it goes, to the end', async () => {
    const told = await answers(request('tiny-cnn-digits', { type: 'generated', id: 'digits' }));
    expect(typesOf(told)).toEqual(['planned', 'started', 'step', 'step', 'epoch', 'finished']);
    expect(told.every((answer) => 'run' in answer && answer.run === 'run 1')).toBe(true);
    expect(told[0]).toMatchObject({
      plan: {
        backend: 'wasm',
        trainingImages: 64,
        validationImages: 13,
        changes: [],
        estimate: { steps: 2 },
      },
    });
  });

  it('reads files, and takes no more of their images than the settings ask for', async () => {
    const told = await answers(request('tiny-cnn-digits', files(120), 32));
    expect(told[0]).toMatchObject({
      plan: { data: { id: 'mnist-files' }, trainingImages: 32, validationImages: 7 },
    });
    expect(typesOf(told).at(-1)).toBe('finished');
  });

  it('is refused with the reasons of its plan, and of its data', async () => {
    const strange = await answers(request('alexnet', { type: 'generated', id: 'textures' }));
    expect(strange).toMatchObject([{ type: 'refused', reasons: [{ node: 'features.12' }] }]);
    const nothing = await answers(request('lenet5', { type: 'files', files: [] }));
    expect(nothing).toEqual([
      { type: 'refused', run: 'run 1', reasons: [{ message: 'There are no files.' }] },
    ]);
  });

  it('fails with the reasons of the backends where none of them works', async () => {
    const message = 'webgl is not there in this browser.';
    const none: OpenBackend = {
      tf: open.tf,
      report: {
        chosen: undefined,
        attempts: [{ backend: 'webgl', status: 'unavailable', message }],
      },
    };
    const asked = request('lenet5', { type: 'generated', id: 'digits' });
    expect(await answers(asked, none)).toEqual([
      { type: 'failed', run: 'run 1', message: `Nothing here can train. ${message}` },
    ]);
  });
});
