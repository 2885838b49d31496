export { Database, type DatabaseReference } from "./database";
export { POSTGRES_VERSIONS, type PostgresVersion } from "./engine";
export { type DatabaseProps } from "./props";
