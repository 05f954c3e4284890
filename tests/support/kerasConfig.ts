type Config = Readonly<Record<string, unknown>>;

/** What a test says of a layer: everything else has Keras' defaults. */
interface Written {
  readonly className: string;
  readonly name: string;
  readonly config: Config;
  /** The layers that each of its uses reads. */
  readonly calls: (readonly string[])[];
  /** What a function is called on, where it is none of the layers. */
  readonly args?: readonly (string | number)[];
}

/** Functions by their name in TensorFlow, which Keras 2 writes, and the class of `keras.ops` in Keras 3. */
const FUNCTIONS = {
  add: ['__operators__.add', 'Add'],
  subtract: ['math.subtract', 'Subtract'],
  multiply: ['math.multiply', 'Multiply'],
  divide: ['math.truediv', 'TrueDivide'],
} as const;

/** Writes the configuration of a functional model as Keras 2 or Keras 3 does. */
export class KerasConfig {
  private readonly layers: Written[] = [];
  private readonly counts = new Map<string, number>();

  constructor(
    readonly version: 2 | 3,
    readonly name = 'model',
  ) {}

  input(...shape: readonly (number | null)[]): string {
    const batched = [null, ...shape];
    return this.add(
      'InputLayer',
      this.version === 3 ? { batch_shape: batched } : { batch_input_shape: batched },
    );
  }

  /** Adds a layer that reads others; answers its name. */
  add(className: string, { name, ...config }: Config = {}, ...inputs: readonly string[]): string {
    const count = (this.counts.get(className) ?? 0) + 1;
    this.counts.set(className, count);
    const own = typeof name === 'string' ? name : `${className.toLowerCase()}_${count}`;
    this.layers.push({ className, name: own, config, calls: inputs.length > 0 ? [inputs] : [] });
    return own;
  }

  /** Calls a function on tensors and numbers: `x + 3`. */
  operation(name: keyof typeof FUNCTIONS, ...args: readonly (string | number)[]): string {
    const [inTensorFlow, className] = FUNCTIONS[name];
    const count = this.layers.filter((layer) => layer.args).length;
    const config = this.version === 3 ? {} : { function: inTensorFlow, dtype: 'float32' };
    this.layers.push({
      className: this.version === 3 ? className : 'TFOpLambda',
      name: this.version === 3 ? `${name}_op_${count}` : `tf.${inTensorFlow}_${count}`,
      config,
      calls: [],
      args,
    });
    return this.layers.at(-1)?.name ?? '';
  }

  /** Uses a layer once more. The name of its output is that of the layer and the number of the use. */
  again(layer: string, ...inputs: readonly string[]): string {
    const found = this.layers.find(({ name }) => name === layer);
    if (!found) throw new Error(`There is no layer ${layer}.`);
    found.calls.push(inputs);
    return `${layer}#${found.calls.length - 1}`;
  }

  /** The model as an object; a model within a model is made of its `config`. */
  model(...outputs: readonly string[]) {
    const inputs = this.layers.filter(({ className }) => className === 'InputLayer');
    const refs = (names: readonly string[]) => names.map((name) => this.ref(name));
    return {
      ...(this.version === 3
        ? { module: 'keras.src.models.functional', registered_name: 'Functional' }
        : { keras_version: '2.9.0', backend: 'tensorflow' }),
      class_name: 'Functional',
      config: {
        name: this.name,
        trainable: true,
        layers: this.layers.map((layer) => this.written(layer)),
        input_layers: refs(inputs.map(({ name }) => name)),
        output_layers: refs(outputs),
      },
    };
  }

  json(...outputs: readonly string[]): Uint8Array {
    return new TextEncoder().encode(JSON.stringify(this.model(...outputs)));
  }

  private written({ className, name, config, calls, args }: Written) {
    if (args) return this.writtenFunction(className, name, config, args);
    const common = { class_name: className, config: { name, trainable: true, ...config }, name };
    if (this.version === 2) {
      const inbound = calls.map((call) => call.map((each) => [...this.ref(each), {}]));
      return { ...common, inbound_nodes: inbound };
    }
    const inbound = calls.map((call) => {
      const tensors = call.map((each) => this.tensor(each));
      return { args: tensors.length === 1 ? tensors : [tensors], kwargs: {} };
    });
    return { module: 'keras.layers', registered_name: null, ...common, inbound_nodes: inbound };
  }

  /** Keras 2 hands the second argument on by name, behind the first; Keras 3 lists them. */
  private writtenFunction(
    className: string,
    name: string,
    config: Config,
    args: readonly (string | number)[],
  ) {
    if (this.version === 3) {
      const inbound = args.map((each) => (typeof each === 'string' ? this.tensor(each) : each));
      return {
        module: 'keras.src.ops.numpy',
        class_name: className,
        config: { name, ...config },
        registered_name: className,
        name,
        inbound_nodes: [{ args: inbound, kwargs: {} }],
      };
    }
    const [first = 0, second = 0] = args;
    const y = typeof second === 'string' ? this.ref(second) : second;
    const start = typeof first === 'string' ? this.ref(first) : ['_CONSTANT_VALUE', -1, first];
    return {
      class_name: className,
      config: { name, trainable: true, ...config },
      name,
      inbound_nodes: [[...start, { y, name: null }]],
    };
  }

  private tensor(output: string) {
    return {
      class_name: '__keras_tensor__',
      config: { shape: [null, null], dtype: 'float32', keras_history: this.ref(output) },
    };
  }

  private ref(output: string): [string, number, number] {
    const [name = '', use = '0'] = output.split('#');
    const written = this.layers.find((layer) => layer.name === name);
    const ownUse = written?.className === 'Functional' ? 1 : 0;
    return [name, Number(use) + ownUse, 0];
  }
}
