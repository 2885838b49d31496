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
