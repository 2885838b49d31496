import type { Construct } from "constructs";
import { Component, Late, accessOf, type Access, type Binding, type Endpoint, type Reachable } from "../../core";
import { postgresBinding } from "./binding";

export interface ManagedPostgresProps {
  /** Where it answers; late where it is only known once the database was made. */
  readonly host: string | Late;
  /** @default 5432 */
  readonly port?: number;
  /** @default platform */
  readonly database?: string;
  /** Earlier ids, the first one first: secrets keep its name. @default - never renamed */
  readonly renamedFrom?: readonly string[];
}

/**
 * A PostgreSQL server that somebody else runs, such as RDS. Layers use it as they use `Postgres`, by the same variables and
 * files, so that nothing changes for them. It renders to nothing: who runs it makes the accounts.
 */
export class ManagedPostgres extends Component implements Reachable {
  readonly endpoint: Endpoint;
  private readonly database: string;

  constructor(scope: Construct, id: string, props: ManagedPostgresProps) {
    super(scope, id, [], props.renamedFrom);
    const host = props.host instanceof Late ? props.host.in(this, "host") : props.host;
    this.endpoint = { scheme: "postgres", host, port: props.port ?? 5432 };
    this.database = props.database ?? "platform";
  }

  override get isolated(): boolean {
    return false;
  }

  bindingFor(user: Component, access: Access = accessOf(user)): Binding {
    return postgresBinding({ server: this, endpoint: this.endpoint, database: this.database }, user, access);
  }

  spec(): undefined {
    return undefined;
  }
}
