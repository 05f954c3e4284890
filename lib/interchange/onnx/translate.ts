import { formatExact } from '@/lib/format';
import { LIMITS } from '@/lib/graph/schemas';
import { inferLayer, type Layer } from '@/lib/layers/catalogue';
import { ok, type Result } from '@/lib/result';
import type { TensorType } from '@/lib/tensor/tensorType';
import { leadingToOutputs, type Tap } from '../draft';
import { type ReadError, unread } from '../imported';
import { inferenceWork } from '../inferenceWork';
import { opaque, type Plan, type Source, type Step } from '../plan';
import type { GraphIndex } from './graphIndex';
import type { GraphInput, GraphInputs } from './graphInputs';
import { READ_LIMITS } from './limits';
import type { NodeProto } from './onnx_pb';
import type { OnnxDraft } from './onnxDraft';
import { opaqueLayer } from './opaqueLayer';
import { patternsFrom } from './patterns/patterns';
import type { Translator } from './translator';
import { translators } from './translators/translators';
import { isMeasure, Values } from './values';

/** A graph as layers, in the order in which they run. */
export interface Translation {
  readonly drafts: readonly OnnxDraft[];
  readonly notes: readonly string[];
}

/** Turns the operators of a graph into layers. */
export function translate(
  index: GraphIndex,
  { inputs, batch }: GraphInputs,
  opset: number,
): Result<Translation, ReadError> {
  const translator = new GraphTranslator(index, new Values(index, opset, batch));
  for (const input of inputs) translator.addInput(input);
  for (const node of index.nodes) {
    translator.take(node);
    const excess = translator.excess();
    if (excess) return unread('TOO_LARGE', `The file is too large to read: it has ${excess}.`);
  }
  translator.addOutputs();
  return ok(translator.result());
}

const TRANSLATORS: ReadonlyMap<string, Translator> = new Map(
  Object.entries<Translator>(translators),
);

/** A pattern that a resize or a transposed convolution repeats may be at most so long. */
const LONGEST_PATTERN = 65_536;

class GraphTranslator {
  private readonly drafts: OnnxDraft[] = [];
  private readonly covered = new Set<NodeProto>();
  private readonly notes = new Set<string>();

  constructor(
    private readonly index: GraphIndex,
    private readonly values: Values,
  ) {}

  addInput({ tensor, layer, batched, covers }: GraphInput): void {
    const inferred = inferLayer(layer, []);
    const type = batched && inferred.ok ? inferred.facts.outputs[0] : undefined;
    const draft = this.push({ layer, inputs: [], nodes: [], tensors: [tensor] });
    const tap = { draft, port: 0 };
    this.values.setActivation(tensor, tap, type);
    for (const node of covers) {
      this.covered.add(node);
      this.values.setActivation(node.output[0] ?? '', tap, type);
    }
    if (covers.length > 0) {
      this.notes.add('The input is stored with channels last; it is shown with channels first.');
    }
  }

  /** Takes the next operator: works it out where it is constant, makes layers of it otherwise. */
  take(node: NodeProto): void {
    if (this.covered.has(node)) return;
    if (this.values.isConstant(node) && !HAS_BODY.has(node.opType)) {
      this.values.fold(node);
    } else if (isStandard(node) && isMeasure(node)) {
      this.values.measure(node);
    } else if (!this.takeTogether(node)) {
      const plan = this.planOf(node);
      const refused = this.carryOut(plan, [node], node.output);
      if (refused !== undefined) this.addOpaque(node, refused);
    }
  }

  addOutputs(): void {
    for (const tensor of this.index.outputs) {
      const activation = this.values.activationOf(tensor);
      if (!activation) {
        this.notes.add('An output that does not depend on the input is left out.');
        continue;
      }
      const layer: Layer = { kind: 'output', params: { loss: 'unspecified' } };
      this.push({ layer, inputs: [activation.tap], nodes: [], tensors: [tensor] });
    }
  }

  /** What the file has too much of. */
  excess(): string | undefined {
    if (this.drafts.length > LIMITS.nodes) return `more than ${formatExact(LIMITS.nodes)} layers`;
    return this.values.work > READ_LIMITS.work
      ? 'more arithmetic on shapes than can be done'
      : undefined;
  }

  result(): Translation {
    const drafts = leadingToOutputs(this.drafts);
    const lost = this.drafts.length - drafts.length;
    if (lost > 0)
      this.notes.add(
        `${lost} ${lost === 1 ? 'layer is' : 'layers are'} only asked for a size: left out.`,
      );
    return { drafts, notes: [...this.notes] };
  }

  /** Makes one layer of an operator and those behind it, where they are known as one. */
  private takeTogether(node: NodeProto): boolean {
    if (!isStandard(node)) return false;
    for (const pattern of patternsFrom(node.opType)) {
      const match = pattern(node, this.values);
      if (!match || match.plan.type === 'opaque' || !match.covers.every(isStandard)) continue;
      if (this.carryOut(match.plan, match.covers, [match.output]) !== undefined) continue;
      for (const each of match.covers) this.covered.add(each);
      return true;
    }
    return false;
  }

