import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Redis } from "../../../../constructs/components/redis";
import { ServiceLayer } from "../../../../constructs/components/service-layer";
import { DockerTarget } from "../../../../constructs/targets/docker";
import { FakeComponent } from "../../../support/constructs/fake-component";
import { OWN_IMAGE } from "../../../support/constructs/images";
import { containersOf, synthesized, synthesizedStack } from "../../../support/constructs/synthesized";

const empty = synthesized((scope) => new FakeComponent(scope, "api"));

describe("the Docker target", () => {
  it("asks for the oldest provider that works, whatever its bindings name", () => {
    expect(empty.terraform.required_providers).toEqual({ docker: { source: "kreuzwerker/docker", version: "~> 4.6" } });
  });

  it("names its provider, and every resource says so", () => {
    const resources = Object.values(empty.resource!).flatMap((named) => Object.values(named));
    expect(empty.provider.docker).toEqual([{ alias: "docker", host: "unix:///var/run/docker.sock" }]);
    expect(new Set(resources.map(({ provider }) => provider))).toEqual(new Set(["docker.docker"]));
  });

  it("works in a stranger's stack, also below scopes of its own", () => {
    const stack = synthesizedStack((app) => {
      const theirs = new TerraformStack(app, "theirs");
      new DockerTarget(theirs, "docker");
      const redis = new Redis(new Construct(theirs, "Data Stores"), "redis");
      new ServiceLayer(theirs, "api", { image: OWN_IMAGE, port: 8080, uses: [redis] });
      return theirs;
    });
    expect(Object.keys(containersOf(stack))).toEqual([
      "Data_Stores_redis",
      "Data_Stores_redis_job-load-users",
      "Data_Stores_redis_job-users",
      "api_1",
      "docker_config",
    ]);
  });

  it("takes the stack's name for the environment's", () => {
    const stack = synthesizedStack((app) => {
      const theirs = new TerraformStack(app, "theirs");
      new DockerTarget(theirs, "docker");
      new FakeComponent(theirs, "api");
      return theirs;
    });
    expect(stack["//"].bulwark.environment).toBe("theirs");
  });

  it("refuses an environment that cannot be part of a name", () => {
    const make = () =>
      synthesizedStack((app) => {
        const theirs = new TerraformStack(app, "theirs");
        new DockerTarget(theirs, "docker", { environment: "My Shop" });
        return theirs;
      });
    expect(make).toThrow("'My Shop' is not a valid name for a environment");
  });

  it("renders to nothing when nothing is declared", () => {
    const stack = synthesized(() => undefined);
    expect(stack.resource).toBeUndefined();
    expect(stack["//"].bulwark.containers).toEqual([]);
  });

  it("passes credentials of a registry on by the path of their file", () => {
    const stack = synthesizedStack((app) => {
      const theirs = new TerraformStack(app, "theirs");
      const registryAuth = { address: "registry.example.com", configFile: "~/.docker/config.json" };
      new DockerTarget(theirs, "docker", { registryAuth });
      return theirs;
    });
    expect(stack.provider.docker[0]!["registry_auth"]).toEqual([
      { address: "registry.example.com", config_file: "~/.docker/config.json" },
    ]);
  });
});
