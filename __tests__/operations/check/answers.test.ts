import { answersTo } from "../../../operations/check/answers";
import { CATALOGUE } from "../../../policies/catalogue";
import { synthPlatform } from "../../../policies/readers/synth";

const answers = (version: string) => {
  const stack = { terraform: { required_providers: { docker: { source: "kreuzwerker/docker", version } } } };
  return answersTo(CATALOGUE, [synthPlatform(stack, "shop.tf.json")]);
};

it("a text that is longer than a rule has room for is refused by its place, and by no stack trace", () => {
  const refused = () => answers("1.".repeat(8 * 1024 * 1024));
  expect(answers("1.".repeat(100)).pass).toBeGreaterThan(0);
  expect(refused).toThrow(/^shop\.tf\.json: \S+ says more than BWK-version-constraints has room for\n/);
  expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
});
