import { App } from "cdktf";
import { awsNameFindings } from "../../../config/checks/aws-names";
import { environmentSettings } from "../../../config/schema";
import { InvalidPlatform, addStacks } from "../../../stacks";
import { ALL_OF_AWS, environmentIn } from "../../support/aws/aws-environment";

const { settings } = environmentIn(ALL_OF_AWS);
const { database, cache, stream, ...rest } = settings.aws!;

const withData = (data: object) =>
  environmentSettings.parse({ ...settings, target: "docker", aws: { ...rest, cluster: undefined, ...data } });

const complaints = (data: object, name: string): readonly string[] =>
  awsNameFindings(withData(data), name).map(({ path, message }) => `${path.join(".")}: ${message}`);

/** Whether the constructs refuse it, too. */
function isRefused(data: object, name: string): boolean {
  const environment = { name, file: "", text: "", schemas: {}, settings: withData(data) };
  try {
    addStacks(new App({ stackTraces: false }), { environment, builtImages: {} });
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidPlatform);
    return true;
  }
}

describe("what is named behind its environment", () => {
  it("has room for the backups of a database", () => {
    const long = "e".repeat(36);
    expect(complaints({ database }, long)).toEqual([
      `aws.database: would have "${long}-account-backup", of 51 characters, at most 50; choose a shorter name for the file or for this`,
    ]);
    expect(isRefused({ database }, long)).toBe(true);
    expect(complaints({ database }, long.slice(1))).toEqual([]);
    expect(isRefused({ database }, long.slice(1))).toBe(false);
  });

  it("has room for the users of a cache", () => {
    const long = "e".repeat(23);
    expect(complaints({ cache }, long)).toEqual([
      `aws.cache.users.orders: would have "${long}-data-cache-orders", of 41 characters, at most 40; choose a shorter name for the file or for this`,
    ]);
    expect(isRefused({ cache }, long)).toBe(true);
    expect(complaints({ cache }, long.slice(1))).toEqual([]);
    expect(isRefused({ cache }, long.slice(1))).toBe(false);
  });

  it.each([
    ["database", { database }],
    ["cache", { cache }],
    ["stream", { stream }],
  ])("has no two hyphens in a row, where it is a %s", (part, data) => {
    expect(complaints(data, "my--shop")).toEqual([
      `aws.${part}: would be named after "my--shop", and AWS takes no two hyphens in a row; rename the file`,
    ]);
    expect(isRefused(data, "my--shop")).toBe(true);
  });

  it("may have any name where there are no data, and outside of AWS", () => {
    const longest = "e".repeat(40);
    expect(complaints({}, longest)).toEqual([]);
    expect(isRefused({}, longest)).toBe(false);
    expect(awsNameFindings({ ...settings, aws: undefined }, "my--shop")).toEqual([]);
  });
});
