import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import { Account } from "../account";
import type { KeyReference } from "../key";
import { within } from "../private/checks";
import { noRepository, repositoryNameWrong, repositoryTwice } from "./errors";

export interface ImageRegistryProps {
  /** Names of the repositories, such as `shop/api`. */
  readonly repositories: readonly string[];
  /** Encrypts the images. Cannot be changed later. */
  readonly key: KeyReference;
  /** How many images with a tag each repository keeps, 10 to 1000: the oldest go first. @default 100 */
  readonly keptImages?: number;
  /** Days after which an image without a tag goes, 1 to 365. @default 7 */
  readonly untaggedDays?: number;
  /**
   * Regions that every image is copied to. This is said for the whole account and region, so at most one stack may.
   * @default - none
   */
  readonly replicateTo?: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const NAME = /^(?=.{2,256}$)[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/**
 * Repositories of images in ECR: a tag is written once, and each image is scanned when it comes.
 *
 * @throws InvalidPlatform for what ECR would refuse
 */
export class ImageRegistry extends Construct {
  /** Where images are pushed to and pulled from, by the name of the repository. */
  readonly urls: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ImageRegistryProps) {
    super(scope, id);
    const { repositories, keptImages = 100, untaggedDays = 7, replicateTo = [] } = props;
    this.requireNames(repositories);
    within(this, "keptImages", keptImages, [10, 1000]);
    within(this, "untaggedDays", untaggedDays, [1, 365]);
    const policy = lifecycle(keptImages, untaggedDays);
    const made = repositories.map((name) => [name, this.repository(name, props.key, policy)] as const);
    this.urls = Object.fromEntries(made.map(([name, { repositoryUrl }]) => [name, repositoryUrl]));
    if (replicateTo.length > 0) this.replicate(replicateTo);
  }

  private requireNames(names: readonly string[]): void {
    if (names.length === 0) throw noRepository(this);
    const wrong = names.find((name) => !NAME.test(name));
    if (wrong !== undefined) throw repositoryNameWrong(this, wrong);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw repositoryTwice(this, twice);
  }

  private repository(name: string, key: KeyReference, policy: string): EcrRepository {
    const id = name.replaceAll("/", "-");
    const repository = new EcrRepository(this, id, {
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.arn }],
    });
    new EcrLifecyclePolicy(this, `${id}-lifecycle`, { repository: repository.name, policy });
    return repository;
  }

  private replicate(regions: readonly string[]): void {
    const registryId = Account.of(this).id;
    const destination = regions.map((region) => ({ region, registryId }));
    new EcrReplicationConfiguration(this, "replication", { replicationConfiguration: { rule: [{ destination }] } });
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
const lifecycle = (kept: number, untaggedDays: number): string =>
  JSON.stringify({
    rules: [
      rule(1, "without a tag", { tagStatus: "untagged", ...days(untaggedDays) }),
      rule(2, "more than are kept", { tagStatus: "any", countType: "imageCountMoreThan", countNumber: kept }),
    ],
  });

const days = (count: number) => ({ countType: "sinceImagePushed", countUnit: "days", countNumber: count });

const rule = (rulePriority: number, description: string, selection: object) => ({
  rulePriority,
  description,
  selection,
  action: { type: "expire" },
});
