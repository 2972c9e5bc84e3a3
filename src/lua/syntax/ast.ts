/**
 * The syntax tree of a Lua 5.1 chunk, already resolved: every name is a local, an upvalue or a global.
 *
 * Lines are those that Lua 5.1 reports when the node fails at run time, which is not always where it
 * starts: an operator fails at the last line of its right operand, a call at its opening parenthesis.
 *
 * Nesting to the right and of statements is bounded by the parser (200 levels, as in Lua); chains to the
 * left are not (`a + b + c ...`, `f()()()`, `a.b.c ...`, `x and y and z ...`): walk those with a loop.
 * Operators on numerals are folded as Lua 5.1 folds them, a constant left of `and` or `or` that leaves the
 * value to the right is dropped, and parentheses are kept only where they cut a list to one value.
 */

/** A local variable, parameter or loop variable. One object for each declaration. */
export interface LocalSymbol {
  readonly name: string;
  /** Unique within the chunk, counted from 0. */
  readonly id: number;
  /** Line of the declaration. */
  readonly line: number;
  readonly role: 'local' | 'function' | 'parameter' | 'loop' | 'arg';
  /** The function whose local it is; anywhere else it is an upvalue. */
  readonly owner: FunctionBody;
  /** Declared inside a loop of its function: each iteration has a variable of its own. */
  readonly inLoop: boolean;
  /** Some inner function uses it. */
  captured: boolean;
  /** Assigned to after its declaration. */
  assigned: boolean;
  /** Some expression reads it, or a target names it. */
  mentioned: boolean;
  /** Every value that is ever stored in it, in no particular order: what the text says of them. */
  readonly stores: Store[];
}

/** A value that is stored in a local: an expression, or where else it comes from. */
export type Store = Expression | 'nil' | 'number' | 'unknown';

/** A function's own code; the chunk itself is one too, a vararg function without parameters. */
export interface FunctionBody {
  readonly kind: 'FunctionBody';
  /** Unique within the chunk; 0 is the chunk itself. */
  readonly id: number;
  readonly parent: FunctionBody | undefined;
  /** How it was declared, for people to read: `a.b:c`, a local's name, or '' when anonymous. */
  name: string;
  /** Includes `self` of a method; without the vararg part and without `arg`. */
  readonly parameters: LocalSymbol[];
  isVararg: boolean;
  /** Mentions `...` itself. */
  usesVararg: boolean;
  /** The local `arg` of every vararg function but the chunk. Holds `{n=..., ...}` if and only if `usesVararg` is false, else nil. */
  arg: LocalSymbol | undefined;
  block: Block;
  /** Lines of `function` and of its `end`; 0 for the chunk's first. */
  readonly line: number;
  endLine: number;
  /** Outer locals that it (or a function inside it) uses, in order of first use. */
  readonly upvalues: LocalSymbol[];
  /** Functions directly inside it, in order. */
  readonly functions: FunctionBody[];
  /** All of its locals, parameters included, in order of declaration. */
  readonly locals: LocalSymbol[];
}

/** A whole compiled text. */
export interface Chunk {
  readonly kind: 'Chunk';
  /** The whole text. */
  readonly source: string;
  /** The name as it was given: `@user_script`, `=name`, or the text itself. */
  readonly chunkName: string;
  /** The name as error messages show it: `user_script`, `[string "return 1"]`. */
  readonly displayName: string;
  readonly main: FunctionBody;
  /** Every global name that the text reads or writes anywhere (not field names, not strings). */
  readonly globals: ReadonlySet<string>;
}

export interface Block {
  readonly kind: 'Block';
  readonly statements: Statement[];
}

export type Statement =
  | LocalStatement
  | LocalFunctionStatement
  | AssignStatement
  | CallStatement
  | DoStatement
  | WhileStatement
  | RepeatStatement
  | IfStatement
  | NumericForStatement
  | GenericForStatement
  | ReturnStatement
  | BreakStatement;

export type LoopStatement = WhileStatement | RepeatStatement | NumericForStatement | GenericForStatement;

interface StatementNode {
  /** Line of its first token. */
  readonly line: number;
}

/** `local a, b = ...`. The symbols come into scope after the values. */
export interface LocalStatement extends StatementNode {
  readonly kind: 'Local';
  readonly symbols: LocalSymbol[];
  readonly values: Expression[];
}

/** `local function f`: the symbol is in scope inside the body. */
export interface LocalFunctionStatement extends StatementNode {
  readonly kind: 'LocalFunction';
  readonly symbol: LocalSymbol;
  readonly value: FunctionExpression;
}

/** `a, b.c = ...` and `function a.b:c()`. Stores happen from the last target to the first. */
export interface AssignStatement extends StatementNode {
  readonly kind: 'Assign';
  /** The `line` of an index or global target is the line of the store. */
  readonly targets: (NameExpression | IndexExpression)[];
  readonly values: Expression[];
}

export interface CallStatement extends StatementNode {
  readonly kind: 'CallStatement';
  readonly call: CallExpression | MethodCallExpression;
}

export interface DoStatement extends StatementNode {
  readonly kind: 'Do';
  readonly block: Block;
}

