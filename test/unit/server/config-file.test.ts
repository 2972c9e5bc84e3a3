import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  applyConfigText,
  type ConfigFileError,
  ConfigOpenError,
  configText,
  parseCommandLine,
} from '../../../src/server/config-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function directives(text: string): string[][] {
  const found: string[][] = [];
  applyConfigText(text, ({ name, args }) => {
    found.push([name, ...args]);
    return undefined;
  });
  return found;
}

const optionsOf = (...argv: string[]) =>
  directives(configText(parseCommandLine(argv), () => 'loglevel debug\n'));

describe('a configuration text', () => {
  it('is a directive a line, in quotes where needed; comments and empty lines count for nothing', () => {
    expect(directives('# a\n\n  PORT 7000\r\nsave 900 1\nsave ""\nrequirepass "a b\\x41"\n')).toEqual([
      ['port', '7000'],
      ['save', '900', '1'],
      ['save', ''],
      ['requirepass', 'a bA'],
    ]);
  });

  it('includes other files where they are named', () => {
    file('one.inc', 'port 1\n');
    file('two.inc', 'port 2\n');
    expect(directives(`a 1\ninclude ${folder}/*.inc\ninclude ${folder}/none*\nb 2`)).toEqual([
      ['a', '1'],
      ['port', '1'],
      ['port', '2'],
      ['b', '2'],
    ]);
    expect(() => directives(`include ${folder}/missing`)).toThrow(
      new ConfigOpenError(
        `Fatal error, can't open config file '${folder}/missing': No such file or directory`,
      ),
    );
  });

  it('names the line that is wrong', () => {
    const problem = (text: string) => {
      try {
        applyConfigText(text, ({ name }) =>
          name === 'foo' ? 'Bad directive or wrong number of arguments' : undefined,
        );
      } catch (error) {
        return (error as ConfigFileError).report('7.2.6');
      }
      return undefined;
    };
    expect(problem('port 1\n\n foo bar \n')).toBe(
      '\n*** FATAL CONFIG FILE ERROR (Redis 7.2.6) ***\nReading the configuration file, at line 3\n' +
        ">>> 'foo bar'\nBad directive or wrong number of arguments\n",
    );
    expect(problem('port "1')).toContain('Unbalanced quotes in configuration line');
    expect(problem('port 1')).toBeUndefined();
  });
});

describe('the command line', () => {
  it('is appended to the file', () => {
    const path = file('redis.conf', 'port 7000\n');
    expect(optionsOf(path, '--port', '7001', '--loglevel', 'verbose')).toEqual([
      ['port', '7000'],
      ['port', '7001'],
      ['loglevel', 'verbose'],
    ]);
  });

  it('reads standard input at a dash that is first or last', () => {
    expect(optionsOf('-', '--port', '1')).toEqual([
      ['loglevel', 'debug'],
      ['port', '1'],
    ]);
    expect(optionsOf('--port', '1', '-')).toEqual([
      ['loglevel', 'debug'],
      ['port', '1'],
    ]);
  });

  it('takes a name and its value as one word, several values, and values that begin with dashes', () => {
    expect(optionsOf('--port 7777', '--save', '900', '1', '--proc-title-template', '--my--title--')).toEqual([
      ['port', '7777'],
      ['save', '900', '1'],
      ['proc-title-template', '--my--title--'],
    ]);
  });

  it('takes --save without a value as an empty one', () => {
    expect(optionsOf('--save', '--port', '1')).toEqual([
      ['save', ''],
      ['port', '1'],
    ]);
    expect(optionsOf('--port', '1', '--save')).toEqual([
      ['port', '1'],
      ['save', ''],
    ]);
  });
});
