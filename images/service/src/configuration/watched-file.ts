import { stat } from "node:fs/promises";
import { readText } from "./secret-file";

export interface WatchedFileOptions<T> {
  readonly path: string;
  readonly parse: (text: string, path: string) => T;
  /** Value while the file cannot be used. @default - the last good value stays */
  readonly fallback?: T;
  readonly onChange: (problem?: Error) => void;
}

/**
 * A file whose content is read again when it changes. It looks at the file's status instead of using inotify, which
 * sees nothing through a bind mount when the file is replaced on the host.
 */
export class WatchedFile<T> {
  private current: T;
  private mark: string;
  private timer?: NodeJS.Timeout;

  /** Throws when the file cannot be used at start. */
  constructor(private readonly options: WatchedFileOptions<T>) {
    this.current = options.parse(readText(options.path), options.path);
    this.mark = "";
  }

  get value(): T {
    return this.current;
  }

  /** Looks every `intervalMs`; the timer keeps no process alive. */
  watch(intervalMs = 1000): void {
    this.timer = setInterval(() => void this.refresh(), intervalMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async refresh(): Promise<void> {
    const mark = await this.statusMark();
    if (mark === this.mark) return;
    const first = this.mark === "";
    this.mark = mark;
    const problem = this.read();
    if (!first || problem) this.options.onChange(problem);
  }

  private read(): Error | undefined {
    try {
      this.current = this.options.parse(readText(this.options.path), this.options.path);
      return undefined;
    } catch (error) {
      if (this.options.fallback !== undefined) this.current = this.options.fallback;
      return error as Error;
    }
  }

  private async statusMark(): Promise<string> {
    try {
      const { mtimeMs, ctimeMs, size, ino } = await stat(this.options.path);
      return [mtimeMs, ctimeMs, size, ino].join(" ");
    } catch (error) {
      return String((error as NodeJS.ErrnoException).code);
    }
  }
}
