export { PostgresRotation, RotationStrategy, type PostgresRotationProps } from "./postgres-rotation";
export { Secret, type SecretProps, type SecretReference } from "./secret";
