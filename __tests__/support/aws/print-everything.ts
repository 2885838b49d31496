/** Prints a stack with one of each construct, for the bindings that are preloaded. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { declareEverything } from "./everything";

const stack = new TerraformStack(new App({ stackTraces: false }), "shop");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
declareEverything(stack);
process.stdout.write(Testing.synth(stack, true));
