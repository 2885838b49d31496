import { CATALOGUE } from "./catalogue";
import { evaluate } from "./evaluate";
import { synthPlatform } from "./readers/synth";
import { waive } from "./waivers";

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where Jest's types ask for matchers
  namespace jest {
    interface Matchers<R> {
      /** That no rule of Bulwark finds anything in a synthesized stack: `expect(Testing.synth(stack)).toBeHardened()`. */
      toBeHardened(): R;
    }
  }
}

const NAME = "what was synthesized";

/** @param synthesized what cdktf's `Testing.synth` returns, or the same as an object */
function toBeHardened(synthesized: unknown): jest.CustomMatcherResult {
  const stack: unknown = typeof synthesized === "string" ? JSON.parse(synthesized) : synthesized;
  const platform = synthPlatform(stack, NAME);
  const { findings, pass } = evaluate([platform], CATALOGUE);
  const { standing } = waive(findings, { waivers: [], exceptions: platform.exceptions ?? [], today: "" });
  const failed = standing.filter(({ verdict }) => verdict === "fail");
  const lines = failed.map(({ rule, subject, message }) => `${subject.id} ${message} (${rule.id})\n  ${rule.fix}`);
  return {
    pass: failed.length === 0,
    message: () =>
      failed.length === 0
        ? `${NAME} keeps all ${pass} promises that were asked`
        : `expected ${NAME} to be hardened\n${lines.join("\n")}`,
  };
}

expect.extend({ toBeHardened });
