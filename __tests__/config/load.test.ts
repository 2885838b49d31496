import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidEnvironment, loadEnvironment, loadEnvironments } from "../../config";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environments-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, ...lines: readonly string[]): string => {
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  return join(folder, name);
};

const failure = (action: () => unknown): InvalidEnvironment => {
  try {
    action();
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error;
    throw error;
  }
  throw new TypeError("nothing was refused");
};

describe("an environment", () => {
  it("has the name of its file, and every default filled in", () => {
    const file = write("qa.yaml", "target: docker", "platform: { redis: {} }");
    expect(loadEnvironment(file)).toMatchObject({
      name: "qa",
      file,
      settings: {
        hosts: { main: { docker: "unix:///var/run/docker.sock", publishOn: "127.0.0.1", engine: 20 } },
        images: { source: "registry" },
        state: { local: true },
        platform: { redis: { purpose: "cache" }, layers: {}, external: {} },
      },
      schemas: {},
    });
  });

  it("brings along the SQL that it names", () => {
    mkdirSync(join(folder, "sql"));
    write("sql/items.sql", "SELECT 1;");
    const layers = "layers: { items: { image: 'a:1', port: 1, uses: [postgres] } }";
    const file = write(
      "qa.yaml",
      "target: docker",
      "platform:",
      "  postgres: { schemas: { items: sql/items.sql } }",
      `  ${layers}`,
    );
    expect(loadEnvironment(file).schemas).toEqual({ items: "SELECT 1;\n" });
  });

  it("is refused with all that is wrong with it, of any kind, and exit code 2", () => {
    const file = write(
      "qa.yaml",
      "target: docker",
      "platform:",
      "  redis:",
      "    memoryMiB: 8",
      "    versoin: 7",
      "  postgres: { schemas: { api: missing.sql } }",
      "  layers:",
      "    api: { image: 'a:1', port: 1, uses: [redis, postgres, kafka] }",
    );
    const error = failure(() => loadEnvironment(file));
    expect(error.message).toBe(
      [
        "qa.yaml is not a valid environment:",
        "  - line 4, platform.redis.memoryMiB: got 8, at least 32",
        '  - line 5, platform.redis: unknown key "versoin", known are: purpose, memoryMiB, cpus',
        `  - line 6, platform.postgres.schemas.api: got "missing.sql", but there is no file ${join(folder, "missing.sql")}`,
        '  - line 8, platform.layers.api.uses[2]: got "kafka", one of: postgres, redis, api',
      ].join("\n"),
    );
    expect(error.exitCode).toBe(2);
  });

  it("is not blamed for what follows from a misspelt key", () => {
    const file = write(
      "qa.yaml",
      "target: docker",
      "platform:",
      "  rediss: {}",
      "  layers: { api: { image: 'a:1', port: 1, uses: [redis] } }",
    );
    expect(failure(() => loadEnvironment(file)).problems).toEqual([
      { line: 3, path: "platform", message: 'unknown key "rediss", did you mean "redis"?' },
    ]);
  });

  it("is not blamed for what follows from a component without settings", () => {
    const layers = "  layers: { api: { image: 'a:1', port: 1, uses: [redis] } }";
    const file = write("qa.yaml", "target: docker", "platform:", "  redis:", layers);
    expect(failure(() => loadEnvironment(file)).problems).toEqual([
      { line: 3, path: "platform.redis", message: "got nothing, expected a mapping; write {} for the defaults" },
    ]);
  });

  it("has its uses checked although a port is missing and another is in quotes", () => {
    const layers = ["    a: { image: 'a:1', uses: [bb] }", '    b: { image: "a:1", port: "8001", uses: [cc] }'];
    const file = write("qa.yaml", "target: docker", "platform:", "  layers:", ...layers);
    expect(failure(() => loadEnvironment(file)).problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "4 platform.layers.a.port",
      "4 platform.layers.a.uses[0]",
      "5 platform.layers.b.port",
      "5 platform.layers.b.uses[0]",
    ]);
  });

  it("is refused when the certificate that it names is not there", () => {
    const file = write("qa.yaml", "target: docker", "platform:", "  haproxy: { certificateFile: tls.pem }");
    expect(failure(() => loadEnvironment(file)).message).toBe(
      `qa.yaml is not a valid environment:\n  - line 3, platform.haproxy.certificateFile: got "tls.pem", but there is no file ${join(folder, "tls.pem")}`,
    );
  });

  it("is refused when a file of a receiver of alerts is not there", () => {
    const receivers = "    receivers: { ops: { webhook: { urlFile: ops.url } } }";
    const file = write("qa.yaml", "target: docker", "platform:", "  prometheus: {}", "  alertmanager:", receivers);
    expect(failure(() => loadEnvironment(file)).message).toBe(
      `qa.yaml is not a valid environment:\n  - line 5, platform.alertmanager.receivers.ops.webhook.urlFile: got "ops.url", but there is no file ${join(folder, "ops.url")}`,
    );
  });

  it("may leave the source of its images open only when it is called local", () => {
    const lines = ["target: docker", "images: { source: auto }", "platform: {}"];
    expect(loadEnvironment(write("local.yaml", ...lines)).settings.images.source).toBe("auto");
    expect(failure(() => loadEnvironment(write("qa.yaml", ...lines))).message).toBe(
      "qa.yaml is not a valid environment:\n  - line 2, images.source: " +
        'got "auto", which only environment local may use; write registry or debian, so that every machine deploys the same',
    );
  });

  it.each(["QA.yaml", "1st.yaml", "q_a.yaml", "qa-.yaml", `${"a".repeat(41)}.yaml`, "qa.txt"])(
    "may not be called %s",
    (name) => {
      const error = failure(() => loadEnvironment(write(name, "target: docker", "platform: {}")));
      expect(error.message).toBe(
        `${name}: '${name.replace(/\.\w+$/, "")}' is not a valid name for an environment\n` +
          "The file's name is the environment's name: use 1 to 40 lower-case letters, digits and hyphens, " +
          "starting with a letter and not ending with a hyphen, and the ending .yaml.",
      );
    },
  );

  it("that is not there is named", () => {
    const file = join(folder, "qa.yaml");
    expect(failure(() => loadEnvironment(file)).message).toBe(
      `${file} does not exist\nGive the path of a YAML file, or the name of one in environments/.`,
    );
  });

  it("that is a pipe is named, and not waited for", () => {
    const file = join(folder, "qa.yaml");
    execFileSync("mkfifo", [file]);
    expect(failure(() => loadEnvironment(file)).message).toContain(`${file} cannot be read: it is a pipe`);
  });

  it("that is a folder is named", () => {
    const file = join(folder, "qa.yaml");
    mkdirSync(file);
    expect(failure(() => loadEnvironment(file)).message).toBe(
      `${file} cannot be read: it is a folder\nGive the path of a YAML file that you may read.`,
    );
  });
});

