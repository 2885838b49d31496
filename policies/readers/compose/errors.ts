import { UnreadableSource } from "../../errors";

/** Where in a file; without a line when the file as a whole is meant. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

const placeText = ({ file, line }: Place): string => (line === undefined ? file : `${file}, line ${line}`);

export const notYaml = (place: Place, reason: string) =>
  new UnreadableSource(
    `${placeText(place)}: not valid YAML: ${reason.replace(/\s+/g, " ").trim()}\n` +
      "Give a compose file; 'docker compose config' says whether Compose can read it.",
  );

export const notCompose = (file: string) =>
  new UnreadableSource(
    `${file}: is not a compose file: it has no mapping 'services'\n` +
      "Give a file of the Compose Specification; one of version 1 has to be put below 'services:' first.",
  );

export const keyTwice = (place: Place, key: string) =>
  new UnreadableSource(`${placeText(place)}: "${shown(key)}" is given twice\nKeep one of them.`);

export const wrongValue = (place: Place, what: string, problem: string) =>
  new UnreadableSource(
    `${placeText(place)}: ${what}: ${problem}\n` +
      "Write it as https://docs.docker.com/reference/compose-file/ says; 'docker compose config' tells more.",
  );

export const aliasBomb = (file: string) =>
  new UnreadableSource(
    `${file}: its aliases multiply beyond what a compose file needs\n` +
      "Write out what is repeated, or split the file; a file that does this on purpose is an attack.",
  );

export const tooMuch = (file: string, limit: number) =>
  new UnreadableSource(
    `${file}: has more than ${limit} values and ports when its aliases, merges and ranges are written out\n` +
      "Write narrower ranges, or split the file.",
  );

export const tooLong = (place: Place, what: string, limit: number) =>
  new UnreadableSource(
    `${placeText(place)}: ${what}: a text of more than ${limit} characters\nKeep it in a file of its own, and mount that.`,
  );

export const tooDeep = (file: string) =>
  new UnreadableSource(`${file}: is nested too deeply, or within itself\nWrite it flatter, without anchors of itself.`);

/** What somebody else wrote, short enough for one line. */
export const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

export const notEnvFile = (place: Place) =>
  new UnreadableSource(
    `${placeText(place)}: is no line of a file of variables\n` +
      "Write NAME=value, as https://docs.docker.com/reference/compose-file/services/#env_file-format says.",
  );

export const inACircle = (place: Place, ways: readonly string[]) =>
  new UnreadableSource(
    `${placeText(place)}: goes in a circle: ${ways.map(shown).join(" → ")}\nTake one of these 'extends' or 'include' away.`,
  );

export const nobodyToExtend = (place: Place, service: string, file: string) =>
  new UnreadableSource(
    `${placeText(place)}: extends service "${shown(service)}", which ${file} does not have\nName a service that is there.`,
  );

export const conflicting = (place: Place, what: string, other: Place) =>
  new UnreadableSource(
    `${placeText(place)}: ${what} is in ${other.file}, too, and says something else\n` +
      "Give one of them another name; Compose merges nothing that is included.",
  );

export const tooManyFiles = (file: string, limit: number) =>
  new UnreadableSource(`${file}: includes more than ${limit} files\nSplit the project.`);
