import { z } from "zod";
import {
  Duration,
  JobReach,
  Memory,
  Schedule,
  SecretKind,
  VolumeContent,
  mounted,
  type ScheduledJob,
  type SecretMount,
  type SpecContext,
} from "../../core";
import { ISSUED, STATE, certificateScript } from "./certificate-scripts";

/** Let's Encrypt, whose terms of service whoever names an address accepts. https://letsencrypt.org/repository/ */
export const LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

export const acmeSettings = z.strictObject({
  email: z.email().describe("whom the authority writes to; with it you accept its terms of service"),
  directory: z
    .url({ protocol: /^https$/ })
    .default(LETS_ENCRYPT)
    .describe("address of the authority's ACME directory"),
  caFile: z
    .string()
    .min(1)
    .optional()
    .describe("PEM file with the CA that signed a private directory's own certificate, beside this file"),
  daysBeforeEnd: z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(30)
    .describe("a certificate is renewed so long before its end"),
});

export interface AcmeProps {
  /** Whom the authority writes to; with it you accept its terms of service. */
  readonly email: string;
  /** Address of the authority's ACME directory. @default - Let's Encrypt */
  readonly directory?: string;
  /** A file with the CA that signed a private directory's own certificate. @default - public ones */
  readonly caFile?: string;
  /** A certificate is renewed so long before its end. @default 30 */
  readonly daysBeforeEnd?: number;
}

/** The name by which the way in finds the job. */
export const challengesName = (wayIn: string): string => `challenges.${wayIn}`;

/** The job alone writes it, the way in reads it. */
const CERTIFICATES = { name: "certificates", content: VolumeContent.DATA };

export const READ_CERTIFICATES = { ...CERTIFICATES, path: ISSUED.folder, readOnly: true };

export interface Certified {
  /** Name of the component. */
  readonly wayIn: string;
  /** Where the job finds it. */
  readonly address: string;
  readonly hosts: readonly string[];
}

/**
 * Asks for a certificate, and renews it: at start, and then once an hour, which costs nothing while it is valid for long.
 * Names that point here later than the platform starts have theirs within the hour, and five refusals an hour are what
 * Let's Encrypt takes. https://letsencrypt.org/docs/rate-limits/
 */
export function certificateJob(
  acme: AcmeProps,
  { wayIn, address, hosts }: Certified,
  { images }: SpecContext,
): ScheduledJob {
  const { email, directory = LETS_ENCRYPT, daysBeforeEnd = 30 } = acme;
  const secrets = authorityOf(acme);
  return {
    name: "certificate",
    schedule: Schedule.hourly(minuteOf(hosts)),
    atStart: true,
    deadline: Duration.minutes(10),
    // The user of the way in: nobody else can read the key.
    image: images.resolve(images.image("lego"), images.image("haproxy").user),
    memory: Memory.mebibytes(96),
    command: ["/bin/sh", "/config/certificate.sh", directory, email, `${daysBeforeEnd}`, ...hosts],
    files: [{ name: "certificate.sh", content: certificateScript(address) }],
    // https://go-acme.github.io/lego/usage/cli/options/
    environment: Object.fromEntries(secrets.map(({ path }) => ["LEGO_CA_CERTIFICATES", path])),
    secrets,
    volumes: [{ ...CERTIFICATES, path: STATE }],
    reach: JobReach.OUTSIDE,
    alias: challengesName(wayIn),
  };
}

/** Not all of the world at the same minute, as Let's Encrypt asks. https://letsencrypt.org/docs/integration-guide/ */
function minuteOf(hosts: readonly string[]): number {
  return Array.from(hosts.join(), (letter) => letter.charCodeAt(0)).reduce((sum, code) => sum + code, 0) % 60;
}

function authorityOf({ caFile }: AcmeProps): readonly SecretMount[] {
  if (caFile === undefined) return [];
  return [mounted({ name: "way-in-acme-ca", kind: SecretKind.CA_CERTIFICATE, givenFile: caFile })];
}
