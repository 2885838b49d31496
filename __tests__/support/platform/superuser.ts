import { outcomeOf } from "../engine/engine";
import { sqlFailed } from "./errors";

/** Runs a statement as Postgres's superuser, who gets in by the socket alone; one line for each row. */
export async function asSuperuser(
  statement: string,
  database = "platform",
  container = "shop-postgres",
): Promise<string> {
  const psql = [
    "psql",
    "-X",
    "-A",
    "-t",
    "-q",
    "-v",
    "ON_ERROR_STOP=1",
    "-U",
    "postgres",
    "-d",
    database,
    "-c",
    statement,
  ];
  const { code, stdout, stderr } = await outcomeOf("docker", ["exec", container, ...psql]);
  if (code !== 0) throw sqlFailed(statement, stderr);
  return stdout.trim();
}
