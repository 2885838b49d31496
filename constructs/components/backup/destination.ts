import { JobReach, SecretKind, mounted, type Exception, type HostFolder, type SecretMount } from "../../core";

export interface S3Destination {
  readonly bucket: string;
  /** An S3-compatible service, as a URL. @default - AWS */
  readonly endpoint?: string;
  /** Below it lies a folder for each environment. @default - the bucket itself */
  readonly prefix?: string;
  /** A file on the operator's machine in the form of AWS's `credentials`, with a profile `default`. */
  readonly credentialsFile: string;
}

/** What a run needs to get at the repository. */
export interface Reached {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretMount[];
  readonly hostFolders: readonly HostFolder[];
  readonly exceptions: readonly Exception[];
  readonly reach: JobReach;
}

/** Where backups go: outside of every volume of the platform. */
export class BackupDestination {
  /** A folder of the Docker host, better another disk. Each environment has a folder of its own in it. */
  static directory(path: string): BackupDestination {
    return new BackupDestination((environment) => {
      const source = `${path.replace(/\/+$/, "")}/${environment}`;
      return {
        environment: { RESTIC_REPOSITORY: "/repository" },
        secrets: [],
        hostFolders: [{ source, path: "/repository" }],
        exceptions: [
          { protection: "host-folder", detail: source, reason: "backups lie outside of the volumes that they are of" },
        ],
        reach: JobReach.NONE,
      };
    });
  }

  /** https://restic.readthedocs.io/en/stable/030_preparing_a_new_repo.html#amazon-s3 */
  static s3({ bucket, endpoint, prefix, credentialsFile }: S3Destination): BackupDestination {
    return new BackupDestination((environment, name) => {
      const place = [bucket, ...(prefix ? [prefix] : []), environment].join("/");
      const credentials = { name: `${name}-s3`, kind: SecretKind.PASSWORD, givenFile: credentialsFile };
      return {
        environment: {
          RESTIC_REPOSITORY: `s3:${endpoint ?? "https://s3.amazonaws.com"}/${place}`,
          AWS_SHARED_CREDENTIALS_FILE: mounted(credentials).path,
        },
        secrets: [mounted(credentials)],
        hostFolders: [],
        exceptions: [
          { protection: "egress", detail: endpoint ?? "s3.amazonaws.com", reason: "backups go to an S3 bucket" },
        ],
        reach: JobReach.OUTSIDE,
      };
    });
  }

  private constructor(
    /** @param name of the backup component, which its secrets begin with */
    readonly reachedFrom: (environment: string, name: string) => Reached,
  ) {}
}
