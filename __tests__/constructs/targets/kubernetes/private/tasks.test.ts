import { Image, JobPhase, Memory, VolumeContent, password, type Job, type Spec } from "../../../../../constructs/core";
import { synthesizedForKubernetes } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import { OWN_IMAGE } from "../../../../support/constructs/images";

const job = (more: Partial<Job>): Job => ({
  name: "install",
  phase: JobPhase.BEFORE,
  command: ["install"],
  files: [],
  ...more,
});
const after = (more: Partial<Job>): Job => job({ name: "reload", phase: JobPhase.AFTER, command: ["reload"], ...more });
const file = (name: string, content = name) => ({ name, content });
const secret = (name: string, path = `/run/secrets/${name}`) => ({ secret: password(name), path });
const mount = (readOnly: boolean) => ({ name: "live", content: VolumeContent.SHARED, path: "/live", readOnly });

const rendered = (spec: Partial<Spec>) =>
  synthesizedForKubernetes((scope) => new FakeComponent(scope, "proxy", spec)).workloads["proxy"]!;
const keeperOf = (...jobs: readonly Job[]) => rendered({ jobs }).keeper;

describe("a keeper", () => {
  it("repeats what comes before and after a start, in the order of the list", () => {
    const jobs = [job({}), after({}), after({ name: "tell", command: [], signal: "HUP" })];
    expect(keeperOf(...jobs)!.steps).toEqual([{ command: ["install"] }, { command: ["reload"] }, { signal: "HUP" }]);
  });

  it("is not there where nothing comes after a start", () => {
    expect(keeperOf(job({}), job({ name: "migrate", phase: JobPhase.ROLL }))).toBeUndefined();
  });

  it("has the files of all of them, a shared one once", () => {
    const keeper = keeperOf(job({ files: [file("a"), file("b")] }), after({ files: [file("b"), file("c")] }));
    expect(keeper!.files).toEqual({ a: "a", b: "b", c: "c" });
  });

  it("has the secrets of all of them in one Secret, which is that of what comes before the start too", () => {
    const { keeper, prepare } = rendered({
      jobs: [job({ secrets: [secret("first")] }), after({ secrets: [secret("second")] })],
    });
    expect(keeper!.secret).toEqual({ name: "proxy-keeper", keys: { first: "test/first", second: "test/second" } });
    expect(prepare[0]!.secret).toEqual(keeper!.secret);
  });

  it("may write what one of them writes", () => {
    const of = (...readOnly: readonly [boolean, boolean]) =>
      keeperOf(job({ volumes: [mount(readOnly[0])] }), after({ volumes: [mount(readOnly[1])] }))!.mounts;
    expect(of(false, true)).toEqual([{ volume: "live", path: "/live", readOnly: false }]);
    expect(of(true, true)).toEqual([{ volume: "live", path: "/live", readOnly: true }]);
  });

  it("is small, however large its server is, and no larger than that", () => {
    const sizeOf = (memory: Memory, cpus: number) => {
      const { memory: reserved, cpuLimit } = rendered({ jobs: [after({})], resources: { memory, cpus, processes: 32 } })
        .keeper!.resources;
      return [reserved, cpuLimit];
    };
    expect(sizeOf(Memory.gibibytes(8), 4)).toEqual(["128Mi", "200m"]);
    expect(sizeOf(Memory.mebibytes(64), 0.1)).toEqual(["64Mi", "100m"]);
  });

  it("is refused when two jobs have different files of one name", () => {
    const make = () => keeperOf(job({ files: [file("a.conf", "one")] }), after({ files: [file("a.conf", "other")] }));
    expect(make).toThrow(
      "[test/proxy] its jobs before and after the start have different files named 'a.conf'; give one of them another name",
    );
  });

  it("is refused when two jobs have different secrets in one place, or a variable two values", () => {
    const secretAt = (name: string) => [secret(name, "/run/secrets/password")];
    expect(() => keeperOf(job({ secrets: secretAt("one") }), after({ secrets: secretAt("other") }))).toThrow(
      "[test/proxy] its jobs before and after the start have different files named '/run/secrets/password'; give one of them another name",
    );
    expect(() => keeperOf(job({ environment: { ROLE: "one" } }), after({ environment: { ROLE: "other" } }))).toThrow(
      "[test/proxy] its jobs before and after the start give ROLE different values; give one of them another variable",
    );
    const [environment, secrets] = [{ ROLE: "one" }, secretAt("one")];
    const keeper = keeperOf(job({ environment, secrets }), after({ environment, secrets }));
    expect(keeper).toMatchObject({ environment, secret: { keys: { password: "test/one" } } });
  });

  it("is refused when its jobs run several images", () => {
    const image = Image.of(OWN_IMAGE.replace("1.2.3", "2.0.0"));
    expect(() => keeperOf(job({ image }), after({}))).toThrow(
      "[test/proxy] its jobs before and after the start run different images; on Kubernetes one container repeats them all",
    );
    expect(keeperOf(job({ image: Image.of(OWN_IMAGE) }), after({}))).toBeDefined();
  });
});

