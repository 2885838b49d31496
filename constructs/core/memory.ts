import { memoryNotPositive } from "./errors";

/** An amount of memory or storage, in whole mebibytes. */
export class Memory {
  static mebibytes(amount: number): Memory {
    return new Memory(amount);
  }

  static gibibytes(amount: number): Memory {
    return new Memory(amount * 1024);
  }

  private constructor(private readonly amount: number) {
    if (!Number.isInteger(amount) || amount <= 0) throw memoryNotPositive(amount);
  }

  toMebibytes(): number {
    return this.amount;
  }

  toBytes(): number {
    return this.amount * 1024 * 1024;
  }

  /** A share of this amount, rounded down to whole MiB, at least 1 MiB. */
  share(fraction: number): Memory {
    return new Memory(Math.max(1, Math.floor(this.amount * fraction)));
  }

  toString(): string {
    return `${this.amount} MiB`;
  }
}
