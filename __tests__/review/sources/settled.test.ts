import { subjectsOf } from "../../../policies/facts/subject";
import { planPlatform } from "../../../policies/readers/plan";
import { synthPlatform } from "../../../policies/readers/synth";
import { settled } from "../../../review/sources/settled";

const place = { address: "docker_container.web", mode: "managed", type: "docker_container", name: "web" };
const container = { name: "web", image: "web:1", read_only: true };

/** A user and a port that are known after the apply alone. */
const planned = planPlatform(
  {
    planned_values: { root_module: { resources: [{ ...place, values: container }] } },
    resource_changes: [
      {
        ...place,
        change: { actions: ["create"], before: null, after: container, after_unknown: { user: true, ports: true } },
      },
    ],
    configuration: {
      root_module: {
        resources: [
          { ...place, expressions: { user: { references: ["var.user"] }, ports: { references: ["var.ports"] } } },
        ],
      },
    },
  },
  "plan.json",
);

const declared = (attributes: object) =>
  synthPlatform(
    {
      terraform: { backend: { local: { path: "x.tfstate" } } },
      resource: { docker_container: { web: { ...container, ...attributes } } },
    },
    "cdk.tf.json",
  );

const web = (attributes: object) => subjectsOf(settled(planned, declared(attributes)), "container")[0]!;

describe("a plan with its synthesized stack", () => {
  it("leaves open what neither says", () => {
    expect(subjectsOf(planned, "container")[0]!.user).toMatchObject({ state: "unknown" });
    expect(web({ user: "${var.user}" }).user).toMatchObject({ state: "unknown" });
  });

  it("takes from the stack what the plan does not know", () => {
    expect(web({ user: "10001:10001", ports: [] })).toMatchObject({
      user: { state: "known", value: { uid: 10001 } },
      exposures: { state: "known", value: [] },
    });
  });

  it("takes nothing that the plan knows", () => {
    expect(web({ read_only: false }).rootReadOnly).toMatchObject({ state: "known", value: true });
  });

  it("knows where the state is kept, which no plan says", () => {
    expect(subjectsOf(planned, "stack")[0]!.backend.state).toBe("unsayable");
    expect(subjectsOf(settled(planned, declared({})), "stack")).toMatchObject([{ backend: { state: "known" } }]);
  });
});