  private planOf(node: NodeProto): Plan {
    if (!isStandard(node)) {
      return opaque(`It belongs to the operator set “${node.domain}”.`);
    }
    const translator = TRANSLATORS.get(node.opType);
    return translator
      ? translator(node, this.values)
      : opaque('Layerboard has no layer for this operator.');
  }

  /** Makes the layers of a plan, all or none; the reason, where one of them does not work. */
  private carryOut(
    plan: Plan,
    nodes: readonly NodeProto[],
    tensors: readonly string[],
  ): string | undefined {
    if (plan.type === 'opaque') return plan.reason;
    const steps = plan.type === 'layers' ? plan.steps : [];
    const made: Made[] = [];
    for (const step of steps) {
      const next = this.make(step, made);
      if (typeof next === 'string') return next;
      made.push(next);
    }
    const outputs = plan.type === 'layers' ? plan.outputs : [plan.tensor];
    const first = this.drafts.length;
    for (const [index, { layer, inputs }] of made.entries()) {
      const own = ports(outputs, tensors, index);
      this.push({ layer, inputs, nodes, tensors: own });
    }
    for (const [port, tensor] of tensors.entries()) {
      const source = outputs[port];
      const found = source === undefined ? undefined : this.locate(source, made, first);
      const tap = found?.tap ?? { draft: this.drafts.length - 1, port: 0 };
      if (tensor) this.values.setActivation(tensor, tap, found?.type ?? this.declaredType(tensor));
    }
    if (plan.note) this.notes.add(plan.note);
    return undefined;
  }

  /** A step with its inputs found and its facts inferred; the reason, where that fails. */
  private make({ layer, inputs }: Step, made: readonly Made[]): Made | string {
    const found = inputs.map((source) => this.locate(source, made, this.drafts.length));
    const sources = found.filter((source) => source !== undefined);
    if (sources.length < found.length)
      return 'It reads a constant where a computed value was expected.';
    const taps = sources.map(({ tap }) => tap);
    const types = sources.map(({ type }) => type).filter((type) => type !== undefined);
    if (types.length < sources.length) return { layer, inputs: taps, types: [] };
    const work = inferenceWork(layer, types);
    if (work > LONGEST_PATTERN) return 'The pattern in which it reads its input is too long.';
    this.values.spend(work);
    const inferred = inferLayer(layer, types);
    if (!inferred.ok) return inferred.problems[0]?.message ?? 'It does not fit its input.';
    return { layer, inputs: taps, types: inferred.facts.outputs };
  }

  private locate(source: Source, made: readonly Made[], first: number): Located | undefined {
    if (typeof source === 'string') return this.values.activationOf(source);
    const tap = { draft: first + source.step, port: source.port };
    return { tap, type: made[source.step]?.types[source.port] };
  }

  private addOpaque(node: NodeProto, reason: string): void {
    const layer = opaqueLayer(node, this.values, reason);
    const inputs = node.input.flatMap((tensor) => this.values.activationOf(tensor)?.tap ?? []);
    const inferred = inferLayer(layer, []);
    const types = inferred.ok ? inferred.facts.outputs : [];
    const draft = this.push({ layer, inputs, nodes: [node], tensors: node.output });
    for (const [port, tensor] of node.output.entries()) {
      const kept = port < types.length ? port : 0;
      if (tensor) this.values.setActivation(tensor, { draft, port: kept }, types[port]);
    }
  }

  private declaredType(tensor: string): TensorType | undefined {
    const shape = this.values.declaredOf(tensor);
    if (!shape) return undefined;
    const layout = shape.length === 3 ? 'chw' : shape.length === 1 ? 'flat' : 'other';
    return { shape, layout };
  }

  private push(draft: OnnxDraft): number {
    return this.drafts.push(draft) - 1;
  }
}

/** A step that is ready to become a draft. */
interface Made {
  readonly layer: Layer;
  readonly inputs: readonly Tap[];
  readonly types: readonly (TensorType | undefined)[];
}

interface Located {
  readonly tap: Tap;
  readonly type: TensorType | undefined;
}

/** Operators whose bodies read tensors that their inputs do not name. */
const HAS_BODY = new Set(['If', 'Loop', 'Scan', 'SequenceMap']);

function isStandard(node: NodeProto): boolean {
  return node.domain === '' || node.domain === 'ai.onnx';
}

/** The tensors of the file that come out of a step, in the order of its ports. */
function ports(
  outputs: readonly (Source | undefined)[],
  tensors: readonly string[],
  step: number,
): readonly string[] {
  return outputs.flatMap((source, port) =>
    typeof source === 'object' && source.step === step ? (tensors[port] ?? []) : [],
  );
}