describe("all environments of a folder", () => {
  it("come in the order of their names, without folders, hidden files and other files", () => {
    for (const name of ["b.yaml", "a.yml", ".hidden.yaml"]) write(name, "target: docker", "platform: {}");
    write("notes.txt", "x");
    mkdirSync(join(folder, "c.yaml"));
    expect(loadEnvironments(folder).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("are none where there is no folder", () => {
    expect(loadEnvironments(join(folder, "nowhere"))).toEqual([]);
  });

  it("are refused together when several are wrong", () => {
    write("a.yaml", "target: docke", "platform: {}");
    write("b.yaml", "target: docker");
    write("c.yaml", "target: docker", "platform: {}");
    expect(failure(() => loadEnvironments(folder)).message).toBe(
      [
        "a.yaml is not a valid environment:",
        '  - line 1, target: got "docke", one of: docker, kubernetes, did you mean "docker"?',
        "b.yaml is not a valid environment:",
        "  - line 1, platform: missing, expected a mapping",
      ].join("\n"),
    );
  });

  it("may not have one name twice", () => {
    for (const name of ["qa.yaml", "qa.yml"]) write(name, "target: docker", "platform: {}");
    expect(failure(() => loadEnvironments(folder)).message).toBe(
      "environment 'qa' is described twice: qa.yaml and qa.yml\nRename one of them: the file's name is the environment's name.",
    );
  });
});
