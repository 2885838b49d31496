/** What Postgres keeps for one layer. */
export interface LayerRole {
  /** Also the name of the layer's schema. */
  readonly role: string;
  readonly secretFile: string;
  /** Below /config. */
  readonly schemaFile: string | undefined;
  /** The password of its migrations; none without migrations. */
  readonly migrationSecretFile: string | undefined;
}

/** The login of a layer's migrations. No layer is named with a dot, so no layer's own role is meant. */
export const migrationRole = (role: string): string => `${role}.migration`;

/** Who owns what migrations make. Nobody logs in as it. */
export const ownerRole = (role: string): string => `${role}.owner`;
