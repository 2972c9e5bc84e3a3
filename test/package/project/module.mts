// Every entrance from an ES module: types and values.
import {
  type Argument,
  type Clock,
  type CodeGenerationError,
  type Commands,
  type LogLevel,
  ManualClock,
  type Random,
  type ReplyError,
  type ScriptInput,
  type Session,
  SessionError,
  type SessionErrorCode,
  type SessionOptions,
  type SettingValue,
  Tidelock,
  type TidelockOptions,
  type Value,
} from 'tidelock';
import { type LuaError, type LuaValue, run } from 'tidelock/lua';
import { type Server, type ServerOptions, startServer } from 'tidelock/server';

const clock: Clock = new ManualClock();
const random: Random = () => 0.5;
const settings: Record<string, SettingValue> = { databases: 2 };
const log = (level: LogLevel, message: string): string => `${level} ${message}`;
const options: TidelockOptions = { clock, random, settings, log, scripts: true };
const tidelock: Commands & Tidelock = new Tidelock(options);
const counted: number = tidelock.call<number>('INCR', 'n');
const sessionOptions: SessionOptions = { resp: 3, bytes: false, onPush: (_message: Value) => {} };
const session: Session = tidelock.session(sessionOptions);
const job: Promise<[string, string]> = session.wait<[string, string]>('BLPOP', 'jobs', 0);
const added: Argument[] = ['jobs', new Uint8Array([120])];
tidelock.call('RPUSH', ...added);
const input: ScriptInput = { keys: ['n'], arguments: [2] };
const values: Value = tidelock.eval('return {KEYS[1], ARGV[1]}', input);
const code: SessionErrorCode = new SessionError('CLOSED', 'text').code;
const failure: ReplyError | CodeGenerationError | LuaError | undefined = undefined;
const results: LuaValue[] = run('return 1 + 1');
const waited: [string, string] = await job;
session[Symbol.dispose]();
await session[Symbol.asyncDispose]();
const serverOptions: ServerOptions = { port: 0 };
const server: Server = await startServer(serverOptions);
const listens: boolean = server.port > 0;
await server.close();
tidelock.close();
console.log(
  JSON.stringify({ counted, values, code, failure: failure === undefined, results, waited, listens }),
);
