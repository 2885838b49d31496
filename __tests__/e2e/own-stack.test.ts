import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outcomeOf, throwAwayEngine } from "../support/engine/engine";
import { footprint, footprintChanges, type Footprint } from "../support/footprint/footprint";
import { builtImage } from "../support/images/built";
import { eventually } from "../support/images/hardened";
import { snippetsOf } from "../support/snippets/fences";
import { importShellImage, SHELL_IMAGE } from "../support/secrets/shell-image";
import { PackedProject } from "../support/platform/packed-project";
import { running } from "../support/platform/running";
import { TestProject } from "../support/platform/project";

const SUPPORT = join(__dirname, "..", "support");
const STRICT = "--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --types node";
const AS_IN_2026 = "--module nodenext --target es2022 --skipLibCheck false";
const AS_IN_A_CDKTF_TEMPLATE =
  "--module commonjs --moduleResolution node10 --target es2018 --lib es2018 --skipLibCheck";
const STACK = "cdktf.out/stacks/shop";

const docker = throwAwayEngine();
let project: PackedProject;
let tools: { readonly path: string; readonly env: Readonly<Record<string, string>> };
let before: Footprint;
let theirs: string;

const terraform = (verb: string, ...args: readonly string[]) =>
  project.shell(`"${tools.path}" -chdir=${STACK} ${verb} -no-color -input=false ${args.join(" ")}`, tools.env);
const secrets = (words: string) => project.shell(`npx bulwark secrets ${STACK} ${words}`);
const machine = () => footprint({ docker, folders: ["/var/lib/bulwark"] });
const objects = (changes: ReturnType<typeof footprintChanges>) =>
  changes.filter(({ kind }) => ["containers", "networks", "volumes", "files"].includes(kind));
/** Theirs as it runs: container, its start, and who else is on its network. */
const worker = async () => {
  const { Id, State, Config, NetworkSettings } = await docker.getContainer("theirs").inspect();
  const { Containers = {} } = (await docker.getNetwork("theirs").inspect()) as { Containers?: object };
  const networks = Object.keys(NetworkSettings.Networks);
  return JSON.stringify([Id, State.StartedAt, Config.Labels, networks, Object.keys(Containers)]);
};

jest.setTimeout(300_000);

beforeAll(async () => {
  const preloaded = join(SUPPORT, "constructs", "run-typescript.js");
  const printed = await outcomeOf(process.execPath, ["-r", preloaded, join(SUPPORT, "edits", "print-tools.ts")]);
  tools = JSON.parse(printed.stdout) as typeof tools;
  project = await PackedProject.make();
});

afterAll(() => project.remove());

describe("the packed package", () => {
  it("holds no test, no source that is compiled in it, and nothing large", () => {
    const paths = project.files.map(({ path }) => path);
    expect(paths.filter((path) => /__tests__|\.test\.|node_modules|\.tsbuildinfo/.test(path))).toEqual([]);
    expect(paths.filter((path) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith("images/service/src/"))).toEqual([]);
    expect(project.files.filter(({ size }) => size > 1024 * 1024)).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "LICENSE", "README.md"]));
  });

  it("brings a command line, which knows its version's commands", async () => {
    const { stdout } = await project.succeed("npx bulwark --help");
    expect(stdout).toContain("secrets");
  });

  it("finds the packages that it needs, which lie beside it", async () => {
    const { stdout } = await project.shell("npx bulwark doctor --format json");
    const { checks } = JSON.parse(stdout) as { checks: { name: string; state: string }[] };
    expect(checks.find(({ name }) => name === "npm packages")).toMatchObject({ state: "ok" });
  });

  it("synthesizes an environment as the repository does", async () => {
    const own = await TestProject.withOwnEnvironments();
    project.copy("environments", "environments");
    await project.succeed("npx bulwark synth local");
    await own.succeed("synth", "local");
    expect(project.read("cdktf.out/stacks/local/cdk.tf.json")).toBe(
      await own.read("cdktf.out/stacks/local/cdk.tf.json"),
    );
    await own.remove();
  });

  it("keeps to itself what is not exported: deep imports are refused", async () => {
    const { code, stderr } = await project.shell(`node -e 'require("bulwark/dist/constructs/core")'`);
    expect({ code, refused: stderr.includes("ERR_PACKAGE_PATH_NOT_EXPORTED") }).toEqual({ code: 1, refused: true });
  });
});

