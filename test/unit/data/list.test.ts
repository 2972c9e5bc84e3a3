import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { List } from '../../../src/data/list.ts';

/** Two elements a node: every operation meets node borders. */
const TINY = 2;

function built(values: string[], limit = TINY): List {
  const list = new List();
  list.pushTail(values, limit);
  return list;
}

const value = fc.constantFrom('a', 'b', 'c', '1', '22');
const operation = fc.oneof(
  fc.record({
    kind: fc.constantFrom('pushHead', 'pushTail', 'remove'),
    value,
    at: fc.integer({ min: -3, max: 3 }),
  }),
  fc.record({ kind: fc.constantFrom('popHead', 'popTail', 'set', 'insert', 'cut'), value, at: fc.nat(30) }),
);

describe('a list', () => {
  it.each([1, 2, 5, -1])('behaves as an array under any sequence of operations, limit %d', (limit) => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 20 }),
        fc.array(operation, { maxLength: 60 }),
        (start, operations) => {
          const list = built(start, limit);
          let model: string[] = [...start];
          for (const { kind, value, at } of operations) {
            const index = model.length === 0 ? 0 : at % model.length;
            if (kind === 'pushHead') {
              list.pushHead([value, 'x'], limit);
              model.unshift('x', value);
            } else if (kind === 'pushTail') {
              list.pushTail([value], limit);
              model.push(value);
            } else if (kind === 'popHead') expect(list.popHead(limit)).toBe(model.shift());
            else if (kind === 'popTail') expect(list.popTail(limit)).toBe(model.pop());
            else if (kind === 'remove') {
              const before = model.length;
              let left = at === 0 ? before : Math.abs(at);
              if (at < 0) model.reverse();
              model = model.filter((each) => each !== value || left-- <= 0);
              if (at < 0) model.reverse();
              expect(list.remove(value, at, limit)).toBe(before - model.length);
            } else if (kind === 'cut') {
              const count = Math.min(at, model.length - index);
              list.removeRange(index, count, limit);
              model.splice(index, count);
            } else if (model.length > 0 && kind === 'set') {
              expect(list.set(index, value, limit)).toBe(true);
              model[index] = value;
            } else if (model.length > 0) {
              const after = at > 15;
              list.insert(index, after, value, limit);
              model.splice(after ? index + 1 : index, 0, value);
            }
            expect(list.length).toBe(model.length);
            expect([...list]).toEqual(model);
          }
          expect(list.range(0, model.length)).toEqual(model);
          expect(list.get(model.length)).toBeUndefined();
          for (let index = 0; index < model.length; index++) expect(list.get(index)).toBe(model[index]);
          const backwards: string[] = [];
          list.visitBackwards((each, index) => {
            expect(each).toBe(model[index]);
            return backwards.push(each) > 0;
          });
          expect(backwards.reverse()).toEqual(model);
          expect([...list.copy()]).toEqual(model);
        },
      ),
    );
  });

  it('serves as a long queue', () => {
    const list = new List();
    for (let number = 0; number < 20_000; number++) list.pushHead([`${number}`], -2);
    expect(list.get(10_000)).toBe('9999');
    for (let number = 0; number < 20_000; number++) expect(list.popTail(-2)).toBe(`${number}`);
    expect(list.length).toBe(0);
    expect(list.popHead(-2)).toBeUndefined();
  });

  it('stops a visit on request', () => {
    const seen: string[] = [];
    built(['a', 'b', 'c', 'd']).visit((each) => {
      seen.push(each);
      return seen.length < 2;
    });
    expect(seen).toEqual(['a', 'b']);
  });
});

describe('the encoding of a list', () => {
  it('grows by bytes and shrinks at half of them', () => {
    const list = new List();
    // An element of 100 bytes takes 103 in a listpack; 79 of them and the frame are 8,144 bytes.
    const element = 'x'.repeat(100);
    for (let count = 0; count < 79; count++) list.pushTail([element], -2);
    expect(list.encoding).toBe('listpack');
    list.pushTail([element], -2);
    expect(list.encoding).toBe('quicklist');
    while (list.length > 40) list.popTail(-2);
    expect(list.encoding).toBe('quicklist');
    list.popTail(-2);
    expect(list.encoding).toBe('listpack');
  });

  it('goes by elements where the limit does', () => {
    const list = built(['a', 'b', 'c', 'd'], 4);
    expect(list.encoding).toBe('listpack');
    list.pushTail(['e'], 4);
    expect(list.encoding).toBe('quicklist');
    list.removeRange(0, 3, 4);
    expect(list.encoding).toBe('quicklist');
    // Two nodes are left, however few their elements.
    expect([...list]).toEqual(['d', 'e']);
    list.popHead(4);
    expect(list.encoding).toBe('listpack');
    list.pushHead(['x'], 4);
    expect([...list]).toEqual(['x', 'e']);
  });

  it('may settle at the full limit when built in one go', () => {
    const list = built(['a', 'b', 'c', 'd', 'e'], 4);
    list.popTail(4);
    list.compact(4);
    expect(list.encoding).toBe('listpack');
  });
});
