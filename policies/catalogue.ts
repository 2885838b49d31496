import { capabilities } from "./rules/capabilities";
import { cpuLimit } from "./rules/cpu-limit";
import { engineSocket } from "./rules/engine-socket";
import { health } from "./rules/health";
import { hostNamespaces } from "./rules/host-namespaces";
import { imageVersion } from "./rules/image-version";
import { logLimit } from "./rules/log-limit";
import { memoryLimit } from "./rules/memory-limit";
import { noNewPrivileges } from "./rules/no-new-privileges";
import { privileged } from "./rules/privileged";
import { processLimit } from "./rules/process-limit";
import { publishedPorts } from "./rules/published-ports";
import { readOnlyRoot } from "./rules/read-only-root";
import { seccomp } from "./rules/seccomp";
import { secretsInEnvironment } from "./rules/secrets-in-environment";
import { sensitivePaths } from "./rules/sensitive-paths";
import { swapLimit } from "./rules/swap-limit";
import { user } from "./rules/user";
import { SEVERITIES, type Rule } from "./rule";

/** Every rule there is, the gravest first. */
export const CATALOGUE: readonly Rule[] = [
  capabilities,
  cpuLimit,
  engineSocket,
  health,
  hostNamespaces,
  imageVersion,
  logLimit,
  memoryLimit,
  noNewPrivileges,
  privileged,
  processLimit,
  publishedPorts,
  readOnlyRoot,
  seccomp,
  secretsInEnvironment,
  sensitivePaths,
  swapLimit,
  user,
].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1));
