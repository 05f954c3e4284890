import {
  closeSync,
  constants,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { AppError } from '@/lib/errors';

/** Lets the folder go. The system does so by itself when the process ends, however it ends. */
export type Unlock = () => void;

/**
 * Takes a data folder for this process alone. The embedded database has no lock of its own, and two
 * processes on one folder would destroy it. The lock is one that the kernel keeps and frees with the
 * process: a socket that exists in memory only on Linux, a named pipe on Windows, a locked file on
 * macOS and BSD. Refuses with a sentence that names the folder and the process that has it.
 */
export function lockFolder(folder: string): Promise<Unlock> {
  const { dev, ino } = statSync(folder, { bigint: true });
  const name = `layerboard-${dev}-${ino}`;
  if (process.platform === 'linux') return listenAt(`\0${name}`, folder);
  if (process.platform === 'win32') return listenAt(`\\\\.\\pipe\\${name}`, folder);
  return lockFile(path.join(folder, '..', `${path.basename(folder)}.lock`), folder);
}

function inUse(folder: string, pid: string): AppError {
  const holder = /^\d+$/.test(pid) ? `process ${pid}` : 'another process';
  return new AppError(
    'UNAVAILABLE',
    `The data folder ${folder} is in use by ${holder}. Stop that process, or name another folder in LAYERBOARD_DATA.`,
  );
}

/** Only one process can listen; whoever comes second asks the first for its number. */
function listenAt(address: string, folder: string): Promise<Unlock> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      void askHolder(address).then((pid) => reject(inUse(folder, pid)));
    });
    server.listen(address, () => resolve(() => server.close()));
  });
}

function askHolder(address: string): Promise<string> {
  return new Promise((resolve) => {
    let pid = '';
    const socket = connect(address);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      pid += chunk;
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(pid));
  });
}

/** Opens and locks in one call; macOS and the BSDs know it, and Node has no name for the flag. */
const O_EXLOCK = 0x20;

async function lockFile(file: string, folder: string): Promise<Unlock> {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK;
  try {
    const descriptor = openSync(file, flags);
    ftruncateSync(descriptor);
    writeSync(descriptor, String(process.pid));
    return () => closeSync(descriptor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    throw inUse(folder, readFileSync(file, 'utf8'));
  }
}
