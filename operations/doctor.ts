import { z } from "zod";
import type { Environment } from "../config";
import { answeringEngineAt } from "./engine/connect";
import { isOnKubernetes } from "./kubernetes/deployment";
import { kubernetesChecks } from "./kubernetes/doctor";
import { doctor, type Check } from "./setup";
import { accountCheck } from "./state/account";
import { textTable } from "./table";

/** The JSON of `bulwark doctor`. */
export const doctorSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("doctor"),
  ok: z.boolean().describe("nothing is missing or wrong"),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(["ok", "missing", "wrong"]),
      found: z.string(),
      remedy: z.string().describe("what to do; empty when the state is ok"),
    }),
  ),
});

export type DoctorReport = z.output<typeof doctorSchema>;

/** What this machine, or the AWS account, lacks for Bulwark, and for one environment where it is named. */
export async function doctorOf(environment?: Environment): Promise<DoctorReport> {
  const account = environment?.settings.aws ? [await accountCheck(environment)] : [];
  if (environment && isOnKubernetes(environment))
    return reportOf([...account, ...(await kubernetesChecks(environment))]);
  const { hosts, platform } = environment?.settings ?? {};
  const address = hosts?.main.publishOn ?? "127.0.0.1";
  const own = environment ? await publishedBy(environment) : [];
  const wanted = platform?.haproxy ? [platform.haproxy.httpsPort, platform.haproxy.httpPort] : [];
  const ports = wanted.filter((port) => !own.includes(port));
  const checks = await doctor({
    ...(hosts ? { engineUrl: hosts.main.docker } : {}),
    ports: ports.map((port) => ({ address, port })),
  });
  return reportOf([...account, ...checks]);
}

const reportOf = (checks: readonly Check[]): DoctorReport => ({
  schemaVersion: 1,
  command: "doctor",
  ok: checks.every(({ state }) => state === "ok"),
  checks: [...checks],
});

export function doctorTable({ checks }: DoctorReport): string {
  const rows = checks.map(({ name, state, found, remedy }) => [name, state, found, remedy.replaceAll("\n", " ")]);
  return textTable(["CHECK", "STATE", "FOUND", "REMEDY"], rows);
}

/** The ports that the environment itself holds while it runs; none where no engine answers. */
async function publishedBy({ name, settings }: Environment): Promise<readonly number[]> {
  try {
    const docker = await answeringEngineAt(settings.hosts.main.docker);
    const filters = { label: [`bulwark.environment=${name}`] };
    return (await docker.listContainers({ filters })).flatMap(({ Ports }) => Ports.map(({ PublicPort }) => PublicPort));
  } catch {
    return [];
  }
}
