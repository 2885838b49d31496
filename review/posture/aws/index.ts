import type { ResourceChange } from "../../resource";
import { accessChanges } from "./access-policies";
import { groupChanges, type GroupChanges } from "./security-groups";

export { isSamePolicy } from "./access-policies";

/** What changes of AWS resources mean: who may newly do what, and who newly reaches whom. */
export function awsPosture(changes: readonly ResourceChange[]): GroupChanges {
  const groups = groupChanges(changes);
  return { changes: [...changes.flatMap(accessChanges), ...groups.changes], reach: groups.reach };
}
