export interface PartOptions {
  readonly repetitions: number;
  readonly report: (line: string) => void;
}
