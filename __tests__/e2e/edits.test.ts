import { isDeepStrictEqual } from "node:util";
import type { Spec } from "../../constructs/core";
import { readManifest } from "../../operations/manifest";
import { UPDATED_IN_PLACE } from "../../constructs/targets/docker/private/generation";
import { Change, type Edit, type EditsOf } from "../support/edits/edit";
import { withGenerationsOf } from "../support/edits/frozen";
import { HOST, HOST_EDITS, type HostVersion } from "../support/edits/host-edits";
import { importImages } from "../support/edits/image";
import { Platform } from "../support/edits/observed";
import { ports } from "../support/edits/readings";
import type { Row } from "../support/edits/rows";
import { applied, changeOf, editsTable, ROWS, type Applied } from "../support/edits/run";
import { writeSecrets } from "../support/edits/secret-files";
import { SPEC_EDITS } from "../support/edits/spec-edits";
import { EDITS, STEADY, Variant } from "../support/edits/stack";
import { StackFolder, type Actions } from "../support/edits/stack-folder";
import { throwAwayEngine } from "../support/engine/engine";

const docker = throwAwayEngine();

let folder: StackFolder;
let [before, after, back]: Applied[] = [];
let [pendingAfter, pendingBack]: Actions[] = [];

const version = (variant: Variant) => folder.json(variant);
const valueOf = (row: Row, { observed }: Applied) => observed.get(row)!.value;

beforeAll(async () => {
  [folder] = await Promise.all([StackFolder.synthesized("synthesize.ts", EDITS), importImages(docker)]);
  for (const variant of Object.values(Variant)) writeSecrets(version(variant));
  await folder.init(version(Variant.BEFORE));
  before = await applied(docker, folder, version(Variant.BEFORE));
  after = await applied(docker, folder, version(Variant.AFTER));
  pendingAfter = await folder.pending();
  back = await applied(docker, folder, version(Variant.BEFORE));
  pendingBack = await folder.pending();
}, 900_000);

afterAll(() => {
  process.stderr.write(`\n${editsTable(before!, after!)}\n`);
  folder.remove();
});

const named = (rows: readonly Row[]) => rows.map((row) => ({ name: `${row.id} (${row.fields.join(", ")})`, row }));

describe.each(ROWS)("an edit of %s lands", (_about, rows) => {
  it.each(named(rows))("in $name", ({ row }) => {
    expect(valueOf(row, before!)).toEqual(row.edit.shows[0]);
    expect(valueOf(row, after!)).toEqual(row.edit.shows[1]);
    expect(changeOf(row, before!, after!)).toBe(row.edit.change ?? Change.REPLACED);
  });

  it.each(named(rows))("and its revert, in $name", ({ row }) => {
    expect(valueOf(row, back!)).toEqual(row.edit.shows[0]);
    expect(changeOf(row, after!, back!)).toBe(row.edit.change ?? Change.REPLACED);
  });
});

describe("once all edits have landed", () => {
  it("there is nothing left to do", () => {
    expect([pendingAfter, pendingBack]).toEqual([{}, {}]);
  });

  it("no container is left over", () => {
    expect([before, after, back].map((one) => one!.platform.strays)).toEqual([[], [], []]);
  });

  it("a container that nobody edited is the same one", () => {
    const ids = [before, after, back].map((one) => one!.platform.idOf(STEADY));
    expect(ids[0]).toBeDefined();
    expect(new Set(ids).size).toBe(1);
  });

  it("all that the generation leaves out was updated in place", () => {
    expect([...UPDATED_IN_PLACE].sort()).toEqual(["memory", "memorySwap", "restart"]);
  });
});

