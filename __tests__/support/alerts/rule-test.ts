import { stringify } from "yaml";
import type { AlertCase, Series } from "./cases";

/** A test of `promtool test rules` that asks for no more than whether the alert fires: its words are not repeated. */
export function ruleTest({ alert, component, minute }: AlertCase, series: Series, fires: boolean): string {
  const firing = `ALERTS{alertname="${alert}",component="${component}",alertstate="firing"}`;
  return stringify({
    rule_files: ["alerts.yml"],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [
          {
            expr: `count(${firing}) > bool 0 or vector(0)`,
            eval_time: `${minute}m`,
            exp_samples: [{ labels: "{}", value: fires ? 1 : 0 }],
          },
        ],
      },
    ],
  });
}
