import { cliConfig } from "../../../operations/setup/cli-config";

const DOCKER = { source: "registry.terraform.io/kreuzwerker/docker", versions: ["4.6.0"] };
const AWS = { source: "registry.terraform.io/hashicorp/aws", versions: ["5.100.0"] };

describe("Terraform's CLI configuration", () => {
  it("takes what the mirrors hold from them, and only the rest from the registry", () => {
    expect(
      cliConfig([
        { path: "/a", providers: [DOCKER] },
        { path: "/b", providers: [AWS, DOCKER] },
      ]),
    ).toBe(`# Written by Bulwark; it is written anew when it is missing.
provider_installation {
  filesystem_mirror {
    path    = "/a"
    include = ["registry.terraform.io/kreuzwerker/docker"]
  }
  filesystem_mirror {
    path    = "/b"
    include = ["registry.terraform.io/hashicorp/aws", "registry.terraform.io/kreuzwerker/docker"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws", "registry.terraform.io/kreuzwerker/docker"]
  }
}
`);
  });

  it("escapes what would be a template or end the string", () => {
    const config = cliConfig([{ path: '/a"b/${x}/%{y}', providers: [DOCKER] }]);
    expect(config).toContain(String.raw`path    = "/a\"b/$${"$"}{x}/%%{y}"`);
  });
});
