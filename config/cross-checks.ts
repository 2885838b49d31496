import { alertFindings } from "./checks/alerts";
import { awsFindings } from "./checks/aws";
import { certificateFindings } from "./checks/certificates";
import { clusterFindings } from "./checks/cluster";
import { cycleFindings } from "./checks/cycles";
import { dashboardFindings } from "./checks/dashboards";
import { imageFindings } from "./checks/images";
import { jobFindings } from "./checks/jobs";
import { nameFindings } from "./checks/names";
import { networkFindings } from "./checks/networks";
import { poolFindings } from "./checks/pool";
import { portFindings } from "./checks/ports";
import { renameFindings } from "./checks/renames";
import { routeFindings } from "./checks/routes";
import { scaleFindings } from "./checks/scale";
import { schemaFindings } from "./checks/schemas";
import { secretFindings } from "./checks/secrets";
import { usesFindings } from "./checks/uses";
import type { Finding } from "./problem";
import type { Settings } from "./schema";

const CHECKS = [
  nameFindings,
  scaleFindings,
  jobFindings,
  renameFindings,
  usesFindings,
  cycleFindings,
  routeFindings,
  poolFindings,
  portFindings,
  certificateFindings,
  alertFindings,
  dashboardFindings,
  schemaFindings,
  imageFindings,
  networkFindings,
  clusterFindings,
  awsFindings,
  secretFindings,
] as const;

/** What no schema sees: whether the settings fit together. Pure; what needs the file's place is in `place-checks.ts`. */
export function crossChecks(settings: Settings): Finding[] {
  return CHECKS.flatMap((check) => check(settings));
}
