import { withoutFailedRolls } from "../../../operations/terraform/failed-rolls";
import type { StateInstance, TerraformState } from "../../../operations/terraform/state";

const container = (...instances: readonly StateInstance[]): TerraformState => ({
  serial: 7,
  lineage: "of-this-installation",
  resources: [{ type: "docker_container", name: "items", instances }],
});
const instance = (id: string, more: Partial<StateInstance> = {}): StateInstance => ({ attributes: { id }, ...more });
const failed = instance("new", { status: "tainted" });
const serving = instance("old", { deposed: "1a2b3c4d" });

const undo = (state: TerraformState, { running = ["old"], keepFirst = false } = {}) =>
  withoutFailedRolls(state, { isRunning: (id) => running.includes(id), keepFirst });

describe("the state after a failed roll", () => {
  it("has the container that serves as the current one again, and forgets the failed one", () => {
    const { state, discarded, restored } = undo(container(failed, serving));
    expect(state).toEqual(container(instance("old")));
    expect({ discarded, restored }).toEqual({ discarded: ["new"], restored: ["items"] });
  });

  it("has it so too when Terraform died before it noted the new one", () => {
    expect(undo(container(serving)).state).toEqual(container(instance("old")));
  });

  it("keeps other earlier ones to be removed", () => {
    const older = instance("older", { deposed: "5e6f7a8b" });
    expect(undo(container(failed, serving, older)).state).toEqual(container(instance("old"), older));
  });

  it("loses what is left of the old one when the new one is healthy: a revert needs its name", () => {
    const { state, discarded, restored } = undo(container(instance("new"), serving), { running: ["new", "old"] });
    expect(state).toEqual(container(instance("new")));
    expect({ discarded, restored }).toEqual({ discarded: ["old"], restored: [] });
  });

  it("loses earlier ones of a container that never runs", () => {
    expect(undo(container(instance("new"), serving), { running: [] }).state).toEqual(container(instance("new")));
  });

  it("is as it was when the new one does not run and the old one does", () => {
    const state = container(instance("new"), serving);
    expect(undo(state)).toEqual({ state, discarded: [], restored: [] });
  });

  it("goes back to no container that does not run", () => {
    const { state, discarded, restored } = undo(container(failed, serving), { running: [] });
    expect(state).toEqual(container(serving));
    expect({ discarded, restored }).toEqual({ discarded: ["new"], restored: [] });
  });

  it("forgets a first container that failed, for its name is in the way of the next one", () => {
    expect(undo(container(failed))).toMatchObject({ state: { resources: [] }, discarded: ["new"], restored: [] });
  });

  it("keeps a first container that failed when it is to be looked at", () => {
    expect(undo(container(failed), { keepFirst: true }).state).toEqual(container(failed));
  });

  it("touches nothing but containers", () => {
    const state = { ...container(), resources: [{ type: "docker_network", name: "items", instances: [failed] }] };
    expect(undo(state)).toEqual({ state, discarded: [], restored: [] });
  });
});
