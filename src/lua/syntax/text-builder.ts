/** Puts a text together from any number of pieces, in time that grows with its length only. */

/**
 * How many pieces are joined at once. A text that grows by `+=` is a tree of its pieces for V8, which takes more memory than
 * short pieces do themselves.
 */
const PIECES = 1024;

export class TextBuilder {
  private joined = '';
  private pieces: string[] = [];

  add(piece: string): void {
    this.pieces.push(piece);
    if (this.pieces.length === PIECES) this.join();
  }

  /** All pieces so far. */
  get text(): string {
    this.join();
    return this.joined;
  }

  private join(): void {
    if (this.pieces.length === 0) return;
    this.joined += this.pieces.length === 1 ? this.pieces[0] : this.pieces.join('');
    this.pieces = [];
  }
}
