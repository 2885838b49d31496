import { join } from "node:path";
import { pins } from "../../../operations/setup/pins";
import { platform } from "../../../operations/setup/platform";
import { providerFor, tryFindProvider } from "../../../operations/setup/provider";
import { providerMissing } from "../../../operations/setup/errors";
import { treeOf } from "./mirror-tree";
import { temporaryFolder } from "./temporary-folder";

const TERRAFORM = {
  path: "/nonexistent/terraform",
  flavour: "terraform",
  version: "1.11.4",
  fromCache: false,
} as const;
const { os, arch } = platform();
const awsAt = (version: string) =>
  join("registry.terraform.io/hashicorp/aws", version, `${os}_${arch}`, `terraform-provider-aws_v${version}_x5`);

describe("the AWS provider", () => {
  const root = temporaryFolder();
  const options = (chosen: readonly string[]) => ({
    ...{ cacheRoot: treeOf(root, ["x"]), pins: pins(), terraform: TERRAFORM, report: () => undefined },
    ...{ providers: ["aws"] as const, chosen, standard: [] },
  });

  it("comes from a mirror that has it", async () => {
    const mirror = treeOf(root, [awsAt("5.100.0")]);
    expect(await providerFor(options([mirror]))).toMatchObject({ from: "mirror", where: mirror, mirror });
  });

  it("is not known where only an older one lies, since it is never built", async () => {
    expect(await tryFindProvider(options([treeOf(root, [awsAt("5.80.0")])]))).toBeUndefined();
  });

  it("is told by name when it cannot be had", () => {
    expect(providerMissing("hashicorp/aws", "5.100", "no such host").message).toBe(
      "the provider hashicorp/aws ~> 5.100 is in no mirror of this machine, and the registry cannot be used: no such host\nPut a mirror that has it into BULWARK_PROVIDER_MIRROR; 'terraform providers mirror FOLDER' makes one where the registry is reached. It is too large to be built here.",
    );
  });
});
