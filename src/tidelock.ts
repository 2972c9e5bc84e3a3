/**
 * The entry of the package: what of the embedded API is public.
 */
export type {
  Argument,
  Commands,
  ScriptInput,
  Session,
  SessionOptions,
  SettingValue,
  TidelockOptions,
  Value,
} from './embedded/api.ts';
export { ManualClock } from './embedded/clocks.ts';
export { ReplyError, ScriptTimeoutError, SessionError, type SessionErrorCode } from './embedded/errors.ts';
export { Tidelock } from './embedded/tidelock.ts';
export type { Clock, Random } from './engine/clock.ts';
export type { LogLevel } from './engine/log-level.ts';
export { CodeGenerationError } from './lua/code-generation.ts';
