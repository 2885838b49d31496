import { stepsOf, wordsOf } from "../../../policies/facts/command-line";

it.each([
  [["curl", "-f", "a b"], [[["curl", "-f", "a b"], ""]]],
  [
    ["sh", "-c", "a 'b c' && d || e; f | g &"],
    [
      [["a", "b c"], "&&"],
      [["d"], "||"],
      [["e"], ";"],
      [["f"], "|"],
      [["g"], "&"],
    ],
  ],
  [
    ["/bin/bash", "-ec", 'echo "a;b"\nexit 0'],
    [
      [["echo", "a;b"], ";"],
      [["exit", "0"], ""],
    ],
  ],
  [["exec", "ash", "-c", "true"], [[["true"], ""]]],
  [["sh", "-c", "[ $(a | b) = c ] 2>&1"], [[["[", "$(a | b)", "=", "c", "]", "2>&1"], ""]]],
  [["sh", "-c", "a\\ b \\\n c"], [[["a b", "c"], ""]]],
  [["sh", "/config/health.sh"], [[["sh", "/config/health.sh"], ""]]],
  [["sh", "-c"], [[["sh", "-c"], ""]]],
  [["sh", "-c", "a 'b"], [[["a", "b"], ""]]],
  [[], [[[], ""]]],
])("%j is made of its steps", (command, steps) => {
  expect(stepsOf(command).map(({ words, then }) => [words, then])).toEqual(steps);
});

it("a script is one without a shell's name, where somebody says so", () => {
  expect(wordsOf(["a && b"], true)).toEqual(["a", "b"]);
  expect(wordsOf(["a && b"])).toEqual(["a && b"]);
});

it("an option with its value in one word is two, and a script in a group its steps", () => {
  expect(wordsOf(["redis-server", "--requirepass hunter2"])).toEqual(["redis-server", "--requirepass", "hunter2"]);
  expect(stepsOf(["sh", "-c", "(a || b)"]).map(({ words }) => words)).toEqual([["a"], ["b"]]);
  expect(wordsOf(["(a) || (b)"], true)).toEqual(["(a)", "(b)"]);
});

it.each(["$(", "'\"", "a|", "\\", "&>", "(("])("ends quickly with a million times %s", (piece) => {
  const begin = process.cpuUsage().user;
  expect(stepsOf([piece.repeat(1_000_000)], true).length).toBeLessThan(1_000_001);
  expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(5);
});
