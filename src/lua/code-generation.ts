/**
 * Makes functions of JavaScript text. Some hosts forbid that; the error then says how to allow it.
 */

/**
 * Thrown if the host does not allow code to be made from strings, which is how Lua is compiled to JavaScript. The
 * message says what allows it.
 *
 * @example
 * ```ts
 * try {
 *   return new Tidelock();
 * } catch (error) {
 *   if (error instanceof CodeGenerationError) return new Tidelock({ scripts: false });
 *   throw error;
 * }
 * ```
 */
export class CodeGenerationError extends Error {
  override readonly name = 'CodeGenerationError';

  /** @param cause the error of the host */
  constructor(cause: unknown) {
    super(
      "this host does not allow JavaScript to be made from strings, which Lua scripts are compiled to. A page allows it by 'unsafe-eval' in the script-src of its Content-Security-Policy, Node by running without --disallow-code-generation-from-strings; most edge workers cannot allow it. An engine made by new Tidelock({ scripts: false }) runs without",
      { cause },
    );
  }
}

/**
 * Makes a function of a list of parameters and a body.
 *
 * @throws CodeGenerationError
 */
export function makeFunction(parameters: string, body: string): (...values: unknown[]) => unknown {
  try {
    return new Function(parameters, body) as (...values: unknown[]) => unknown;
  } catch (error) {
    throw error instanceof EvalError ? new CodeGenerationError(error) : error;
  }
}

/**
 * Finds out whether functions can be made at all.
 *
 * @throws CodeGenerationError
 */
export function checkCodeGeneration(): void {
  try {
    makeFunction('', '');
  } catch (error) {
    throw error instanceof CodeGenerationError ? error : new CodeGenerationError(error);
  }
}
