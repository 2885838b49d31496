// Somebody else's program: it has never heard of environments, and takes one database for a network that is there.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { Alarms, Database, Key, Notices } from "bulwark/aws";

class Orders extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "eu-west-1" });
    const vpcId = new TerraformVariable(this, "vpc_id", { type: "string" }).stringValue;
    const isolatedSubnetIds = new TerraformVariable(this, "subnet_ids", { type: "list(string)" }).listValue;
    const key = new Key(this, "key", { description: "Rows of the orders" });
    const db = new Database(this, "db", { network: { vpcId, isolatedSubnetIds }, key, version: "17" });
    db.allowFrom("workers", "sg-0123456789abcdef0");
    new Alarms(this, "alarms", { notices: new Notices(this, "notices") });
    new TerraformOutput(this, "address", { value: db.address });
  }
}

const app = new App();
new Orders(app, "orders");
app.synth();