describe("a field without a row", () => {
  it("does not compile, at any depth, and neither does a value that may be missing without its removal", () => {
    const { stopGrace, environment } = SPEC_EDITS;
    const { interval } = SPEC_EDITS.health.each;
    // @ts-expect-error: no row for `init`
    const flat: EditsOf<Pick<Spec, "stopGrace" | "init">, Edit<Spec>> = { stopGrace };
    // @ts-expect-error: no row for the other fields of a health check
    const deep: EditsOf<Pick<Spec, "health">, Edit<Spec>> = { health: { each: { interval } } };
    // @ts-expect-error: no row for the last variable
    const kept: EditsOf<Pick<Spec, "environment">, Edit<Spec>> = { environment: { edited: environment.edited } };
    expect([flat, deep, kept].map((one) => Object.keys(one))).toEqual([["stopGrace"], ["health"], ["environment"]]);
  });
});

/** What the provider plans for ever and never applies, and what it does not even plan. */
const LOST = [
  ...["health-command-exclusive", "health-interval", "health-timeout", "health-retries", "health-start-period"],
  ...["temporary-size", "temporary-path", "init", "volumes-name-exclusive", "volumes-path", "volumes-read-only"],
  ...["files-content", "secrets-secret-name", "environment-removed-exclusive", "command-removed", "entrypoint-removed"],
];

describe("without the generation", () => {
  it("edits are lost that the provider plans and never applies, or does not plan", async () => {
    const neutral = await applied(docker, folder, withGenerationsOf(version(Variant.BEFORE), version(Variant.AFTER)));
    const rows = ROWS.flatMap(([, all]) => all);
    const lost = rows.filter((row) => !isDeepStrictEqual(valueOf(row, neutral), valueOf(row, after!)));
    const planned = Object.keys(await folder.pending());
    process.stderr.write(`\nlost: ${lost.map(({ id }) => id).join(", ")}\nplanned for ever: ${planned.join(", ")}\n`);
    expect(lost.map(({ id }) => id)).toEqual(expect.arrayContaining(LOST));
    expect(planned).toEqual(expect.arrayContaining(["docker_container.init", "docker_container.temporary-size"]));
  }, 300_000);
});

describe("a setting of the host", () => {
  let host: StackFolder;
  let current: HostVersion | undefined;

  const row: Row = { id: "published", fields: [], edit: { from: {}, to: {}, reading: ports, shows: [[], []] } };
  const land = async (wanted: HostVersion) => {
    const actions = current === wanted ? {} : await host.apply(host.json(wanted));
    current = wanted;
    const platform = await Platform.read(docker, readManifest(host.applied));
    return { actions, observed: await platform.ofComponent(row) };
  };
  const changesOf = (actions: Actions) => [...new Set(Object.values(actions))].filter((action) => action !== "no-op");

  beforeAll(async () => {
    host = await StackFolder.synthesized("synthesize-host.ts", HOST);
    await host.init(host.json("plain"));
  });

  afterAll(() => host.remove());

  it.each(HOST_EDITS.publishOn)("publishOn lands, from %s to %s", async (from, to) => {
    const address = { plain: "127.0.0.1", second: "127.0.0.2", third: "127.0.0.3" } as Record<string, string>;
    expect((await land(from)).observed.value).toEqual([`${address[from]}:9010 80/tcp`]);
    expect((await land(to)).observed.value).toEqual([`${address[to]}:9010 80/tcp`]);
    expect(await host.pending()).toEqual({});
  });

  it.each(HOST_EDITS.docker)("another address of the same engine touches nothing, from %s to %s", async (from, to) => {
    const { id } = (await land(from)).observed;
    const { actions, observed } = await land(to);
    expect(changesOf(actions)).toEqual([]);
    expect(observed.id).toBe(id);
  });

  // An engine that is older refuses it, so it is read where it is written.
  it.each(HOST_EDITS.engine)("engine is another generation with another probe, from %s to %s", (from, to) => {
    const [old, now] = [from, to].map((one) => containerOf(host.json(one)));
    expect([old, now].map((one) => one!.healthcheck.start_interval).sort()).toEqual(["1s", undefined]);
    expect(now!.labels).not.toEqual(old!.labels);
  });
});

interface Container {
  readonly healthcheck: { readonly start_interval?: string };
  readonly labels: unknown;
}

const containerOf = (json: string) =>
  (JSON.parse(json) as { resource: { docker_container: { published: Container } } }).resource.docker_container
    .published;
