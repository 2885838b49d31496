import { ownIn } from "../objects";
import type { Health, Restart } from "../../facts/container";
import { byDefault, declared, mapped, unknown, type Fact } from "../../facts/fact";
import { secondsOf } from "../../facts/durations";
import { bytesOf } from "../../facts/sizes";
import { joined, type Attributes } from "./attributes";
import { wrongText } from "./errors";

const FORMS: Readonly<Record<string, Health["form"]>> = { CMD: "exec", "CMD-SHELL": "shell" };

/** A check without a test is the image's; of any other word than the two the engine runs nothing. */
export function healthOf(attributes: Attributes): Fact<Health> {
  const blocks = attributes.blocks("healthcheck");
  if (!blocks) return unknown("image-decides");
  if (blocks.state !== "known") return blocks;
  const [block] = blocks.value;
  const test = block?.texts("test");
  if (!block || !test || isEmpty(test)) return unknown(blocks.more ?? "image-decides");
  const said = { test, interval: block.text("interval"), timeout: block.text("timeout") };
  return joined(said, ({ test: words = [], interval, timeout }): Health => {
    const [form = "", ...command] = words;
    const known = ownIn(FORMS, form);
    return {
      form: known ?? "none",
      command: known ? command : [],
      intervalSeconds: durationOf(interval, "healthcheck.interval", attributes),
      timeoutSeconds: durationOf(timeout, "healthcheck.timeout", attributes),
    };
  });
}

const isEmpty = (test: Fact<readonly string[]>): boolean =>
  test.state === "known" && test.value.length === 0 && test.more === undefined;

/** Zero is the engine's own choice. */
function durationOf(text: string | undefined, name: string, { at }: Attributes): number | undefined {
  if (text === undefined || text === "") return undefined;
  const seconds = secondsOf(text);
  if (seconds === undefined) throw wrongText(at, name, `'${text.slice(0, 40)}' is no duration such as 1m30s`);
  return seconds === 0 ? undefined : seconds;
}

const POLICIES: ReadonlySet<string> = new Set<Restart["policy"]>(["no", "on-failure", "unless-stopped", "always"]);

/** https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container#restart */
export function restartOf(attributes: Attributes): Fact<Restart> {
  const policy = attributes.text("restart");
  if (!policy) return byDefault({ policy: "no", retries: undefined });
  return joined({ policy, retries: attributes.number("max_retry_count") }, ({ policy: said = "no", retries }) => {
    const known = said === "" ? "no" : said;
    if (!POLICIES.has(known)) throw wrongText(attributes.at, "restart", `'${known.slice(0, 40)}' is no restart policy`);
    const isBounded = known === "on-failure" && retries !== undefined && retries > 0;
    return { policy: known as Restart["policy"], retries: isBounded ? retries : undefined };
  });
}

/** The provider kills at once where nothing is said, whatever `stop_timeout` says. https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container#destroy_grace_seconds */
export const stopGraceOf = (attributes: Attributes): Fact<number> =>
  attributes.number("destroy_grace_seconds") ?? byDefault(0);

/** https://docs.docker.com/reference/cli/docker/container/run/#stop-timeout */
export const stopNeedOf = (attributes: Attributes): Fact<number> => attributes.number("stop_timeout") ?? byDefault(10);

export const logOptionsOf = (attributes: Attributes): Fact<ReadonlyMap<string, string>> =>
  attributes.map("log_opts") ?? byDefault(new Map<string, string>());

/** `json-file` grows without bound unless it is told, or told -1. https://docs.docker.com/engine/logging/drivers/json-file/ */
export function logLimitOf(attributes: Attributes): Fact<boolean> {
  const driver = attributes.text("log_driver");
  const options = attributes.map("log_opts");
  if (driver?.state === "unknown") return driver;
  const name = driver?.state === "known" && driver.value !== "" ? driver.value : "json-file";
  if (name !== "json-file") return declared(true);
  if (!options) return driver ? declared(false) : byDefault(false);
  const bounded = mapped(options, (said) => isBound(said.get("max-size")));
  return bounded.state === "known" && bounded.more && !bounded.value ? unknown(bounded.more) : bounded;
}

const isBound = (size: string | undefined): boolean => size !== undefined && (bytesOf(size) ?? 0) > 0;
