export { BACKUP_TAG, Backup, type BackupProps } from "./backup";
export { Vault, VaultLock, type VaultProps, type VaultReference } from "./vault";
