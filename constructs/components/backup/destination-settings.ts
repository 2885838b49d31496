import { z } from "zod";

export const destinationSettings = z.union([
  z.strictObject({
    directory: z
      .string()
      .regex(/^(\/[\w.-]*[\w-])+$/, "an absolute path such as /srv/backups")
      .describe("folder of the host, better on another disk; each environment has a folder of its own in it"),
  }),
  z.strictObject({
    s3: z
      .strictObject({
        bucket: z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
            "a bucket name: 3 to 63 lower-case letters, digits, dots, hyphens",
          )
          .describe("bucket that is there already"),
        endpoint: z
          .url({ protocol: /^https?$/ })
          .optional()
          .describe("S3-compatible service instead of AWS"),
        prefix: z
          .string()
          .regex(/^[\w.-]+(\/[\w.-]+)*$/, "a path in the bucket, without a slash at either end")
          .optional()
          .describe("path in the bucket; each environment has a folder of its own below it"),
        credentialsFile: z.string().min(1).describe("file in the form of AWS's credentials, with a profile default"),
      })
      .describe("a bucket"),
  }),
  z.strictObject({
    sftp: z
      .strictObject({
        host: z
          .string()
          .regex(/^[\w.-]+$/, "a host name or an address")
          .describe("server"),
        port: z.number().int().min(1).max(65535).default(22).describe("its port"),
        user: z
          .string()
          .regex(/^[a-z_][\w-]*$/, "an account's name")
          .describe("account at the server"),
        path: z
          .string()
          .regex(/^(\/[\w.-]*[\w-])+$/, "an absolute path such as /srv/backups")
          .describe("folder at the server that is there already; each environment has a folder of its own in it"),
        keyFile: z.string().min(1).describe("file with the private key, without a passphrase"),
        knownHostsFile: z.string().min(1).describe("file with the server's key, in the form of known_hosts"),
      })
      .describe("a server that is reached by SSH"),
  }),
]);
