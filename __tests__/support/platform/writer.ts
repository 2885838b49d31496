import { setTimeout as pause } from "node:timers/promises";
import { bearer, type Answer, type WayInClient } from "./way-in";

/** Clients that write rows through the way in until they are stopped, each row with a name of its own. */
export class Writer {
  /** Names of rows that were acknowledged. */
  readonly acknowledged: string[] = [];
  /** Every other answer, and what was no answer at all. */
  readonly refused: string[] = [];
  private stopped = false;
  private readonly running: Promise<unknown>;

  constructor(
    private readonly wayIn: WayInClient,
    private readonly token: string,
    private readonly title: string,
    clients = 4,
  ) {
    this.running = Promise.all(Array.from({ length: clients }, (_, client) => this.write(client)));
  }

  /** Waits until so many further rows were acknowledged, two minutes at most. */
  async untilMore(rows: number): Promise<void> {
    const wanted = this.acknowledged.length + rows;
    for (let tries = 0; this.acknowledged.length < wanted; tries++) {
      if (tries > 2400) throw stuck(this.refused.at(-1));
      await pause(50);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async write(client: number): Promise<void> {
    for (let row = 0; !this.stopped; row++) {
      const name = `${this.title} ${client}.${row}`;
      try {
        const answer = await addItem(this.wayIn, this.token, name);
        if (answer.status === 201) this.acknowledged.push(name);
        else this.refused.push(`${answer.status} ${answer.body}`);
      } catch (error) {
        this.refused.push((error as NodeJS.ErrnoException).code ?? (error as Error).message);
      }
      await pause(10);
    }
  }
}

export const addItem = (wayIn: WayInClient, token: string, name: string): Promise<Answer> =>
  wayIn.ask("/api/items/v1/items", {
    method: "POST",
    headers: { ...bearer(token), "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });

const stuck = (last: string | undefined) => new Error(`no further row is acknowledged; the last answer was: ${last}`);
