import { environmentSettings, type Environment } from "../../../config";

/** An environment from plain settings, without a file. */
export function environmentOf(name: string, settings: object): Environment {
  return {
    name,
    file: `/environments/${name}.yaml`,
    settings: environmentSettings.parse({ target: "docker", platform: {}, ...settings }),
    text: "",
    schemas: {},
  };
}
