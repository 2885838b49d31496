import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { eventually, useLab } from "./support/lab";
import { stub } from "./support/http-stub";
import type { RunningService } from "./support/service";
import { start } from "./support/service";

const lab = useLab();
const CUT = "requests in flight took too long and are cut";

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

/** Over a connection that the client would like to keep. */
function get(url: string, agent: Agent, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { agent, headers }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, connection: response.headers.connection, body }),
      );
    });
    call.on("error", reject).end();
  });
}

function keepAlive(): Agent {
  const agent = new Agent({ keepAlive: true });
  lab.onRelease(() => agent.destroy());
  return agent;
}

async function inFlight(service: RunningService, count: number): Promise<void> {
  const expected = count + 1;
  await eventually(
    "requests are in flight",
    async () => (await service.metric("http_requests_in_flight")) === expected || undefined,
  );
}

describe("after SIGTERM", () => {
  let service: RunningService;
  let slow: Promise<Answer>;
  let during: Record<"ready" | "health" | "work", Answer>;

  beforeAll(async () => {
    service = await start(lab, { DRAIN_SECONDS: "1.5" });
    const agent = keepAlive();
    const before = await get(`${service.origin}/health`, agent);
    expect(before.connection).toBe("keep-alive");
    slow = get(`${service.origin}/v1/slow?ms=2500`, keepAlive());
    await inFlight(service, 1);
    service.program.signal("SIGTERM");
    await service.logged({ message: "draining" });
    during = {
      ready: await get(`${service.origin}/ready`, agent),
      health: await get(`${service.origin}/health`, agent),
      work: await get(`${service.origin}/v1/slow?ms=1`, agent),
    };
  });

  it("/ready turns 503", () => {
    expect(during.ready.status).toBe(503);
    expect(JSON.parse(during.ready.body)).toEqual({ status: "draining", failing: [] });
  });

  it("work is still done, for the drain time", () => {
    expect([during.health.status, during.work.status]).toEqual([200, 200]);
  });

  it("every answer says Connection: close", () => {
    expect(Object.values(during).map(({ connection }) => connection)).toEqual(["close", "close", "close"]);
  });

  it("requests in flight finish, and the process ends with 0", async () => {
    expect(await slow).toMatchObject({ status: 200, connection: "close", body: '{"sleptMs":2500}' });
    expect(await service.program.exited).toBe(0);
    expect(service.log.at(-1)).toMatchObject({ message: "stopped" });
  });
});

it("takes requests until the port closes: none fails", async () => {
  const service = await start(lab, { DRAIN_SECONDS: "1" });
  service.program.signal("SIGTERM");
  await service.logged({ message: "draining" });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => get(`${service.origin}/v1/slow?ms=${index * 30}`, keepAlive())),
  );
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(await service.program.exited).toBe(0);
});

it("is not held open by idle connections", async () => {
  const service = await start(lab, { DRAIN_SECONDS: "0" });
  const agents = Array.from({ length: 5 }, keepAlive);
  await Promise.all(agents.map((agent) => get(`${service.origin}/health`, agent)));
  service.program.signal("SIGTERM");
  expect(await service.program.exited).toBe(0);
  expect(service.program.output).not.toContain(CUT);
});

it("cuts what takes longer than it may, and still ends with 0", async () => {
  const service = await start(lab, { DRAIN_SECONDS: "0", FINISH_SECONDS: "0.5" });
  const slow = get(`${service.origin}/v1/slow?ms=10000`, keepAlive()).catch(() => "cut");
  await inFlight(service, 1);
  service.program.signal("SIGTERM");
  expect(await slow).toBe("cut");
  expect(await service.program.exited).toBe(0);
  expect(service.log).toContainEqual(expect.objectContaining({ message: CUT }));
});

it("a second signal changes nothing", async () => {
  const service = await start(lab, { DRAIN_SECONDS: "0.5" });
  const slow = get(`${service.origin}/v1/slow?ms=1000`, keepAlive());
  await inFlight(service, 1);
  service.program.signal("SIGTERM");
  service.program.signal("SIGTERM");
  expect((await slow).status).toBe(200);
  expect(await service.program.exited).toBe(0);
});

it("a gateway finishes what it is passing on, and is not held open by that connection", async () => {
  const trickle = await stub(lab, (incoming, answer) => {
    answer.writeHead(200).write("one,");
    setTimeout(() => answer.end("two"), incoming.url === "/health" ? 0 : 1200);
  });
  const tokens = lab.file("token\n");
  const service = await start(lab, { ROLE: "gateway", GATEWAY_TOKENS_FILE: tokens, UPSTREAMS: `t=${trickle.origin}` });
  const call = { agent: keepAlive(), headers: { authorization: "Bearer token" } };
  const answer = await new Promise<IncomingMessage>((resolve) => {
    request(`${service.origin}/api/t/x`, call, resolve).end();
  });
  expect(answer.headers.connection).toBe("keep-alive");
  service.program.signal("SIGTERM");
  expect(await text(answer)).toBe("one,two");
  expect(await service.program.exited).toBe(0);
  expect(service.program.output).not.toContain(CUT);
});
