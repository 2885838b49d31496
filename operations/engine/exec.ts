import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type Docker from "dockerode";
import { engineRefused, wordsOf } from "./errors";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** Both outputs, oldest first. */
  readonly said: string;
}

/**
 * Runs a command in a running container, as its user and with its limits, and waits for its end.
 *
 * @throws BulwarkError with exit code 4 when the container does not run
 */
export async function execIn(
  docker: Docker,
  name: string,
  command: readonly string[],
  report: (line: string) => void = () => undefined,
): Promise<Ended> {
  try {
    const exec = await docker.getContainer(name).exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
    const stream = await exec.start({});
    const [stdout, said]: [string[], string[]] = [[], []];
    const into = (...lists: string[][]) =>
      new Writable({
        write(piece: Buffer, _encoding, done) {
          for (const list of lists) list.push(piece.toString());
          done();
        },
      });
    docker.modem.demuxStream(stream, into(stdout, said), into(said));
    stream.on("data", () => report(said.at(-1) ?? ""));
    await finished(stream, { writable: false });
    const { ExitCode } = await exec.inspect();
    return { code: ExitCode ?? 1, stdout: stdout.join(""), said: said.join("").trim() };
  } catch (error) {
    throw engineRefused(`run a command in ${name}`, wordsOf(error));
  }
}
