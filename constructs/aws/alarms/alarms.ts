import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Aspects, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { secondAlarms } from "./errors";
import { watchedOf, type Symptom, type Watched } from "./kinds";
import type { NoticesReference } from "./notices";

export interface AlarmsProps {
  /** Who is told. */
  readonly notices: NoticesReference;
}

/**
 * Watches every database, cache, stream, cluster, way out, function and vault of its stack: what is added later is watched
 * as well. A resource has one alarm that people are told of, whatever is wrong with it, over one alarm for each symptom.
 *
 * @throws InvalidPlatform for a second one in a stack
 */
export class Alarms extends Construct {
  private derived = false;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const first = stack.node.findAll().find((other) => other instanceof Alarms && other !== this);
    if (first) throw secondAlarms(this, first.node.path);
    // Once and late: only then is everything there that is to be watched.
    const visit = () => {
      if (this.derived) return;
      this.derived = true;
      for (const resource of stack.node.findAll()) if (isResource(resource)) this.watch(resource);
    };
    Aspects.of(stack).add({ visit });
  }

  private watch(resource: TerraformResource): void {
    const watched = watchedOf(resource);
    if (!watched) return;
    const place = new Construct(this, nameOf(resource));
    const names = watched.dimensions.flatMap((dimensions, index) =>
      Object.entries(watched.symptoms).map(([name, symptom]) => {
        const id = watched.dimensions.length > 1 ? `${name}-${index + 1}` : name;
        return alarm(place, id, { watched, dimensions, symptom }).alarmName;
      }),
    );
    new CloudwatchCompositeAlarm(place, "Resource", {
      alarmName: physical(place),
      alarmDescription: `Something is wrong with ${resource.node.path}; its symptoms are alarms of the same name`,
      alarmRule: names.map((name) => `ALARM("${name}")`).join(" OR "),
      alarmActions: [this.props.notices.topicArn],
      okActions: [this.props.notices.topicArn],
    });
  }
}

interface Alarm {
  readonly watched: Watched;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly symptom: Symptom;
}

const MINUTES_A_PERIOD = 5;

function alarm(place: Construct, id: string, { watched, dimensions, symptom }: Alarm): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(place, id, {
    alarmName: `${physical(place)}-${id}`,
    alarmDescription: symptom.description,
    namespace: watched.namespace,
    metricName: symptom.metric,
    dimensions,
    statistic: symptom.statistic,
    comparisonOperator: symptom.is,
    threshold: symptom.threshold,
    period: MINUTES_A_PERIOD * 60,
    evaluationPeriods: Math.max(1, symptom.minutes / MINUTES_A_PERIOD),
    // Many of these metrics are silent while all is well.
    treatMissingData: "notBreaching",
  });
}

const isResource = (construct: unknown): construct is TerraformResource =>
  TerraformResource.isTerraformResource(construct);

/** Below the stack: `data-database`. */
const nameOf = (resource: TerraformResource): string =>
  resource.node.scopes
    .slice(TerraformStack.of(resource).node.scopes.length)
    .map(({ node }) => node.id)
    .filter((id) => id !== "Resource")
    .join("-");

/** Without the ids of the alarms themselves: whoever is woken reads what it is about. */
const physical = (place: Construct): string => `${TerraformStack.of(place).node.id}-${place.node.id}`;
