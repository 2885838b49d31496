import { FILES, textOf } from "./support/constructs/source-tree";
import { faultsOf, workflowOf } from "./support/workflows/rules";

const WORKFLOWS = FILES.filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path));

const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";

const SOUND = `
on: { pull_request: }
permissions: { contents: read }
jobs:
  one:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - uses: ${CHECKOUT}
        with: { persist-credentials: false }
      - run: npm ci --ignore-scripts
      - env:
          TITLE: \${{ github.event.pull_request.title }}
        run: echo "$TITLE"
`;

describe("the workflows", () => {
  it("are those that others may take over, and our own", () => {
    expect(WORKFLOWS.map((path) => path.split("/").at(-1))).toEqual([
      "apply.yml",
      "ci.yml",
      "plan.yml",
      "review-synth.yml",
      "review.yml",
    ]);
  });

  it.each(WORKFLOWS)("%s can be made use of by no stranger", (path) => {
    expect(faultsOf(textOf(path))).toEqual([]);
  });

  it("have each job's rights, and no more", () => {
    const rights = WORKFLOWS.flatMap((path) => {
      const { jobs, permissions } = workflowOf(textOf(path));
      return Object.entries(jobs).map(([name, job]) => [
        `${path.split("/").at(-1)} ${name}`,
        job.permissions ?? permissions,
      ]);
    });
    const role = { contents: "read", "id-token": "write" };
    expect(Object.fromEntries(rights)).toEqual({
      "apply.yml plan": role,
      "apply.yml apply": role,
      "ci.yml test": { contents: "read" },
      "plan.yml plan": role,
      "review-synth.yml synthesize": { contents: "read" },
      "review.yml review": { actions: "read", checks: "write", contents: "read", "pull-requests": "write" },
      "review.yml code-scanning": { actions: "read", contents: "read", "security-events": "write" },
    });
  });
});

describe("a workflow would be found", () => {
  it("to be sound, or the rest proves nothing", () => {
    expect(faultsOf(SOUND)).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ["on pull_request_target", "pull_request:", "pull_request_target:", "runs on pull_request_target"],
    ["without permissions", "permissions: { contents: read }", "", "leaves its permissions open"],
    ["with all permissions", "{ contents: read }", "write-all", "one has write-all"],
    ["that may write", "contents: read", "contents: write", "one may write where strangers run"],
    ["with a tag in place of a commit", /@.*/.exec(CHECKOUT)![0], "@v7", "uses actions/checkout@v7"],
    ["with a commit of which nobody knows the version", " # v7.0.1", "", "uses actions/checkout@3d3c"],
    ["without a time limit", "timeout-minutes: 5", "env: {}", "one has no time limit"],
    ["that leaves the token", "{ persist-credentials: false }", "{ fetch-depth: 0 }", "leaves the token"],
    ["that runs scripts of packages", " --ignore-scripts", "", "runs the scripts of packages"],
    ["with a title in a script", '"$TITLE"', "${{ github.event.pull_request.title }}", "expression in a script"],
    ["with a secret", "github.event.pull_request.title", "secrets.TOKEN", "has secrets"],
    ["that hands secrets on", "runs-on: ubuntu-latest", "secrets: inherit", "has secrets"],
  ])("%s", (_what, from, to, says) => {
    expect(SOUND).toContain(from);
    expect(faultsOf(SOUND.replace(from, to)).join("\n")).toContain(says);
  });

  it.each(["pull_request_target", "workflow_run"])(
    "with rights of its own, on %s, and the head checked out",
    (trigger) => {
      const broken = SOUND.replace("pull_request:", `${trigger}:`).replace(
        "persist-credentials: false",
        "persist-credentials: false, ref: '${{ github.event.pull_request.head.sha }}'",
      );
      expect(faultsOf(broken)).toContain("one checks out the head beside its rights");
    },
  );
});
