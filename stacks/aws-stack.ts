import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack, TerraformVariable, VariableType } from "cdktf";
import type { Construct } from "constructs";
import type { AwsSettings, Environment } from "../config";
import { unusedName } from "./stack-name";
import { keepState } from "./state";

/** What every stack of an environment in AWS is made from. */
export interface AwsStackProps {
  readonly environment: Environment;
  readonly aws: AwsSettings;
  /** Tags of everything in this stack alone. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A variable, and whose output it is. */
export interface Taken {
  readonly variable: string;
  readonly stack: string;
  readonly output: string;
}

/** Written into the stack's JSON below `"//".values`: who applies the stacks need not know them. */
export interface Values {
  readonly takes: readonly Taken[];
  readonly gives: readonly string[];
}

/** The constructs make the same with all of these. */
const VERSIONS = ">= 5.100.0, < 7.0.0";

/**
 * One part of an environment in AWS that can fail alone, with a state of its own. Values from one stack to the next are
 * outputs there and variables here, of the same names behind that of the part.
 */
export class AwsStack extends TerraformStack {
  private readonly environment: string;
  private readonly taken: Taken[] = [];
  private readonly given: string[] = [];

  constructor(scope: Construct, part: string, { environment, aws, tags = {} }: AwsStackProps) {
    super(scope, unusedName(scope, environment.name, `${environment.name}-${part}`));
    this.environment = environment.name;
    keepState(this, environment);
    const { region, accountId } = aws;
    const own = { "bulwark:environment": environment.name, "bulwark:stack": this.node.id };
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [accountId],
      defaultTags: [{ tags: { ...aws.tags, ...tags, ...own } }],
    });
    // What the bindings say is the one version that they were made from.
    this.addOverride("terraform.required_providers.aws.version", VERSIONS);
  }

  /** Makes a value known to later stacks, and to whoever asks Terraform. */
  protected gives(name: string, value: unknown): void {
    new TerraformOutput(this, name, { value });
    this.given.push(name);
    this.noteValues();
  }

  protected takes(part: string, name: string): string {
    return this.variable(part, name, VariableType.STRING).stringValue;
  }

  protected takesList(part: string, name: string): string[] {
    return this.variable(part, name, VariableType.LIST_STRING).listValue;
  }

  private variable(part: string, output: string, type: string): TerraformVariable {
    const stack = `${this.environment}-${part}`;
    const variable = `${part}_${output}`;
    this.taken.push({ variable, stack, output });
    this.noteValues();
    const description = `Output ${output} of stack ${stack}`;
    return new TerraformVariable(this, variable, { type, description, nullable: false });
  }

  private noteValues(): void {
    const values: Values = { takes: [...this.taken], gives: [...this.given] };
    this.addOverride("//.values", values);
  }
}
