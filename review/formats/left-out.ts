import type { Review } from "../model";

/** How much no reader knows, and how much was left out for another reason. */
export const leftOutOf = ({ notExamined, leftOut }: Review): number =>
  Object.values(notExamined).reduce((sum, count) => sum + count, 0) + leftOut.length;
