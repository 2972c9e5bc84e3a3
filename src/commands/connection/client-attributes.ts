/** What a client says of itself: names that CLIENT LIST shows, checked so that its lines can be split at spaces. */
import { characterSet, charactersFrom, consistsOf } from '../../bytes/character-set.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { failure } from '../../engine/errors.ts';

const PRINTABLE = characterSet(charactersFrom('!', '~'));

/** Printable ASCII without the space. A NUL ends the text, as in C. */
function isPrintable(text: string): boolean {
  return consistsOf(untilNul(text), PRINTABLE);
}

/** Raises the error of CLIENT SETNAME for a name that would spoil the list; the empty name is no name. */
export function checkClientName(name: string): void {
  if (!isPrintable(name)) {
    throw failure('Client names cannot contain spaces, newlines or special characters.');
  }
}

/** The same for CLIENT SETINFO; `attribute` is as the client wrote it. */
export function checkLibraryAttribute(attribute: string, text: string): void {
  if (!isPrintable(text)) {
    throw failure(`${attribute} cannot contain spaces, newlines or special characters.`);
  }
}
