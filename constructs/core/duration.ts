import { durationNotPositive } from "./errors";

/** A length of time, in whole milliseconds. */
export class Duration {
  static milliseconds(amount: number): Duration {
    return new Duration(amount);
  }

  static seconds(amount: number): Duration {
    return new Duration(amount * 1000);
  }

  static minutes(amount: number): Duration {
    return new Duration(amount * 60_000);
  }

  private constructor(private readonly amount: number) {
    if (!Number.isInteger(amount) || amount < 0) throw durationNotPositive(amount);
  }

  toMilliseconds(): number {
    return this.amount;
  }

  toSeconds(): number {
    return this.amount / 1000;
  }

  /**
   * As Go prints it (`1m30s`, `1.5s`, `500ms`): the docker provider reads this form back, any other spelling of the same
   * time is planned as a change for ever. https://pkg.go.dev/time#Duration.String
   */
  toGo(): string {
    if (this.amount === 0) return "0s";
    if (this.amount < 1000) return `${this.amount}ms`;
    const hours = Math.floor(this.amount / 3_600_000);
    const minutes = Math.floor((this.amount % 3_600_000) / 60_000);
    const seconds = (this.amount % 60_000) / 1000;
    if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
    return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
  }
}
