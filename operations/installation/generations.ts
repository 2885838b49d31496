import type { Deployment } from "../deployment";
import { blockName, readStack, type Manifest, type SynthesizedStack } from "../manifest";
import type { Claim, Generation } from "./claim";

/** The layers that roll, as they are declared now. What is stateful or publishes a port has no way back without its data. */
export function declaredGenerations({
  environment,
  folder,
  manifest,
}: Deployment): Readonly<Record<string, Generation>> {
  const stack = readStack(folder);
  const { layers } = environment.settings.platform;
  const rolling = manifest.containers.filter(
    ({ component, lifecycle }) => component in layers && lifecycle === "rolling",
  );
  const names = [...new Set(rolling.map(({ component }) => component))];
  return Object.fromEntries(names.map((name) => [name, generationOf(name, layers[name], { manifest, stack })]));
}

function generationOf(
  layer: string,
  settings: unknown,
  { manifest, stack }: { readonly manifest: Manifest; readonly stack: SynthesizedStack },
): Generation {
  const containers = manifest.containers.filter(({ component }) => component === layer);
  const jobs = manifest.jobs.filter(({ component }) => component === layer);
  const own = [...containers, ...jobs].map(({ address }) => blockName(address));
  const holder = manifest.configHolder === undefined ? [] : [blockName(manifest.configHolder)];
  const blocks = stack.resource.docker_container;
  const names = own.some((name) => JSON.stringify(blocks[name]).includes('"/config"')) ? [...own, ...holder] : own;
  return { settings, containers, resources: Object.fromEntries(names.map((name) => [name, blocks[name]])) };
}

/** The claim with what is healthy now; a generation that differs makes the one before it the previous one. */
export function withGenerations(claim: Claim, healthy: Readonly<Record<string, Generation>>): Claim {
  const layers = Object.entries(healthy).map(([name, current]) => {
    const known = claim.layers[name];
    if (known && isSame(known.current, current)) return [name, known] as const;
    return [name, known ? { current, previous: known.current } : { current }] as const;
  });
  return { ...claim, layers: Object.fromEntries(layers) };
}

/** The blocks themselves also change with what other layers' configuration is carried along. */
function isSame(one: Generation, other: Generation): boolean {
  const essence = ({ settings, containers }: Generation) => JSON.stringify([settings, containers]);
  return essence(one) === essence(other);
}
