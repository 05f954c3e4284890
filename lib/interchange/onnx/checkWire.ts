import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { formatExact } from '@/lib/format';
import { ok, type Result } from '@/lib/result';
import { type ReadError, type ReadErrorCode, unread } from '../imported';
import { READ_LIMITS } from './limits';
import { ModelProtoSchema, NodeProtoSchema } from './onnx_pb';

/**
 * Walks the bytes of a model without decoding them: every length must fit into what holds it, every
 * known field must have its type, and there must not be more of anything than the limits allow.
 * What passes can be decoded in bounded time and memory.
 */
export function checkWire(bytes: Uint8Array): Result<void, ReadError> {
  const walk = new Walk(bytes);
  try {
    walk.model();
  } catch (error) {
    const fault = error instanceof Fault ? error : walk.brokenNumber();
    return unread(fault.code, fault.message);
  }
  return ok(undefined);
}

/** Ends a walk; never leaves this file. */
class Fault extends Error {
  constructor(
    readonly code: ReadErrorCode,
    message: string,
  ) {
    super(message);
  }
}

const MODEL_FIELDS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26]);
const IR_VERSION = 1;
const GRAPH = 7;

class Walk {
  private readonly reader: BinaryReader;
  private readonly size: number;
  private fields = 0;
  private messages = 0;
  private operators = 0;
  private listBytes = 0;

  constructor(bytes: Uint8Array) {
    this.reader = new BinaryReader(bytes);
    this.size = bytes.byteLength;
  }

  /** The outermost message, which decides whether this is ONNX at all. */
  model(): void {
    const { reader, size } = this;
    const known = fieldsOf(ModelProtoSchema);
    let versioned = false;
    let graph = false;
    while (reader.pos < size) {
      const at = reader.pos;
      const tag = this.tag();
      if (!tag && versioned && reader.pos >= size) throw this.brokenNumber();
      if (!tag || !MODEL_FIELDS.has(tag.number)) {
        throw graph ? this.damage('nothing of a model is written here', at) : notOnnx();
      }
      const field = known.get(tag.number);
      if (field && !fits(field, tag.wire)) throw versioned ? this.mistyped(field, at) : notOnnx();
      const end = this.skim(tag.wire);
      if (end > size) throw versioned ? this.cutOff(tag.number, end) : notOnnx();
      versioned ||= tag.number === IR_VERSION;
      graph ||= tag.number === GRAPH;
      this.content(field, tag.wire, end);
    }
    if (!graph && !versioned) throw notOnnx();
    if (!graph) {
      const bytes = formatExact(size);
      throw new Fault('CUT_OFF', `The file is cut off after ${bytes} bytes: it has no graph.`);
    }
  }

  private message(desc: DescMessage, end: number): void {
    const { reader } = this;
    const known = fieldsOf(desc);
    if (++this.messages > READ_LIMITS.messages) {
      throw tooLarge(`more than ${formatExact(READ_LIMITS.messages)} parts`);
    }
    if (desc === NodeProtoSchema && ++this.operators > READ_LIMITS.operators) {
      throw tooLarge(`more than ${formatExact(READ_LIMITS.operators)} operators`);
    }
    while (reader.pos < end) {
      const at = reader.pos;
      const tag = this.tag();
      if (!tag) throw this.damage('no field can start here', at);
      const field = known.get(tag.number);
      if (field && !fits(field, tag.wire)) throw this.mistyped(field, at);
      const inner = this.skim(tag.wire);
      if (inner > end) {
        const claim = formatExact(inner - reader.pos);
        const room = formatExact(Math.max(0, end - reader.pos));
        const what = `a field of ${desc.name} claims ${claim} bytes where ${room} are left`;
        throw this.damage(what, at);
      }
      if (field && isPacked(field, tag.wire)) {
        this.listBytes += inner - at;
        if (this.listBytes > READ_LIMITS.listBytes) {
          throw tooLarge(`more than ${formatExact(READ_LIMITS.listBytes)} bytes of listed numbers`);
        }
      }
      this.content(field, tag.wire, inner);
    }
  }

