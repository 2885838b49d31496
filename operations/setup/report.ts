/** Takes one line about what goes on, for the person who waits; never a secret. */
export type Report = (line: string) => void;
