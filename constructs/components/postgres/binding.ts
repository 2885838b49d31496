import { Access, mounted, password, type Binding, type Component, type Endpoint } from "../../core";
import { accountOf } from "./accounts";

/** A server that answers like Postgres, whoever runs it. */
export interface Served {
  readonly server: Component;
  readonly endpoint: Endpoint;
  readonly database: string;
}

/** The documented variables of a user, and its password as a file. */
export function postgresBinding({ server, endpoint, database }: Served, user: Component, access: Access): Binding {
  const { role, secret } = accountOf(server, user, access);
  return {
    environment: {
      POSTGRES_HOST: endpoint.host,
      POSTGRES_PORT: `${endpoint.port}`,
      POSTGRES_DATABASE: database,
      POSTGRES_USER: role,
      POSTGRES_SCHEMA: accountOf(server, user, Access.SERVE).role,
      POSTGRES_PASSWORD_FILE: `/run/secrets/${secret}`,
    },
    secrets: [mounted(password(secret))],
  };
}