  /** Goes into a field that is a message of ours, past all others. */
  private content(field: DescField | undefined, wire: WireType, end: number): void {
    const inner = wire === WireType.LengthDelimited ? field?.message : undefined;
    if (inner) this.message(inner, end);
    this.reader.pos = end;
  }

  private tag(): { readonly number: number; readonly wire: WireType } | undefined {
    if (++this.fields > READ_LIMITS.fields) {
      throw tooLarge(`more than ${formatExact(READ_LIMITS.fields)} fields`);
    }
    try {
      const [number, wire] = this.reader.tag();
      const grouped = wire === WireType.StartGroup || wire === WireType.EndGroup;
      return grouped ? undefined : { number, wire };
    } catch {
      return undefined;
    }
  }

  /** Where the value of a field ends; leaves the reader where a message would start. */
  private skim(wire: WireType): number {
    const { reader } = this;
    if (wire === WireType.LengthDelimited) {
      const length = reader.uint32();
      return reader.pos + length;
    }
    if (wire === WireType.Bit64) return reader.pos + 8;
    if (wire === WireType.Bit32) return reader.pos + 4;
    const start = reader.pos;
    reader.uint64();
    const end = reader.pos;
    reader.pos = start;
    return end;
  }

  /** The fault of a number that never ends, or whose end is missing. */
  brokenNumber(): Fault {
    const { reader, size } = this;
    if (reader.pos < size) return this.damage('a number has no end', reader.pos);
    const bytes = formatExact(size);
    return new Fault('CUT_OFF', `The file is cut off after ${bytes} bytes, within a number.`);
  }

  private damage(what: string, at: number): Fault {
    return new Fault('DAMAGED', `The file is damaged at byte ${formatExact(at)}: ${what}.`);
  }

  private mistyped(field: DescField, at: number): Fault {
    return this.damage(`“${field.name}” is not written as what it is`, at);
  }

  private cutOff(number: number, end: number): Fault {
    const what = number === GRAPH ? 'its graph' : 'what it has begun';
    const missing = formatExact(end - this.size);
    return new Fault(
      'CUT_OFF',
      `The file is cut off after ${formatExact(this.size)} bytes: ${what} goes on for another ${missing}.`,
    );
  }
}

function notOnnx(): Fault {
  return new Fault(
    'NOT_RECOGNISED',
    'This is not an ONNX file: a model that starts with its version and holds a graph was expected.',
  );
}

function tooLarge(what: string): Fault {
  return new Fault('TOO_LARGE', `The file is too large to read: it has ${what}.`);
}

const fieldsByNumber = new Map<DescMessage, ReadonlyMap<number, DescField>>();

function fieldsOf(desc: DescMessage): ReadonlyMap<number, DescField> {
  const known = fieldsByNumber.get(desc);
  if (known) return known;
  const fields = new Map(desc.fields.map((field) => [field.number, field]));
  fieldsByNumber.set(desc, fields);
  return fields;
}

const FIXED: Partial<Record<ScalarType, WireType>> = {
  [ScalarType.FLOAT]: WireType.Bit32,
  [ScalarType.DOUBLE]: WireType.Bit64,
  [ScalarType.STRING]: WireType.LengthDelimited,
  [ScalarType.BYTES]: WireType.LengthDelimited,
};

/** How one value of a field is written. */
function wireOf({ scalar }: DescField): WireType {
  return scalar === undefined ? WireType.LengthDelimited : (FIXED[scalar] ?? WireType.Varint);
}

/** Whether a field may be written in this way; lists of numbers may also be packed. */
function fits(field: DescField, wire: WireType): boolean {
  return wire === wireOf(field) || isPacked(field, wire);
}

/** Whether this is a list of numbers behind one another, which are decoded value by value. */
function isPacked(field: DescField, wire: WireType): boolean {
  const list = field.fieldKind === 'list' && wire === WireType.LengthDelimited;
  return list && wireOf(field) !== WireType.LengthDelimited;
}
