import type Docker from "dockerode";

/** The end of a container's log, both outputs, oldest line first. */
export async function lastLogLines(docker: Docker, name: string, count: number): Promise<readonly string[]> {
  const log = await docker.getContainer(name).logs({ stdout: true, stderr: true, tail: count });
  return withoutFrames(log)
    .split("\n")
    .filter((line) => line !== "");
}

/** The engine puts 8 bytes before each piece of a log. https://docs.docker.com/reference/api/engine/version/v1.41/ */
export function withoutFrames(log: Buffer): string {
  const pieces: string[] = [];
  for (let at = 0; at + 8 <= log.length;) {
    const size = log.readUInt32BE(at + 4);
    pieces.push(log.subarray(at + 8, at + 8 + size).toString());
    at += 8 + size;
  }
  return pieces.join("").trim();
}
