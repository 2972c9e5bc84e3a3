/**
 * The entry of the package: what of the embedded API is public.
 */

export { ManualClock } from './embedded/clocks.ts';
export type { Commands, ScriptInput } from './embedded/commands.ts';
export { ReplyError, SessionError, type SessionErrorCode } from './embedded/errors.ts';
export type { SettingValue, TidelockOptions } from './embedded/options.ts';
export type { Session, SessionOptions } from './embedded/session.ts';
export { Tidelock } from './embedded/tidelock.ts';
export type { Argument, Value } from './embedded/values.ts';
export type { Clock, Random } from './engine/clock.ts';
export type { LogLevel } from './engine/log-level.ts';
export { CodeGenerationError } from './lua/code-generation.ts';