describe("the wrapper of the guide, for an image that wants its secrets in the environment", () => {
  const page = readFileSync(join(__dirname, "../../docs/guides/secrets-in-environment.md"), "utf8");
  const wrapper = snippetsOf("guide", page).find(({ language }) => language === "sh")!.text;
  const secret = "/run/secrets/orders";

  /** What a program behind the wrapper prints of its environment, and what the engine tells of its container. */
  async function wrapped(passwordFile: string) {
    await importShellImage(docker, { files: { "with-secrets.sh": wrapper, [secret.slice(1)]: "planted-value" } });
    const container = await docker.createContainer({
      Image: SHELL_IMAGE,
      Entrypoint: ["/bin/sh", "/with-secrets.sh", "/bin/sh", "-c"],
      Cmd: ['echo "$DATABASE_URL"'],
      Env: ["USER=orders", "HOST=postgres", "PORT=5432", "DATABASE=platform", `PASSWORD_FILE=${passwordFile}`].map(
        (line) => `POSTGRES_${line}`,
      ),
      HostConfig: { ReadonlyRootfs: true, CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges:true"] },
      User: "10001:10001",
    });
    await container.start();
    const { StatusCode } = (await container.wait()) as { readonly StatusCode: number };
    const log = (await container.logs({ stdout: true })).subarray(8).toString().trim();
    const inspected = JSON.stringify(await container.inspect());
    await container.remove();
    return { code: StatusCode, log, inspected };
  }

  it("gives the value to the program, and shows it nowhere else", async () => {
    const { code, log, inspected } = await wrapped(secret);
    expect({ code, log }).toEqual({ code: 0, log: "postgres://orders:planted-value@postgres:5432/platform" });
    expect(inspected).not.toContain("planted-value");
  });

  it("starts nothing when the file is not there", async () => {
    expect(await wrapped("/run/secrets/none")).toMatchObject({ code: 1, log: "" });
  });
});

describe("a stack of somebody's own", () => {
  beforeAll(() => writeFileSync(project.path("main.ts"), readFileSync(join(SUPPORT, "platform/strangers-stack.ts"))));

  it.each([AS_IN_2026, AS_IN_A_CDKTF_TEMPLATE])("compiles strictly: %s", async (options) => {
    const { code, stdout } = await project.shell(`npx tsc ${STRICT} ${options} --outDir built main.ts`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  });

  it("would not compile with a wrong prop", async () => {
    writeFileSync(
      project.path("wrong.ts"),
      project.read("main.ts").replace("purpose: RedisPurpose.STORE", "purpose: 7"),
    );
    const { stdout } = await project.shell(`npx tsc ${STRICT} ${AS_IN_A_CDKTF_TEMPLATE} --noEmit wrong.ts`);
    expect(stdout).toContain("Type 'number' is not assignable to type 'RedisPurpose | undefined'");
  });

  it("synthesizes", async () => {
    await project.succeed(`node built/main.js ${await builtImage(docker, "redis")}`);
    before = await machine();
    expect(readdirSync(project.path(STACK))).toContain("cdk.tf.json");
  });

  it("is told by the engine which secret file is missing, and by the command which are", async () => {
    expect((await terraform("init")).code).toBe(0);
    const { code, stderr } = await terraform("apply", "-auto-approve");
    expect({ code, stderr: stderr.replace(/\s*[│╵]?\s+/g, " ") }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/bind source path does not exist: \/var\/lib\/bulwark\/shop\/secrets\/999\/redis-/),
    });
    const { code: found, stdout } = await secrets("check");
    expect({ found, stdout }).toEqual({ found: 1, stdout: expect.stringContaining("secrets/999/redis-health") });
    expect(stdout).toContain(`bulwark secrets ${STACK} init`);
  });

  it("applies once the command has made them, and has nothing to do the second time", async () => {
    theirs = await worker();
    expect((await secrets("init")).code).toBe(0);
    expect((await terraform("apply", "-auto-approve")).stderr).toBe("");
    await eventually(
      async () => (await docker.getContainer("shop-redis").inspect()).State.Health?.Status === "healthy",
    );
    expect((await terraform("plan", "-detailed-exitcode")).code).toBe(0);
    expect((await secrets("check")).code).toBe(0);
  });

  it("gets new secrets by the same command: only what reads them runs again", async () => {
    const old = await running(docker, "shop");
    expect((await secrets("rotate")).code).toBe(0);
    expect(await running(docker, "shop")).not.toEqual(old);
    await eventually(
      async () => (await docker.getContainer("shop-redis").inspect()).State.Health?.Status === "healthy",
    );
    expect((await terraform("plan", "-detailed-exitcode")).code).toBe(0);
  });

  it("has its own container, network and volume as they were", async () => {
    expect(await worker()).toBe(theirs);
    expect(theirs).not.toContain("bulwark.environment");
    await docker.getContainer("theirs").restart({ t: 0 });
    expect(await worker()).not.toBe(theirs);
  });

  it("is destroyed by Terraform, and leaves the data and the secrets until they are removed by name", async () => {
    expect((await terraform("destroy", "-auto-approve")).code).toBe(0);
    const left = objects(footprintChanges(before, await machine()));
    expect(left.filter(({ kind }) => ["containers", "networks"].includes(kind))).toEqual([]);
    expect(left.filter(({ what }) => what.includes("theirs"))).toEqual([]);
    expect(left.some(({ what }) => what.startsWith("shop-redis-data"))).toBe(true);
    await project.succeed(
      "docker volume ls -q --filter name=^shop- | xargs docker volume rm; rm -r /var/lib/bulwark/shop",
    );
    await project.succeed("rmdir /var/lib/bulwark");
    expect(objects(footprintChanges(before, await machine()))).toEqual([]);
  });
});
