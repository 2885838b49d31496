export const vanished = (container: string, state: string) =>
  new Error(
    `container ${container} is not running, its state is ${state}\nRead it while it runs: wait for it, or look at 'docker logs'.`,
  );

export const notInStatus = (field: string, text: string) =>
  new Error(`/proc/<pid>/status has no field '${field}', got:\n${text}\nThe reader needs Linux 4.10 or newer.`);

export const noHierarchy = (controller: string, cgroups: string) =>
  new Error(`no mounted cgroup hierarchy has the controller '${controller}' for:\n${cgroups}\nMount cgroup v1 or v2.`);

export const probeFailed = (script: string, code: number | null, words: string) =>
  new Error(`${script} ended with ${code}: ${words}\nIt needs root, and nsenter of util-linux.`);
