import { Redactor } from "../../review/redaction";
import { BulwarkError } from "../errors";

export const nothingSynthesized = (folder: string) =>
  new BulwarkError(
    `${folder} holds no synthesized stack\nGive a folder that 'bulwark synth --out <folder>' or 'cdktf synth' wrote.`,
    2,
  );

export const sidesWrong = (got: string) =>
  new BulwarkError(
    `what is compared? Give --base and --head, two synthesized folders, or --plan with files; got: ${got}`,
    2,
  );

export const noSuchSide = (got: string) =>
  new BulwarkError(`'${got}' is neither a folder nor a commit of this repository`, 2);

export const synthesisFailed = (ref: string, said: string) =>
  new BulwarkError(`${ref} cannot be synthesized:\n${said.slice(-2000)}`, 4);

export const noStack = (file: string) =>
  new BulwarkError(
    `${file} is no synthesized stack: its 'resource' has to hold types, and each of them its resources by name\nGive a folder as 'bulwark synth' or 'cdktf synth' wrote it.`,
    2,
  );

/** Whoever says what is wrong with a value quotes it. @param read what was read until then */
export const withoutSecrets = ({ message, exitCode }: BulwarkError, read: readonly unknown[]) =>
  new BulwarkError(Redactor.of(read).text(message), exitCode);
