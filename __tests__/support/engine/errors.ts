export const noThrowAwayEngine = () =>
  new Error(
    "no throw-away engine here: BULWARK_TEST_ENGINE is not set\n" +
      "Run the end-to-end tests with 'node __tests__/support/engine/run-in-engine.js -- npx jest …'.",
  );

export const noBusybox = (path: string) =>
  new Error(`no static busybox at ${path}\nInstall it: apt-get install busybox-static.`);
