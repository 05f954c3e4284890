import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The bytes of an exported model of tests/fixtures/onnx, packed or not: `resnet18`, `resnet18.fused`. */
export function readOnnxFixture(name: string): Uint8Array {
  const file = new URL(`../fixtures/onnx/${name}.onnx`, import.meta.url);
  if (existsSync(file)) return new Uint8Array(readFileSync(file));
  return new Uint8Array(gunzipSync(readFileSync(new URL(`${file}.gz`))));
}
