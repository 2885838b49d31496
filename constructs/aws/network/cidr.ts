const FORM = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** A block of IPv4 addresses. */
export class Cidr {
  /** @returns nothing when the text is no block; its address may lie anywhere in the block */
  static tryOf(text: string): Cidr | undefined {
    const [, ...parts] = FORM.exec(text) ?? [];
    const [a = 256, b = 256, c = 256, d = 256, bits = 33] = parts.map(Number);
    if ([a, b, c, d].some((byte) => byte > 255) || bits > 32) return undefined;
    return new Cidr(((a * 256 + b) * 256 + c) * 256 + d, bits);
  }

  private readonly first: number;

  private constructor(
    address: number,
    readonly bits: number,
  ) {
    this.first = address - (address % this.size);
  }

  get size(): number {
    return 2 ** (32 - this.bits);
  }

  overlaps(other: Cidr): boolean {
    return this.first < other.first + other.size && other.first < this.first + this.size;
  }

  contains(other: Cidr): boolean {
    return this.first <= other.first && other.first + other.size <= this.first + this.size;
  }

  /** One of the equal parts of that size, counted from 0. */
  part(bits: number, index: number): Cidr {
    return new Cidr(this.first + index * 2 ** (32 - bits), bits);
  }

  toString(): string {
    const bytes = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(this.first / unit) % 256);
    return `${bytes.join(".")}/${this.bits}`;
  }
}
