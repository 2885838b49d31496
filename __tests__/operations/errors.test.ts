import { BulwarkError, toolFailed, toolMissing, toolTooSlow } from "../../operations/errors";

const FAILURE = {
  command: "terraform init -input=false",
  cwd: "/p",
  ending: "exit code 1",
  lastWords: "Error: no\nbackend",
};

describe("an error about a tool", () => {
  it("shows its command, its ending and its own last words", () => {
    expect(toolFailed(FAILURE).message).toBe(`terraform ended with exit code 1, in /p
  command: terraform init -input=false
  It said:
    Error: no
    backend`);
  });

  it("says that the tool said nothing", () => {
    expect(toolFailed({ ...FAILURE, lastWords: "" }).message).toBe(`terraform ended with exit code 1, in /p
  command: terraform init -input=false
  It printed nothing.`);
  });

  it("names the tool itself, not sudo", () => {
    const command = "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install docker.io";
    expect(toolFailed({ ...FAILURE, command }).message).toMatch(/^apt-get ended with exit code 1/);
  });

  it("says how long it was waited for", () => {
    expect(toolTooSlow(FAILURE, 90).message).toBe(`terraform was stopped: it had not ended after 90 s, in /p
  command: terraform init -input=false
  Until then it said:
    Error: no
    backend`);
  });

  it("says what to do when there is no such tool", () => {
    expect(toolMissing("jq").message).toBe("the program 'jq' was not found\nInstall it, or put its folder into PATH.");
  });

  it("carries the exit code for the caller's shell", () => {
    const codes = [toolFailed(FAILURE), toolTooSlow(FAILURE, 1), toolMissing("jq")].map(({ exitCode }) => exitCode);
    expect(codes).toEqual([4, 4, 3]);
    expect(toolMissing("jq")).toBeInstanceOf(BulwarkError);
  });
});
