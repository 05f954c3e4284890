import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzed, fixturePath } from '@/tests/support/layerboard';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = path.join(root, 'layerboard.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The real command, in a folder that has nothing to do with the repository. */
function spawned(args: readonly string[], input?: Buffer) {
  const { status, stdout, stderr } = spawnSync('node', [command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

describe('the command itself', () => {
  it('prints one JSON object and nothing else, for a file named from where it was called', async () => {
    const file = fixturePath('onnx/resnet18.onnx');
    const relative = path.relative(folder, file);
    const { status, stdout, stderr } = spawned(['analyze', relative, '--format', 'json']);
    const { model, ...rest } = await analyzed(file);
    expect({ status, stderr, document: JSON.parse(stdout) }).toEqual({
      status: 0,
      stderr: '',
      document: { ...rest, model: { ...model, file: relative } },
    });
  });

  it('ends with 1 and says why on standard error when a budget is exceeded', () => {
    const { status, stderr } = spawned(['analyze', 'template:lenet5', '--max-params', '60k']);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'layerboard: The design has 61.71 k parameters; at most 60.00 k (--max-params) were allowed.\n',
    });
  });

  it('ends with 2 and names the nearest file when there is none of that name', () => {
    writeFileSync(path.join(folder, 'model.onnx'), 'nothing');
    expect(spawned(['lint', 'modle.onnx'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'layerboard: There is no file “modle.onnx”. Did you mean “model.onnx”?\n',
    });
  });

  it('ends with 2 for a folder', () => {
    expect(spawned(['lint', '.'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'layerboard: “.” is a folder; a file was expected.\n',
    });
  });

  it('reads standard input, and a reader that stops early is no error', () => {
    const stored = execFileSync('node', [command, 'convert', 'template:resnet152', '--to', 'json']);
    const piped = spawnSync(
      'sh',
      ['-c', 'node "$1" analyze - --format json; echo $? >&2', 'sh', command],
      { cwd: folder, input: stored, encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    const cut = spawnSync(
      'sh',
      ['-c', '{ node "$1" analyze - --format json; echo $? >&2; } | head -c 10', 'sh', command],
      { cwd: folder, input: stored, encoding: 'utf8' },
    );
    expect({
      file: JSON.parse(piped.stdout).model.file,
      stderr: piped.stderr,
      cut: [cut.stdout, cut.stderr],
    }).toEqual({ file: '-', stderr: '0\n', cut: ['{\n  "forma', '0\n'] });
  });

  it('ends with 2 and says what to do where the packages are not installed', () => {
    const bare = path.join(folder, 'bare');
    mkdirSync(bare);
    for (const file of ['layerboard.mjs', 'package.json'])
      copyFileSync(path.join(root, file), path.join(bare, file));
    const { status, stderr } = spawnSync('node', ['layerboard.mjs', 'templates'], {
      cwd: bare,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `layerboard: Its packages are not installed: run “npm ci” in ${bare}/\n`,
    });
  });

  it('is what npm runs as a script, with files named from where npm was called', () => {
    const output = execFileSync(
      'npm',
      ['run', '--silent', 'layerboard', '--', 'convert', 'lenet5.onnx', '--to', 'notation'],
      { cwd: fixturePath('onnx'), encoding: 'utf8' },
    );
    expect(output.split('\n')[1]).toBe('32x32x1 | (5x5x1)x6 | 28x28x6 RF 5x5');
  });
});
