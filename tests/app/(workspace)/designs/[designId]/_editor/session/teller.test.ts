import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { teller } from '@/app/(workspace)/designs/[designId]/_editor/session/teller';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Says what it is told, and answers when asked to. */
function listener() {
  const said: number[] = [];
  const answers: ((heard: boolean) => void)[] = [];
  const say = (value: number) => {
    said.push(value);
    return new Promise<boolean>((resolve) => answers.push(resolve));
  };
  const answer = async (heard: boolean) => {
    answers.shift()?.(heard);
    await vi.advanceTimersByTimeAsync(500);
  };
  return { said, say, answer };
}

describe('telling', () => {
  it('[P12] says one thing at a time and then the newest, so that nothing overtakes it', async () => {
    const { said, say, answer } = listener();
    const tell = teller(60, say);
    for (const value of [1, 2, 3]) tell(value);
    expect(said).toEqual([1]);
    await answer(true);
    expect(said).toEqual([1, 3]);
    await answer(true);
    expect(said).toEqual([1, 3]);
    tell(4);
    expect(said).toEqual([1, 3, 4]);
  });

  it('[P12] says the last thing again while nobody hears it, and gives up in the end', async () => {
    const { said, say, answer } = listener();
    const tell = teller(60, say);
    tell(1);
    await answer(false);
    expect(said).toEqual([1, 1]);
    tell(2);
    await answer(false);
    expect(said).toEqual([1, 1, 2]);
    for (let more = 0; more < 10; more++) await answer(false);
    expect(said).toEqual([1, 1, ...Array.from({ length: 6 }, () => 2)]);
  });
});
