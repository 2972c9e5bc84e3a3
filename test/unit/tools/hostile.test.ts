import { describe, expect, it } from 'vitest';
import { type Input, inputOf, type Kind, describe as show } from '../../hostile/inputs.ts';
import { SCENES } from '../../hostile/scenes.ts';
import { vocabulary } from '../../hostile/vocabulary.ts';

const COUNT = 2000;
const inputs = (seed: number, count = COUNT): Input[] =>
  Array.from({ length: count }, (_, number) => inputOf(seed, number, vocabulary()));

describe('hostile inputs', () => {
  it('follow from seed and number alone', () => {
    expect(inputs(7, 200)).toEqual(inputs(7, 200));
    expect(inputOf(7, 150, vocabulary())).toEqual(inputs(7, 151)[150]);
  });

  it('differ from number to number and from seed to seed', () => {
    const shown = [...inputs(7, 500), ...inputs(8, 500)].map((input) => show(input));
    expect(new Set(shown).size).toBeGreaterThan(950);
  });

  it('are of every kind, and play every scene', () => {
    const kinds = new Map<Kind, number>();
    for (const { kind } of inputs(1)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect([...kinds.keys()].sort()).toEqual(['library', 'scene', 'script', 'stream']);
    expect(Math.min(...kinds.values())).toBeGreaterThan(COUNT / 50);
    const scenes = inputs(1).flatMap((input) => (input.kind === 'scene' ? [input.name] : []));
    expect(new Set(scenes)).toEqual(new Set(Object.keys(SCENES)));
  });

  it('call every function that there is, and many commands', () => {
    const texts = inputs(1)
      .flatMap((input) => (input.kind === 'script' ? [input.words[1]] : []))
      .join('\n');
    const { functions, commands } = vocabulary();
    expect(functions.filter((name) => !texts.includes(`${name}(`))).toEqual([]);
    const called = commands.filter((name) => texts.includes(`call('${name.replace('|', "', '")}'`));
    expect(called.length).toBeGreaterThan(commands.length * 0.7);
  });

  it('leave alone what would end the server or its data by right', () => {
    for (const name of ['shutdown', 'flushall', 'select']) expect(vocabulary().commands).not.toContain(name);
    expect(vocabulary().commands).toContain('get');
  });

  it('are small to send', () => {
    for (const input of inputs(3, 500)) expect(JSON.stringify(input).length).toBeLessThan(2 ** 24);
  });
});
