import { CustomVariableBuilder, DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { PanelKind, type Dashboard, type Panel } from "../../core";

/** Of the 24 columns that Grafana's grid has; heights are in its units of 30 pixels. */
const SIZES = { [PanelKind.VALUE]: { width: 6, height: 4 }, [PanelKind.GRAPH]: { width: 12, height: 8 } };

/** The JSON that Grafana reads. Ids follow from names, so that links to a dashboard stay. */
export function grafanaDashboard({ name, title, panels, choice }: Dashboard): string {
  // Files of its second version are read by the newest Grafana only.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const builder = new DashboardBuilder(title)
    .uid(`bulwark-${name}`)
    .tags(["bulwark"])
    .editable()
    .refresh("30s")
    .time({ from: "now-1h", to: "now" });
  if (choice) builder.withVariable(chosen(choice));
  for (const panel of panels) builder.withPanel(shown(panel));
  return `${JSON.stringify(builder.build(), undefined, 2)}\n`;
}

function chosen({ name, values }: NonNullable<Dashboard["choice"]>): CustomVariableBuilder {
  return new CustomVariableBuilder(name).values(values.join(",")).multi(true).includeAll(true).allValue(".*");
}

function shown({ kind = PanelKind.GRAPH, title, unit, queries }: Panel) {
  const { width, height } = SIZES[kind];
  const panel = kind === PanelKind.VALUE ? new StatBuilder() : new TimeseriesBuilder().min(0);
  panel.title(title).unit(unit).span(width).height(height);
  for (const { expression, legend } of queries) {
    const query = new DataqueryBuilder().expr(expression).legendFormat(legend);
    panel.withTarget(kind === PanelKind.VALUE ? query.instant() : query.range());
  }
  return panel;
}
