import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const clearDisks: Rule<"machine"> = {
  id: "BWK-clear-disks",
  title: "has encrypted disks only",
  severity: "high",
  why: "Disks hold what containers write, images and keys; a copy of one is read anywhere.",
  fix: "Set encrypted, and a kms_key_id, of every block device, or turn on encryption for all disks of the region.",
  bad: `{ "resource": { "aws_launch_template": { "nodes": { "block_device_mappings": [{ "device_name": "/dev/xvda", "ebs": { "volume_size": 50, "volume_type": "gp3" } }] } } } }`,
  good: `{ "resource": { "aws_launch_template": { "nodes": { "block_device_mappings": [{ "device_name": "/dev/xvda", "ebs": { "volume_size": 50, "volume_type": "gp3", "encrypted": "true" } }] } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 2.2.1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7",
  ],
  on: "machine",
  needs: ["clearDisks"],
  check: ({ clearDisks: disks }) =>
    judge(disks, "how its disks are kept", (all) =>
      all.length === 0 ? undefined : `has disks that are not encrypted: ${all.join(", ")}`,
    ),
};
