/** Library functions, as scripts see them: what each is given to do is in function-samples.ts. */
import { Scripts, type Work } from '../support/scripts.ts';
import { FACTOR, type Findings, LARGER } from './findings.ts';
import { functionSamples, PLAIN, UNCHARGED } from './function-samples.ts';

const SIZE = 600;
/** The steps of work that one step of a script's budget may stand for; between two looks at the clock there are at most 20,000 of these. */
const WORK_PER_CHARGE = 200;
/** Work is charged in pieces: this much of it, or this share, may not be charged yet. */
const PIECE = 40_000;
const SHARE = 0.15;

export function measureFunctions(): Findings {
  const scripts = new Scripts();
  const names = scripts.functions();
  const subjects: Findings['subjects'] = {};
  for (const name of names) {
    const general = PLAIN.filter(({ except = [] }) => !except.includes(name)).map(
      ({ given, calls }) => `${given} => ${calls.map((words) => `pcall(F, ${words})`).join(' ')}`,
    );
    const samples = [...(functionSamples[name] ?? []), ...general];
    subjects[name] = samples.flatMap((sample) =>
      findings(sample, (size) => scripts.measure(sample, name, size)),
    );
  }
  return { names, sampled: Object.keys(functionSamples), subjects };
}

function findings(sample: string, measure: (size: number) => Work): unknown[] {
  try {
    const little = measure(SIZE);
    return [
      ...growth(sample, measure, little),
      ...(UNCHARGED.has(sample) ? [] : charges(sample, measure, little)),
    ];
  } catch (error) {
    return [{ sample, error: String(error) }];
  }
}

/** Whether twice as much takes too many steps. */
function growth(sample: string, measure: (size: number) => Work, little: Work): unknown[] {
  if (isLinear(little, measure(2 * SIZE))) return [];
  // No list of values may be longer than some thousand.
  const larger = sample.includes('unpack(t') ? 3 : LARGER;
  const once = measure(larger * SIZE);
  const twice = measure(2 * larger * SIZE);
  return isLinear(once, twice) ? [] : [{ sample, once, twice }];
}

const isLinear = (once: Work, twice: Work): boolean => twice.steps <= FACTOR * once.steps;

/** Whether a script is charged for less than is done: for so much at least that it is not in the piece that comes last. */
function charges(sample: string, measure: (size: number) => Work, little: Work): unknown[] {
  // No list of values may be longer than some thousand.
  const sizes = sample.includes('unpack(t') ? [12 * SIZE] : [12 * SIZE, 60 * SIZE];
  let uncharged: Work = little;
  for (const size of sizes) {
    const much = measure(size);
    uncharged = { steps: much.steps - little.steps, charged: Math.max(0, much.charged - little.charged) };
    const { steps, charged } = uncharged;
    if (steps * (1 - SHARE) <= WORK_PER_CHARGE * charged) return [];
  }
  return uncharged.steps <= PIECE ? [] : [{ sample, uncharged }];
}
