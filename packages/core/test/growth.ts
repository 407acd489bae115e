/**
 * Returns how many times longer it takes to do something with four times as much: about 4 where the time
 * is linear, 16 and more where it is not. What counts is the processor's time of this thread, and of several
 * repetitions the shortest, for others use the same machine.
 *
 * @param make - Makes an input of a size.
 * @param run - What is measured.
 * @param size - Of the smaller input.
 */
export async function growth<Input>(
  make: (size: number) => Input,
  run: (input: Input) => unknown,
  size: number,
): Promise<number> {
  const few = make(size);
  const many = make(4 * size);
  let ratio = Number.POSITIVE_INFINITY;
  // Garbage is collected now and then, in the middle of what is measured.
  for (let round = 0; round < ROUNDS && ratio >= LINEAR; round++) {
    const before = await shortest(few, run);
    const after = await shortest(many, run);
    ratio = Math.min(ratio, after / Math.max(before, LEAST));
  }
  return ratio;
}

/** What a linear parser stays under. */
export const LINEAR = 8;

const ROUNDS = 10;
const REPETITIONS = 4;
// Milliseconds. Below that, what is measured is how code is compiled.
const LEAST = 1;

async function shortest<Input>(input: Input, run: (input: Input) => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < REPETITIONS; n++) {
    const start = process.threadCpuUsage();
    await run(input);
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
