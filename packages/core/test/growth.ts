/**
 * Returns how many times longer it takes to do something with four times as much: about 4 where the time
 * is linear, 16 and more where it is not. Of several repetitions the shortest counts, for others use the
 * same processor; what takes less than a millisecond in both cases has not grown.
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
  // The first run of all is the one in which code is compiled.
  await shortest(few, run, 2);
  const before = await shortest(few, run, REPETITIONS);
  const after = await shortest(many, run, REPETITIONS);
  return after < 1 ? 1 : after / Math.max(before, LEAST);
}

/** What a linear parser stays under, on a machine that is busy with other things. */
export const LINEAR = 8;

const REPETITIONS = 5;
// Milliseconds. Below that, clocks and garbage collection are what is measured.
const LEAST = 0.25;

async function shortest<Input>(
  input: Input,
  run: (input: Input) => unknown,
  times: number,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await run(input);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
