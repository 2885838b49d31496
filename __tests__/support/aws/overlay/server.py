"""moto's server with what the AWS provider asks and moto lacks. Takes the arguments of `moto.server`."""

import importlib
import os
import sys

os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
# A certificate would otherwise be pending for a minute.
os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "1")
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

SERVICES = [
    "awslambda",
    "backup",
    "budgets",
    "cloudtrail",
    "cloudwatch",
    "ec2",
    "eks",
    "elasticache",
    "guardduty",
    "kafka",
    "kms",
    "rds",
    "s3",
    "secretsmanager",
]

for service in SERVICES:
    importlib.import_module(service)

from moto.server import main  # noqa: E402
from patching import PATCHES  # noqa: E402

for change in PATCHES:
    change()
main(sys.argv[1:])
