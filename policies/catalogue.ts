import { CLOUD_RULES } from "./cloud-catalogue";
import { anonymousVolumes } from "./rules/anonymous-volumes";
import { appArmor } from "./rules/app-armor";
import { authentication } from "./rules/authentication";
import { capabilities } from "./rules/capabilities";
import { cpuLimit } from "./rules/cpu-limit";
import { dataVolume } from "./rules/data-volume";
import { defaultBridge } from "./rules/default-bridge";
import { defaultDeny } from "./rules/default-deny";
import { defaultNamespace } from "./rules/default-namespace";
import { devices } from "./rules/devices";
import { disruptionBudget } from "./rules/disruption-budget";
import { egressClosed } from "./rules/egress-closed";
import { engineHostKey } from "./rules/engine-host-key";
import { engineSocket } from "./rules/engine-socket";
import { engineTransport } from "./rules/engine-transport";
import { externalAddresses } from "./rules/external-addresses";
import { externalName } from "./rules/external-name";
import { flatNetwork } from "./rules/flat-network";
import { foreignState } from "./rules/foreign-state";
import { groups } from "./rules/groups";
import { health } from "./rules/health";
import { healthForm } from "./rules/health-form";
import { healthMeaning } from "./rules/health-meaning";
import { healthTiming } from "./rules/health-timing";
import { hostNamespaces } from "./rules/host-namespaces";
import { hostPort } from "./rules/host-port";
import { ignoredChanges } from "./rules/ignored-changes";
import { imageDigest } from "./rules/image-digest";
import { imageVersion } from "./rules/image-version";
import { ingressClosed } from "./rules/ingress-closed";
import { kernelPaths } from "./rules/kernel-paths";
import { knownPasswords } from "./rules/known-passwords";
import { livenessDiffers } from "./rules/liveness-differs";
import { logLimit } from "./rules/log-limit";
import { memoryLimit } from "./rules/memory-limit";
import { networkNames } from "./rules/network-names";
import { noNewPrivileges } from "./rules/no-new-privileges";
import { outsideData } from "./rules/outside-data";
import { podSecurityLevel } from "./rules/pod-security-level";
import { podSecurityVersion } from "./rules/pod-security-version";
import { policyEgressLost } from "./rules/policy-egress-lost";
import { policyOpen } from "./rules/policy-open";
import { policySelectsNothing } from "./rules/policy-selects-nothing";
import { privileged } from "./rules/privileged";
import { probeHosts } from "./rules/probe-hosts";
import { processLimit } from "./rules/process-limit";
import { propagation } from "./rules/propagation";
import { providerAccounts } from "./rules/provider-accounts";
import { providerEndpoints } from "./rules/provider-endpoints";
import { providerKeys } from "./rules/provider-keys";
import { provisioners } from "./rules/provisioners";
import { publishedPorts } from "./rules/published-ports";
import { rbacEscalation } from "./rules/rbac-escalation";
import { rbacExec } from "./rules/rbac-exec";
import { rbacSecrets } from "./rules/rbac-secrets";
import { rbacWildcards } from "./rules/rbac-wildcards";
import { readOnlyRoot } from "./rules/read-only-root";
import { registry } from "./rules/registry";
import { releaseAtomic } from "./rules/release-atomic";
import { releaseRepository } from "./rules/release-repository";
import { releaseSecrets } from "./rules/release-secrets";
import { releaseValues } from "./rules/release-values";
import { releaseVersion } from "./rules/release-version";
import { releaseWait } from "./rules/release-wait";
import { restart } from "./rules/restart";
import { runtime } from "./rules/runtime";
import { seLinux } from "./rules/se-linux";
import { seccomp } from "./rules/seccomp";
import { secretVariables } from "./rules/secret-variables";
import { secretsInCommand } from "./rules/secrets-in-command";
import { secretsInEnvironment } from "./rules/secrets-in-environment";
import { secretsInHealth } from "./rules/secrets-in-health";
import { secretsInLabels } from "./rules/secrets-in-labels";
import { secretsInLogOptions } from "./rules/secrets-in-log-options";
import { secretsInUploads } from "./rules/secrets-in-uploads";
import { sensitivePaths } from "./rules/sensitive-paths";
import { serviceAccountToken } from "./rules/service-account-token";
import { sharedNamespaces } from "./rules/shared-namespaces";
import { spread } from "./rules/spread";
import { stateEncryption } from "./rules/state-encryption";
import { stateEndpoint } from "./rules/state-endpoint";
import { stateKeys } from "./rules/state-keys";
import { stateLock } from "./rules/state-lock";
import { stateOnDisk } from "./rules/state-on-disk";
import { stateShared } from "./rules/state-shared";
import { stopGrace } from "./rules/stop-grace";
import { swapLimit } from "./rules/swap-limit";
import { sysctls } from "./rules/sysctls";
import { tmpfsOptions } from "./rules/tmpfs-options";
import { tmpfsSize } from "./rules/tmpfs-size";
import { user } from "./rules/user";
import { versionConstraints } from "./rules/version-constraints";
import { volumeChange } from "./rules/volume-change";
import { volumeProtection } from "./rules/volume-protection";
import { volumeTypes } from "./rules/volume-types";
import { SEVERITIES, type Rule } from "./rule";

/** Every rule there is, the gravest first. */
export const CATALOGUE: readonly Rule[] = [
  ...CLOUD_RULES,
  anonymousVolumes,
  appArmor,
  authentication,
  capabilities,
  cpuLimit,
  dataVolume,
  defaultBridge,
  defaultDeny,
  defaultNamespace,
  devices,
  disruptionBudget,
  egressClosed,
  engineHostKey,
  engineSocket,
  engineTransport,
  externalAddresses,
  externalName,
  flatNetwork,
  foreignState,
  groups,
  health,
  healthForm,
  healthMeaning,
  healthTiming,
  hostNamespaces,
  hostPort,
  ignoredChanges,
  imageDigest,
  imageVersion,
  ingressClosed,
  kernelPaths,
  knownPasswords,
  livenessDiffers,
  logLimit,
  memoryLimit,
  networkNames,
  noNewPrivileges,
  outsideData,
  podSecurityLevel,
  podSecurityVersion,
  policyEgressLost,
  policyOpen,
  policySelectsNothing,
  privileged,
  probeHosts,
  processLimit,
  propagation,
  providerAccounts,
  providerEndpoints,
  providerKeys,
  provisioners,
  publishedPorts,
  rbacEscalation,
  rbacExec,
  rbacSecrets,
  rbacWildcards,
  readOnlyRoot,
  registry,
  releaseAtomic,
  releaseRepository,
  releaseSecrets,
  releaseValues,
  releaseVersion,
  releaseWait,
  restart,
  runtime,
  seLinux,
  seccomp,
  secretVariables,
  secretsInCommand,
  secretsInEnvironment,
  secretsInHealth,
  secretsInLabels,
  secretsInLogOptions,
  secretsInUploads,
  sensitivePaths,
  serviceAccountToken,
  sharedNamespaces,
  spread,
  stateEncryption,
  stateEndpoint,
  stateKeys,
  stateLock,
  stateOnDisk,
  stateShared,
  stopGrace,
  swapLimit,
  sysctls,
  tmpfsOptions,
  tmpfsSize,
  user,
  versionConstraints,
  volumeChange,
  volumeProtection,
  volumeTypes,
].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1));
