/** Series by name and labels, with one value each minute. https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
export type Series = Readonly<Record<string, string>>;

export interface AlertCase {
  readonly alert: string;
  /** The component that it is about, among those of `alertedPlatform`. */
  readonly component: string;
  /** When it is looked at. */
  readonly minute: number;
  readonly fires: Series;
  /** As near to the other as can be, and nothing to be woken for. */
  readonly quiet: Series;
}
