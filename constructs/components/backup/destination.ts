import { SFTP_KEY } from "./scripts";
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

export interface SftpDestination {
  readonly host: string;
  /** @default 22 */
  readonly port?: number;
  readonly user: string;
  /** A folder that is there already; each environment has a folder of its own in it. */
  readonly path: string;
  /** A file on the operator's machine: a private key without a passphrase. */
  readonly keyFile: string;
  /** A file on the operator's machine in the form of `known_hosts`: no other server is believed. */
  readonly knownHostsFile: string;
}

/** What a run needs to get at the repository. */
export interface Reached {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretMount[];
  readonly hostFolders: readonly HostFolder[];
  readonly exceptions: readonly Exception[];
  readonly reach: JobReach;
}

/** It asks nobody, and notices a server that has gone. https://man.openbsd.org/ssh_config */
const SSH = {
  BatchMode: "yes",
  StrictHostKeyChecking: "yes",
  ConnectTimeout: "10",
  ServerAliveInterval: "15",
  ServerAliveCountMax: "3",
};

/** Where backups go: outside of every volume of the platform. */
export class BackupDestination {
  /** A folder of the host, better another disk. Each environment has a folder of its own in it. */
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

  /** https://restic.readthedocs.io/en/stable/030_preparing_a_new_repo.html#sftp */
  static sftp({ host, port = 22, user, path, keyFile, knownHostsFile }: SftpDestination): BackupDestination {
    return new BackupDestination((environment, name) => {
      const key = mounted({ name: `${name}-sftp-key`, kind: SecretKind.PASSWORD, givenFile: keyFile });
      const hosts = mounted({ name: `${name}-sftp-hosts`, kind: SecretKind.PASSWORD, givenFile: knownHostsFile });
      const options = { IdentityFile: SFTP_KEY, IdentitiesOnly: "yes", UserKnownHostsFile: hosts.path, ...SSH };
      const words = Object.entries(options).map(([option, value]) => `-o ${option}=${value}`);
      return {
        environment: {
          RESTIC_REPOSITORY: `sftp:${user}@${host}:${path.replace(/\/+$/, "")}/${environment}`,
          SFTP_KEY_FILE: key.path,
          SFTP_COMMAND: ["ssh", ...words, `-p ${port}`, `${user}@${host}`, "-s sftp"].join(" "),
        },
        secrets: [key, hosts],
        hostFolders: [],
        exceptions: [{ protection: "egress", detail: `${host}:${port}`, reason: "backups go to an SFTP server" }],
        reach: JobReach.OUTSIDE,
      };
    });
  }

  private constructor(
    /** @param name of the backup component, which its secrets begin with */
    readonly reachedFrom: (environment: string, name: string) => Reached,
  ) {}
}
