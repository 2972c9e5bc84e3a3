/**
 * The syntax tree of a Lua 5.1 chunk. All names in it are resolved: each is a local of the function that it stands
 * in, an upvalue (a local of a function around it) or a global.
 *
 * The line of a node is the one that Lua 5.1 reports if the node fails at run time. That is not always the line where
 * the node starts: an operator fails at the last line of its right operand, a call at its opening parenthesis.
 *
 * Invariant: statements, and expressions in their right operands, are nested at most 200 levels deep, as in Lua; the
 * parser checks that. Chains to the left have no bound (`a + b + c ...`, `f()()()`, `a.b.c ...`, `x and y and z
 * ...`). Code that walks the tree must follow these with a loop, or else a long chain overflows the stack.
 *
 * The parser leaves some things out of the tree. Operators on numerals are computed where Lua 5.1 does that. A
 * constant on the left of `and` or `or` is dropped if the value is always that of the right side. Parentheses are
 * kept only if they cut several values to one.
 */

/** A local variable, parameter or loop variable. There is one object for each declaration. */
export interface LocalSymbol {
  readonly name: string;
  /** A number that is unique within the chunk. The numbers count from 0. */
  readonly id: number;
  /** Its index among the locals of its function. */
  readonly slot: number;
  /** The line of the declaration. */
  readonly line: number;
  readonly role: 'local' | 'function' | 'parameter' | 'loop' | 'arg';
  /** The function whose local it is. In functions inside that one it is an upvalue. */
  readonly owner: FunctionBody;
  /** Whether it is declared inside a loop of its function, so that each turn has a variable of its own. */
  readonly inLoop: boolean;
  /** Whether some inner function uses it. */
  captured: boolean;
  /** Whether it is assigned to after its declaration. */
  assigned: boolean;
  /** Whether some expression reads it, or some assignment names it. */
  mentioned: boolean;
  /** Everything that the text says about the values that are ever stored in it, in no particular order. */
  readonly stores: Store[];
}

/** A value that is stored in a local: the expression that gives it, or what is known of a value from elsewhere. */
export type Store = Expression | 'nil' | 'number' | 'unknown';

/** The code of a function. The chunk itself is one, too: a vararg function without parameters. */
export interface FunctionBody {
  readonly kind: 'FunctionBody';
  /** A number that is unique within the chunk. The chunk itself has the number 0. */
  readonly id: number;
  readonly parent: FunctionBody | undefined;
  /** The name by which it was declared, for people to read: `a.b:c`, the name of a local, or '' if it has none. */
  name: string;
  /** The parameters, including `self` of a method, but without `...` and `arg`. */
  readonly parameters: LocalSymbol[];
  isVararg: boolean;
  /** Whether the function itself mentions `...`. */
  usesVararg: boolean;
  /**
   * The local `arg`, which every vararg function but the chunk has. It holds `{n=..., ...}` if `usesVararg` is false,
   * and nil otherwise.
   */
  arg: LocalSymbol | undefined;
  block: Block;
  /** The lines of `function` and of its `end`. For the chunk itself, `line` is 0. */
  readonly line: number;
  endLine: number;
  /** How many bytes of the text it takes, about. */
  length: number;
  /** The outer locals that it, or a function inside it, uses, in the order of their first use. */
  readonly upvalues: LocalSymbol[];
  /** The functions directly inside it, in order. */
  readonly functions: FunctionBody[];
  /** All of its locals, parameters included, in order of declaration. */
  readonly locals: LocalSymbol[];
  /** How many calls it contains that are not tail calls. */
  calls: number;
  /** Whether it passes all results of a call to another call. */
  passesResults: boolean;
}

/** A whole text. */
export interface Chunk {
  readonly kind: 'Chunk';
  /** The name as it was given: `@user_script`, `=name`, or the text itself. */
  readonly chunkName: string;
  /** The name as error messages show it: `user_script`, `[string "return 1"]`. */
  readonly displayName: string;
  readonly main: FunctionBody;
  /** How many bytes the text has. */
  readonly length: number;
  /** The names of all globals that the text reads or writes anywhere, but no more than `MAXIMUM_GLOBALS`. */
  readonly globals: ReadonlySet<string>;
}

/** How many names of globals are noted; a text that mentions that many has to be taken to mention any other, too. */
export const MAXIMUM_GLOBALS = 2 ** 16;

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
  /** The line of its first token. */
  readonly line: number;
}

interface LoopNode extends StatementNode {
  /** How many bytes of the text it takes, about. */
  readonly length: number;
}

/** `local a, b = ...`. The symbols come into scope after the values have been evaluated. */
export interface LocalStatement extends StatementNode {
  readonly kind: 'Local';
  readonly symbols: LocalSymbol[];
  readonly values: Expression[];
}

/** `local function f`. The symbol is in scope inside the body. */
export interface LocalFunctionStatement extends StatementNode {
  readonly kind: 'LocalFunction';
  readonly symbol: LocalSymbol;
  readonly value: FunctionExpression;
}

/** `a, b.c = ...` and `function a.b:c()`. The values are stored from the last target to the first. */
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

export interface WhileStatement extends LoopNode {
  readonly kind: 'While';
  readonly condition: Expression;
  readonly block: Block;
}

/** `repeat ... until`. The condition is in the scope of the block's locals. */
export interface RepeatStatement extends LoopNode {
  readonly kind: 'Repeat';
  readonly block: Block;
  readonly condition: Expression;
}

/** An `if` with all of its `elseif` clauses, in order, and its `else`. */
export interface IfStatement extends StatementNode {
  readonly kind: 'If';
  readonly clauses: { readonly condition: Expression; readonly block: Block }[];
  readonly otherwise: Block | undefined;
}

export interface NumericForStatement extends LoopNode {
  readonly kind: 'NumericFor';
  readonly symbol: LocalSymbol;
  readonly start: Expression;
  readonly limit: Expression;
  /** The step; if it is absent, it is 1. */
  readonly step: Expression | undefined;
  readonly block: Block;
  /** The line for errors such as "'for' initial value must be a number". */
  readonly prepareLine: number;
}

export interface GenericForStatement extends LoopNode {
  readonly kind: 'GenericFor';
  readonly symbols: LocalSymbol[];
  readonly values: Expression[];
  readonly block: Block;
  /** The line for errors of calling the iterator function. */
  readonly callLine: number;
}

/** `return`. If there is one value and it is a call, it is a tail call. */
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

/** A numeral. After folding, the value may be -0, negative or infinite, but never NaN. */
export interface NumberExpression {
  readonly kind: 'Number';
  value: number;
  /** The number of the place that it fills, if `skim` found it in the text (skim.ts). */
  readonly place?: number | undefined;
}

/** A string. `value` is a byte string. */
export interface StringExpression {
  readonly kind: 'String';
  readonly value: string;
  /** The number of its place, as for a numeral. */
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
  /** The line for errors of the call. */
  readonly line: number;
  /** The line for errors of looking the method up, which indexes `object`. */
  readonly lookupLine: number;
}

/** `(f())` or `(...)`, which give exactly one value. */
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

/**
 * `a .. b .. c`, as a list of two or more operands. They are evaluated from left to right and joined from right to
 * left.
 */
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

/** A table constructor. `fields` is in the order of the text. */
export interface TableExpression {
  readonly kind: 'Table';
  readonly fields: TableField[];
  readonly line: number;
}

/** A field of a constructor. One without a key gets the next index, and the last such field may give several values. */
export interface TableField {
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly line: number;
}