describe("a secret", () => {
  it.each(["/etc/password", "/run/secrets/below/password", "/run/secrets"])("is refused at %s", (path) => {
    expect(() => rendered({ secrets: [secret("password", path)] })).toThrow(
      `[test/proxy] secret is mounted at ${path}; on Kubernetes every secret is a file directly below /run/secrets`,
    );
  });

  it("of a job is refused elsewhere as well", () => {
    const make = () =>
      rendered({ jobs: [job({ phase: JobPhase.ROLL, secrets: [secret("password", "/etc/password")] })] });
    expect(make).toThrow("[test/proxy] secret is mounted at /etc/password");
  });

  it("is a key of a Secret of its container, by its file's name", () => {
    const { server, hooks } = rendered({
      secrets: [secret("login", "/run/secrets/user")],
      jobs: [job({ name: "migrate.all", phase: JobPhase.ROLL, secrets: [secret("owner")] })],
    });
    expect(server.secret).toEqual({ name: "proxy", keys: { user: "test/login" } });
    expect(hooks[0]!.secret).toEqual({ name: "proxy-migrate-all", keys: { owner: "test/owner" } });
  });
});

describe("files", () => {
  const MOST = 1_048_576;
  const of = (bytes: number) => [file("a", "ä".repeat(bytes / 4)), file("b", "b".repeat(bytes / 2))];

  it("may fill a ConfigMap, in bytes of UTF-8", () => {
    expect(Object.keys(rendered({ files: of(MOST) }).server.files)).toEqual(["a", "b"]);
  });

  it("are refused when one does not hold them, and so are those of a job", () => {
    const said = `[test/proxy] configuration files take ${MOST + 4} bytes; a ConfigMap holds at most ${MOST}\nGive the component fewer or smaller files.`;
    expect(() => rendered({ files: of(MOST + 4) })).toThrow(said);
    expect(() => rendered({ jobs: [job({ phase: JobPhase.ROLL, files: of(MOST + 4) })] })).toThrow(said);
  });
});

describe("a job in a container of its own", () => {
  it("runs its own image with that one's user", () => {
    const image = Image.of(OWN_IMAGE, { user: "70:71" });
    const { hooks, user } = rendered({ jobs: [job({ phase: JobPhase.ROLL, image })] });
    expect(hooks[0]!.user).toEqual({ uid: 70, gid: 71 });
    expect(user).not.toEqual(hooks[0]!.user);
    expect(rendered({ jobs: [job({ phase: JobPhase.ROLL })] }).hooks[0]!.user).toBeUndefined();
  });

  it("that checks may write to /tmp, and comes before those that change something", () => {
    const { hooks } = rendered({
      jobs: [job({ name: "migrate", phase: JobPhase.ROLL }), job({ name: "check", phase: JobPhase.CHECK })],
    });
    expect(hooks.map(({ name, mounts }) => [name, mounts.map(({ path }) => path)])).toEqual([
      ["check", ["/tmp"]],
      ["migrate", []],
    ]);
  });
});
