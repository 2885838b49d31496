/** One step of a long command. */
export interface Task {
  readonly title: string;
  /** Does it, tells what goes on; a text that it returns is shown as how it ended. */
  readonly run: (report: (line: string) => void) => Promise<unknown>;
}

/** Steps that follow each other. */
export type Lane = readonly Task[];

/**
 * Runs lanes beside each other, the steps of each in order, and shows them on standard error: a live list on a terminal,
 * plain lines in a pipe, nothing when quiet. Standard output stays free for the result.
 */
export async function runLanes(lanes: readonly Lane[], options: { readonly quiet: boolean }): Promise<void> {
  const { Listr, ListrLogger, ProcessOutput } = await import("listr2");
  const processOutput = new ProcessOutput(process.stderr, process.stderr);
  const renderer = options.quiet ? "silent" : process.stderr.isTTY ? "default" : "verbose";
  const tasks = lanes.flatMap(inOrder).map(({ title, run }) => ({
    title,
    task: async (_context: unknown, shown: Shown) => {
      const ending = await run((line) => {
        if (line.trim() !== "") shown.output = line;
      });
      if (ending === NOT_REACHED) shown.skip();
      else if (typeof ending === "string") shown.title = `${title}: ${ending}`;
    },
  }));
  // The plain renderer writes where its logger does, which is standard output unless told otherwise.
  const logger = new ListrLogger({ useIcons: false, toStderr: [], processOutput });
  const rendererOptions = { processOutput, logger, collapseErrors: false };
  // Its own listener would end the process while Terraform is still ending in order.
  const how = { concurrent: lanes.length > 1, renderer, rendererOptions, registerSignalListeners: false };
  await new Listr(tasks as never, how as never).run();
}

interface Shown {
  title: string;
  output: string;
  skip(): void;
}

/** How a step ends that was not begun, because one before it failed. */
const NOT_REACHED = "not reached";

/** Each step waits for the one before it; when that fails, it never runs. */
function inOrder(lane: Lane): Lane {
  let before: Promise<boolean> = Promise.resolve(true);
  return lane.map(({ title, run }) => {
    const previous = before;
    let settle: (succeeded: boolean) => void;
    before = new Promise((resolve) => (settle = resolve));
    return {
      title,
      run: async (report) => {
        let succeeded = false;
        try {
          if (!(await previous)) return NOT_REACHED;
          const ending = await run(report);
          succeeded = true;
          return ending;
        } finally {
          settle(succeeded);
        }
      },
    };
  });
}
