import { formatExact } from '@/lib/format';
import { LIMITS } from '@/lib/graph/schemas';
import { inferLayer, type Layer, makeLayer } from '@/lib/layers/catalogue';
import { err, ok, type Result } from '@/lib/result';
import type { TensorType } from '@/lib/tensor/tensorType';
import { leadingToOutputs, type Tap } from '../draft';
import { excerpt } from '../excerpt';
import { type ReadError, unread } from '../imported';
import { inferenceWork } from '../inferenceWork';
import { opaque, type Plan, type Source, type Step } from '../plan';
import { callKey, callOrder, Numbering, type PlacedCall } from './callOrder';
import { foldActivations } from './foldActivations';
import type { KerasGraph, TensorRef } from './kerasGraph';
import { kerasInput } from './kerasInput';
import { KERAS_LIMITS } from './kerasLimits';
import type { LayerCall } from './layerCall';
import { type KerasDraft, nameStep } from './nameStep';
import { opaqueCall } from './opaqueCall';
import { isModel, parseModel } from './parseModel';
import { translate } from './translators/translators';

/** What a translation may be told beside the model. */
export interface TranslationOptions {
  readonly inputShape: readonly number[] | undefined;
  readonly channelsFirst: boolean;
  readonly keras3: boolean;
}

export interface Translation {
  readonly drafts: readonly KerasDraft[];
  readonly notes: readonly string[];
}

/** Turns the layers of a model into layers of ours. */
export function translateModel(
  graph: KerasGraph,
  options: TranslationOptions,
): Result<Translation, ReadError> {
  const translator = new ModelTranslator(options);
  const outputs = translator.run(graph, [], undefined);
  if (!outputs.ok) return outputs;
  return ok(translator.finish(graph, outputs.value));
}

/** A value that a layer made. */
interface Located {
  readonly tap: Tap;
  readonly type: TensorType | undefined;
}

class ModelTranslator {
  private readonly drafts: KerasDraft[] = [];
  private readonly notes = new Set<string>();
  private work = 0;
  private steps = 0;

  constructor(private readonly options: TranslationOptions) {}

  /** Makes the layers of a model, of one within another from what arrives there; answers its outputs. */
  run(
    graph: KerasGraph,
    path: readonly string[],
    given: readonly Located[] | undefined,
  ): Result<readonly Located[], ReadError> {
    this.steps += graph.layers.length;
    if (this.isTooLarge()) return tooLarge();
    const order = callOrder(graph);
    if (!order.ok) return order;
    const numbering = new Numbering(graph);
    const made = new Map<string, readonly Located[]>();
    const read = ({ layer, call, port }: TensorRef) =>
      made.get(callKey(layer, numbering.indexOf({ layer, call, port, shape: undefined })))?.[port];
    const declared = given ? NONE_DECLARED : declaredShapes(graph);
    for (const placed of order.value) {
      const { layer, index, call } = placed;
      this.steps++;
      if (this.isTooLarge()) return tooLarge();
      const inputs: Located[] = [];
      for (const ref of call.tensors) {
        const located = read(ref);
        if (!located) return noPort(ref);
        inputs.push(located);
      }
      const place = graph.inputs.findIndex((ref) => ref.layer === layer.name);
      const arriving = place >= 0 && given ? given[place] : undefined;
      if (arriving) {
        made.set(callKey(layer.name, index), [arriving]);
        continue;
      }
      const outputs = this.take(placed, inputs, path, declared.get(callKey(layer.name, index)));
      if (!outputs.ok) return outputs;
      made.set(callKey(layer.name, index), outputs.value);
    }
    const outputs: Located[] = [];
    for (const ref of graph.outputs) {
      const located = read(ref);
      if (!located) return noPort(ref);
      outputs.push(located);
    }
    return ok(outputs);
  }

  finish(graph: KerasGraph, outputs: readonly Located[]): Translation {
    foldActivations(this.drafts);
    for (const [place, { tap }] of outputs.entries()) {
      const name = outputs.length === 1 ? 'output' : `${graph.outputs[place]?.layer}.output`;
      const layer = makeLayer('output', {});
      this.drafts.push({ layer, inputs: [tap], tensors: [], name, modules: [], operators: [] });
    }
    return { drafts: leadingToOutputs(this.drafts), notes: [...this.notes] };
  }

  private take(
    { layer, index, call }: PlacedCall,
    inputs: readonly Located[],
    path: readonly string[],
    declared: readonly (number | null)[] | undefined,
  ): Result<readonly Located[], ReadError> {
    const { inputShape, channelsFirst, keras3 } = this.options;
    const name = index === 0 ? layer.name : `${layer.name}_${index + 1}`;
    const naming = { path, name, className: layer.className };
    if (layer.className === 'InputLayer' && inputs.length === 0) {
      const input = kerasInput(layer, inputShape, channelsFirst);
      return input.ok ? ok([this.addSource(input.value, naming)]) : input;
    }
    if (isModel(layer.config)) {
      const inner = parseModel({ config: layer.config });
      if (!inner.ok) return unread('DAMAGED', `In the model “${excerpt(name)}”: ${inner.error}.`);
      return this.run(inner.value, [...path, name], inputs);
    }
    if (index === 1) this.noteShared(layer.name, layer.calls.length);
    const use: LayerCall = {
      className: layer.className,
      config: layer.config,
      inputs: inputs.map(({ type }) => type),
      sources: inputs.map((_input, slot) => `${slot}`),
      constants: call.constants,
      constantFirst: call.constantFirst ?? false,
      options: call.options ?? {},
      channelsFirst,
      keras3,
    };
    const plan = inputs.length === 0 ? opaque('It reads nothing.') : translate(use);
    const outputs = this.carryOut(plan, inputs, naming);
    if (typeof outputs !== 'string') return ok(outputs);
    return ok([this.addOpaque(opaqueCall(use, outputs, declared), inputs, naming)]);
  }

