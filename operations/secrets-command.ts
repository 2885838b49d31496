import { z } from "zod";
import type { SynthesizedDeployment } from "./deployment";
import { apply, check, CopyState, init, rotate } from "./secrets";
import { textTable } from "./table";

export type SecretsVerb = "init" | "check" | "rotate";

export interface SecretsOptions {
  readonly report: (line: string) => void;
  /** For `rotate`. @default - all that were generated */
  readonly names?: readonly string[];
}

/** The JSON of `bulwark secrets`; it never holds a value. */
export const secretsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("secrets"),
  environment: z.string(),
  verb: z.enum(["init", "check", "rotate"]),
  secrets: z.array(
    z.strictObject({
      name: z.string(),
      path: z.string().describe("on the Docker host"),
      state: z.enum(CopyState),
      detail: z.string().optional().describe("why it was renewed or repaired"),
    }),
  ),
  problems: z.array(z.strictObject({ subject: z.string(), problem: z.string(), fix: z.string() })),
});

export type SecretsResult = z.output<typeof secretsSchema>;

export async function runSecrets(
  deployment: SynthesizedDeployment,
  verb: SecretsVerb,
  options: SecretsOptions,
): Promise<SecretsResult> {
  const { docker, manifest, paths, called } = deployment;
  const base = { schemaVersion: 1, command: "secrets", environment: manifest.environment, verb } as const;
  const named = { projectFolder: paths.root, ...(called === undefined ? {} : { called }) };
  if (verb === "check") {
    const { problems } = await check(docker, manifest, named);
    return { ...base, secrets: [], problems: [...problems] };
  }
  const done =
    verb === "init"
      ? await init(docker, manifest, named)
      : await rotate(docker, manifest, { ...named, ...(options.names ? { names: options.names } : {}) });
  await apply(docker, done.pending, ({ action, container }) => options.report(`${action}: ${container}`));
  return { ...base, secrets: [...done.secrets], problems: [] };
}

export function secretsText({ verb, environment, secrets, problems }: SecretsResult): string {
  if (verb !== "check")
    return textTable(
      ["FILE ON THE DOCKER HOST", "STATE", "WHY"],
      secrets.map((one) => [one.path, one.state, one.detail ?? ""]),
    );
  if (problems.length === 0) return `${environment}: every secret is in its place`;
  return problems.map((problem) => `${problem.subject}: ${problem.problem}\n  ${problem.fix}`).join("\n");
}
