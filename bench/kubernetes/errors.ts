import { BulwarkError } from "../../operations/errors";

export const noCluster = () =>
  new BulwarkError("the control plane of the bench did not start\nIts words are above.", 4);

export const notInTime = (what: string, seconds: number) =>
  new BulwarkError(`${what} had not happened after ${seconds} s\nThe figures of this run are void.`, 4);

export const plannedWithoutChange = () =>
  new BulwarkError("Terraform plans changes though nothing had changed\nThe figures of this run are void.", 4);
