import { clearDisks } from "./rules/clear-disks";
import { clearSecrets } from "./rules/clear-secrets";
import { cloudWildcards } from "./rules/cloud-wildcards";
import { clusterAdmins } from "./rules/cluster-admins";
import { clusterEndpoint } from "./rules/cluster-endpoint";
import { clusterLogs } from "./rules/cluster-logs";
import { clusterSecrets } from "./rules/cluster-secrets";
import { deletionProtection } from "./rules/deletion-protection";
import { encryptionAtRest } from "./rules/encryption-at-rest";
import { encryptionKey } from "./rules/encryption-key";
import { finalCopy } from "./rules/final-copy";
import { fixedTags } from "./rules/fixed-tags";
import { imageScan } from "./rules/image-scan";
import { keptDays } from "./rules/kept-days";
import { keyRotation } from "./rules/key-rotation";
import { metadataHops } from "./rules/metadata-hops";
import { metadataTokens } from "./rules/metadata-tokens";
import { openPolicy } from "./rules/open-policy";
import { openPorts } from "./rules/open-ports";
import { passRole } from "./rules/pass-role";
import { publicData } from "./rules/public-data";
import { recoveryDays } from "./rules/recovery-days";
import { serviceSource } from "./rules/service-source";
import { severalZones } from "./rules/several-zones";
import { tlsOnly } from "./rules/tls-only";
import { trailRegions } from "./rules/trail-regions";
import { trailRunning } from "./rules/trail-running";
import { trailValidation } from "./rules/trail-validation";
import { trustSubject } from "./rules/trust-subject";
import { versioned } from "./rules/versioned";
import type { Rule } from "./rule";

/** The rules on what is rented of a cloud: a part of the catalogue. */
export const CLOUD_RULES: readonly Rule[] = [
  clearDisks,
  clearSecrets,
  cloudWildcards,
  clusterAdmins,
  clusterEndpoint,
  clusterLogs,
  clusterSecrets,
  deletionProtection,
  encryptionAtRest,
  encryptionKey,
  finalCopy,
  fixedTags,
  imageScan,
  keptDays,
  keyRotation,
  metadataHops,
  metadataTokens,
  openPolicy,
  openPorts,
  passRole,
  publicData,
  recoveryDays,
  serviceSource,
  severalZones,
  tlsOnly,
  trailRegions,
  trailRunning,
  trailValidation,
  trustSubject,
  versioned,
];
