import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";

export interface GrowthProps {
  readonly clusterArn: string;
  readonly mostStorageGiB: number;
}

const DIMENSION = "kafka:broker-storage:VolumeSize";
const SERVICE = "kafka";
/** Percent of the storage that are in use when it grows. */
const FULL = 60;

/** The storage of the brokers grows before it is full. https://docs.aws.amazon.com/msk/latest/developerguide/msk-autoexpand.html */
export class Growth extends Construct {
  constructor(scope: Construct, id: string, { clusterArn, mostStorageGiB }: GrowthProps) {
    super(scope, id);
    const target = new AppautoscalingTarget(this, "Resource", {
      serviceNamespace: SERVICE,
      scalableDimension: DIMENSION,
      resourceId: clusterArn,
      // MSK takes no other least than 1.
      minCapacity: 1,
      maxCapacity: mostStorageGiB,
    });
    new AppautoscalingPolicy(this, "policy", {
      name: "storage",
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: FULL,
        disableScaleIn: true,
        predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
      },
    });
  }
}
