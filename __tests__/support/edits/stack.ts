import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DockerTarget, External, Lifecycle, type Component } from "../../../index";
import { FakeComponent } from "../constructs/fake-component";
import { plainJob } from "./job-edits";
import { plainSpec } from "./plain";
import { JOBS, SCHEDULED, jobRows, scheduledRows, specRows, type SpecRow } from "./rows";
import { plainScheduled } from "./scheduled-edits";

export enum Variant {
  BEFORE = "from",
  AFTER = "to",
}

/** The stack, and with it the environment. */
export const EDITS = "edits";

/** A component that no edit is about; it uses the others, so that their networks stay. */
export const STEADY = "steady";

/** A stack as a stranger writes it: every row of the table is a component or a job in it, all edited at once. */
export function editsStack(app: Construct, variant: Variant): TerraformStack {
  const stack = new TerraformStack(app, EDITS);
  new DockerTarget(stack, "docker");
  const used = usedComponents(stack, variant);
  for (const row of specRows()) new EditedComponent(stack, row, variant, used);
  new FakeComponent(stack, STEADY, plainSpec(Lifecycle.EXCLUSIVE), [...used.values()]);
  return stack;
}

function usedComponents(stack: TerraformStack, variant: Variant): ReadonlyMap<string, Component> {
  const plain = plainSpec(Lifecycle.EXCLUSIVE);
  const jobs = jobRows().map(({ id, edit }) => ({ ...plainJob(id), ...edit[variant] }));
  const scheduled = scheduledRows().map(({ id, edit }) => ({ ...plainScheduled(id), ...edit[variant] }));
  const peer = new FakeComponent(stack, "peer", plain);
  const all: readonly Component[] = [
    peer,
    new FakeComponent(stack, "other", plain),
    new External(stack, "outside", { url: "http://host.docker.internal:11434" }),
    new FakeComponent(stack, JOBS, { ...plain, jobs }, [peer]),
    new FakeComponent(stack, SCHEDULED, { ...plain, scheduled }, [peer]),
  ];
  return new Map(all.map((one) => [one.name, one]));
}

class EditedComponent extends FakeComponent {
  constructor(
    stack: TerraformStack,
    { id, edit, lifecycle }: SpecRow,
    variant: Variant,
    others: ReadonlyMap<string, Component>,
  ) {
    const { uses = [], attributes = {} } = edit.around?.[variant === Variant.BEFORE ? 0 : 1] ?? {};
    const spec = { ...plainSpec(lifecycle), ...edit[variant] };
    super(
      stack,
      id,
      spec,
      uses.map((name) => others.get(name)!),
    );
    const address = spec.lifecycle === Lifecycle.ROLLING ? `${id}_1` : id;
    for (const [name, value] of Object.entries(attributes)) {
      stack.addOverride(`resource.docker_container.${address}.${name}`, value);
    }
  }
}
