export const noContainerOf = (layer: string) => new Error(`no container of layer ${layer} runs`);

export const clientFailed = (said: string) => new Error(`the client in the layer's container failed:\n${said}`);

export const sqlFailed = (statement: string, said: string) => new Error(`'${statement}' failed as superuser:\n${said}`);

export const pushFailed = (reference: string, said: string) =>
  new Error(`${reference} has no digest after it was pushed; the engine's last line was: ${said}`);

export const terraformFailed = (said: string) => new Error(`terraform apply failed:\n${said}`);
