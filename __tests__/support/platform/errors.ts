export const noContainerOf = (layer: string) => new Error(`no container of layer ${layer} runs`);

export const clientFailed = (said: string) => new Error(`the client in the layer's container failed:\n${said}`);

export const sqlFailed = (statement: string, said: string) => new Error(`'${statement}' failed as superuser:\n${said}`);

export const pushFailed = (reference: string, said: string) =>
  new Error(`${reference} has no digest after it was pushed; the engine's last line was: ${said}`);

export const terraformFailed = (said: string) => new Error(`terraform apply failed:\n${said}`);

export const endedBefore = (words: RegExp, said: string) => new Error(`it ended before it said ${words}:\n${said}`);

export const prometheusFailed = (path: string, status: number, said: string) =>
  new Error(`Prometheus answered ${path} with ${status}: ${said}`);

export const neverCame = (seen: string) =>
  new Error(`what was waited for did not come within two minutes; seen last: ${seen.slice(0, 2000)}`);
