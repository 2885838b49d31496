import { KEYS, Emulator } from "../support/aws/emulator";
import { Relay } from "../support/aws/relay";
import { StateBucket } from "../support/aws/state-bucket";
import { throwAwayEngine } from "../support/engine/engine";
import { enginePlaces } from "../support/leaks/engine-places";
import { searchLeaks } from "../support/leaks/search";
import { TestProject } from "../support/platform/project";
import { redis } from "../support/platform/vault";
import type { BackupResult } from "../../operations/backup";

const docker = throwAwayEngine();
const BUCKET = "saved";

let project: TestProject;
let emulator: Emulator;
let relay: Relay;
let bucket: StateBucket;
let made: BackupResult;

const yaml = (endpoint: string) => `target: docker
images: { source: debian }
platform:
  redis: { purpose: store, memoryMiB: 64 }
  backup: { to: { s3: { bucket: ${BUCKET}, endpoint: "${endpoint}", prefix: team, credentialsFile: key.ini } } }
`;

const CREDENTIALS = `[default]
aws_access_key_id = ${KEYS.AWS_ACCESS_KEY_ID}
aws_secret_access_key = ${KEYS.AWS_SECRET_ACCESS_KEY}
`;

/** Names of the containers on a network. */
const on = async (network: string) => {
  const { Containers } = (await docker.getNetwork(network).inspect()) as {
    Containers: Record<string, { Name: string }>;
  };
  return Object.values(Containers)
    .map(({ Name }) => Name)
    .sort();
};

jest.setTimeout(300_000);

beforeAll(async () => {
  project = await TestProject.empty();
  emulator = await Emulator.start();
  bucket = await StateBucket.make(emulator, BUCKET);
  const { IPAM } = (await docker.getNetwork("bridge").inspect()) as { IPAM: { Config: { Gateway: string }[] } };
  relay = await Relay.to(emulator.url, IPAM.Config[0]!.Gateway);
  await project.write("environments/vault.yaml", yaml(relay.url));
  await project.write("environments/key.ini", CREDENTIALS);
  await project.succeed("up", "vault", "--yes");
  redis("SET kept value");
  made = JSON.parse((await project.succeed("backup", "vault", "--format", "json")).stdout) as BackupResult;
});

afterAll(async () => {
  await project?.bulwark("down", "vault", "--volumes", "--yes");
  await project?.remove();
  bucket?.close();
  relay?.stop();
  await emulator?.stop();
});

describe("a backup to a bucket", () => {
  it("lies in the bucket, below the environment's own path", async () => {
    const keys = await bucket.keys();
    expect(keys.filter((key) => !key.startsWith("team/vault/"))).toEqual([]);
    expect(keys).toContain("team/vault/config");
    expect(made.snapshot?.sources).toEqual(["configuration", "redis"]);
  });

  it("gives back what was saved", async () => {
    const before = redis("GET kept");
    redis("SET kept other");
    expect(redis("GET kept")).not.toBe(before);
    await project.succeed("restore", "vault", "--overwrite", "--yes");
    expect(redis("GET kept")).toBe(before);
  });

  it("is found whole", async () => {
    expect((await project.succeed("backup", "vault", "--check")).stdout).toContain("the repository is whole");
  });

  it("leaves by the one container that saves, and nobody else reaches out", async () => {
    expect(await on("vault-backup-edge")).toEqual(["vault-backup-job-save"]);
    const networks = await docker.listNetworks({ filters: { label: ["bulwark.environment=vault"] } });
    expect(networks.filter(({ Internal }) => !Internal).map(({ Name }) => Name)).toEqual(["vault-backup-edge"]);
  });

  it("shows the key nowhere", async () => {
    const secrets = [{ name: "key", value: KEYS.AWS_SECRET_ACCESS_KEY }];
    expect(await searchLeaks({ secrets, places: enginePlaces(docker) })).toEqual([]);
  });

  it("says so when the bucket does not answer", async () => {
    relay.stop();
    const { code, stderr } = await project.bulwark("backup", "vault", "--check");
    expect(code).toBe(4);
    expect(stderr).toContain("the repository cannot be opened");
  });
});
