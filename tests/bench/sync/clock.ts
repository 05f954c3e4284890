/** Milliseconds of a clock that all processes of this machine share, and that never jumps. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits until `fulfilled`, for at most so many milliseconds. Returns whether it came to be. */
export async function until(
  fulfilled: () => boolean | Promise<boolean>,
  milliseconds: number,
  pause = 10,
): Promise<boolean> {
  const deadline = now() + milliseconds;
  while (!(await fulfilled())) {
    if (now() > deadline) return false;
    await sleep(pause);
  }
  return true;
}
