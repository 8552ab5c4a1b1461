// Random choices that a seed repeats: nothing here may ask Math.random or the clock.

export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** A number from 0 to 1, 1 left out (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `from` to `to`, both included. */
  int(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** Some of a list, in its order. */
  some(list, least, most) {
    const wanted = Math.min(this.int(least, most), list.length);
    const left = new Set();
    while (left.size < wanted) left.add(this.int(0, list.length - 1));
    return list.filter((_, i) => left.has(i));
  }
}
