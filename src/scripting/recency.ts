/** Items in the order of their last use, linked to each other: every operation takes the same short time. */

export interface Linked<Item> {
  older: Item | undefined;
  newer: Item | undefined;
}

export class Recency<Item extends Linked<Item>> {
  size = 0;
  oldest: Item | undefined = undefined;
  private newest: Item | undefined = undefined;

  /** Adds an item as the newest. */
  add(item: Item): void {
    item.older = this.newest;
    if (this.newest === undefined) this.oldest = item;
    else this.newest.newer = item;
    this.newest = item;
    this.size++;
  }

  /** Takes out an item that is in. */
  remove(item: Item): void {
    const { older, newer } = item;
    if (older === undefined) this.oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.newest = older;
    else newer.older = older;
    item.older = undefined;
    item.newer = undefined;
    this.size--;
  }

  /** An item that is in was used. */
  touch(item: Item): void {
    if (item === this.newest) return;
    this.remove(item);
    this.add(item);
  }
}
