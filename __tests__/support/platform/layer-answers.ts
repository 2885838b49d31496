import type Docker from "dockerode";
import { inside } from "../images/hardened";

export interface LayerAnswer {
  readonly status: number;
  readonly body: { readonly error?: string; readonly failing?: readonly { readonly name: string }[] };
}

const ASK = (url: string) =>
  `fetch(${JSON.stringify(url)}).then(async (r) => console.log(JSON.stringify({ status: r.status, body: await r.json() })))`;

/** What a layer says of itself, asked from within its container. */
export async function answerOfLayer(docker: Docker, name: string, path: string): Promise<LayerAnswer> {
  const container = docker.getContainer(name);
  const port = (await container.inspect()).Config.Env.find((one) => one.startsWith("PORT="))!.slice("PORT=".length);
  const { code, output } = await inside(docker, container, ["node", "-e", ASK(`http://127.0.0.1:${port}${path}`)]);
  expect({ code, output }).toMatchObject({ code: 0 });
  return JSON.parse(output) as LayerAnswer;
}
