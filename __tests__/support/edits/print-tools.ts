/** Prints Terraform's path and what it needs in its environment, as `up` finds them. In a process of its own, since Jest loads no ES modules. */
import { setUp } from "../../../operations/setup";

void setUp({ want: { provider: true }, report: () => undefined }).then(({ terraform, env }) => {
  process.stdout.write(JSON.stringify({ path: terraform.path, env }));
});