export interface WhileStatement extends StatementNode {
  readonly kind: 'While';
  readonly condition: Expression;
  readonly block: Block;
}

/** The condition sees the block's locals. */
export interface RepeatStatement extends StatementNode {
  readonly kind: 'Repeat';
  readonly block: Block;
  readonly condition: Expression;
}

/** `if`, all `elseif` in order, and `else`. */
export interface IfStatement extends StatementNode {
  readonly kind: 'If';
  readonly clauses: { readonly condition: Expression; readonly block: Block }[];
  readonly otherwise: Block | undefined;
}

export interface NumericForStatement extends StatementNode {
  readonly kind: 'NumericFor';
  readonly symbol: LocalSymbol;
  readonly start: Expression;
  readonly limit: Expression;
  /** Absent: 1. */
  readonly step: Expression | undefined;
  readonly block: Block;
  /** Line where "'for' initial value must be a number" is reported. */
  readonly prepareLine: number;
}

export interface GenericForStatement extends StatementNode {
  readonly kind: 'GenericFor';
  readonly symbols: LocalSymbol[];
  readonly values: Expression[];
  readonly block: Block;
  /** Line where a failing call of the iterator is reported. */
  readonly callLine: number;
}

/** One value that is a call is a tail call. */
export interface ReturnStatement extends StatementNode {
  readonly kind: 'Return';
  readonly values: Expression[];
}

export interface BreakStatement extends StatementNode {
  readonly kind: 'Break';
}

export type Expression =
  | NilExpression
  | TrueExpression
  | FalseExpression
  | NumberExpression
  | StringExpression
  | VarargExpression
  | FunctionExpression
  | NameExpression
  | IndexExpression
  | CallExpression
  | MethodCallExpression
  | ParenthesizedExpression
  | BinaryExpression
  | ConcatExpression
  | LogicalExpression
  | UnaryExpression
  | TableExpression;

/** The expressions that can give any number of values at the end of a list. */
export type MultipleExpression = CallExpression | MethodCallExpression | VarargExpression;

export type NameExpression = LocalExpression | UpvalueExpression | GlobalExpression;

export interface NilExpression {
  readonly kind: 'Nil';
}

export interface TrueExpression {
  readonly kind: 'True';
}

export interface FalseExpression {
  readonly kind: 'False';
}

/** May be -0, negative or infinite after folding; never NaN. */
export interface NumberExpression {
  readonly kind: 'Number';
  value: number;
  /** The number of its place, if it fills one of those that `skim` found in the text. */
  readonly place?: number | undefined;
}

/** `value` is a byte string. */
export interface StringExpression {
  readonly kind: 'String';
  readonly value: string;
  /** As of a number. */
  readonly place?: number | undefined;
}

/** `...` */
export interface VarargExpression {
  readonly kind: 'Vararg';
}

export interface FunctionExpression {
  readonly kind: 'Function';
  readonly body: FunctionBody;
}

/** A local of the function that the expression stands in. */
export interface LocalExpression {
  readonly kind: 'Local';
  readonly symbol: LocalSymbol;
}

/** A local of a function around it. */
export interface UpvalueExpression {
  readonly kind: 'Upvalue';
  readonly symbol: LocalSymbol;
}

export interface GlobalExpression {
  readonly kind: 'Global';
  readonly name: string;
  line: number;
}

/** `object[key]`; `object.name` has a string as its key. */
export interface IndexExpression {
  readonly kind: 'Index';
  readonly object: Expression;
  readonly key: Expression;
  line: number;
}

export interface CallExpression {
  readonly kind: 'Call';
  readonly callee: Expression;
  readonly arguments: Expression[];
  readonly line: number;
}

/** `object:name(...)`. */
export interface MethodCallExpression {
  readonly kind: 'MethodCall';
  readonly object: Expression;
  readonly name: string;
  readonly arguments: Expression[];
  /** Line where a failing call is reported. */
  readonly line: number;
  /** Line where a failing lookup of the method (indexing `object`) is reported. */
  readonly lookupLine: number;
}

/** `(f())` or `(...)`: exactly one value. */
export interface ParenthesizedExpression {
  readonly kind: 'Parenthesized';
  readonly expression: MultipleExpression;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';
export type ComparisonOperator = '==' | '~=' | '<' | '<=' | '>' | '>=';

export interface BinaryExpression {
  readonly kind: 'Binary';
  readonly operator: ArithmeticOperator | ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly line: number;
}

/** `a .. b .. c` as one list of two or more operands, evaluated left to right, joined right to left. */
export interface ConcatExpression {
  readonly kind: 'Concat';
  readonly operands: Expression[];
  readonly line: number;
}

export interface LogicalExpression {
  readonly kind: 'Logical';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}

export interface UnaryExpression {
  readonly kind: 'Unary';
  readonly operator: '-' | '#' | 'not';
  readonly operand: Expression;
  readonly line: number;
}

/** A table constructor; `fields` in the order of the text. */
export interface TableExpression {
  readonly kind: 'Table';
  readonly fields: TableField[];
  readonly line: number;
}

/** Without a key: the next position (the last one may give several values). */
export interface TableField {
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly line: number;
}
