import { describe, expect, it } from 'vitest';
import { CliExit } from '../../../../src/cli/client/cli-exit.ts';
import { parseClientOptions } from '../../../../src/cli/client/options.ts';

const parse = (...argv: string[]) => parseClientOptions(argv, false);

describe('client options', () => {
  it('stops at the command', () => {
    const { options, command } = parse('-p', '7000', '-n', '3', 'set', '-h', 'x');
    expect(options).toMatchObject({ port: 7000, database: 3, host: '127.0.0.1' });
    expect(command).toEqual(['set', '-h', 'x']);
  });

  it('prints raw to pipes and formatted to people', () => {
    expect(parseClientOptions([], false).options).toMatchObject({ output: 'raw', showPushes: false });
    expect(parseClientOptions([], true).options).toMatchObject({ output: 'standard', showPushes: true });
  });

  it('takes -h without a value for help', () => {
    expect(parse('-h').options.help).toBe(true);
    expect(parse('-h', 'example.org').options).toMatchObject({ help: false, host: 'example.org' });
  });

  it('prefers RESP3 for JSON unless told otherwise', () => {
    expect(parse('--json').options).toMatchObject({ output: 'json', protocol: 'prefer' });
    expect(parse('--json', '-2').options.protocol).toBe(2);
    expect(parse('-3', '--json').options.protocol).toBe(3);
  });

  it('takes the password from the environment when none is given', () => {
    expect(parseClientOptions(['ping'], false, 'secret').options.password).toBe('secret');
    const given = parseClientOptions(['--no-auth-warning', '-a', 'x', 'ping'], false, 'secret');
    expect(given.options.password).toBe('x');
  });

  it('turns what goes over the wire into UTF-8 bytes', () => {
    expect(parse('-D', 'é').options.replyDelimiter).toBe('\xc3\xa9');
  });

  it.each([
    [['--bogus'], "Unrecognized option or bad number of args for: '--bogus'"],
    [['-p'], "Unrecognized option or bad number of args for: '-p'"],
    [['-p', '70000'], 'Invalid server port.'],
    [['-2', '-3'], 'Options -2 and -3 are mutually exclusive.'],
    [['-x', '-X', 'tag'], 'Options -x and -X are mutually exclusive.'],
    [['-u', 'http://x'], 'Invalid URI scheme'],
  ])('refuses %j', (argv, message) => {
    expect(() => parse(...argv)).toThrow(new CliExit(1, message));
  });
});