  private isTooLarge(): boolean {
    const { steps, work } = KERAS_LIMITS;
    return this.drafts.length > LIMITS.nodes || this.steps > steps || this.work > work;
  }

  private noteShared(name: string, times: number): void {
    this.notes.add(
      `“${excerpt(name, 80)}” is used ${times} times with the same weights; each use is a layer of its own here, so that its parameters count ${times} times.`,
    );
  }

  private addSource(layer: Layer, naming: Naming): Located {
    return this.addOpaque(layer, [], naming);
  }

  private addOpaque(layer: Layer, inputs: readonly Located[], naming: Naming): Located {
    const inferred = inferLayer(layer, []);
    const taps = inputs.map(({ tap }) => tap);
    const draft = this.push({ layer, inputs: taps, ...nameStep(naming, [layer], 0) });
    return { tap: { draft, port: 0 }, type: inferred.ok ? inferred.facts.outputs[0] : undefined };
  }

  /** Makes the layers of a plan, all or none; the reason, where one of them does not work. */
  private carryOut(
    plan: Plan,
    inputs: readonly Located[],
    naming: Naming,
  ): readonly Located[] | string {
    if (plan.type === 'opaque') return plan.reason;
    const steps = plan.type === 'layers' ? plan.steps : [];
    const made: { readonly step: Step; readonly located: Located; readonly inputs: Tap[] }[] = [];
    const first = this.drafts.length;
    const locate = (source: Source): Located | undefined =>
      typeof source === 'string' ? inputs[Number(source)] : made[source.step]?.located;
    for (const step of steps) {
      const found = step.inputs.map(locate).filter((source) => source !== undefined);
      const types = found.map(({ type }) => type).filter((type) => type !== undefined);
      const known = types.length === step.inputs.length;
      const filled = withShape(step.layer, types[0]);
      const type = known ? this.infer(filled, types) : undefined;
      if (typeof type === 'string') return type;
      const located = { tap: { draft: first + made.length, port: 0 }, type };
      made.push({
        step: { ...step, layer: filled },
        located,
        inputs: found.map(({ tap }) => tap),
      });
    }
    const layers = made.map(({ step }) => step.layer);
    for (const [place, { step, inputs: taps }] of made.entries())
      this.push({ layer: step.layer, inputs: taps, ...nameStep(naming, layers, place) });
    if (plan.note) this.notes.add(plan.note);
    const outputs = plan.type === 'layers' ? plan.outputs : [plan.tensor];
    return outputs.flatMap((source) => (source === undefined ? [] : (locate(source) ?? [])));
  }

  /** What a layer makes of what arrives; the reason, where it does not fit. */
  private infer(layer: Layer, types: readonly TensorType[]): TensorType | undefined | string {
    const work = inferenceWork(layer, types);
    if (work > KERAS_LIMITS.pattern) return 'The pattern in which it reads its input is too long.';
    this.work += work;
    const inferred = inferLayer(layer, types);
    if (!inferred.ok) return inferred.problems[0]?.message ?? 'It does not fit its input.';
    return inferred.facts.outputs[0];
  }

  private push(draft: KerasDraft): number {
    return this.drafts.push(draft) - 1;
  }
}

interface Naming {
  readonly path: readonly string[];
  readonly name: string;
  readonly className: string;
}

/** An opaque layer within a plan is a function of each value, so it has the shape of its input. */
function withShape(layer: Layer, type: TensorType | undefined): Layer {
  if (layer.kind !== 'opaque' || !type) return layer;
  return { ...layer, params: { ...layer.params, shapes: [[...type.shape]] } };
}

const NONE_DECLARED: ReadonlyMap<string, readonly (number | null)[]> = new Map();

/** The shapes that the file states for the outputs of uses, by what reads them (Keras 3). */
function declaredShapes(graph: KerasGraph): ReadonlyMap<string, readonly (number | null)[]> {
  const numbering = new Numbering(graph);
  const shapes = new Map<string, readonly (number | null)[]>();
  for (const { calls } of graph.layers)
    for (const { tensors } of calls)
      for (const ref of tensors)
        if (ref.shape && ref.port === 0)
          shapes.set(callKey(ref.layer, numbering.indexOf(ref)), ref.shape);
  return shapes;
}

function noPort({ layer, port }: TensorRef): Result<never, ReadError> {
  return err({
    code: 'DAMAGED',
    message: `The model reads output ${port + 1} of “${excerpt(layer)}”, which has no such output.`,
  });
}

function tooLarge(): Result<never, ReadError> {
  const most = formatExact(LIMITS.nodes);
  return unread('TOO_LARGE', `The file is too large to read: it has more than ${most} layers.`);
}
