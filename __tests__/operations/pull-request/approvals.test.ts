import { approvalOf, type PullReview, type ReviewedPull } from "../../../operations/pull-request/approvals";
import { codeOwners } from "../../../operations/pull-request/code-owners";

const FILE = "environments/shop.yaml";
const HEAD = "a".repeat(40);
const OWNERS = codeOwners("/environments/ @Ann @bob @acme/platform\n");

const says = (login: string, other: Partial<PullReview> = {}): PullReview => ({
  ...{ login, isPerson: true, state: "APPROVED", commit: HEAD },
  ...other,
});

const pull = (reviews: readonly PullReview[], other: Partial<ReviewedPull> = {}): ReviewedPull => ({
  ...{ author: "eve", head: HEAD, writers: ["eve", "web-flow"], hasMoreCommits: false, reviews },
  ...other,
});

describe("a waiver is approved", () => {
  it.each([
    ["by a code owner", [says("ann")]],
    ["by one who asked for changes before", [says("ann", { state: "CHANGES_REQUESTED" }), says("ann")]],
    ["by one who remarked something after", [says("ann"), says("ann", { state: "COMMENTED" })]],
    ["by one of several", [says("eve"), says("mallory"), says("ann")]],
  ])("%s", (_what, reviews) => {
    expect(approvalOf(pull(reviews), FILE, OWNERS)).toEqual({ by: "ann", why: "" });
  });
});

describe("a waiver is not approved", () => {
  it.each<[string, ReviewedPull, string]>([
    ["by nobody", pull([]), "none of those who own environments/shop.yaml"],
    ["by one who owns nothing", pull([says("mallory")]), "none of those"],
    ["by its author", pull([says("eve"), says("ann")], { author: "ANN" }), "ann approved, and wrote some of it"],
    ["by who wrote a commit of it", pull([says("ann")], { writers: ["eve", "Ann"] }), "wrote some of it"],
    ["where GitHub does not know a writer", pull([says("ann")], { writers: ["eve", undefined] }), "does not know"],
    ["where not all commits are known", pull([says("ann")], { hasMoreCommits: true }), "more commits"],
    ["at another commit", pull([says("ann", { commit: "b".repeat(40) })]), "none of those"],
    ["by a remark", pull([says("ann", { state: "COMMENTED" })]), "none of those"],
    ["once it is taken back", pull([says("ann"), says("ann", { state: "DISMISSED" })]), "none of those"],
    ["once changes are asked for", pull([says("ann"), says("Ann", { state: "CHANGES_REQUESTED" })]), "none of those"],
    ["by a program", pull([says("ann", { isPerson: false })]), "none of those"],
  ])("%s", (_what, of, why) => {
    const approval = approvalOf(of, FILE, OWNERS);
    expect(approval.by).toBeUndefined();
    expect(approval.why).toContain(why);
  });

  it.each([
    ["a team", "/environments/ @acme/platform\n", "who is in @acme/platform may not be asked"],
    ["nobody", "/docs/ @ann\n", "names nobody"],
    ["an address", "* ann@example.com\n", "names nobody"],
  ])("where its file belongs to %s", (_what, text, why) => {
    expect(approvalOf(pull([says("ann")]), FILE, codeOwners(text))).toEqual({ why: expect.stringContaining(why) });
  });
});
