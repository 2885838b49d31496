import { TerraformResource, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { ManagedPostgres, Postgres } from "../../../constructs/components/postgres";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { Late, Memory, type Component, type Spec } from "../../../constructs/core";
import { hasLate } from "../../../constructs/core/late";
import {
  promisedOnDocker,
  promisedOnKubernetes,
  synthesizedForKubernetes,
  type Promised,
} from "../../support/constructs/both-targets";
import { FakeComponent } from "../../support/constructs/fake-component";
import { OWN_IMAGE } from "../../support/constructs/images";
import { synthesized } from "../../support/constructs/synthesized";

type Declare = (scope: Construct) => void;

const MARKS = /[\uE000\uE001]|\\ue00[01]/i;

const variable = (scope: Construct) => new TerraformVariable(scope, "host", { type: "string" }).stringValue;
const attribute = (scope: Construct) =>
  new TerraformResource(scope, "db", { terraformResourceType: "aws_db_instance" }).getStringAttribute("address");

const layerOf =
  (database: (scope: Construct) => Component, more: Declare = () => undefined): Declare =>
  (scope) => {
    more(scope);
    const used = database(scope);
    new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [used], environment: { GREETING: "hello" } });
  };

const managed = (host: (scope: Construct) => string) => (scope: Construct) =>
  new ManagedPostgres(scope, "postgres", { host: Late.of(host(scope)) });
const plain = (scope: Construct) => new Postgres(scope, "postgres", { memory: Memory.mebibytes(512) });

const TARGETS: readonly (readonly [string, (declare: Declare) => { readonly api: Promised; readonly text: string }])[] =
  [
    [
      "docker",
      (declare) => {
        const stack = synthesized(declare);
        return { api: Object.values(pick(promisedOnDocker(stack)))[0]!, text: JSON.stringify(stack) };
      },
    ],
    [
      "kubernetes",
      (declare) => {
        const found = synthesizedForKubernetes(declare);
        return { api: Object.values(pick(promisedOnKubernetes(found)))[0]!, text: JSON.stringify(found.json) };
      },
    ],
  ];

const pick = (all: Readonly<Record<string, Promised>>) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith("api")));

const variablesOf = ({ environment }: Promised) =>
  Object.fromEntries(environment.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));

describe.each(TARGETS)("a layer on %s that uses a database of somebody else", (_target, made) => {
  const late = made(layerOf(managed(variable)));

  it.each([
    ["a variable", variable, "${var.host}"],
    ["a resource", attribute, "${aws_db_instance.db.address}"],
  ] as const)("is given its host as Terraform's reference to %s", (_what, host, reference) => {
    expect(variablesOf(made(layerOf(managed(host))).api)["POSTGRES_HOST"]).toBe(reference);
  });

  it("is given everything else as with a database of the platform: it need not change", () => {
    const own = made(layerOf(plain)).api;
    expect(variablesOf(own)["POSTGRES_HOST"]).toBe("postgres");
    expect({ ...variablesOf(late.api), POSTGRES_HOST: "" }).toEqual({ ...variablesOf(own), POSTGRES_HOST: "" });
    const { exceptions, ...rest } = late.api;
    expect({ ...rest, environment: [] }).toEqual({ ...own, environment: [], exceptions: undefined });
    expect(exceptions).toEqual([
      { protection: "egress", detail: "postgres", reason: "the layer reaches an endpoint outside the platform" },
    ]);
    expect(late.api.secretFiles.length).toBeGreaterThan(0);
  });

  it("is given a host that is known at once as it is", () => {
    const known = made(layerOf((scope) => new ManagedPostgres(scope, "postgres", { host: "db.example.com" })));
    expect(variablesOf(known.api)["POSTGRES_HOST"]).toBe("db.example.com");
  });

  it("has a text of its own beside a late one, which is written as it is", () => {
    const spec = (host: string): Partial<Spec> => ({ environment: { URL: `db://${host}/\${planted}` } });
    const { api } = made((scope) => {
      const database = managed(variable)(scope);
      new FakeComponent(scope, "api", spec(database.endpoint.host), [database]);
    });
    expect(variablesOf(api)["URL"]).toBe("db://${var.host}/$${planted}");
  });

  it("shows in no output how the host stood in its spec", () => {
    expect(late.text).toContain("${var.host}");
    expect(late.text).not.toMatch(MARKS);
  });

  it.each<readonly [string, (host: string) => Partial<Spec>, string]>([
    ["a file", (host) => ({ files: [{ name: "a.conf", content: `host ${host}` }] }), "files.0.content"],
    ["a command", (host) => ({ command: ["--host", host] }), "command.1"],
    ["a check", (host) => ({ health: { command: ["ask", host] } }), "health.command.1"],
  ])("cannot have it in %s, where no target can write it", (_what, spec, where) => {
    const make = () =>
      made((scope) => {
        const database = managed(variable)(scope);
        new FakeComponent(scope, "pool", spec(database.endpoint.host), [database]);
      });
    expect(make).toThrow(
      `[test/pool] ${where} holds a value that is only known after an apply; only the environment of a container may, never a file or a command`,
    );
  });
});

describe("the generation of a container on Docker", () => {
  const namesOf = (declare: Declare) =>
    Object.values(synthesized(declare).resource!.docker_container!).map(({ name }) => name);

  it("is the same whatever other tokens were made before", () => {
    const crowd: Declare = (scope) => {
      for (let index = 0; index < 7; index += 1)
        new TerraformVariable(scope, `other-${index}`, {}).stringValue.concat();
    };
    const [alone, among] = [namesOf(layerOf(managed(variable))), namesOf(layerOf(managed(variable), crowd))];
    expect(alone.length).toBeGreaterThan(0);
    expect(among).toEqual(alone);
  });

  it("is another one for another database", () => {
    const other = (scope: Construct) => new ManagedPostgres(scope, "postgres", { host: "db.example.com" });
    expect(namesOf(layerOf(other))).not.toEqual(namesOf(layerOf(managed(variable))));
  });
});

describe("a mark", () => {
  it("is told apart from what somebody writes", () => {
    let mark = "";
    synthesizedForKubernetes((scope) => {
      mark = managed(variable)(scope).endpoint.host;
      new FakeComponent(scope, "api");
    });
    expect([mark, `db://${mark}/`, "db.example.com", "${var.host}", ""].map(hasLate)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
