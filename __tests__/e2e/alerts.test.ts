import { throwAwayEngine } from "../support/engine/engine";
import { builtImage } from "../support/images/built";
import { hardened, inside } from "../support/images/hardened";
import { ALERT_CASES, type AlertCase, type Series } from "../support/alerts/cases";
import { alertRules } from "../support/alerts/platform";
import { ruleTest } from "../support/alerts/rule-test";
import type Docker from "dockerode";

/** Prometheus's own tool evaluates the rules, minute by minute. */
const docker = throwAwayEngine();
let promtool: Docker.Container;

async function tested(one: AlertCase, series: Series, fires: boolean) {
  const put = (name: string, text: string) =>
    `printf %s '${Buffer.from(text).toString("base64")}' | base64 -d >/tmp/${name}`;
  const script = [
    put("alerts.yml", alertRules()),
    put("test.yml", ruleTest(one, series, fires)),
    "promtool test rules /tmp/test.yml 2>&1",
  ];
  return inside(docker, promtool, ["sh", "-c", script.join(" && ")]);
}

jest.setTimeout(120_000);

beforeAll(async () => {
  promtool = await hardened(docker, await builtImage(docker, "prometheus"), {
    entrypoint: ["sleep", "600"],
  });
  await promtool.start();
});
afterAll(() => promtool.remove({ force: true, v: true }));

describe.each(ALERT_CASES.map((one) => [`${one.alert} of ${one.component}`, one] as const))("%s", (_name, one) => {
  it("fires", async () => {
    expect((await tested(one, one.fires, true)).output).toContain("SUCCESS");
  });

  const isAlways = one.alert === "Watchdog";
  it.each([isAlways ? "never quiet" : "quiet"])("is %s", async () => {
    expect((await tested(one, one.quiet, isAlways)).output).toContain("SUCCESS");
  });
});

it("tells the two apart", async () => {
  const [one] = ALERT_CASES;
  expect((await tested(one!, one!.quiet, true)).output).toContain("FAILED");
});
