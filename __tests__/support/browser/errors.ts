export const noBrowser = (names: readonly string[]) =>
  new Error(`no browser is on the PATH, looked for: ${names.join(", ")}\nDebian: sudo apt-get install chromium.`);
