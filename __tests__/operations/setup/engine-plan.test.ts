import { announcement, planEngine, type EngineFacts } from "../../../operations/setup/engine-plan";

const FACTS: EngineFacts = {
  host: { url: "unix:///var/run/docker.sock", chosenBy: "Docker's default" },
  answer: { state: "silent", why: "connect ENOENT" },
  missingPackages: ["docker.io", "iptables"],
  starting: false,
  right: { allowed: true, as: "as root" },
  systemd: false,
  user: "me",
};

const refusal = (facts: Partial<EngineFacts>) => {
  const plan = planEngine({ ...FACTS, ...facts });
  return plan.kind === "refuse" ? plan.error : undefined;
};

describe("what is done about the engine", () => {
  it("is nothing when it answers, whatever else is true", () => {
    const answer = { state: "answers", version: "20.10.24", apiVersion: "1.41" } as const;
    expect(planEngine({ ...FACTS, answer, starting: true })).toEqual({ kind: "use" });
  });

  it("is to wait when a daemon is just starting", () => {
    expect(planEngine({ ...FACTS, starting: true })).toEqual({ kind: "wait" });
  });

  it("is to install and start it, by itself where there is no systemd", () => {
    const plan = { kind: "start", install: ["docker.io", "iptables"], by: "itself", as: "as root" };
    expect(planEngine(FACTS)).toEqual(plan);
  });

  it("is to start it with systemd where there is one, installing only what is missing", () => {
    const plan = planEngine({ ...FACTS, missingPackages: [], systemd: true });
    expect(plan).toEqual({ kind: "start", install: [], by: "systemd", as: "as root" });
  });

  it("is nothing but an error when it is too old", () => {
    const answer = { state: "answers", version: "19.03.15", apiVersion: "1.40" } as const;
    expect(refusal({ answer })?.message).toContain("is too old, got: 19.03.15 (API 1.40)");
  });

  it("is nothing but an error when the user may not use it, although it could be installed", () => {
    expect(refusal({ answer: { state: "denied" } })?.message).toContain("sudo usermod -aG docker me");
  });

  it("is nothing but an error when it is another host's", () => {
    expect(refusal({ host: { url: "ssh://qa", chosenBy: "DOCKER_HOST" } })?.message).toContain(
      "no Docker engine answers at ssh://qa",
    );
  });

  it("is nothing but an error without the right to install", () => {
    const error = refusal({ right: { allowed: false, why: "Fedora Linux 41 is neither Debian nor Ubuntu" } });
    expect(error?.message).toContain("cannot install or start one: Fedora Linux 41 is neither Debian nor Ubuntu");
    expect(error?.exitCode).toBe(3);
  });
});

describe("before anything is done", () => {
  it("the packages and the start are announced", () => {
    expect(announcement({ kind: "start", install: ["docker.io", "iptables"], by: "systemd", as: "with sudo" })).toEqual(
      [
        "no Docker engine answers on this machine",
        "installing docker.io and iptables with apt-get (with sudo)",
        "then starting it: systemctl start docker (with sudo)",
      ],
    );
  });

  it("no packages are announced when none are missing", () => {
    const lines = announcement({ kind: "start", install: [], by: "itself", as: "as root" });
    expect(lines.join("\n")).not.toContain("apt-get");
  });
});
