/** The words with which a search says what it looks for, and their order of checks. */
import { untilNul } from '../../bytes/until-nul.ts';
import { type Area, box, circle } from '../../data/geo-area.ts';
import { type Position, positionOf } from '../../data/geohash.ts';
import type { SortedSet } from '../../data/sorted-set.ts';
import { double, integer } from '../../engine/arguments.ts';
import { CallError, errors, failure } from '../../engine/errors.ts';
import { metres, position } from './read.ts';

const noSuchMember = failure('could not decode requested zset member');
const badRadius = failure('need numeric radius');
const negativeRadius = failure('radius cannot be negative');
const badWidth = failure('need numeric width');
const badHeight = failure('need numeric height');
const negativeSide = failure('height or width cannot be negative');
const countNotPositive = failure('COUNT must be > 0');
const anyNeedsCount = failure('the ANY argument requires COUNT argument');
const storesNoDetails = (what: string) =>
  failure(`${what} is not compatible with WITHDIST, WITHHASH and WITHCOORD options`);

/** Which options a command knows: a search's, or those of GEORADIUS with and without STORE. */
export type Dialect = 'search' | 'searchstore' | 'radius' | 'radius_ro';

/** A circle or a box, before it is known where. */
export type Shape = (centre: Position) => Area;

/** What is searched: it can be refused before it is known that the key exists, but not computed. */
export class SearchOptions {
  centre: Position | undefined;
  shape: Shape | undefined;
  /** Metres. */
  unit = 1;
  withDistance = false;
  withHash = false;
  withCoordinates = false;
  order: 'asc' | 'desc' | undefined;
  /** 0: all. */
  count = 0;
  /** Any positions inside of the area are enough, not only the nearest ones. */
  any = false;
  storeKey: string | undefined;
  storesDistance = false;
  private hasMember = false;
  private hasPosition = false;
  private hasRadius = false;
  private hasBox = false;
  private readonly dialect: Dialect;
  private readonly set: SortedSet | undefined;

  constructor(dialect: Dialect, set: SortedSet | undefined) {
    this.dialect = dialect;
    this.set = set;
  }

  /** The centre is a member. Nothing can be said of it where there is no set: that ends in an empty answer. */
  aroundMember(member: string): void {
    if (this.set === undefined) return;
    const score = this.set.get(member);
    if (score === undefined) throw noSuchMember;
    this.centre = positionOf(score);
  }

  inRadius(radiusText: string, unitText: string): void {
    const radius = double(radiusText, badRadius);
    if (radius < 0) throw negativeRadius;
    const unit = metres(unitText);
    this.unit = unit;
    this.shape = (centre) => circle(centre, radius, unit);
  }

  private inBox(widthText: string, heightText: string, unitText: string): void {
    const width = double(widthText, badWidth);
    const height = double(heightText, badHeight);
    if (height < 0 || width < 0) throw negativeSide;
    const unit = metres(unitText);
    this.unit = unit;
    this.shape = (centre) => box(centre, width, height, unit);
  }

  /** Reads the options from a position on. As for C, a word ends at its first NUL. */
  read(args: string[], first: number): void {
    for (let at = first; at < args.length; ) {
      const word = untilNul(args[at]).toLowerCase();
      const taken = this.readFlag(word) || this.readValue(word, args, at) || this.readArea(word, args, at);
      if (taken === 0) throw errors.syntax;
      at += taken;
    }
  }

  /** Each of the three answers how many words it has taken. */
  private readFlag(word: string): number {
    if (word === 'withdist') this.withDistance = true;
    else if (word === 'withhash') this.withHash = true;
    else if (word === 'withcoord') this.withCoordinates = true;
    else if (word === 'any') this.any = true;
    else if (word === 'asc' || word === 'desc') this.order = word;
    else if (word === 'storedist' && this.dialect === 'searchstore') this.storesDistance = true;
    else return 0;
    return 1;
  }

  private readValue(word: string, args: string[], at: number): number {
    if (at + 1 >= args.length) return 0;
    if (word === 'count') {
      this.count = integer(args[at + 1]);
      if (this.count <= 0) throw countNotPositive;
    } else if ((word === 'store' || word === 'storedist') && this.dialect === 'radius') {
      this.storeKey = args[at + 1];
      this.storesDistance = word === 'storedist';
    } else return 0;
    return 2;
  }

  private readArea(word: string, args: string[], at: number): number {
    if (this.dialect === 'radius' || this.dialect === 'radius_ro') return 0;
    const left = args.length - at - 1;
    if (word === 'frommember' && left >= 1 && !this.hasPosition) {
      this.aroundMember(args[at + 1]);
      this.hasMember = true;
      return 2;
    }
    if (word === 'fromlonlat' && left >= 2 && !this.hasMember) {
      this.centre = position(args[at + 1], args[at + 2]);
      this.hasPosition = true;
      return 3;
    }
    if (word === 'byradius' && left >= 2 && !this.hasBox) {
      this.inRadius(args[at + 1], args[at + 2]);
      this.hasRadius = true;
      return 3;
    }
    if (word === 'bybox' && left >= 3 && !this.hasRadius) {
      this.inBox(args[at + 1], args[at + 2], args[at + 3]);
      this.hasBox = true;
      return 4;
    }
    return 0;
  }

  /** Whether a member is answered together with something. */
  get hasDetails(): boolean {
    return this.withDistance || this.withHash || this.withCoordinates;
  }

  /** Refuses options that do not fit together. */
  check(): void {
    const isSearch = this.dialect === 'search' || this.dialect === 'searchstore';
    const missing = (words: string) =>
      new CallError((name) => `exactly one of ${words} can be specified for ${untilNul(name)}`);
    if (this.storeKey !== undefined && this.hasDetails) {
      throw storesNoDetails(isSearch ? 'GEOSEARCHSTORE' : 'STORE option in GEORADIUS');
    }
    if (isSearch && !this.hasMember && !this.hasPosition) throw missing('FROMMEMBER or FROMLONLAT');
    if (isSearch && !this.hasRadius && !this.hasBox) throw missing('BYRADIUS and BYBOX');
    if (this.any && this.count === 0) throw anyNeedsCount;
  }
}
