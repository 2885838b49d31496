import { Agent, request } from "node:https";
import { connect, type PeerCertificate } from "node:tls";
import { setTimeout as pause } from "node:timers/promises";

const WAY_IN = { host: "127.0.0.1", port: 8443 };

/** The certificate that the way in shows for a name. @throws when `ca` is given and did not sign it */
export function shownFor(servername: string, ca?: string): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const trust = ca === undefined ? { rejectUnauthorized: false } : { ca };
    const socket = connect({ ...WAY_IN, servername, ...trust }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

export interface KeptAnswer {
  readonly status: number | undefined;
  /** It came on the connection of the request before. */
  readonly kept: boolean;
  /** The way in said that it takes no further request on this connection. */
  readonly last: boolean;
}

/** One connection to the way in, which is kept from one request to the next. */
export class KeptConnection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });

  constructor(private readonly servername: string) {}

  /** One answer. @throws when there is none */
  ask(): Promise<KeptAnswer> {
    return new Promise((resolve, reject) => {
      const asked = request({ ...WAY_IN, servername: this.servername, agent: this.agent }, (response) => {
        const { statusCode: status, headers } = response;
        const answer = { status, kept: asked.reusedSocket, last: headers.connection === "close" };
        response.resume().on("end", () => resolve(answer));
      });
      asked.on("error", reject).end();
    });
  }

  /** Asks again and again, sooner than an idle connection is ended, until an answer is the last and one more has come. */
  async askUntilLast(): Promise<readonly KeptAnswer[]> {
    const answers: KeptAnswer[] = [];
    for (let tries = 0; tries < 150 && !answers.at(-2)?.last; tries++) {
      answers.push(await this.ask());
      await pause(1000);
    }
    return answers;
  }

  close(): void {
    this.agent.destroy();
  }
}
