export const validatorFailed = (program: string, code: number | null, said: string) =>
  new Error(`${program} ended with ${code}:\n${said.slice(-2000)}`);
