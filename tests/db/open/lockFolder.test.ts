import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '@/db/open/lockFolder';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Another process that tries to take a folder, and keeps it. Says `taken`, or why not. */
async function contender(folder: string): Promise<{ process: ChildProcess; said: string }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join('tests', 'support', 'takeFolder.ts'), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [said] = await once(child.stdout, 'data');
  return { process: child, said: String(said).trim() };
}

describe('a data folder', () => {
  test('is taken by one process, and the second is told which', async () => {
    const folder = temporaryFolder();
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: `The data folder ${folder} is in use by process ${process.pid}. Stop that process, or name another folder in LAYERBOARD_DATA.`,
    });
    unlock();
    (await lockFolder(folder))();
  });

  test('is the same under another name', async () => {
    const folder = temporaryFolder();
    const alias = `${folder}-alias`;
    symlinkSync(folder, alias);
    onTestFinished(() => rmSync(alias));
    const unlock = await lockFolder(folder);
    await expect(lockFolder(alias)).rejects.toThrow('is in use');
    unlock();
  });

  test('goes to exactly one of several processes, and is free again once that one is killed', async () => {
    const folder = temporaryFolder();
    const contenders = await Promise.all([1, 2, 3, 4].map(() => contender(folder)));
    const winners = contenders.filter(({ said }) => said === 'taken');
    expect(winners).toHaveLength(1);
    const winner = winners[0]?.process;
    const refused = contenders.filter(({ said }) => said !== 'taken').map(({ said }) => said);
    expect(refused).toEqual(
      [1, 2, 3].map(() => expect.stringContaining(`in use by process ${winner?.pid}`)),
    );
    winner?.kill('SIGKILL');
    if (winner) await once(winner, 'exit');
    (await lockFolder(folder))();
  });
});
