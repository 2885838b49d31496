import type { RuleCases } from "../../support/policies/cases";
import {
  cloudKeyCases,
  machineCases,
  managedClusterCases,
  repositoryCases,
  securityGroupCases,
  trailCases,
} from "./cloud";
import { cloudPolicyCases } from "./cloud-policies";
import { storeCases } from "./cloud-stores";
import { confinementCases } from "./confinement";
import { networkCases, volumeCases } from "./docker";
import { kubernetesCases } from "./kubernetes";
import { limitCases } from "./limits";
import { reachCases } from "./reach";
import { runningCases } from "./running";
import { secretCases } from "./secrets";
import { cloudCases, engineCases, releaseCases, stackCases } from "./terraform";

/** The cases of every rule, family by family. */
export const ALL_CASES: readonly RuleCases[] = [
  confinementCases,
  kubernetesCases,
  limitCases,
  reachCases,
  runningCases,
  secretCases,
  networkCases,
  volumeCases,
  stackCases,
  cloudCases,
  engineCases,
  releaseCases,
  storeCases,
  securityGroupCases,
  cloudPolicyCases,
  machineCases,
  managedClusterCases,
  repositoryCases,
  trailCases,
  cloudKeyCases,
].flat();
