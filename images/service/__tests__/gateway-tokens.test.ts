import { eventually, rewrite, useLab } from "./support/lab";
import type { RunningService } from "./support/service";
import { start } from "./support/service";

const lab = useLab();
let gateway: RunningService;
let tokensFile: string;

/** An accepted token gets as far as "no such upstream". */
async function accepts(token: string): Promise<boolean> {
  const { status } = await gateway.json("/api/none/x", { headers: { authorization: `Bearer ${token}` } });
  return status === 404;
}

beforeAll(async () => {
  tokensFile = lab.file("first\nsecond\n", "tokens");
  gateway = await start(lab, { ROLE: "gateway", GATEWAY_TOKENS_FILE: tokensFile });
});

it("every token of the file is accepted", async () => {
  expect([await accepts("first"), await accepts("second"), await accepts("third")]).toEqual([true, true, false]);
});

it("is read again when it changes: new tokens count, old ones do not", async () => {
  rewrite(tokensFile, "third\n");
  await eventually("the new token is accepted", async () => (await accepts("third")) || undefined);
  expect(await accepts("first")).toBe(false);
});

it("accepts nobody while it holds nothing", async () => {
  rewrite(tokensFile, "");
  await eventually("nobody is accepted", async () => !(await accepts("third")) || undefined);
  rewrite(tokensFile, "fourth\n");
  await eventually("a token is accepted again", async () => (await accepts("fourth")) || undefined);
});
