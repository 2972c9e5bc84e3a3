/** The commands that contain a password, which are not written to the history. */
import { isDigits } from '../../bytes/character-set.ts';

/** By the first word of a command, whether the words behind it contain a secret. */
const CHECKS = new Map(
  Object.entries<(words: string[]) => boolean>({
    auth: () => true,
    acl: ([subcommand]) => subcommand === 'setuser',
    config: ([subcommand, ...settings]) =>
      subcommand === 'set' &&
      settings.some((name, i) => i % 2 === 0 && /^(masterauth|masteruser|requirepass)$/.test(name)),
    hello: ([, ...options]) => {
      for (let i = 0; i < options.length; i++) {
        if (options[i] === 'auth') return options.length - i > 2;
        if (options[i] !== 'setname') return false;
        i++;
      }
      return false;
    },
    migrate: (words) => {
      const options = words.slice(5);
      const keys = options.indexOf('keys');
      return (keys < 0 ? options : options.slice(0, keys)).some((option) => /^auth2?$/.test(option));
    },
  }),
);

/** @param words a command, with the number of its repetitions in front or without it */
export function isSensitive(words: string[]): boolean {
  const lower = words.map((word) => word.toLowerCase());
  if (isDigits(lower[0] ?? '')) lower.shift();
  return CHECKS.get(lower[0] ?? '')?.(lower.slice(1)) ?? false;
}
