/** Programs in processes of their own: rounds are interleaved, so that a busy moment hits all contestants alike. */
import { median } from '../statistics.js';

/**
 * @param programs { name, source } each
 * @param clock 'wall' or 'cpu'
 * @returns rows of { name, seconds: contestant's name -> median }
 */
export function compareProgramRuns(programs, contestants, { rounds, clock, log }) {
  const taken = programs.map(() => new Map(contestants.map(({ name }) => [name, []])));
  for (let round = 0; round < rounds; round++) {
    for (const [position, program] of programs.entries()) {
      for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
        try {
          taken[position].get(contestant.name).push(contestant.run(program.source)[clock]);
        } catch (error) {
          throw new Error(`${program.name} on ${contestant.name}`, { cause: error });
        }
      }
    }
    log(`round ${round + 1} of ${rounds}`);
  }
  return programs.map(({ name }, position) => ({
    name,
    seconds: Object.fromEntries([...taken[position]].map(([contestant, all]) => [contestant, median(all)])),
  }));
}

/** How many times longer than `base` another contestant takes, as the geometric mean of all rows. */
export function geometricMean(rows, other, base) {
  const logarithms = rows.map(({ seconds }) => Math.log(seconds[other] / seconds[base]));
  return Math.exp(logarithms.reduce((sum, one) => sum + one, 0) / rows.length);
}
