const SIGNALS = ["SIGINT", "SIGTERM"] as const;
type Interrupt = (typeof SIGNALS)[number];

/** One Ctrl-C arrives several times where npm and a shell pass it on; two in a row make Terraform drop what it does. */
const SAME_MS = 2_000;

/** Interrupts of this process while a program runs that must end by itself. */
export class Interrupts {
  private last: number | undefined;

  constructor(private readonly passOn: (signal: Interrupt) => void) {
    for (const signal of SIGNALS) process.on(signal, this.listen);
  }

  /** Listens no more; true when there was one. */
  end(): boolean {
    for (const signal of SIGNALS) process.off(signal, this.listen);
    return this.last !== undefined;
  }

  private readonly listen = (signal: Interrupt) => {
    if (this.last !== undefined && Date.now() - this.last < SAME_MS) return;
    this.last = Date.now();
    this.passOn(signal);
  };
}
