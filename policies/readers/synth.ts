import type { Platform } from "../facts/subject";
import { Module, type TerraformFile } from "./terraform/module";
import { OwnComment } from "./terraform/own-comment";
import { providerFacts } from "./terraform/provider";
import type { ChartFile } from "./terraform/resource";
import { stackFacts } from "./terraform/stack";
import { subjectsOf } from "./terraform/subjects";
import { Surroundings } from "./terraform/surroundings";

export type { ChartFile } from "./terraform/resource";
export type { TerraformFile } from "./terraform/module";

/**
 * What a file of Terraform's JSON syntax declares, whoever wrote it: cdktf or a hand.
 *
 * @param chartFile reads a file of a chart, by its way from the module's folder; without it no chart is looked into
 * @throws UnreadableSource for what Terraform does not take either
 */
export const synthPlatform = (stack: unknown, file: string, chartFile?: ChartFile): Platform =>
  modulePlatform([{ file, content: stack }], chartFile);

/** The same of all such files of one folder: they are one module. */
export function modulePlatform(files: readonly [TerraformFile, ...TerraformFile[]], chartFile?: ChartFile): Platform {
  const module = new Module(files);
  const { subjects, notExamined } = subjectsOf(
    new Surroundings(module.declaredResources(), { chartFile, documents: module.documents() }),
  );
  const providers = module.blocks("provider").map((block) => {
    const alias = block.body["alias"];
    return providerFacts(
      {
        type: block.labels[0]!,
        alias: typeof alias === "string" ? alias : undefined,
        attributes: module.attributesOf(block),
      },
      "synth",
    );
  });
  const own = new OwnComment(module.comment());
  return {
    source: "synth",
    subjects: [stackFacts(module, files[0].file), ...providers, ...subjects.map((subject) => own.placed(subject))],
    notExamined: new Map([...notExamined, ...besides(module)]),
    exceptions: own.exceptions(),
  };
}

/** Data of other than this file, and modules, of which only where they come from is said here. */
function besides(module: Module): readonly (readonly [string, number])[] {
  const data = module
    .blocks("data")
    .map(({ labels }) => `data.${labels[0]!}`)
    .filter((type) => !READ_AS_DATA.has(type));
  const all = [...data, ...module.blocks("module").map(() => "module")];
  return [...new Set(all)].map((type) => [type, all.filter((one) => one === type).length]);
}

const READ_AS_DATA: ReadonlySet<string> = new Set([
  "data.terraform_remote_state",
  "data.external",
  "data.http",
  "data.aws_iam_policy_document",
]);
