import { isObject, listIn, objectIn, textIn } from "../objects";

type Json = Readonly<Record<string, unknown>>;

/** A resource as it is written, before anything is counted or looked up. */
export interface Written {
  /** With its modules, without keys. */
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly expressions: Json;
  readonly hasProvisioners: boolean;
}

export interface Call {
  readonly address: string;
  readonly source: string;
  readonly version: string | undefined;
}

/** What a plan says of the configuration that it was made from. */
export interface Configuration {
  readonly resources: ReadonlyMap<string, Written>;
  readonly calls: readonly Call[];
  /** By its key: the provider's name, its alias, its module. */
  readonly providers: Json;
}

/** Modules within modules; deeper than anybody nests them. */
const DEEPEST = 50;

/** https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation */
export function configurationOf(plan: Json): Configuration {
  const configuration = objectIn(plan, "configuration");
  const resources = new Map<string, Written>();
  const calls: Call[] = [];
  const read = (module: Json, prefix: string, depth: number): void => {
    for (const one of listIn(module, "resources")) {
      const address = prefix + textIn(one, "address");
      resources.set(address, {
        address,
        mode: textIn(one, "mode"),
        type: textIn(one, "type"),
        expressions: objectIn(one, "expressions"),
        hasProvisioners: listIn(one, "provisioners").length > 0,
      });
    }
    for (const [name, call] of Object.entries(objectIn(module, "module_calls"))) {
      if (!isObject(call) || depth > DEEPEST) continue;
      const address = `${prefix}module.${name}`;
      const version = textIn(call, "version_constraint");
      calls.push({ address, source: textIn(call, "source"), version: version === "" ? undefined : version });
      read(objectIn(call, "module"), `${address}.`, depth + 1);
    }
  };
  read(objectIn(configuration, "root_module"), "", 0);
  return { resources, calls, providers: objectIn(configuration, "provider_config") };
}

/** An address as it is written: `module.web["a"].docker_container.app[0]` without the keys. */
export const unkeyed = (address: string): string => address.replace(/\[("([^"\\]|\\.)*"|\d+)\]/g, "");
