/**
 * As Debian, GitHub's runners and older Ubuntus call the browser that reports are opened in, in the order in which they are
 * looked for. Ubuntu itself has Chromium as a snap alone, which starts in no container: there Google's package is wanted.
 */
export const BROWSERS: readonly string[] = ["chromium", "google-chrome", "chromium-browser"];
