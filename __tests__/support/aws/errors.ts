export const noEmulator = (why: string) => new Error(`moto, which answers for S3 here, cannot be had:\n${why}`);

export const emulatorEnded = (said: string) => new Error(`moto ended before it answered:\n${said}`);
