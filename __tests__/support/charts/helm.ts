import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import { ROOT } from "../constructs/source-tree";
import type { KubernetesObject } from "../kubernetes/paths";
import { kubernetesProgram } from "../kubernetes/programs";
import { refusedByHelm } from "./errors";

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export type ChartName = "workload" | "namespaces";

export const chartFolder = (chart: ChartName): string => join(ROOT, "charts", chart);

/** Runs a program of the Kubernetes suites with a text on its standard input. */
function ended(variable: string, args: readonly string[], input: string): Ended {
  const { status, stdout, stderr } = spawnSync(kubernetesProgram(variable), args, { input, encoding: "utf8" });
  return { code: status, output: stdout + stderr };
}

const VALUES = ["--values", "-"];

/** @param folder of a chart */
export const lint = (folder: string, values: object): Ended =>
  ended("BULWARK_HELM", ["lint", folder, "--strict", ...VALUES], stringify(values));

/** @param folder of a chart */
export const template = (folder: string, values: object): Ended =>
  ended("BULWARK_HELM", ["template", "release", folder, "--namespace", "test", ...VALUES], stringify(values));

/** @throws with what Helm said */
export function objectsOf(folder: string, values: object): readonly KubernetesObject[] {
  const { code, output } = template(folder, values);
  if (code !== 0) throw refusedByHelm(output);
  return parseAllDocuments(output).map((document) => document.toJS() as KubernetesObject);
}

/** What the API server's own Pod Security admission says of every pod template. */
export const podSecurity = (objects: readonly object[]): Ended =>
  ended("BULWARK_PSA", ["-level", "restricted"], objects.map((one) => stringify(one)).join("---\n"));
