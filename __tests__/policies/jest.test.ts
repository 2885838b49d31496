import { Container } from "@cdktf/provider-docker/lib/container";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import "../../policies/jest";
import { everythingSynthesized } from "../support/constructs/platforms";

function stockContainer(): string {
  const stack = new TerraformStack(Testing.app(), "stock");
  new DockerProvider(stack, "docker");
  new Container(stack, "web", { name: "web", image: "nginx:1.27" });
  return Testing.synth(stack);
}

it("a platform of Bulwark's is hardened", () => {
  expect(everythingSynthesized()).toBeHardened();
});

it("a container of the provider's defaults is not, and the failure names rule, place and cure", () => {
  expect(stockContainer()).not.toBeHardened();
  const failed = () => expect(stockContainer()).toBeHardened();
  expect(failed).toThrow(/docker_container\.web keeps capabilities.*\(BWK-capabilities\)\n {2}Drop ALL/);
});
