export const emulatorEnded = (said: string) => new Error(`moto ended before it answered:\n${said}`);
