import { crossChecks } from "../../config/cross-checks";
import { problemText } from "../../config/problem";
import { readSettings } from "../../config/read-settings";
import { environmentSettings, type Settings } from "../../config/schema";

/** The text of an environment: `target` is line 1, `platform:` line 2, the given lines follow. */
export const environmentText = (platform: readonly string[], more: readonly string[] = []): string =>
  ["target: docker", "platform:", ...platform.map((line) => `  ${line}`), ...more, ""].join("\n");

/** What the cross-checks say of a platform, one line per problem. */
export function complaints(platform: readonly string[], more: readonly string[] = []): readonly string[] {
  return readSettings(environmentText(platform, more), environmentSettings, crossChecks).problems.map(problemText);
}

/** Settings as the constructs get them, with every default. */
export const settingsOf = (platform: object, more: object = {}): Settings =>
  environmentSettings.parse({ target: "docker", platform, ...more });

/** The shortest layer that there can be. */
export const layer = (more: object = {}) => ({ image: "a:1", port: 1, ...more });
