import { describe, expect, it } from 'vitest';
import { ROOT_SHAPE, shapeOf } from '../../../../src/lua/runtime/shape.ts';
import { LuaTable } from '../../../../src/lua/runtime/table.ts';

describe('shared shapes', () => {
  it('go on being shared after scripts made more of them than are kept', () => {
    const before = shapeOf(['left', 'right', 'key']);
    const living = new LuaTable([], before, [1, 2, 3]);
    for (let a = 0; a < 50; a++) {
      for (let b = 0; b < 50; b++) for (let c = 0; c < 20; c++) shapeOf([`a${a}`, `b${b}`, `c${c}`]);
    }
    const after = shapeOf(['left', 'right', 'key']);
    expect(after.exclusive).toBe(false);
    expect(shapeOf(['left', 'right', 'key'])).toBe(after);
    // A table that lives keeps its shape and grows on.
    expect(living.shape).toBe(before);
    living.setString('more', 4);
    expect([living.getString('left'), living.getString('more')]).toEqual([1, 4]);
    expect(living.shape).not.toBe(before);
  });

  it('do not keep what was forgotten', () => {
    const first = ROOT_SHAPE.with('first');
    expect(ROOT_SHAPE.after('first')).toBe(first);
    for (let a = 0; a < 50; a++) {
      for (let b = 0; b < 50; b++) for (let c = 0; c < 20; c++) shapeOf([`d${a}`, `e${b}`, `f${c}`]);
    }
    expect(ROOT_SHAPE.after('first')).toBeUndefined();
  });

  it('give records with nil fields the same layout, remembered or not', () => {
    const keys = ['key1', 'key2', 'key3', 'key4', 'key5', 'key6', 'key7', 'key8'];
    const shape = shapeOf(keys);
    const layouts = (): (string | undefined)[] =>
      Array.from({ length: 256 }, (_, bits) => {
        const layout = shape.layoutAtBirth(keys.map((key, at) => ((bits >> at) & 1 ? undefined : key)));
        return layout && Array.from({ length: layout.size }, (_, node) => layout.reference(node)).join();
      });
    const first = layouts();
    expect(first.some((layout) => layout !== undefined)).toBe(true);
    expect(layouts()).toEqual(first);
  });
});
