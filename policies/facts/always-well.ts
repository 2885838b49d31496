import { stepsOf, type Step } from "./command-line";
import type { Health } from "./container";

/** Words that end well whatever goes on around them. */
const NO_QUESTION = /^(true|:|echo|printf|sleep|date|pwd|whoami|id|uname|hostname|uptime|env)$/;

/** What begins a compound of a shell, of which the steps say nothing. */
const COMPOUND = /^(if|for|while|until|case|select|function|set|trap)$|^[({!]/;

/** What runs its other words: `timeout 3 x`, `busybox x`. */
const WRAPPER = /^(busybox|command|nice|nohup|time|timeout)$/;

/** Why a check never says that something is wrong; undefined where it may. */
export function alwaysWell({ form, command }: Health): string | undefined {
  if (form !== "exec" && form !== "shell") return undefined;
  const steps = innerSteps(command, form === "shell");
  const isOpen = steps.some(({ words }) => COMPOUND.test(words[0] ?? ""));
  if (isOpen) return undefined;
  if (endsWell(steps)) return "has a check that is always well";
  return asksWithoutFail(steps) ? "has a check that is well with any answer: curl without --fail" : undefined;
}

/** Shells within shells; deeper than anybody nests them. */
const DEEPEST = 5;

/** Of one step that is a shell's the steps of that. */
function innerSteps(command: readonly string[], isScript: boolean, depth = 0): readonly Step[] {
  const steps = stepsOf(command, isScript).map(unwrapped);
  const [only] = steps;
  const isShell = steps.length === 1 && depth < DEEPEST && stepsOf(only!.words)[0]?.words !== only!.words;
  return isShell ? innerSteps(only!.words, false, depth + 1) : steps;
}

function unwrapped(step: Step): Step {
  const { words } = step;
  if (!WRAPPER.test(words[0]?.split("/").at(-1) ?? "")) return step;
  const start = words.findIndex((word, at) => at > 0 && !/^(-|\d)/.test(word));
  return start < 0 ? step : { ...step, words: words.slice(start) };
}

/** The status of a script is that of its last pipeline, unless it ended before. */
function endsWell(steps: readonly Step[]): boolean {
  if (steps.at(-1)?.then === "&") return true;
  let first = steps.length - 1;
  // After && the last one is asked only when all before it went well.
  while (first > 0 && isTrivialAt(steps, first) && steps[first - 1]!.then === "&&") first -= 1;
  if (!isTrivialAt(steps, first)) return false;
  return !steps.slice(0, first).some(({ words }) => words[0] === "exit" || words[0] === "exec");
}

const isTrivialAt = (steps: readonly Step[], at: number): boolean =>
  at >= 0 && isTrivial(steps[at]!, steps[at - 1]?.then === "|");

function isTrivial({ words }: Step, isPiped: boolean): boolean {
  const [program = "", ...rest] = words[0] === "exec" ? words.slice(1) : words;
  const name = program.split("/").at(-1)!;
  if (isPiped && /^(cat|tee)$/.test(name)) return true;
  if (name === "exit" || name === "return") return rest.length === 0 ? false : rest[0] === "0";
  if (name === "test" || name === "[" || name === "[[") return rest.every(isConstant);
  return NO_QUESTION.test(name);
}

/** Neither a variable nor the answer of a command, nor a question about a file. */
const isConstant = (word: string): boolean => !/[$`]/.test(word) && !/^-[a-hkprstuwxGLNOS]$/.test(word);

/** To curl an error page is an answer like any other. What is piped or compared is looked at elsewhere. */
function asksWithoutFail(steps: readonly Step[]): boolean {
  const asking = steps.filter(({ words }) => /(^|\/)curl$/.test(words[0] ?? ""));
  return (
    asking.length > 0 &&
    asking.every(
      ({ words, then }) =>
        then !== "|" && !words.some(fails) && words.some((word) => /^(https?:\/\/)?[\w.[\]:-]+(\/|$)/i.test(word)),
    )
  );
}

const fails = (word: string): boolean =>
  /^(-[a-zA-Z#]*f[a-zA-Z#]*|--fail(-with-body)?)$/.test(word) || /^(telnet|ftp):/.test(word);
