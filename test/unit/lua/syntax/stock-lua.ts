/** Asks the installed `lua5.1` what it thinks of texts. */
import { spawnSync } from 'node:child_process';

const CHECKER = `
while true do
  local length = io.read('*n')
  if not length then break end
  io.read(1)
  local source = length == 0 and '' or io.read(length)
  local compiled, message = loadstring(source)
  message = compiled and 'OK' or message
  io.write(#message, ' ', message)
end
`;

export const hasLua = spawnSync('lua5.1', ['-v']).status === 0;

/** For each text: `OK`, or the syntax error when its text is its own chunk name. */
export function askLua(sources: readonly string[]): string[] {
  const input = sources.map((source) => `${source.length} ${source}`).join('');
  const { stdout } = spawnSync('lua5.1', ['-e', CHECKER], {
    input: Buffer.from(input, 'latin1'),
    maxBuffer: 1 << 28,
  });
  const output = stdout.toString('latin1');
  const answers: string[] = [];
  let position = 0;
  while (position < output.length) {
    const blank = output.indexOf(' ', position);
    const end = blank + 1 + Number(output.slice(position, blank));
    answers.push(output.slice(blank + 1, end));
    position = end;
  }
  return answers;
}
