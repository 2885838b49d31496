import type { ContainerFacts, Upload } from "../../policies/facts/container";
import type { FileChange, PostureChange } from "./change";
import type { Compared } from "./compared";
import { orderOf, type FileWord } from "./files/order";
import { linesChanged } from "./files/lines";

interface FilePair {
  readonly target: string;
  readonly before: string;
  readonly after: string;
}

interface FileReport {
  readonly files: readonly FileChange[];
  readonly changes: readonly PostureChange[];
}

/** Generated configuration that travels with the containers: line by line, and what its lines mean. */
export function fileChanges({ stack, pairs }: Compared): FileReport {
  const told = new Set<string>();
  const reports = pairs.flatMap(({ before, after }) => {
    if (after.kind !== "container") return [];
    const was = before?.kind === "container" ? filesOf(before) : [];
    // The same file may travel to several volumes.
    const files = pairedFiles(was, filesOf(after)).filter((file) => {
      const key = JSON.stringify([after.replicaOf, file.target.split("/").at(-1), file.before, file.after]);
      return !told.has(key) && told.add(key);
    });
    return files.map((file) => ({ file, before, after }));
  });
  return {
    files: reports
      .filter(({ before }) => before !== undefined)
      .map(({ file, after }) => ({
        stack,
        subject: after.id,
        target: file.target,
        lines: linesChanged(file.before, file.after),
      })),
    changes: reports.flatMap(({ file, after }) =>
      meaningOf(file).map((change) => ({ ...placeOf(stack, after), ...change })),
    ),
  };
}

const filesOf = ({ uploads }: ContainerFacts): readonly Upload[] => (uploads.state === "known" ? uploads.value : []);

/** A folder is named by its content: what is the same beside that is the same file. */
function nameOf({ target }: Upload): string {
  const folders = target.slice(0, LONGEST).split("/");
  const name = folders.pop();
  return [...folders.map((folder) => folder.replace(/[0-9a-f]{8,64}/g, "*")), name].join("/");
}

/** No file system takes a longer path. */
const LONGEST = 4096;

function pairedFiles(before: readonly Upload[], after: readonly Upload[]): readonly FilePair[] {
  const [was, is] = [byName(before), byName(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [old, now] = [was.get(name) ?? [], is.get(name) ?? []];
    const [lost, added] = [without(old, now), without(now, old)];
    const length = Math.max(lost.length, added.length);
    return Array.from({ length }, (_, at) => ({
      target: (added[at] ?? lost[at])!.target,
      before: lost[at]?.text ?? "",
      after: added[at]?.text ?? "",
    }));
  });
}

function byName(files: readonly Upload[]): ReadonlyMap<string, readonly Upload[]> {
  const all = new Map<string, Upload[]>();
  for (const file of files) {
    const same = all.get(nameOf(file));
    if (same) same.push(file);
    else all.set(nameOf(file), [file]);
  }
  return all;
}

function without(files: readonly Upload[], others: readonly Upload[]): readonly Upload[] {
  const texts = new Set(others.map(({ text }) => text));
  return files.filter(({ text }) => !texts.has(text));
}

const placeOf = (stack: string, { id, path, at, madeAt }: ContainerFacts) => ({
  stack,
  subject: id,
  kind: "container" as const,
  ...(path === undefined ? {} : { path }),
  at: madeAt ?? at,
  fact: "uploads",
});

type Meaning = Pick<PostureChange, "before" | "after" | "verdict" | "exposure" | "message">;

function meaningOf({ target, before, after }: FilePair): readonly Meaning[] {
  const worse = orderOf(target, `${before}\n${after}`);
  const name = target.split("/").at(-1)!;
  const tell = (words: readonly FileWord[], verdict: "worse" | "better"): readonly Meaning[] =>
    words.length === 0
      ? []
      : [
          {
            before: verdict === "worse" ? undefined : name,
            after: verdict === "worse" ? name : undefined,
            verdict,
            exposure: verdict === "worse" && words.some(({ isExposure }) => isExposure),
            message: `${words.map(({ text }) => (verdict === "worse" ? text : undone(text))).join("; ")}, by ${name}`,
          },
        ];
  return [...tell(worse(before, after), "worse"), ...tell(worse(after, before), "better")];
}

/** What is no longer lost is there. */
const undone = (text: string): string => {
  const lost = "no longer ";
  return text.startsWith(lost) ? text.slice(lost.length) : lost + text;
};
