import { readdirSync } from "node:fs";
import { join } from "node:path";
import { componentContract } from "../../support/constructs/component-contract";
import { CONTRACT_EXAMPLES } from "../../support/constructs/contract-examples";

const FOLDER = join(__dirname, "../../../constructs/components");
const FILES = readdirSync(FOLDER).flatMap((file) => /^(.*)\.ts$/.exec(file)?.[1] ?? []);

it("every component has an example that keeps the contract", () => {
  expect(Object.keys(CONTRACT_EXAMPLES).sort()).toEqual(FILES.sort());
});

describe.each(Object.values(CONTRACT_EXAMPLES).flatMap((examples) => Object.entries(examples)))(
  "%s",
  (_name, example) => {
    componentContract(example);
  },
);
