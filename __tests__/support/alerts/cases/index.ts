import type { AlertCase } from "./alert-case";
import { BACKUPS } from "./backups";
import { HOST } from "./host";
import { LAYERS } from "./layers";
import { MONITORING } from "./monitoring";
import { POSTGRES } from "./postgres";
import { REDIS } from "./redis";
import { TARGETS } from "./targets";
import { WAY_IN } from "./way-in";

export type { AlertCase, Series } from "./alert-case";

/** One for each alert that there is; `__tests__/constructs/core/alert.test.ts` keeps that. */
export const ALERT_CASES: readonly AlertCase[] = [
  ...[...TARGETS, ...LAYERS, ...WAY_IN, ...HOST, ...POSTGRES, ...REDIS, ...BACKUPS, ...MONITORING],
];
