import { posix } from "node:path";
import { z } from "zod";
import type { Upload } from "../../facts/container";
import { byDefault, declared, type Fact } from "../../facts/fact";
import { normalizedPath } from "../../facts/place";
import type { Entry } from "./entry";
import { granted } from "./mounts";
import { partly, text } from "./shapes";

const CONFIGS = z.object({ configs: granted });
const CONTENT = z.object({ content: text });

/** Configs whose content is in the compose file. https://docs.docker.com/reference/compose-file/configs/ */
export const uploadsOf = (service: Entry, configs: ReadonlyMap<string, Entry>): Fact<readonly Upload[]> =>
  service.fact(
    CONFIGS,
    ({ configs: { known, isWhole } }) => {
      const facts = known.map(({ source, target = source }) => ({
        target: normalizedPath(posix.resolve("/", target)),
        content: contentOf(configs.get(source)),
      }));
      const said = facts.flatMap(({ target, content }) =>
        content.state === "known" && content.value !== undefined ? [{ target, text: content.value }] : [],
      );
      return partly(said, isWhole && facts.every(({ content }) => content.state === "known"));
    },
    byDefault([]),
  );

/** Undefined for one that is a file, which is mounted. */
const contentOf = (config: Entry | undefined): Fact<string | undefined> =>
  config?.fact(CONTENT, ({ content }) => declared<string | undefined>(content), declared(undefined)) ??
  declared(undefined);
