import { settingMissing } from "./errors";

/** What the function is for; all of it is no secret. */
export interface Settings {
  readonly secretArn: string;
  /** Whose secret may change others. Without it the user changes himself. */
  readonly administratorArn: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const required = (name: string): string => {
    const value = variables[name];
    if (!value) throw settingMissing(name);
    return value;
  };
  return {
    secretArn: required("SECRET_ARN"),
    administratorArn: variables["ADMINISTRATOR_SECRET_ARN"],
    host: required("DATABASE_HOST"),
    port: Number(required("DATABASE_PORT")),
    database: required("DATABASE_NAME"),
  };
}
