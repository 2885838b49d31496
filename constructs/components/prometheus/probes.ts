import { isProber, probesJob, type SpecContext } from "../../core";

/**
 * A job for each component that asks others: the address that it shall ask goes into the request, and is what the answer
 * is about. https://prometheus.io/docs/guides/multi-target-exporter/
 */
export function probeJobs({ relations, addresses }: SpecContext): readonly object[] {
  return relations.with(isProber).flatMap((prober) => {
    const { name, endpoint } = prober;
    const probes = prober.probes(relations, addresses);
    if (probes.length === 0 || !endpoint) return [];
    return [
      {
        job_name: probesJob(name),
        metrics_path: "/probe",
        static_configs: probes.map(({ name: asked, module, target }) => ({
          targets: [target],
          labels: { endpoint: asked, __param_module: module },
        })),
        relabel_configs: [
          { source_labels: ["__address__"], target_label: "__param_target" },
          { source_labels: ["__param_target"], target_label: "instance" },
          { target_label: "__address__", replacement: `${endpoint.host}:${endpoint.port}` },
        ],
      },
    ];
  });
}
