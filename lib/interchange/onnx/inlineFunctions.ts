import { create } from '@bufbuild/protobuf';
import { formatExact } from '@/lib/format';
import { ok, type Result } from '@/lib/result';
import { type ReadError, unread } from '../imported';
import { READ_LIMITS } from './limits';
import {
  type AttributeProto,
  AttributeProtoSchema,
  type FunctionProto,
  type NodeProto,
  NodeProtoSchema,
} from './onnx_pb';

/** Functions that call each other deeper than this are taken for functions that call themselves. */
const DEEPEST_CALL = 32;

/** An operator that is still to be written out, and how many calls it lies in. */
interface Waiting {
  readonly node: NodeProto;
  readonly depth: number;
}

/** The operators of a graph, with those that the file itself defines written out as what they consist of. */
export function inlineFunctions(
  operators: readonly NodeProto[],
  functions: readonly FunctionProto[],
): Result<readonly NodeProto[], ReadError> {
  if (functions.length === 0) return ok(operators);
  const byName = new Map(functions.map((each) => [keyOf(each.domain, each.name), each]));
  const written: NodeProto[] = [];
  const waiting: Waiting[] = operators.map((node) => ({ node, depth: 0 })).reverse();
  let calls = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    const body = byName.get(keyOf(node.domain, node.opType));
    if (!body) {
      written.push(node);
    } else if (depth >= DEEPEST_CALL) {
      return unread('CYCLE', `The function “${body.name.slice(0, 100)}” of the file calls itself.`);
    } else {
      const inner = writtenOut(node, body, `${++calls}`);
      for (const each of inner.reverse()) waiting.push({ node: each, depth: depth + 1 });
    }
    if (written.length + waiting.length > READ_LIMITS.operators || calls > READ_LIMITS.operators) {
      return unread(
        'TOO_LARGE',
        `The file is too large to read: its functions amount to more than ${formatExact(READ_LIMITS.operators)} operators.`,
      );
    }
  }
  return ok(written);
}

function keyOf(domain: string, name: string): string {
  return `${domain} ${name}`;
}

/** The operators of a function, with the names and attributes of one call of it. */
function writtenOut(call: NodeProto, body: FunctionProto, mark: string): NodeProto[] {
  const names = new Map<string, string>();
  for (const [index, formal] of body.input.entries()) names.set(formal, call.input[index] ?? '');
  for (const [index, formal] of body.output.entries()) {
    const actual = call.output[index];
    if (actual) names.set(formal, actual);
  }
  const rename = (tensor: string) =>
    tensor === '' ? '' : (names.get(tensor) ?? `${tensor}#${mark}`);
  const attributes = new Map(body.attributeProto.map((each) => [each.name, each]));
  for (const each of call.attribute) attributes.set(each.name, each);
  return body.node.map((inner) =>
    create(NodeProtoSchema, {
      opType: inner.opType,
      domain: inner.domain,
      name: body.node.length === 1 ? call.name : [call.name, inner.name].filter(Boolean).join('/'),
      input: inner.input.map(rename),
      output: inner.output.map(rename),
      attribute: inner.attribute.flatMap((each) => bound(each, attributes)),
      metadataProps: inner.metadataProps.length > 0 ? inner.metadataProps : call.metadataProps,
    }),
  );
}

/** An attribute of an inner operator, with what the call says where it refers to the call. */
function bound(
  attribute: AttributeProto,
  given: ReadonlyMap<string, AttributeProto>,
): readonly AttributeProto[] {
  if (attribute.refAttrName === '') return [attribute];
  const value = given.get(attribute.refAttrName);
  if (!value) return [];
  const { type, f, i, s, t, floats, ints, strings } = value;
  const { name } = attribute;
  const tensor = t ? { t } : {};
  return [create(AttributeProtoSchema, { name, type, f, i, s, floats, ints, strings, ...tensor })];
}
