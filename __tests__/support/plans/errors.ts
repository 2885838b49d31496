import type { Outcome } from "../engine/engine";

export const noProvider = (what: string, said: string) =>
  new Error(
    `the provider ${what} lies in no mirror of this machine, and the registry gives none:\n${said}\nName a mirror in BULWARK_PROVIDER_MIRROR.`,
  );

export const terraformFailed = (verb: string, { code, stdout, stderr }: Outcome) =>
  new Error(`${verb} ended with ${code}:\n${withoutSource(stderr).slice(-4000)}\n${stdout.slice(-1000)}`);

/** Terraform quotes the line, which is all of a root in JSON. */
const withoutSource = (text: string): string => text.replace(/^\W*\d+: \{.*$/gm, "");
