import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { projectFolder } from "../../operations/check/project-folder";
import { cacheRoot } from "../../operations/setup/cache";
import { type Compose, composeFor } from "../../operations/setup/compose";
import { pins } from "../../operations/setup/pins";
import type { ContainerFacts, Mount } from "../../policies/facts/container";
import type { Fact } from "../../policies/facts/fact";
import { subjectsOf } from "../../policies/facts/subject";
import { composePlatform } from "../../policies/readers/compose";
import { PROJECTS } from "../support/compose/projects";

const CORPUS = join(__dirname, "../policies/readers/compose-corpus");

let compose: Compose;
let folder: string;

beforeAll(async () => {
  compose = await composeFor({ cacheRoot: cacheRoot(), pins: pins(), report: () => undefined });
}, 600_000);

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "compose-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function writeProject(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return join(folder, "compose.yaml");
}

/** What Compose itself makes of a file of the folder, with an empty environment. */
function configOf(file: string): string {
  const [program, ...first] = compose.command;
  const profiles = ["--profile", "*"];
  const all = [...first, "-f", file, ...profiles, "config", "--format", "json"];
  return execFileSync(program!, all, { cwd: dirname(file), env: { HOME: folder }, encoding: "utf8", stdio: "pipe" });
}

type Facts = Readonly<Record<string, unknown>>;

/** Of each service the facts that can be told, by meaning: who decided, and in which order, does not count. */
function factsIn(text: string, file: string): ReadonlyMap<string, Facts> {
  const platform = composePlatform(text, file, projectFolder(file));
  const containers = subjectsOf(platform, "container");
  return new Map(containers.map((container) => [container.id, known(container)]));
}

function known(container: ContainerFacts): Facts {
  const facts = Object.entries(container).flatMap(([name, fact]: [string, Fact<unknown>]) =>
    typeof fact === "object" && fact.state === "known" && !fact.more
      ? [[name, meaning(name, fact.value)] as const]
      : [],
  );
  return Object.fromEntries(facts.filter(([name]) => name !== "ignoredChanges"));
}

function meaning(name: string, value: unknown): unknown {
  if (name === "mounts") {
    const placed = (value as readonly Mount[]).map(({ source, ...mount }) => ({
      ...mount,
      source: mount.kind === "bind" ? resolve(folder, source.replace(/^~/, folder)) : source,
    }));
    return placed.map((mount) => JSON.stringify(Object.entries(mount).sort())).sort();
  }
  if (value instanceof Map) return Object.fromEntries([...(value as Map<string, unknown>)].sort());
  if (value instanceof Set) return [...(value as Set<string>)].sort();
  return Array.isArray(value) && name !== "command" ? value.map((one) => JSON.stringify(one)).sort() : value;
}

/** What can be told of the file says the same as Compose's own words for it. */
function expectTheSame(file: string): void {
  const ours = factsIn(readFileSync(file, "utf8"), file);
  const theirs = factsIn(configOf(file), file);
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  for (const [name, facts] of ours) {
    const same = Object.fromEntries(Object.keys(facts).map((fact) => [fact, theirs.get(name)![fact]]));
    expect({ [name]: facts }).toEqual({ [name]: same });
  }
}

/** Compose's own words, without a reader between: what a service is given, and where it is reached. */
interface Canonical {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment?: Readonly<Record<string, string | null>>;
        readonly ports?: readonly { readonly target: number; readonly published?: string; readonly host_ip?: string }[];
      }
    >
  >;
}

it("reads what Compose says in so many words", () => {
  const file = writeProject(PROJECTS["files of variables in every spelling"]!);
  const { services } = JSON.parse(configOf(file)) as Canonical;
  const environment = factsIn(readFileSync(file, "utf8"), file).get("web")!["environment"];

  expect(Object.keys(services["web"]!.environment!).length).toBeGreaterThan(15);
  const said = Object.entries(services["web"]!.environment!).map(([name, value]) => [
    name,
    value?.replaceAll("$$", "$"),
  ]);
  expect(environment).toEqual(Object.fromEntries(said));
});

it("reads ports as Compose says them", () => {
  const file = writeProject(PROJECTS["ports in every spelling"]!);
  const { services } = JSON.parse(configOf(file)) as Canonical;
  const ports = services["web"]!.ports!.map(({ target, published, host_ip: address = "0.0.0.0" }) =>
    JSON.stringify({ address, ...(published && { hostPort: Number(published) }), port: target }),
  );

  expect(factsIn(readFileSync(file, "utf8"), file).get("web")!["exposures"]).toEqual(ports.sort());
});

it("sees a difference where there is one", () => {
  const file = writeProject({ "compose.yaml": "services: { web: { image: a, cap_add: [A] } }" });
  const other = "services: { web: { image: a, cap_add: [B] } }";

  expect(factsIn(other, file)).not.toEqual(factsIn(configOf(file), file));
});

describe("what is read of a compose file is what Compose makes of it", () => {
  it.each(Object.entries(PROJECTS))("%s", (_, files) => {
    expectTheSame(writeProject(files));
  });

  it.each(readdirSync(CORPUS))("%s", (name) => {
    writeFileSync(join(folder, "compose.yaml"), readFileSync(join(CORPUS, name)));
    expectTheSame(join(folder, "compose.yaml"));
  });
});
