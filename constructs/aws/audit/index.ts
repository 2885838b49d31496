export { Audit, AuditLock, type AuditProps } from "./audit";
